import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair, type Scalar } from 'yaml';
import type { Span } from '../util/text.js';
import type { SyntaxIssue, TreeResult } from './jsonTree.js';
import { intrinsicOfTag, normaliseIntrinsic, type Entry, type ScalarStyle, type Tree } from './tree.js';
import { collectProps, parseYamlDocument } from './yamlDocument.js';

/** Nodes that aliases may add to a tree before they count as a bomb. */
const maxAliasNodes = 20_000;

interface Conversion {
  readonly text: string;
  readonly issues: SyntaxIssue[];
  /** Offset of a value → offset of its first tag or anchor. */
  readonly propStarts: ReadonlyMap<number, number>;
  /** Names that some alias uses: what they mark is shared, so no edit can touch it in one place alone. */
  readonly aliased: ReadonlySet<string>;
  readonly anchors: Map<string, Node>;
  /** Nodes being converted, to find an alias to its own ancestor. */
  readonly active: Set<Node>;
  aliasNodes: number;
}

/** How a node is reached: `shared` below an alias, a merge or a marked node that has aliases. */
interface Reached {
  readonly shared: boolean;
  readonly throughAlias: boolean;
}

/** YAML text as a tree, aliases and merges resolved within bounds. Callers refuse texts deeper than `maxDepth` first. */
export function parseYamlTree(text: string): TreeResult {
  const document = parseYamlDocument(text);
  if (document === undefined) return { tree: undefined, issues: [] };
  const props = collectProps(document);
  const issues = document.errors.map((error) => issueOf(error, text));
  const conversion: Conversion = {
    text,
    issues,
    ...props,
    anchors: new Map(),
    active: new Set(),
    aliasNodes: 0,
  };
  const root = document.contents;
  return {
    tree: root === null ? undefined : toTree(root, { shared: false, throughAlias: false }, conversion),
    issues,
  };
}

function issueOf(error: Document.Parsed['errors'][number], text: string): SyntaxIssue {
  const [from, to] = error.pos;
  const firstLine = error.message.split('\n')[0] ?? '';
  return {
    message: `YAML syntax: ${firstLine}`,
    span: { from: Math.min(from, text.length), to: Math.min(to, text.length) },
  };
}

function toTree(node: Node | null, reached: Reached, conversion: Conversion, at = 0): Tree {
  if (node === null) return nullAt(at, reached);
  if (isAlias(node)) return resolveAlias(node, conversion);
  if (reached.throughAlias && ++conversion.aliasNodes > maxAliasNodes) {
    return refuse(node, conversion, 'aliases repeat too much of the text (an alias bomb?); write it out');
  }
  const anchor = 'anchor' in node ? node.anchor : undefined;
  if (anchor !== undefined) conversion.anchors.set(anchor, node);
  const shared = reached.shared || (anchor !== undefined && conversion.aliased.has(anchor));
  conversion.active.add(node);
  const bare = toBareTree(node, { ...reached, shared }, conversion);
  const value = bare.kind === 'map' ? normaliseIntrinsic(bare) : bare;
  conversion.active.delete(node);
  const tag = node.tag;
  if (tag === undefined || !tag.startsWith('!')) return value;
  const span = spanOf(node, conversion);
  const arg = { ...value, span: { from: node.range?.[0] ?? span.from, to: span.to } };
  return { kind: 'intrinsic', name: intrinsicOfTag(tag), arg, span, literal: !shared };
}

function toBareTree(node: Node, reached: Reached, conversion: Conversion): Tree {
  const literal = !reached.shared;
  if (isMap<Node, Node | null>(node)) {
    const entries = node.items.flatMap((pair) => toEntries(pair, reached, conversion));
    return { kind: 'map', entries: unmerge(entries), span: spanOf(node, conversion), literal };
  }
  if (isSeq<Node | Pair<Node, Node | null>>(node)) {
    const items = node.items.map((item) => toItem(item, reached, conversion));
    return { kind: 'seq', items, span: spanOf(node, conversion), literal };
  }
  return toScalar(node as Scalar, literal, conversion);
}

/** In a flow sequence `[a: b]` is a map of one pair. */
function toItem(item: Node | Pair<Node, Node | null>, reached: Reached, conversion: Conversion): Tree {
  if (!('key' in item)) return toTree(item, reached, conversion);
  const entries = toEntries(item, reached, conversion);
  const from = entries[0]?.keySpan.from ?? 0;
  const to = entries.at(-1)?.value.span.to ?? from;
  return normaliseIntrinsic({ kind: 'map', entries, span: { from, to }, literal: !reached.shared });
}

