import type { Pattern } from './patternToken.js';

const COLON = ':'.charCodeAt(0);

/**
 * Compares names with a pattern of letters and wildcards of either kind, all places of the pattern at once, 32 in a word:
 * name length times pattern length over 32 steps, whatever the pattern. Letters of the pattern are single characters.
 * Place i is reached where the first i letters and `?` were read; a `*` before the next lets the place stay.
 * The method is Baeza-Yates and Gonnet's "A new approach to text searching" (1992), with places that may stay.
 */
export function compileShiftAnd(pattern: Pattern): (name: string) => boolean {
  const table = buildTable(pattern);
  const { words, last } = table;
  return (name) => {
    const here = new Int32Array(words);
    here[0] = 1;
    let low = 0;
    for (let at = 0; at < name.length; at++) {
      // After n characters no place above n is reached.
      const high = Math.min(words - 1, (at + 1) >>> 5);
      low = step(here, low, high, table, name.charCodeAt(at));
      if (low === words) return false;
    }
    return ((here[last >>> 5] ?? 0) & (1 << (last & 31))) !== 0;
  };
}

interface Table {
  readonly words: number;
  /** The place behind the whole pattern. */
  readonly last: number;
  /** Character code → places that it leads to. */
  readonly enter: ReadonlyMap<number, Int32Array>;
  /** The same for every other character. */
  readonly others: Int32Array;
  /** Places that stay whatever is read, and whatever is read but a colon. */
  readonly stay: Int32Array;
  readonly stayInSegment: Int32Array;
}

function buildTable(pattern: Pattern): Table {
  const last = pattern.reduce((count, token) => (token.kind === 'many' ? count : count + 1), 0);
  const words = (last >>> 5) + 1;
  const empty = (): Int32Array => new Int32Array(words);
  const [stay, stayAnywhere, anyOne, notColon] = [empty(), empty(), empty(), empty()];
  const letters = new Map<number, Int32Array>([[COLON, empty()]]);
  let place = 0;
  for (const token of pattern) {
    if (token.kind === 'many') {
      setBit(stay, place);
      if (token.spans) setBit(stayAnywhere, place);
      continue;
    }
    place++;
    if (token.kind === 'one') setBit(token.spans ? anyOne : notColon, place);
    else {
      const code = token.letter.charCodeAt(0);
      const mask = letters.get(code) ?? empty();
      letters.set(code, mask);
      setBit(mask, place);
    }
  }
  const others = anyOne.map((word, index) => word | (notColon[index] ?? 0));
  for (const [code, mask] of letters) {
    const wild = code === COLON ? anyOne : others;
    for (let word = 0; word < words; word++) mask[word] = (mask[word] ?? 0) | (wild[word] ?? 0);
  }
  return { words, last, enter: letters, others, stay: stayAnywhere, stayInSegment: stay };
}

function setBit(mask: Int32Array, place: number): void {
  mask[place >>> 5] = (mask[place >>> 5] ?? 0) | (1 << (place & 31));
}

/**
 * One character further, in place; the first word that is not empty, or the number of words. Places only move up, so
 * words below `low` stay empty.
 */
function step(here: Int32Array, low: number, high: number, table: Table, code: number): number {
  const enter = table.enter.get(code) ?? table.others;
  const stay = code === COLON ? table.stay : table.stayInSegment;
  let first = here.length;
  for (let word = high; word >= low; word--) {
    const now = here[word] ?? 0;
    const carried = word > low ? (here[word - 1] ?? 0) >>> 31 : 0;
    const next = (((now << 1) | carried) & (enter[word] ?? 0)) | (now & (stay[word] ?? 0));
    here[word] = next;
    if (next !== 0) first = word;
  }
  return first;
}
