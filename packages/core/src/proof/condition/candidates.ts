import { parseInstant } from './date.js';
import { parseBlock, type Block } from './ipAddress.js';
import { parseNumber } from './numeric.js';

/**
 * Texts such that every possible value behaves as one of them under operators of one family with these policy values:
 * the bounds, something between, below and above them, and something that is no value of the family at all.
 */
export function candidateValues(
  family: 'numeric' | 'date' | 'bool' | 'binary' | 'ip',
  expected: readonly string[],
): string[] {
  if (family === 'numeric') return [...around(parseAll(expected, parseNumber), 1).map(String), 'none'];
  if (family === 'date') return [...around(parseAll(expected, parseInstant), 1000).map(dateText), 'none'];
  if (family === 'ip') return [...blockCandidates(parseAll(expected, parseBlock)), 'none'];
  if (family === 'bool') return ['true', 'false', 'none'];
  return [...new Set([...expected, 'bm9uZQ', '-'])];
}

function parseAll<T>(texts: readonly string[], parse: (text: string) => T | undefined): T[] {
  return texts.map(parse).filter((value) => value !== undefined);
}

function around(bounds: readonly number[], step: number): number[] {
  const sorted = [...new Set(bounds)].sort((a, b) => a - b);
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [0];
  const between = sorted.slice(1).map((bound, index) => (bound + (sorted[index] ?? bound)) / 2);
  return [...sorted, ...between, first - step, last + step];
}

/** ISO where a date can say it, else seconds. */
function dateText(milliseconds: number): string {
  const isWhole = Number.isInteger(milliseconds) && milliseconds >= 0 && milliseconds < 253_402_300_800_000;
  return isWhole ? new Date(milliseconds).toISOString() : String(milliseconds / 1000);
}

function blockCandidates(blocks: readonly Block[]): string[] {
  const texts = new Set<string>();
  for (const { bits, first, last } of blocks) {
    for (const address of [first, last, first - 1n, last + 1n]) {
      if (address >= 0n && address < 1n << BigInt(bits)) texts.add(addressText(bits, address));
    }
  }
  return [...texts];
}

function addressText(bits: 32 | 128, address: bigint): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
  return [7n, 6n, 5n, 4n, 3n, 2n, 1n, 0n]
    .map((group) => ((address >> (group * 16n)) & 0xffffn).toString(16))
    .join(':');
}
