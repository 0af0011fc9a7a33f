import { compareText, matchPattern } from './core.js';
import type { Disagreement, TriageRow } from './types.js';

/** How a table of decisions holds against the disagreements of a run. */
export interface Triaged {
  /** Per row, in the table's order, how many disagreements it decides. */
  readonly counts: readonly number[];
  /** Nobody has looked at these yet. */
  readonly open: readonly Disagreement[];
  /** Rows of the rivals that ran, which decide nothing any more. */
  readonly stale: readonly TriageRow[];
}

/** Joins every disagreement with the first row that fits it. */
export function triage(
  rows: readonly TriageRow[],
  disagreements: readonly Disagreement[],
  ran: readonly string[],
): Triaged {
  const counts = rows.map(() => 0);
  const open: Disagreement[] = [];
  for (const each of disagreements) {
    const at = rows.findIndex((row) => decides(row, each));
    if (at < 0) open.push(each);
    else counts[at] = (counts[at] ?? 0) + 1;
  }
  const stale = rows.filter((row, at) => counts[at] === 0 && ran.includes(row.rival));
  return { counts, open: open.sort((a, b) => compareText(a.subject, b.subject)), stale };
}

function decides(row: TriageRow, { rival, kind, subject }: Disagreement): boolean {
  return row.rival === rival && row.kind === kind && matchPattern(row.subject, subject);
}
