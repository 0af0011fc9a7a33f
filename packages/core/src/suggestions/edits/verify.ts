import isEqual from 'lodash/isEqual.js';
import { readCondition } from '../../sources/condition.js';
import { substituteStrings } from '../../sources/embedded.js';
import { noFiles } from '../../sources/files.js';
import { resolveTexts } from '../../sources/intrinsics.js';
import { openReading, type Reading } from '../../sources/reading.js';
import { itemsOf } from '../../sources/tokens.js';
import {
  child,
  listOf,
  stringOf,
  type Entry,
  type MapTree,
  type ScalarTree,
  type Tree,
} from '../../sources/tree.js';
import type { Gone } from './policyRemoval.js';
import { documentOf } from '../../grants/document.js';
import type { SourceStatement } from '../../sources/model.js';
import type { PolicyDocument, PolicyStatement } from '../../sources/policy.js';
import { readPolicy } from '../../sources/statements.js';
import type { PlannedStatement } from './types.js';
import { readBeginning } from './variableText.js';

/** What is meant to be different afterwards; all else must be the same. */
export interface Intended {
  /** Statements by their tree before. */
  readonly statements: ReadonlyMap<Tree, IntendedStatement>;
  readonly gone: Gone;
  /** Items that become a policy document. */
  readonly replaced: ReadonlyMap<Tree, PolicyDocument>;
  /** Strings that hold JSON in which something changes: compared by what they hold. */
  readonly strings: ReadonlyMap<Tree, InString>;
}

/** A statement with what becomes of it. */
export interface IntendedStatement {
  readonly statement: SourceStatement;
  readonly becomes: readonly PlannedStatement[];
  /** The tokens that an item of its lists stands for: variables of a format are known to its reader alone. */
  readonly textsOf: (item: Tree) => readonly string[];
}

/** JSON in a string, before; and how to read it after. */
export interface InString {
  readonly before: Tree | undefined;
  readonly open: (scalar: ScalarTree) => Tree | undefined;
  readonly isSubstituted: boolean;
}

interface Comparing {
  readonly intended: Intended;
  readonly reading: Reading;
  readonly isSubstituted: boolean;
}

/**
 * Whether a text that was edited and read again says what it said before but for what was intended. `text` is the edited
 * one; the trees are those of the reader of sources.
 */
export function saysAsIntended(
  before: Tree | undefined,
  after: Tree | undefined,
  text: string,
  intended: Intended,
): boolean {
  if (before === undefined || after === undefined) return before === after;
  const outer = openReading({ uri: '', text }, { files: noFiles, problems: [], missing: new Set() });
  const reading = { ...outer, mappings: child(after, 'Mappings') };
  return isSame(before, after, { intended, reading, isSubstituted: false });
}

function isSame(a: Tree, b: Tree, comparing: Comparing): boolean {
  const document = comparing.intended.replaced.get(a);
  if (document !== undefined) return isDocument(b, document, comparing);
  const inString = comparing.intended.strings.get(a);
  if (inString !== undefined) return isSameString(inString, b, comparing);
  switch (a.kind) {
    case 'scalar':
      return b.kind === 'scalar' && Object.is(a.value, b.value) && a.text === b.text;
    case 'seq':
      return b.kind === 'seq' && isSameList(a.items, a, b.items, comparing);
    case 'intrinsic':
      return b.kind === 'intrinsic' && a.name === b.name && isSame(a.arg, b.arg, comparing);
    case 'map':
      return b.kind === 'map' && isSameMap(a, b, comparing);
  }
}

/** Whether a tree says what a document does, by the reader of sources. */
function isDocument(tree: Tree, document: PolicyDocument, { reading }: Comparing): boolean {
  if (tree.kind !== 'map') return false;
  const place = { id: '', name: '', kind: 'inline' as const };
  const read = [documentOf([readPolicy(tree, place, reading)]).Statement].flat();
  return isEqual(read.map(withLists), [document.Statement].flat().map(withLists));
}

/** A single value and a list of one are the same. */
function withLists(statement: PolicyStatement): unknown {
  const { Action, NotAction, Resource, NotResource, ...rest } = statement;
  const lists = [Action, NotAction, Resource, NotResource].map((value) => [value ?? []].flat());
  return { ...rest, lists };
}

function isSameString({ before, open, isSubstituted }: InString, b: Tree, comparing: Comparing): boolean {
  const after = b.kind === 'scalar' ? open(b) : undefined;
  return (
    before !== undefined && after !== undefined && isSame(before, after, { ...comparing, isSubstituted })
  );
}

