import type { Pattern, PatternToken } from './patternToken.js';
import { compileShiftAnd } from './shiftAnd.js';

export type { Pattern, PatternToken };

/** A plain pattern: `*` and `?` match everything, colons too. */
export function parsePattern(text: string): Pattern {
  const tokens: PatternToken[] = [];
  for (const character of text.split('')) {
    if (character === '*') pushMany(tokens, true);
    else if (character === '?') tokens.push({ kind: 'one', spans: true });
    else tokens.push({ kind: 'letter', letter: character });
  }
  return tokens;
}

/** Adds a `*`; two in a row are one, and it spans where either did. */
export function pushMany(tokens: PatternToken[], spans: boolean): void {
  const last = tokens.at(-1);
  if (last?.kind !== 'many') tokens.push({ kind: 'many', spans });
  else if (spans && !last.spans) tokens[tokens.length - 1] = { kind: 'many', spans };
}

/** Adds text without wildcards, one letter a character. */
export function pushText(tokens: PatternToken[], text: string): void {
  for (const letter of text.split('')) tokens.push({ kind: 'letter', letter });
}

/**
 * Whether `outer` plainly matches all that `inner` does, wildcard for wildcard. What it confirms is so; what it does not
 * may still be (`???*` and `?*??`): only `includesPattern` tells.
 */
export function plainlyIncludes(outer: Pattern, inner: Pattern): boolean {
  const middle = trimEnds(outer, inner, (mine) => mine.kind === 'many', absorbs);
  return middle !== undefined && absorbsAll(middle.one, middle.other);
}

/** Place by place of `inner`, the places of `outer` that it may have led to; ascending, each once. */
function absorbsAll(outer: Pattern, inner: Pattern): boolean {
  let here: number[] = [];
  let next: number[] = [];
  enter(outer, here, 0);
  for (const item of inner) {
    for (const state of here) {
      const token = outer[state];
      if (token && absorbs(token, item)) enter(outer, next, token.kind === 'many' ? state : state + 1);
    }
    if (next.length === 0) return false;
    [here, next] = [next, here];
    next.length = 0;
  }
  return here.at(-1) === outer.length;
}

/** A `*` may match nothing: the place behind it is reached too. */
function enter(outer: Pattern, states: number[], state: number): void {
  for (let at = state; ; at++) {
    if ((states.at(-1) ?? -1) < at) states.push(at);
    if (outer[at]?.kind !== 'many') return;
  }
}

/**
 * Takes off both ends what must agree place by place because no `*` (`isFree`) is before or behind it: that decides most
 * comparisons. Undefined: they do not agree.
 */
function trimEnds(
  one: Pattern,
  other: Pattern,
  isFree: (mine: PatternToken, theirs: PatternToken) => boolean,
  agree: (mine: PatternToken, theirs: PatternToken) => boolean,
): { readonly one: Pattern; readonly other: Pattern } | undefined {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  for (; start < shorter; start++) {
    const [mine, theirs] = [one[start], other[start]];
    if (!mine || !theirs || isFree(mine, theirs)) break;
    if (!agree(mine, theirs)) return undefined;
  }
  let end = 0;
  for (; end < shorter - start; end++) {
    const [mine, theirs] = [one[one.length - 1 - end], other[other.length - 1 - end]];
    if (!mine || !theirs || isFree(mine, theirs)) break;
    if (!agree(mine, theirs)) return undefined;
  }
  return { one: one.slice(start, one.length - end), other: other.slice(start, other.length - end) };
}

function absorbs(outer: PatternToken, inner: PatternToken): boolean {
  if (outer.kind === 'letter')
    return inner.kind === 'letter' && !inner.other && standsFor(outer.letter, inner.letter);
  if (inner.kind === 'many') return outer.kind === 'many' && (outer.spans || !inner.spans);
  if (inner.kind === 'one') return outer.spans || !inner.spans;
  if (inner.letter.length > 1) return outer.kind === 'many' && outer.spans;
  return outer.spans || inner.letter !== ':';
}

/** The same; or the same policy variable, with a default: where there is no value, the one without matches nothing. */
function standsFor(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  const isVariable = inner.length > 1 && inner.includes(':') && !inner.includes('::');
  return isVariable && outer.startsWith(`${inner.slice(0, -1)}, '`);
}

/** Whether some name is matched by both: all pairs of places, so the product of the lengths in steps. */
export function overlaps(one: Pattern, other: Pattern): boolean {
  const hasMany = (mine: PatternToken, theirs: PatternToken): boolean =>
    mine.kind === 'many' || theirs.kind === 'many';
  const middle = trimEnds(one, other, hasMany, shareLetter);
  return middle !== undefined && meetSomewhere(middle.one, middle.other);
}

