import type { FunctionAnalysis, GrantAnalysis } from '@leastwise/core';
import { formatCount, type Style } from './style.js';
import { tableLines, type Column } from './table.js';

const columns: readonly Column[] = [
  { head: 'granted', align: 'left', shrinks: true },
  { head: 'on', align: 'left', shrinks: true },
  { head: 'used', align: 'right', shrinks: false },
  { head: "can't know", align: 'right', shrinks: false },
  { head: 'unused', align: 'right', shrinks: false },
];

/** granted / used / can't know / unused: a line for each grant, what the format implies last and dimmed. */
export function grantTable(analysis: FunctionAnalysis, style: Style, width: number): string[] {
  const [stated, implied] = [false, true].map((kind) =>
    analysis.grants.filter((grant) => grant.implied === kind),
  ) as [GrantAnalysis[], GrantAnalysis[]];
  const [head = '', ...lines] = tableLines(columns, [...stated, ...implied].map(row), width);
  return [style.dim(head), ...lines.map((line, index) => (index < stated.length ? line : style.dim(line)))];
}

function row(grant: GrantAnalysis): string[] {
  const { used, possiblyUsed, unused } = grant.actions;
  const pattern = grant.implied ? `${grant.pattern} (implied)` : grant.pattern;
  const counts = [used.length + possiblyUsed.length, unknowable(grant).length, unused.length];
  return [pattern, grant.resource, ...counts.map((count) => (count === 0 ? '·' : formatCount(count)))];
}

/** Granted, and kept because nothing can be said: the trail does not show it, or not for long enough. */
export function unknowable({ actions }: GrantAnalysis): string[] {
  return [...actions.notObservable, ...actions.unknown];
}
