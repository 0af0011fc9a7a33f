/** What happens to the items of a list, by place: which stay, which become something else, what comes in behind. */
export interface Alignment {
  /** One for each old item: it stays, it goes, or it becomes the text of that index. */
  readonly items: readonly ('stays' | 'goes' | number)[];
  /** New texts by the old item they come behind; -1: before the first. Values are indexes of the new list. */
  readonly inserted: ReadonlyMap<number, readonly number[]>;
}

/**
 * Old items (each may stand for several texts) against the new list of texts. An item stays where all of its texts are
 * still wanted. New texts take the place of those that go where they follow the same neighbour. Undefined: an item is
 * wanted in part only.
 */
export function alignLists(
  old: readonly (readonly string[])[],
  wanted: readonly string[],
): Alignment | undefined {
  const wantedSet = new Set(wanted);
  const stays = old.map((texts) => texts.every((text) => wantedSet.has(text)));
  if (old.some((texts, index) => stays[index] !== true && texts.some((text) => wantedSet.has(text)))) {
    return undefined;
  }
  const home = new Map<string, number>();
  old.forEach((texts, index) => {
    if (stays[index] === true) texts.forEach((text) => home.set(text, home.get(text) ?? index));
  });
  const inserted = freshByHome(wanted, home);
  const items: ('stays' | 'goes' | number)[] = stays.map((isStaying) => (isStaying ? 'stays' : 'goes'));
  for (const [cursor, fresh] of inserted) {
    for (let at = cursor + 1; at < items.length && items[at] === 'goes' && fresh.length > 0; at++) {
      items[at] = fresh.shift() ?? 'goes';
    }
  }
  return { items, inserted: moveBehindReplaced(inserted, items) };
}

function freshByHome(wanted: readonly string[], home: ReadonlyMap<string, number>): Map<number, number[]> {
  const inserted = new Map<number, number[]>();
  let cursor = -1;
  wanted.forEach((text, index) => {
    const at = home.get(text);
    if (at !== undefined) cursor = at;
    else inserted.set(cursor, [...(inserted.get(cursor) ?? []), index]);
  });
  return inserted;
}

/** What did not fit into the gap comes behind the last item that was replaced in it. */
function moveBehindReplaced(
  inserted: ReadonlyMap<number, readonly number[]>,
  items: readonly ('stays' | 'goes' | number)[],
): Map<number, readonly number[]> {
  const moved = new Map<number, readonly number[]>();
  for (const [cursor, fresh] of inserted) {
    if (fresh.length === 0) continue;
    let at = cursor;
    while (typeof items[at + 1] === 'number') at++;
    moved.set(at, fresh);
  }
  return moved;
}
