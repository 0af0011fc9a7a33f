import { branchesOf, resolveTexts } from '../../../intrinsics.js';
import type { Reading } from '../../../reading.js';
import { child, entriesOf, listOf, stringOf, type Entry, type MapTree, type Tree } from '../../../tree.js';

/** Conditions that name conditions beyond this are not followed. */
const maxNesting = 32;

/**
 * The template without what cannot be: an `Fn::If` whose condition is certain becomes its branch, a resource whose
 * condition is false goes. Parameters are not taken at their defaults, so most conditions stay open and both branches count.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html
 */
export function decideConditions(root: MapTree, reading: Reading): MapTree {
  const conditions = child(root, 'Conditions');
  const certain = new Map<string, boolean>();
  for (const { key, value } of entriesOf(conditions)) {
    const decided = decide(value, { conditions, reading, nesting: 0 });
    if (decided !== undefined) certain.set(key, decided);
  }
  if (certain.size === 0) return root;
  const entries = root.entries.map((entry): Entry => {
    if (entry.key === 'Conditions') return entry;
    const value = choose(entry.value, certain);
    const isResources = entry.key === 'Resources' && value.kind === 'map';
    return { ...entry, value: isResources ? withoutAbsent(value, certain) : value };
  });
  return { ...root, entries };
}

interface Deciding {
  readonly conditions: Tree | undefined;
  readonly reading: Reading;
  readonly nesting: number;
}

function decide(tree: Tree | undefined, of: Deciding): boolean | undefined {
  if (of.nesting > maxNesting) return undefined;
  const inner = { ...of, nesting: of.nesting + 1 };
  // JSON's long form, which is an object like any other elsewhere.
  const named = child(tree, 'Condition');
  if (named !== undefined) return decide(child(of.conditions, stringOf(named) ?? ''), inner);
  if (tree?.kind !== 'intrinsic') return undefined;
  const parts = (): (boolean | undefined)[] => listOf(tree.arg).map((part) => decide(part, inner));
  switch (tree.name) {
    case 'Condition':
      return decide(child(of.conditions, stringOf(tree.arg) ?? ''), inner);
    case 'Fn::Equals':
      return equal(tree.arg, of.reading);
    case 'Fn::Not': {
      const [only] = parts();
      return only === undefined ? undefined : !only;
    }
    case 'Fn::And':
      return unless(parts(), false);
    case 'Fn::Or':
      return unless(parts(), true);
    default:
      return undefined;
  }
}

/** One part decides; else all must be known. */
function unless(parts: readonly (boolean | undefined)[], decisive: boolean): boolean | undefined {
  if (parts.includes(decisive)) return decisive;
  return parts.includes(undefined) || parts.length === 0 ? undefined : !decisive;
}

/** Certain where both sides are known, or are the same expression. */
function equal(arg: Tree, reading: Reading): boolean | undefined {
  const [a, b] = arg.kind === 'seq' ? arg.items.map((item) => textOf(item, reading)) : [];
  if (a === undefined || b === undefined) return undefined;
  if (a === b) return true;
  return a.includes('${') || b.includes('${') ? undefined : false;
}

function textOf(tree: Tree, reading: Reading): string | undefined {
  const [only, ...others] = tree.kind === 'seq' || tree.kind === 'map' ? [] : resolveTexts(tree, reading);
  return others.length === 0 ? only?.text : undefined;
}

/** Recursion is bounded: texts deeper than `maxDepth` are not parsed. */
function choose(tree: Tree, certain: ReadonlyMap<string, boolean>): Tree {
  switch (tree.kind) {
    case 'scalar':
      return tree;
    case 'seq':
      return { ...tree, items: tree.items.map((item) => choose(item, certain)) };
    case 'map':
      return {
        ...tree,
        entries: tree.entries.map((entry) => ({ ...entry, value: choose(entry.value, certain) })),
      };
    case 'intrinsic': {
      const branches = branchesOf(tree);
      const [name] = branches && tree.arg.kind === 'seq' ? tree.arg.items : [];
      const decided = certain.get(stringOf(name) ?? '');
      const branch = decided === undefined ? undefined : branches?.[decided ? 0 : 1];
      return branch ? choose(branch, certain) : { ...tree, arg: choose(tree.arg, certain) };
    }
  }
}

function withoutAbsent(resources: MapTree, certain: ReadonlyMap<string, boolean>): MapTree {
  const isThere = ({ value }: Entry): boolean =>
    certain.get(stringOf(child(value, 'Condition')) ?? '') !== false;
  return { ...resources, entries: resources.entries.filter(isThere) };
}
