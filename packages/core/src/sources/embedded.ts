import type { Span } from '../util/text.js';
import { findTooDeep } from './depth.js';
import { parseJsonTree, type SyntaxIssue, type TreeResult } from './jsonTree.js';
import type { Reading } from './reading.js';
import type { ScalarTree, Tree } from './tree.js';

/** Decoded text and, for each of its characters and its end, the offset in the source. */
export interface Decoded {
  readonly text: string;
  readonly offsets: readonly number[];
  readonly isUrlEncoded: boolean;
}

/**
 * JSON that stands in a string of the source: a block scalar, a quoted YAML string, a JSON string, URL-encoded or not.
 * Its tree carries spans of the source; a value is literal where the source spells it with the same characters.
 */
export function parseEmbeddedJson(scalar: ScalarTree, reading: Reading): TreeResult {
  const decoded = decodeScalar(scalar, reading.text);
  const tooDeep = findTooDeep(decoded.text, 'json');
  if (tooDeep !== undefined) {
    return { tree: undefined, issues: [issueAt(decoded, tooDeep, 'nested too deeply')] };
  }
  const place = (span: Span): Span => placeIn(decoded, span);
  const exact = (span: Span): boolean => {
    const { from, to } = place(span);
    return scalar.literal && decoded.text.slice(span.from, span.to) === reading.text.slice(from, to);
  };
  return parseJsonTree(decoded.text, place, exact);
}

/** The strings of a tree that hold `${` become `Fn::Sub` of themselves: what `!Sub '{json}'` means. */
export function substituteStrings(tree: Tree, variables: Tree | undefined): Tree {
  switch (tree.kind) {
    case 'scalar': {
      if (typeof tree.value !== 'string' || !tree.text.includes('${')) return tree;
      const { span } = tree;
      const arg: Tree = variables ? { kind: 'seq', items: [tree, variables], span, literal: false } : tree;
      return { kind: 'intrinsic', name: 'Fn::Sub', arg, span, literal: false };
    }
    case 'seq':
      return { ...tree, items: tree.items.map((item) => substituteStrings(item, variables)) };
    case 'map':
      return {
        ...tree,
        entries: tree.entries.map((entry) => ({
          ...entry,
          value: substituteStrings(entry.value, variables),
        })),
      };
    case 'intrinsic':
      return tree;
  }
}

/** The text that a string of the source means, as far as JSON in it needs it. */
export function decodeScalar(scalar: ScalarTree, text: string): Decoded {
  const { from, to } = scalar.content;
  const plain = unescape(text, { from, to }, scalar.style);
  return /^\s*%7B/i.test(plain.text.slice(0, 100)) ? unescapeUrl(plain) : plain;
}

/** Line folding is left alone: between JSON tokens white space is white space, and inside its strings no line ends. */
function unescape(text: string, { from, to }: Span, style: ScalarTree['style']): Decoded {
  const parts: string[] = [];
  const offsets: number[] = [];
  for (let at = from; at < to;) {
    const { char, length } = readChar(text, at, style);
    parts.push(char);
    for (let unit = 0; unit < char.length; unit++) offsets.push(at);
    at += length;
  }
  offsets.push(to);
  return { text: parts.join(''), offsets, isUrlEncoded: false };
}

const simpleEscapes = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
  ['\n', ''],
]);

function readChar(text: string, at: number, style: ScalarTree['style']): { char: string; length: number } {
  const char = text[at] ?? '';
  const next = text[at + 1] ?? '';
  if (style === 'single' && char === "'" && next === "'") return { char, length: 2 };
  if (style !== 'double' || char !== '\\') return { char, length: 1 };
  if (next === 'u') {
    const code = /^[0-9A-Fa-f]{4}/.exec(text.slice(at + 2, at + 6))?.[0];
    if (code !== undefined) return { char: String.fromCharCode(parseInt(code, 16)), length: 6 };
  }
  return { char: simpleEscapes.get(next) ?? next, length: 2 };
}

/** `%7B` → `{`. Only ASCII escapes are decoded exactly; policies hold no others in names. */
function unescapeUrl(encoded: Decoded): Decoded {
  const parts: string[] = [];
  const offsets: number[] = [];
  for (let at = 0; at < encoded.text.length;) {
    const code = /^%[0-9A-Fa-f]{2}/.exec(encoded.text.slice(at, at + 3))?.[0];
    parts.push(code ? String.fromCharCode(parseInt(code.slice(1), 16)) : (encoded.text[at] ?? ''));
    offsets.push(encoded.offsets[at] ?? 0);
    at += code ? 3 : 1;
  }
  offsets.push(encoded.offsets.at(-1) ?? 0);
  return { text: parts.join(''), offsets, isUrlEncoded: true };
}

/** A span of the decoded text as a span of the source. */
export function placeIn({ offsets }: Decoded, span: Span): Span {
  const last = offsets.length - 1;
  const from = offsets[Math.min(span.from, last)] ?? 0;
  return { from, to: Math.max(from, offsets[Math.min(span.to, last)] ?? from) };
}

function issueAt(decoded: Decoded, at: number, message: string): SyntaxIssue {
  return { message: `JSON syntax: ${message}`, span: placeIn(decoded, { from: at, to: at + 1 }) };
}
