import { includesPattern } from './automaton.js';
import { parsePattern } from './patterns.js';

/** Whether every name that `inner` matches is matched by `outer` too; false also where that is too much to decide. */
export function liesWithin(inner: string, outer: string): boolean {
  return includesPattern(parsePattern(outer), parsePattern(inner)) === true;
}
