import { composedName } from '../../../intrinsics.js';
import { opaqueSymbol } from '../../../symbols.js';
import type { ScalarTree, Tree } from '../../../tree.js';

/** What a variable turns out to be. */
export type Outcome =
  /** A value of the source or of a file, its own variables not yet resolved. `shared`: other places use it too. */
  | { readonly kind: 'known'; readonly tree: Tree; readonly shared: boolean; readonly staged: boolean }
  /** A text that stays a symbol, or holds some. */
  | { readonly kind: 'open'; readonly text: string }
  /** There is nothing of that name: the next source counts. */
  | { readonly kind: 'absent' }
  /** A file that the host has not given; the next source counts. */
  | { readonly kind: 'noFile'; readonly path: string; readonly address: string };

export const absent: Outcome = { kind: 'absent' };

export function open(text: string): Outcome {
  return { kind: 'open', text };
}

export function known(tree: Tree, shared = false, staged = false): Outcome {
  return { kind: 'known', tree, shared, staged };
}

/** A plain value that stands where `use` stands and cannot be edited there. */
export function scalarAt(use: ScalarTree, value: string | number | boolean | null): ScalarTree {
  const text = value === null ? '' : String(value);
  return { ...use, value, text, literal: false };
}

/**
 * A text that was put together, as an expression: what is still open in it is meant to be, and no `${…}` that somebody
 * forgot to put into `!Sub`.
 */
export function composed(use: ScalarTree, text: string): Tree {
  const arg = scalarAt(use, text);
  if (!text.includes('${')) return arg;
  return { kind: 'intrinsic', name: composedName, arg, span: use.span, literal: false };
}

/** For texts that grow beyond what IAM takes. */
export function tooLong(text: string): string {
  return opaqueSymbol('Variable', text.slice(0, 200));
}
