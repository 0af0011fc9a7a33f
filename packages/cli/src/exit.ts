import type { Analysis, Finding, Problem } from '@leastwise/core';

/**
 * What the shell is told. `findings` is also the answer of a proof that does not hold; `unreadable` wins over it, since
 * a result on half of the input proves nothing.
 */
export const exitCodes = { ok: 0, findings: 1, usage: 2, unreadable: 3 } as const;

/** One of `exitCodes`. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The code of an analysis; `allowProblems` is for whoever knows that part of the input cannot be read. */
export function exitCodeOf(analysis: Analysis, allowProblems: boolean): ExitCode {
  if (hasUnreadable(analysis.problems) && !allowProblems) return exitCodes.unreadable;
  return analysis.findings.some(counts) ? exitCodes.findings : exitCodes.ok;
}

/** Whether a named input could not be read, wholly or in part. */
export function hasUnreadable(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.kind === 'unreadable');
}

/** Information alone does not make a run red. */
function counts(finding: Finding): boolean {
  return finding.severity !== 'info';
}

/** An argument that cannot work: ends the run with 2 and `message`, which says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
