import { compareText, sortProblems, type Analysis } from '@leastwise/core';
import type { Result } from '../analysis/result.js';

/** The analyses of several documents as one report; null where there is none. The first one's window and coverage speak. */
export function reportOf(results: readonly Result[]): Analysis | null {
  const [first, ...rest] = results.map(({ analysis }) => analysis);
  if (first === undefined) return null;
  const all = [first, ...rest];
  return {
    ...first,
    functions: all.flatMap(({ functions }) => functions).sort((a, b) => compareText(a.id, b.id)),
    findings: all.flatMap(({ findings }) => findings),
    problems: sortProblems(all.flatMap(({ problems }) => problems)),
  };
}