function meetSomewhere(one: Pattern, other: Pattern): boolean {
  const width = other.length + 1;
  const seen = new Uint8Array((one.length + 1) * width);
  const open: number[] = [];
  const visit = (left: number, right: number): void => {
    const at = left * width + right;
    if (left > one.length || right > other.length || seen[at]) return;
    seen[at] = 1;
    open.push(at);
  };
  visit(0, 0);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const left = Math.floor(at / width);
    const right = at % width;
    if (left === one.length && right === other.length) return true;
    const [mine, theirs] = [one[left], other[right]];
    if (mine?.kind === 'many') visit(left + 1, right);
    if (theirs?.kind === 'many') visit(left, right + 1);
    if (!mine || !theirs || !shareLetter(mine, theirs)) continue;
    visit(mine.kind === 'many' ? left : left + 1, theirs.kind === 'many' ? right : right + 1);
  }
  return false;
}

function shareLetter(one: PatternToken, other: PatternToken): boolean {
  if (one.kind === 'letter' && other.kind === 'letter') {
    return [one.letter, one.other].some(
      (letter) => letter !== undefined && (letter === other.letter || letter === other.other),
    );
  }
  if (one.kind === 'letter') return other.kind !== 'letter' && (other.spans || one.letter !== ':');
  if (other.kind === 'letter') return one.spans || other.letter !== ':';
  return true;
}

/** Compares a pattern with concrete names; a symbol stands for its own text. Linear in the name for IAM's lengths. */
export function compileMatcher(pattern: Pattern): (name: string) => boolean {
  const flat = flatten(pattern);
  if (flat.some((token) => token.kind !== 'letter' && !token.spans)) return compileGuarded(flat);
  const chunks = splitAtMany(flat);
  const [first] = chunks;
  if (first && chunks.length === 1) return (name) => name.length === first.length && fits(first, name, 0);
  // Looking for a long text with a `?` in it, place by place, is the one way here that takes a square of steps.
  if (chunks.some(({ text, length }) => text === undefined && length > LONG)) return compileGuarded(flat);
  return (name) => matchChunks(chunks, name);
}

const LONG = 32;

/** The letters before the first wildcard settle most comparisons. */
function compileGuarded(flat: Pattern): (name: string) => boolean {
  const wildcard = flat.findIndex((token) => token.kind !== 'letter');
  const { text = '' } = prepareChunk(flat.slice(0, wildcard));
  const matches = compileShiftAnd(flat.slice(wildcard));
  return (name) => name.startsWith(text) && matches(name.slice(text.length));
}

/** The text between two `*`. With a `?` in it, `text` is not usable and `codes` holds -1 there. */
interface Chunk {
  readonly length: number;
  readonly text: string | undefined;
  readonly codes: readonly number[];
}

function flatten(pattern: Pattern): PatternToken[] {
  const flat: PatternToken[] = [];
  for (const token of pattern) {
    if (token.kind === 'letter' && token.letter.length > 1) pushText(flat, token.letter);
    else flat.push(token);
  }
  return flat;
}

function splitAtMany(pattern: Pattern): Chunk[] {
  const chunks: PatternToken[][] = [[]];
  for (const token of pattern) {
    if (token.kind === 'many') chunks.push([]);
    else chunks.at(-1)?.push(token);
  }
  return chunks.map(prepareChunk);
}

function prepareChunk(tokens: Pattern): Chunk {
  const codes = tokens.map((token) => (token.kind === 'letter' ? token.letter.charCodeAt(0) : -1));
  const text = codes.includes(-1) ? undefined : String.fromCharCode(...codes);
  return { length: codes.length, text, codes };
}

/** First chunk at the start, last at the end, each other at its first place: the leftmost choice never loses. */
function matchChunks(chunks: readonly Chunk[], name: string): boolean {
  const first = chunks[0];
  const last = chunks.at(-1);
  if (!first || !last || first.length + last.length > name.length) return false;
  if (!fits(first, name, 0) || !fits(last, name, name.length - last.length)) return false;
  const end = name.length - last.length;
  let at = first.length;
  for (let index = 1; index < chunks.length - 1; index++) {
    const chunk = chunks[index];
    if (!chunk) return false;
    const found = find(chunk, name, at);
    if (found < 0 || found + chunk.length > end) return false;
    at = found + chunk.length;
  }
  return true;
}

function fits(chunk: Chunk, name: string, at: number): boolean {
  if (chunk.text !== undefined) return name.startsWith(chunk.text, at);
  if (at + chunk.length > name.length) return false;
  for (let index = 0; index < chunk.length; index++) {
    const code = chunk.codes[index];
    if (code !== -1 && code !== name.charCodeAt(at + index)) return false;
  }
  return true;
}

function find(chunk: Chunk, name: string, from: number): number {
  if (chunk.text !== undefined) return name.indexOf(chunk.text, from);
  for (let at = from; at + chunk.length <= name.length; at++) if (fits(chunk, name, at)) return at;
  return -1;
}
