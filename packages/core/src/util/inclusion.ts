import { includesPattern } from './automaton.js';
import { parsePattern } from './patterns.js';
import { hasWildcard, matchPattern } from './wildcard.js';

/** Whether every name that `inner` matches is matched by `outer` too; false also where that is too much to decide. */
export function liesWithin(inner: string, outer: string): boolean {
  // Most questions are about one name, or one and the same pattern.
  if (inner === outer || outer === '*') return true;
  if (!hasWildcard(inner)) return matchPattern(outer, inner);
  return includesPattern(parsePattern(outer), parsePattern(inner)) === true;
}
