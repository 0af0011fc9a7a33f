import type { Span } from '../util/text.js';
import type { Entry, Tree } from './tree.js';

/** The same tree with every span moved. Recursion is bounded: parsers refuse texts deeper than `maxDepth`. */
export function shiftTree(tree: Tree, by: number): Tree {
  const move = ({ from, to }: Span): Span => ({ from: from + by, to: to + by });
  const span = move(tree.span);
  switch (tree.kind) {
    case 'scalar':
      return { ...tree, span, content: move(tree.content) };
    case 'seq':
      return { ...tree, span, items: tree.items.map((item) => shiftTree(item, by)) };
    case 'map':
      return { ...tree, span, entries: tree.entries.map((entry) => shiftEntry(entry, by)) };
    case 'intrinsic':
      return { ...tree, span, arg: shiftTree(tree.arg, by) };
  }
}

function shiftEntry({ key, keySpan, value }: Entry, by: number): Entry {
  return { key, keySpan: { from: keySpan.from + by, to: keySpan.to + by }, value: shiftTree(value, by) };
}

/** The same tree as something that no edit can change in place: it is used elsewhere too, or was made from parts. */
export function asComputed(tree: Tree): Tree {
  switch (tree.kind) {
    case 'scalar':
      return { ...tree, literal: false };
    case 'seq':
      return { ...tree, literal: false, items: tree.items.map(asComputed) };
    case 'map':
      return {
        ...tree,
        literal: false,
        entries: tree.entries.map((entry) => ({ ...entry, value: asComputed(entry.value) })),
      };
    case 'intrinsic':
      return { ...tree, literal: false, arg: asComputed(tree.arg) };
  }
}
