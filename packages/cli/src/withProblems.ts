import { sortProblems, type Analysis, type Problem } from '@leastwise/core';

/** The analysis with what went wrong before it, in one sorted list without repeats. */
export function withProblems(analysis: Analysis, problems: readonly Problem[]): Analysis {
  return { ...analysis, problems: sortProblems([...problems, ...analysis.problems]) };
}