function isSameList(
  items: readonly Tree[],
  list: Tree | undefined,
  after: readonly Tree[],
  comparing: Comparing,
): boolean {
  const { statements, gone } = comparing.intended;
  const removed = list?.kind === 'seq' ? gone.items.get(list) : undefined;
  let at = 0;
  for (const [index, item] of items.entries()) {
    if (removed?.has(index) === true) continue;
    const intended = statements.get(item);
    if (intended === undefined) {
      const next = after[at++];
      if (next === undefined || !isSame(item, next, comparing)) return false;
      continue;
    }
    for (const planned of intended.becomes) {
      const next = after[at++];
      if (next?.kind !== 'map' || !isPlanned(item as MapTree, next, planned, { intended, comparing }))
        return false;
    }
  }
  return at === after.length;
}

function isSameMap(a: MapTree, b: MapTree, comparing: Comparing): boolean {
  const { statements, gone } = comparing.intended;
  const removed = gone.entries.get(a);
  const kept = a.entries.filter((entry) => removed?.has(entry) !== true);
  if (kept.length !== b.entries.length) return false;
  return kept.every(({ key, value }, index) => {
    const other = b.entries[index];
    if (other?.key !== key) return false;
    if (!statements.has(value)) return isSame(value, other.value, comparing);
    return isSameList([value], undefined, listOf(other.value), comparing);
  });
}

const elements = ['sid', 'action', 'resource', 'condition'];

interface Planning {
  readonly intended: IntendedStatement;
  readonly comparing: Comparing;
}

function isPlanned(a: MapTree, b: MapTree, planned: PlannedStatement, planning: Planning): boolean {
  const others = (map: MapTree): Entry[] =>
    map.entries.filter(({ key }) => !elements.includes(key.toLowerCase()));
  const [before, after] = [others(a), others(b)];
  return (
    before.length === after.length &&
    before.every(({ key, value }, index) => {
      const other = after[index];
      return other?.key === key && isSame(value, other.value, planning.comparing);
    }) &&
    isPlannedSid(a, b, planned) &&
    isPlannedList(elementOf(a, 'Action'), elementOf(b, 'Action'), planned.action, planning) &&
    (planned.resource.length === 0
      ? elementOf(b, 'Resource') === undefined
      : isPlannedList(elementOf(a, 'Resource'), elementOf(b, 'Resource'), planned.resource, planning)) &&
    isPlannedCondition(a, b, planned, planning)
  );
}

/** Items that stood there before stand for their tokens, new ones for what they say: together, all that is planned. */
function isPlannedList(
  a: Tree | undefined,
  b: Tree | undefined,
  wanted: readonly string[],
  { intended, comparing }: Planning,
): boolean {
  if (b === undefined) return false;
  const before = listOf(a);
  const old = before.map((item) => ({ item, texts: intended.textsOf(item) }));
  const texts = listOf(b).flatMap((item) => {
    const known = before.find((each) => isSame(each, item, comparing));
    if (known !== undefined) return intended.textsOf(known);
    const text = readBeginning(item, old);
    return text === undefined ? textsOf(item, comparing) : [text];
  });
  return sameSet(texts, wanted);
}

function isPlannedSid(a: MapTree, b: MapTree, { sid }: PlannedStatement): boolean {
  const own = elementOf(b, 'Sid');
  if (sid !== undefined || own === undefined) return stringOf(own) === sid;
  return elementOf(a, 'Sid')?.kind === own.kind && stringOf(own) === undefined;
}

function isPlannedCondition(
  a: MapTree,
  b: MapTree,
  { condition }: PlannedStatement,
  { intended, comparing }: Planning,
): boolean {
  const [before, after] = [elementOf(a, 'Condition'), elementOf(b, 'Condition')];
  if (isEqual(condition, intended.statement.condition)) {
    return before === undefined || after === undefined ? before === after : isSame(before, after, comparing);
  }
  const read = after && readCondition(substituted(after, comparing), comparing.reading);
  return isEqual(read, condition);
}

function elementOf(map: MapTree, name: string): Tree | undefined {
  return (
    child(map, name) ?? map.entries.findLast(({ key }) => key.toLowerCase() === name.toLowerCase())?.value
  );
}

function textsOf(tree: Tree, comparing: Comparing): string[] {
  const items = itemsOf(substituted(tree, comparing));
  return items.flatMap((item) => resolveTexts(item, comparing.reading).map(({ text }) => text));
}

function substituted(tree: Tree, { isSubstituted }: Comparing): Tree {
  return isSubstituted ? substituteStrings(tree, undefined) : tree;
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const [first, second] = [new Set(a), new Set(b)];
  return first.size === second.size && [...first].every((text) => second.has(text));
}
