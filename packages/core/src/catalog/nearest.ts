import { findAction, splitAction } from './actions.js';
import { actionOfOperation, prefixOfService } from './commonNames.js';
import { actionNamesOf, servicePrefixes } from './store.js';

/** Longer texts are no misspelt action; the longest action name of the catalog has 71 letters, with its prefix. */
const longestName = 128;

/**
 * The catalog action that a name which is not in the catalog was most likely meant to be, in AWS's spelling: an API
 * operation or service name that people write in its place (commonNames.ts), else a near name under the same prefix, else
 * the same name under another prefix, else a near name under a near prefix. Undefined where nothing is near.
 */
export function nearestAction(name: string): string | undefined {
  const known = findAction(name)?.name;
  if (known !== undefined || name.length > longestName) return known;
  const [written, action] = splitAction(name.toLowerCase());
  if (action === undefined) return underAnyPrefix('', written);
  const prefix = prefixOfService.get(written) ?? written;
  const common = findAction(actionOfOperation.get(`${prefix}:${action}`) ?? `${prefix}:${action}`)?.name;
  return (
    common ?? nearName(prefix, action) ?? underAnyPrefix(prefix, action) ?? underNearPrefix(prefix, action)
  );
}

function nearName(prefix: string, action: string): string | undefined {
  const names = actionNamesOf(prefix);
  const best = nearest(action, names?.lower ?? []);
  return best === undefined ? undefined : names?.full[best];
}

/** The same name elsewhere: under the nearest prefix, or under the only one that has it. */
function underAnyPrefix(prefix: string, action: string): string | undefined {
  const holders = servicePrefixes().filter((other) => actionNamesOf(other)?.lower.includes(action));
  const holder = holders.length === 1 ? holders[0] : holders[nearest(prefix, holders) ?? -1];
  return holder === undefined ? undefined : findAction(`${holder}:${action}`)?.name;
}

function underNearPrefix(prefix: string, action: string): string | undefined {
  const prefixes = servicePrefixes();
  const near = prefixes[nearest(prefix, prefixes) ?? -1];
  return near === undefined ? undefined : nearName(near, action);
}

/** Position of the candidate with the smallest distance, the first of equals; undefined beyond a third of the word. */
function nearest(word: string, candidates: readonly string[]): number | undefined {
  let limit = Math.min(3, Math.floor(word.length / 3));
  let best: number | undefined;
  candidates.forEach((candidate, index) => {
    const distance = editDistance(word, candidate, limit);
    if (distance > limit) return;
    best = index;
    limit = distance - 1;
  });
  return best;
}

/**
 * Letters to add, drop, change or swap with their neighbour (optimal string alignment); any number above `limit` where it
 * is more than that.
 */
function editDistance(a: string, b: string, limit: number): number {
  if (limit < 0 || Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = nextRow(a, b, row, above, before);
    if (Math.min(...current) > limit) return limit + 1;
    before = above;
    above = current;
  }
  return above[b.length] ?? limit + 1;
}

function nextRow(a: string, b: string, row: number, above: number[], before: number[]): number[] {
  const current = [row];
  for (let column = 1; column <= b.length; column++) {
    const same = a[row - 1] === b[column - 1];
    let cost = Math.min(
      at(above, column) + 1,
      at(current, column - 1) + 1,
      at(above, column - 1) + (same ? 0 : 1),
    );
    const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
    if (swapped) cost = Math.min(cost, at(before, column - 2) + 1);
    current.push(cost);
  }
  return current;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
