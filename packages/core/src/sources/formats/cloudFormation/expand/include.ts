import { drawIn, type Composite } from '../../../composite.js';
import { quoted, readFile } from '../../../reading.js';
import { child, listOf, stringOf, type Entry, type MapTree, type Tree } from '../../../tree.js';

/**
 * The template with its fragments in place: `Fn::Transform` with `AWS::Include` and a local path, anywhere or at the top.
 * A fragment in S3 stays what it is. Fragments do not include others.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/create-reusable-transform-function-snippets-and-add-to-your-template-with-aws-include-transform.html
 */
export function includeFiles(root: MapTree, composite: Composite): MapTree {
  const transforms = listOf(child(root, 'Transform'));
  const atTop = transforms.flatMap((tree) => fragmentEntries(fragmentOf(tree, composite)));
  const inside = include(root, composite);
  const entries = inside.kind === 'map' ? inside.entries : root.entries;
  return { ...root, entries: mergeSections(entries, atTop) };
}

/** Recursion is bounded: texts deeper than `maxDepth` are not parsed. */
function include(tree: Tree, composite: Composite): Tree {
  switch (tree.kind) {
    case 'scalar':
      return tree;
    case 'seq':
      return { ...tree, items: tree.items.map((item) => include(item, composite)) };
    case 'intrinsic': {
      const fragment = tree.name === 'Fn::Transform' ? fragmentOf(tree.arg, composite) : undefined;
      return fragment ?? { ...tree, arg: include(tree.arg, composite) };
    }
    case 'map':
      return { ...tree, entries: tree.entries.flatMap((entry) => includeEntry(entry, composite)) };
  }
}

function includeEntry(entry: Entry, composite: Composite): readonly Entry[] {
  const fragment = entry.key === 'Fn::Transform' ? fragmentOf(entry.value, composite) : undefined;
  if (fragment?.kind === 'map') return fragment.entries;
  return [{ ...entry, value: include(entry.value, composite) }];
}

function fragmentOf(transform: Tree, composite: Composite): Tree | undefined {
  if (stringOf(child(transform, 'Name')) !== 'AWS::Include') return undefined;
  const location = child(transform, 'Parameters', 'Location');
  const path = stringOf(location);
  if (location === undefined || path === undefined || /^[a-z0-9]+:\/\//i.test(path)) return undefined;
  const source = readFile(composite.reading, path);
  const tree = source && drawIn(composite, source, location.span.from);
  if (tree === undefined) {
    const why = `The fragment ${quoted(path)} is not there or was not given; what it holds is not looked at.`;
    composite.pending.push({ kind: 'unresolved', code: 'file-not-given', span: location.span, why });
  }
  return tree;
}

function fragmentEntries(tree: Tree | undefined): readonly Entry[] {
  return tree?.kind === 'map' ? tree.entries : [];
}

/** Sections of the same name become one. */
function mergeSections(own: readonly Entry[], added: readonly Entry[]): readonly Entry[] {
  const merged = own.map((entry): Entry => {
    const more = added.find(({ key }) => key === entry.key);
    if (more?.value.kind !== 'map' || entry.value.kind !== 'map') return entry;
    return { ...entry, value: { ...entry.value, entries: [...entry.value.entries, ...more.value.entries] } };
  });
  return [...merged, ...added.filter(({ key }) => !own.some((entry) => entry.key === key))];
}
