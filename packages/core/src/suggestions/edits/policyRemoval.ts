import { child, stringOf, type Entry, type MapTree, type SeqTree } from '../../sources/tree.js';
import { removeEntries } from './entries.js';
import type { Layout } from './layout.js';
import { editList } from './lists.js';
import { allOf, type Local, type Refused } from './local.js';
import type { Place } from './places.js';

/** What goes where all of a policy goes: an item of a list, or a key. */
export interface Unit {
  readonly place: Place;
}

/**
 * What to take out so that no empty policy stays: the item of `Policies` that holds the document, or the resource of a
 * policy that stands on its own.
 */
export function unitOf(document: Place, layout: Layout): Unit | Refused {
  const holder = document.entry === undefined ? undefined : document.up;
  if (isPoliciesItem(document)) return { place: document };
  if (document.up === undefined) {
    return wouldBeEmpty('The policy would have no statement left: delete the file instead.');
  }
  if (holder === undefined) {
    return wouldBeEmpty('The policy would have no statement left, and it is a branch of a condition.');
  }
  if (document.entry?.key === 'PolicyDocument' && isPoliciesItem(holder)) return { place: holder };
  const resource = holder.entry?.key === 'Properties' ? holder.up : undefined;
  if (resource === undefined) {
    return wouldBeEmpty('The policy would have no statement left, and what holds it cannot be taken out.');
  }
  return resourceUnit(resource, layout);
}

/** An item of a `Policies` list, or its only value. */
function isPoliciesItem({ entry, up }: Place): boolean {
  return entry?.key === 'Policies' || (up?.tree.kind === 'seq' && up.entry?.key === 'Policies');
}

function resourceUnit(resource: Place, { text }: Layout): Unit | Refused {
  const name = resource.entry?.key ?? '';
  const type = stringOf(child(resource.tree, 'Type')) ?? '';
  const isOnItsOwn = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy'].includes(type);
  if (!isOnItsOwn || resource.up?.entry?.key !== 'Resources') {
    return wouldBeEmpty(
      `The policy ${name} would have no statement left: take the resource out with all that refers to it.`,
    );
  }
  const mentions =
    text.match(new RegExp(`(?<![A-Za-z0-9])${escapeRegExp(name)}(?![A-Za-z0-9])`, 'g'))?.length ?? 0;
  if (mentions > 1) {
    return wouldBeEmpty(
      `The policy ${name} would have no statement left, and other parts of the file name it.`,
    );
  }
  return { place: resource };
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function wouldBeEmpty(reason: string): Refused {
  return { part: 'policy', code: 'would-be-empty', reason };
}

/** What the units are taken from: one edit a list or map, since its last item takes its key along. */
export function removeUnits(units: readonly Unit[], layout: Layout): { local: Local; gone: Gone } {
  const gone: Gone = { items: new Map(), entries: new Map() };
  const lists = new Map<Place, Set<number>>();
  const maps = new Map<Place, Set<Entry>>();
  for (const { place } of units) noteUnit(place, lists, maps);
  for (const [list, indexes] of lists) {
    if (indexes.size < (list.tree as SeqTree).items.length) continue;
    lists.delete(list);
    noteUnit(list, lists, maps);
  }
  // A user or group may do without any properties.
  for (const [map, entries] of maps) {
    if (entries.size < (map.tree as MapTree).entries.length || map.entry?.key !== 'Properties') continue;
    maps.delete(map);
    noteUnit(map, lists, maps);
  }
  const locals: Local[] = [];
  for (const [{ tree }, indexes] of lists) {
    gone.items.set(tree as SeqTree, indexes);
    locals.push(
      editList(tree as SeqTree, { removed: indexes, replaced: new Map(), inserted: new Map() }, layout),
    );
  }
  for (const [{ tree }, entries] of maps) {
    gone.entries.set(tree as MapTree, entries);
    const isAll = entries.size >= (tree as MapTree).entries.length;
    locals.push(
      isAll
        ? wouldBeEmpty('Nothing would be left around the policy, which AWS refuses.')
        : removeEntries(tree as MapTree, [...entries], layout),
    );
  }
  return { local: allOf(locals), gone };
}

/** What was taken out, for the comparison afterwards. */
export interface Gone {
  readonly items: Map<SeqTree, ReadonlySet<number>>;
  readonly entries: Map<MapTree, ReadonlySet<Entry>>;
}

function noteUnit(place: Place, lists: Map<Place, Set<number>>, maps: Map<Place, Set<Entry>>): void {
  const { up, index, entry } = place;
  if (up === undefined) return;
  if (index !== undefined) add(lists, samePlace(lists, up), index);
  else if (entry !== undefined) add(maps, samePlace(maps, up), entry);
}

/** Places are made on the way: two of one tree are the same. */
function samePlace<T>(known: ReadonlyMap<Place, T>, place: Place): Place {
  return [...known.keys()].find(({ tree }) => tree === place.tree) ?? place;
}

function add<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  map.set(key, (map.get(key) ?? new Set<V>()).add(value));
}