function toEntries(pair: Pair<Node, Node | null>, reached: Reached, conversion: Conversion): Entry[] {
  const key = pair.key;
  const keySpan = spanOf(key, conversion);
  if (!isScalar(key)) return [];
  const value = toTree(pair.value, reached, conversion, keySpan.to);
  const name = typeof key.value === 'string' ? key.value : (key.source ?? '');
  return [{ key: name, keySpan, value }];
}

/** `<<` gives entries for keys the map itself lacks: they go before its own, of which the last wins (`findEntry`). */
function unmerge(entries: Entry[]): Entry[] {
  if (!entries.some((entry) => entry.key === '<<')) return entries;
  const merged = entries
    .filter((entry) => entry.key === '<<')
    .flatMap(({ value }) => (value.kind === 'seq' ? value.items.toReversed() : [value]))
    .flatMap((map) => (map.kind === 'map' ? map.entries : []));
  return [...merged, ...entries.filter((entry) => entry.key !== '<<')];
}

function resolveAlias(alias: Node & { source: string }, conversion: Conversion): Tree {
  const target = conversion.anchors.get(alias.source);
  if (target === undefined)
    return refuse(alias, conversion, `the alias *${alias.source} has no anchor before it`);
  if (conversion.active.has(target)) {
    return refuse(alias, conversion, `the alias *${alias.source} stands inside the value it repeats`);
  }
  const tree = toTree(target, { shared: true, throughAlias: true }, conversion);
  const use = spanOf(alias, conversion);
  return tree.kind === 'scalar' || tree.kind === 'intrinsic' ? { ...tree, span: use } : tree;
}

/** A value that cannot be resolved reads as null and is an issue. One issue of a kind is enough. */
function refuse(node: Node, conversion: Conversion, why: string): Tree {
  const span = spanOf(node, conversion);
  const message = `YAML: ${why}`;
  const { issues } = conversion;
  const isKnown = issues.length > 100 || issues.some((issue) => issue.message === message);
  if (!isKnown) issues.push({ message, span });
  return nullAt(span.from, { shared: true, throughAlias: true });
}

function toScalar(node: Scalar, literal: boolean, conversion: Conversion): Tree {
  const { value } = node;
  const style = styleOf(node);
  const known =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  const text = typeof value === 'string' ? value : known === null ? '' : (node.source ?? String(known));
  const span = spanOf(node, conversion);
  return {
    kind: 'scalar',
    value: known,
    text,
    style,
    content: contentOf(node, style, conversion.text),
    span,
    literal,
  };
}

function styleOf(node: Scalar): ScalarStyle {
  if (node.type === 'QUOTE_DOUBLE') return 'double';
  if (node.type === 'QUOTE_SINGLE') return 'single';
  return node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL' ? 'block' : 'plain';
}

function contentOf(node: Scalar, style: ScalarStyle, text: string): Span {
  const [from, to] = node.range ?? [0, 0];
  if (style === 'plain') return { from, to };
  if (style !== 'block') return { from: from + 1, to: Math.max(from + 1, to - 1) };
  const header = text.indexOf('\n', from);
  return header < 0 || header >= to ? { from: to, to } : { from: header + 1, to };
}

function nullAt(at: number, reached: Reached): Tree {
  const span = { from: at, to: at };
  return {
    kind: 'scalar',
    value: null,
    text: '',
    style: 'plain',
    content: span,
    span,
    literal: !reached.shared,
  };
}

/** The library's range without its trailing white space and comments, and with the tag and anchor before it. */
function spanOf(node: Node, conversion: Conversion): Span {
  const [start, end] = node.range ?? [0, 0];
  const from = conversion.propStarts.get(start) ?? start;
  return { from, to: Math.max(from, trimEnd(conversion.text, lastOffset(node) ?? end)) };
}

/** Block collections end with their last value; the library's own range runs on to the next token. */
function lastOffset(node: Node): number | undefined {
  let at: Node | null | undefined = node;
  let end: number | undefined;
  while (at) {
    end = at.range?.[1] ?? end;
    if (isMap<Node, Node | null>(at) && at.flow !== true) at = at.items.at(-1)?.value ?? at.items.at(-1)?.key;
    else if (isSeq<Node>(at) && at.flow !== true) at = at.items.at(-1);
    else break;
  }
  return end;
}

function trimEnd(text: string, end: number): number {
  let at = Math.min(end, text.length);
  while (at > 0 && ' \t\r\n'.includes(text[at - 1] ?? '')) at--;
  return at;
}
