import { resolveTexts } from '../../intrinsics.js';
import type { Reading } from '../../reading.js';
import { listOf, type Tree } from '../../tree.js';

/** The texts of a value that may be one or a list. */
export function texts(tree: Tree | undefined, reading: Reading): string[] {
  return listOf(tree).flatMap((item) =>
    item.kind === 'map' ? [] : resolveTexts(item, reading).map(({ text }) => text),
  );
}
