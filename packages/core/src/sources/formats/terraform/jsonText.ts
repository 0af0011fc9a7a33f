import type { Span } from '../../../util/text.js';
import { decodeText } from '../../hcl/decode.js';
import { findTooDeep } from '../../depth.js';
import { parseJsonTree, type TreeResult } from '../../jsonTree.js';
import type { Entry, ScalarTree, Tree } from '../../tree.js';
import type { Site } from './toTree.js';
import { toTree } from './toTree.js';
import { interpolate } from './interpolate.js';
import type { RawText, Value } from './types.js';

type Hole = RawText['holes'][number];

/** A text, and what of it is filled in; a hole without a value is a directive's mark. */
export interface Masked {
  readonly reading: { readonly text: string };
  readonly content: Span;
  readonly holes: readonly { readonly span: Span; readonly value: unknown }[];
}

/**
 * The JSON in a heredoc or a file, at its own places. An interpolation is masked by filler of the same length, so that
 * offsets stay; then the strings that hold one get its text, and one that is a value of its own becomes that value's tree.
 */
export function parseRawJson(raw: RawText, site: Omit<Site, 'bounds' | 'at'>): TreeResult {
  const { tree, issues } = parseMaskedJson(raw);
  return { tree: tree && fill(tree, raw, site), issues };
}

/** As `parseRawJson`, with the filler still in it: for what asks only where things stand. */
export function parseMaskedJson(raw: Masked): TreeResult {
  const { content } = raw;
  const masked = mask(raw);
  const tooDeep = findTooDeep(masked, 'json');
  if (tooDeep !== undefined) {
    const at = { from: content.from + tooDeep, to: content.from + tooDeep + 1 };
    return { tree: undefined, issues: [{ message: 'JSON syntax: nested too deeply', span: at }] };
  }
  const place = ({ from, to }: Span): Span => ({ from: from + content.from, to: to + content.from });
  return parseJsonTree(masked, place);
}

/** `I` inside a string; outside, a number where a value stands and white space for a directive. */
function mask({ reading, content, holes }: Masked): string {
  const text = reading.text.slice(content.from, content.to);
  const parts: string[] = [];
  const state = { inString: false };
  let at = 0;
  const keep = (to: number): void => {
    const part = text.slice(at, to);
    state.inString = endsInString(part, state.inString);
    parts.push(part);
  };
  for (const { span, value } of holes) {
    const [from, to] = [span.from - content.from, span.to - content.from];
    if (from < at) continue;
    keep(from);
    const length = to - from;
    if (state.inString) parts.push('I'.repeat(length));
    else parts.push(value === undefined ? ' '.repeat(length) : '0'.padEnd(length));
    at = to;
  }
  keep(text.length);
  return parts.join('');
}

function endsInString(part: string, inString: boolean): boolean {
  for (let at = 0; at < part.length; at++) {
    const char = part[at];
    if (inString && char === '\\') at++;
    else if (char === '"') inString = !inString;
    // A string of JSON ends at the end of its line, whatever is missing.
    else if (char === '\n') inString = false;
  }
  return inString;
}

function fill(tree: Tree, raw: RawText, site: Omit<Site, 'bounds' | 'at'>): Tree {
  switch (tree.kind) {
    case 'scalar':
      return fillScalar(tree, raw, site);
    case 'seq':
      return { ...tree, items: tree.items.map((item) => fill(item, raw, site)) };
    case 'map': {
      const entries = tree.entries.map((entry): Entry => ({
        ...entry,
        key: fillKey(entry, raw),
        value: fill(entry.value, raw, site),
      }));
      return { ...tree, entries };
    }
    case 'intrinsic':
      return { ...tree, arg: fill(tree.arg, raw, site) };
  }
}

function holesIn(span: Span, { holes }: RawText): readonly Hole[] {
  return holes.filter((hole) => hole.span.from >= span.from && hole.span.to <= span.to);
}

function fillKey({ key, keySpan }: Entry, raw: RawText): string {
  return holesIn(keySpan, raw).length === 0 ? key : raw.reading.text.slice(keySpan.from + 1, keySpan.to - 1);
}

function fillScalar(tree: ScalarTree, raw: RawText, site: Omit<Site, 'bounds' | 'at'>): Tree {
  const isValue = tree.style !== 'double';
  const own = isValue
    ? raw.holes.filter(({ span }) => span.from === tree.span.from)
    : holesIn(tree.span, raw);
  if (own.length === 0) return raw.template ? unescaped(tree) : tree;
  const at = { ...site, bounds: { from: 0, to: 0 }, at: tree.span };
  if (isValue) {
    const [value] = own.map((hole) => hole.value);
    return value === undefined ? tree : { ...withoutSource(toTree(value, at)) };
  }
  const text = interpolate(pieces(tree, own, raw), { reading: raw.reading, span: tree.span });
  return toTree(text, { ...at, bounds: tree.span });
}

function withoutSource(tree: Tree): Tree {
  return { ...tree, literal: false };
}

function unescaped(tree: ScalarTree): ScalarTree {
  if (typeof tree.value !== 'string' || !tree.value.includes('{')) return tree;
  const text = decodeText(tree.value, true);
  return text === tree.value ? tree : { ...tree, value: text, text };
}

/** The text between the interpolations as JSON and the template language mean it. */
function pieces(tree: ScalarTree, holes: readonly Hole[], raw: RawText): (string | Value | undefined)[] {
  const all: (string | Value | undefined)[] = [];
  let at = tree.content.from;
  const add = (to: number): void => {
    if (to > at) all.push(decodeText(decodeJson(raw.reading.text.slice(at, to)), true));
  };
  for (const { span, value } of holes) {
    add(span.from);
    all.push(value);
    at = span.to;
  }
  add(tree.content.to);
  return all;
}

function decodeJson(text: string): string {
  if (!text.includes('\\')) return text;
  const { tree } = parseJsonTree(`"${text}"`);
  return tree?.kind === 'scalar' ? tree.text : text;
}
