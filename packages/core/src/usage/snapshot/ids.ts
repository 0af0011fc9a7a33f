import { invariant } from '../../util/invariant.js';
import { hashText } from './hash.js';

/**
 * Which events a partition holds: event id → row, 24 bytes each, in plain arrays so that threads hand it over without
 * a copy. Ids that are UUIDs are kept exactly (128 bits), all others as a 128-bit hash.
 * Copies of an id with a different `content` hash are told apart: each distinct reading counts, for dropping one
 * could call a used action unused.
 */
export interface IdTable {
  /** Slots of six words: the id, the content hash, and twice the row + 1 (+ 1 where suppressed); 0 is a free slot. */
  words: Uint32Array<ArrayBuffer>;
  used: number;
}

const slotWords = 6;
const firstSlots = 16;

export function createIdTable(): IdTable {
  return { words: new Uint32Array(firstSlots * slotWords), used: 0 };
}

/** The 128 bits of an id, as four words in `into`. */
export function parseId(id: string, into: Uint32Array): void {
  if (id.length === 36 && parseUuid(id, into)) return;
  for (let word = 0; word < 4; word++) into[word] = hashText(id, 0x9e3779b9 * (word + 1));
}

/** Enters an event; the offset of its slot if it is new, `-1 - offset` of the slot that has it already. */
export function enterId(table: IdTable, id: Uint32Array, content: number, row: number): number {
  if ((table.used + 1) * slotWords * 3 > table.words.length * 2) grow(table);
  const at = slotOf(table.words, id, 0, content);
  if (table.words[at + 5] !== 0) return -1 - at;
  for (let word = 0; word < 4; word++) table.words[at + word] = id[word] ?? 0;
  table.words[at + 4] = content;
  table.words[at + 5] = (row + 1) * 2;
  table.used++;
  return at;
}

/** The slot of an event that is in the table, else -1. */
export function findId(table: IdTable, id: Uint32Array, content: number): number {
  const at = slotOf(table.words, id, 0, content);
  return table.words[at + 5] === 0 ? -1 : at;
}

export function rowAt(table: IdTable, slot: number): number {
  return ((table.words[slot + 5] ?? 0) >>> 1) - 1;
}

/** Whether the event is here but not counted, because another account's copy is. */
export function isSuppressed(table: IdTable, slot: number): boolean {
  return ((table.words[slot + 5] ?? 0) & 1) === 1;
}

export function suppressAt(table: IdTable, slot: number): void {
  table.words[slot + 5] = (table.words[slot + 5] ?? 0) | 1;
}

/** Calls `visit` with each slot; `id` is the same scratch array every time. */
export function eachId(
  table: IdTable,
  visit: (slot: number, id: Uint32Array, content: number) => void,
): void {
  const id = new Uint32Array(4);
  for (let at = 0; at < table.words.length; at += slotWords) {
    if (table.words[at + 5] === 0) continue;
    for (let word = 0; word < 4; word++) id[word] = table.words[at + word] ?? 0;
    visit(at, id, table.words[at + 4] ?? 0);
  }
}

function slotOf(words: Uint32Array, id: Uint32Array, from: number, content: number): number {
  const slots = words.length / slotWords;
  // UUIDs are random enough; the product spreads those that are not.
  const spread = Math.imul(
    (id[from] ?? 0) ^ (id[from + 3] ?? 0) ^ Math.imul(id[from + 1] ?? 0, 31),
    0x9e3779b1,
  );
  let slot = (spread >>> 7) & (slots - 1);
  for (let tries = 0; tries < slots; tries++) {
    const at = slot * slotWords;
    if (words[at + 5] === 0 || isSame(words, at, id, from, content)) return at;
    slot = (slot + 1) & (slots - 1);
  }
  invariant(false, 'an id table is never full');
}

function isSame(words: Uint32Array, at: number, id: Uint32Array, from: number, content: number): boolean {
  return (
    words[at] === id[from] &&
    words[at + 1] === id[from + 1] &&
    words[at + 2] === id[from + 2] &&
    words[at + 3] === id[from + 3] &&
    words[at + 4] === content
  );
}

function grow(table: IdTable): void {
  const old = table.words;
  const words = new Uint32Array(old.length * 2);
  for (let at = 0; at < old.length; at += slotWords) {
    if (old[at + 5] === 0) continue;
    words.set(old.subarray(at, at + slotWords), slotOf(words, old, at, old[at + 4] ?? 0));
  }
  table.words = words;
}

/** 8-4-4-4-12 hex digits; false where it is anything else. */
function parseUuid(id: string, into: Uint32Array): boolean {
  let word = 0;
  let digits = 0;
  for (let at = 0; at < 36; at++) {
    const code = id.charCodeAt(at);
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (code !== 45) return false;
      continue;
    }
    const digit = hexDigit(code);
    if (digit < 0) return false;
    word = (word << 4) | digit;
    if ((++digits & 7) === 0) into[(digits >> 3) - 1] = word;
  }
  return true;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
