import { compareText, type Analysis, type Problem } from '@leastwise/core';

/** The analysis with what went wrong before it, in one sorted list without repeats. */
export function withProblems(analysis: Analysis, problems: readonly Problem[]): Analysis {
  const byKey = new Map([...problems, ...analysis.problems].map((problem) => [keyOf(problem), problem]));
  const sorted = [...byKey].sort(([a], [b]) => compareText(a, b));
  return { ...analysis, problems: sorted.map(([, problem]) => problem) };
}

/** Place first, so that a reader walks each file once, from its top. */
function keyOf({ uri, line, code, kind, message }: Problem): string {
  return [uri, String(line).padStart(9, '0'), code, kind, message].join('\n');
}
