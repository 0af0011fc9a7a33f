import type { Span } from '../util/text.js';

/**
 * One shape for YAML and JSON: what the formats read and what edits compare. Short and long intrinsics look alike:
 * `!Sub x` and `{"Fn::Sub": x}` are both `{ kind: 'intrinsic', name: 'Fn::Sub', arg }`.
 */
export type Tree = ScalarTree | SeqTree | MapTree | IntrinsicTree;

interface Placed {
  /** The whole value: tag, anchor and quotes included, trailing white space and comments excluded. */
  readonly span: Span;
  /** False where the value came through an alias, a merge or an intrinsic, or where others share it through an alias. */
  readonly literal: boolean;
  /** True for an item laid flat out of an `Fn::If`. */
  readonly chosen?: boolean;
}

/** A string, number, boolean or null as it is written. */
export interface ScalarTree extends Placed {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The value as text, a number as the person wrote it; '' for null. */
  readonly text: string;
  readonly style: ScalarStyle;
  /** What stands between the quotes, or below a block scalar's header. */
  readonly content: Span;
}

/** `double` is also JSON's only style of string. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

/** A list. */
export interface SeqTree extends Placed {
  readonly kind: 'seq';
  readonly items: readonly Tree[];
}

/** An object. A key may occur twice: read it through `findEntry`, `child` or `entriesOf`. */
export interface MapTree extends Placed {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
}

/** One key of an object; its value is null where nothing was typed yet. */
export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Tree;
}

/** A function or reference of CloudFormation, in whichever form it is written. */
export interface IntrinsicTree extends Placed {
  readonly kind: 'intrinsic';
  /** `Ref`, `Condition`, `Fn::Sub`, ...; an unknown tag with its mark: `!Foo`. */
  readonly name: string;
  readonly arg: Tree;
}

/** The entry of that key; the last one where the key occurs twice, as YAML and JSON readers at AWS do. */
export function findEntry(tree: Tree | undefined, key: string): Entry | undefined {
  if (tree?.kind !== 'map') return undefined;
  if (tree.entries.length <= 16) return tree.entries.findLast((entry) => entry.key === key);
  const index = indexes.get(tree) ?? new Map(tree.entries.map((entry) => [entry.key, entry]));
  indexes.set(tree, index);
  return index.get(key);
}

/** Long maps are indexed at the first look-up, so that looking up each key of one stays linear. */
const indexes = new WeakMap<MapTree, ReadonlyMap<string, Entry>>();

/** The value under a path of keys, or undefined where any of them is missing. */
export function child(tree: Tree | undefined, ...path: readonly string[]): Tree | undefined {
  return path.reduce<Tree | undefined>((at, key) => findEntry(at, key)?.value, tree);
}

/** The entries of a map, each key once (the last wins) and in the order of first appearance; of anything else: none. */
export function entriesOf(tree: Tree | undefined): readonly Entry[] {
  if (tree?.kind !== 'map') return [];
  return [...new Map(tree.entries.map((entry) => [entry.key, entry])).values()];
}

/** A list's items; a single value counts as a list of one, a missing or empty one as none. */
export function listOf(tree: Tree | undefined): readonly Tree[] {
  if (tree === undefined || isNull(tree)) return [];
  return tree.kind === 'seq' ? tree.items : [tree];
}

/** A scalar's text if it is a string; undefined for everything else. */
export function stringOf(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined;
}

/** Null, or a value that was not typed yet. */
export function isNull(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}

/**
 * A map of one key that is an intrinsic's long form becomes the intrinsic.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export function normaliseIntrinsic(map: MapTree): MapTree | IntrinsicTree {
  const [only] = map.entries;
  if (only === undefined || map.entries.length !== 1) return map;
  const isIntrinsic =
    only.key.startsWith('Fn::') ||
    (only.key === 'Ref' && only.value.kind === 'scalar' && typeof only.value.value === 'string');
  if (!isIntrinsic) return map;
  return { kind: 'intrinsic', name: only.key, arg: only.value, span: map.span, literal: map.literal };
}

/** `!GetAtt` → `Fn::GetAtt`, `!Ref` → `Ref`; a tag that CloudFormation does not know stays as it is. */
export function intrinsicOfTag(tag: string): string {
  if (tag === '!Ref' || tag === '!Condition') return tag.slice(1);
  const name = tag.slice(1);
  return intrinsicNames.includes(name) ? `Fn::${name}` : tag;
}

/** What may stand behind a `!`; rule functions (`Contains`, `RefAll`, ...) included, since templates hold them. */
export const intrinsicNames: readonly string[] = [
  'Ref',
  'Condition',
  'And',
  'Base64',
  'Cidr',
  'Contains',
  'EachMemberEquals',
  'EachMemberIn',
  'Equals',
  'FindInMap',
  'ForEach',
  'GetAZs',
  'GetAtt',
  'GetStackOutput',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'RefAll',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
  'ValueOf',
  'ValueOfAll',
];
