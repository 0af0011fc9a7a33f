import { resolveTexts } from '../../intrinsics.js';
import type { Reading } from '../../reading.js';
import { child, stringOf, type Tree } from '../../tree.js';
import type { Template } from '../cloudFormation/template.js';

/** What SAM, which is written in Python, takes for set: neither missing, null, 0, false nor empty. Intrinsics are. */
export function isSet(tree: Tree | undefined): tree is Tree {
  switch (tree?.kind) {
    case undefined:
      return false;
    case 'scalar':
      return tree.value !== null && tree.value !== false && tree.value !== '' && tree.value !== 0;
    case 'seq':
      return tree.items.length > 0;
    case 'map':
      return tree.entries.length > 0;
    case 'intrinsic':
      return true;
  }
}

/** A value with the default of the parameter it refers to in its place: SAM decides on those. */
export function withDefault(template: Template, tree: Tree | undefined): Tree | undefined {
  if (tree?.kind !== 'intrinsic' || tree.name !== 'Ref') return tree;
  const name = stringOf(tree.arg);
  return (name === undefined ? undefined : child(template.parameters, name, 'Default')) ?? tree;
}

/** The texts of a value, each once; none where it is missing. */
export function textsOf(tree: Tree | undefined, reading: Reading): string[] {
  return tree === undefined ? [] : [...new Set(resolveTexts(tree, reading).map(({ text }) => text))];
}
