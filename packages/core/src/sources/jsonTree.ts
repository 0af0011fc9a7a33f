import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Span } from '../util/text.js';
import { normaliseIntrinsic, type Entry, type MapTree, type ScalarTree, type Tree } from './tree.js';

/** A syntax error, in UTF-16 offsets. */
export interface SyntaxIssue {
  readonly message: string;
  readonly span: Span;
}

/** Half-typed text gives a tree and issues; `tree` is undefined only where there is nothing to read. */
export interface TreeResult {
  readonly tree: Tree | undefined;
  readonly issues: readonly SyntaxIssue[];
}

/**
 * JSON text as a tree. `place` turns offsets of this text into offsets of the source it stands in, for JSON inside a
 * string; `exact` says whether the characters there are the same ones (see embedded.ts).
 */
export function parseJsonTree(
  text: string,
  place: (span: Span) => Span = (span) => span,
  exact: (span: Span) => boolean = () => true,
): TreeResult {
  const errors: ParseError[] = [];
  // A byte order mark is white space here, so that offsets stay those of the text.
  const clean = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const root = parseTree(clean, errors, { allowTrailingComma: false, disallowComments: false });
  const issues = errors.map((error) => ({
    message: `JSON syntax: ${wordsOf(printParseErrorCode(error.error))}`,
    span: place({ from: error.offset, to: error.offset + error.length }),
  }));
  return { tree: root && toTree(root, { text: clean, place, exact }), issues };
}

interface Placing {
  readonly text: string;
  place(span: Span): Span;
  exact(span: Span): boolean;
}

/** Recursion is bounded by `maxDepth`: the callers refuse deeper texts. */
function toTree(node: Node, placing: Placing): Tree {
  const own = spanOf(node);
  const placed = { span: placing.place(own), literal: placing.exact(own) };
  if (node.type === 'array') {
    const items = (node.children ?? []).map((item) => toTree(item, placing));
    return { kind: 'seq', items, ...placed };
  }
  if (node.type !== 'object') return toScalar(node, placed, placing);
  const map: MapTree = {
    kind: 'map',
    entries: (node.children ?? []).flatMap((property) => toEntry(property, placing)),
    ...placed,
  };
  return normaliseIntrinsic(map);
}

function toEntry(property: Node, placing: Placing): Entry[] {
  const [key, value] = property.children ?? [];
  if (key === undefined || typeof key.value !== 'string') return [];
  const keySpan = placing.place(spanOf(key));
  return [{ key: key.value, keySpan, value: value ? toTree(value, placing) : missing(keySpan.to) }];
}

function toScalar(node: Node, placed: { span: Span; literal: boolean }, placing: Placing): ScalarTree {
  const value = node.value as unknown;
  const own = spanOf(node);
  if (typeof value !== 'string') {
    const text = value === null ? '' : placing.text.slice(own.from, own.to);
    const plain = typeof value === 'number' || typeof value === 'boolean' ? value : null;
    return { kind: 'scalar', value: plain, text, style: 'plain', content: placed.span, ...placed };
  }
  const content = placing.place({ from: own.from + 1, to: Math.max(own.from + 1, own.to - 1) });
  return { kind: 'scalar', value, text: value, style: 'double', content, ...placed };
}

function missing(at: number): ScalarTree {
  const span = { from: at, to: at };
  return { kind: 'scalar', value: null, text: '', style: 'plain', content: span, span, literal: true };
}

function spanOf(node: Node): Span {
  return { from: node.offset, to: node.offset + node.length };
}

/** `CommaExpected` → `comma expected`. */
function wordsOf(code: string): string {
  return code.replace(/[A-Z]/g, (letter, at: number) => (at === 0 ? '' : ' ') + letter.toLowerCase());
}
