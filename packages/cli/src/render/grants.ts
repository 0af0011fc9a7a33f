import type { FunctionAnalysis, GrantAnalysis } from '@leastwise/core';
import { formatCount, wrap, type Style } from './style.js';
import { tableLines, type Column } from './table.js';

const columns: readonly Column[] = [
  { head: 'granted', align: 'left', shrinks: true },
  { head: 'on', align: 'left', shrinks: true },
  { head: 'used', align: 'right', shrinks: false },
  { head: "can't know", align: 'right', shrinks: false },
  { head: 'unused', align: 'right', shrinks: false },
];

/** granted / used / can't know / unused: a line for each grant of the source; what its format adds is one more. */
export function grantTable({ grants }: FunctionAnalysis, style: Style, width: number): string[] {
  const stated = grants.filter((grant) => !grant.implied);
  const implied = [...new Set(grants.filter((grant) => grant.implied).map(({ pattern }) => pattern))];
  const [head = '', ...lines] =
    stated.length > 0 ? tableLines(columns, stated.map(row), width) : ['no grants were found'];
  const more = implied.length > 0 ? wrap(`and what the format implies: ${implied.join(', ')}`, width) : [];
  return [style.dim(head), ...lines, ...more.map(style.dim)];
}

function row({ pattern, resource, actions }: GrantAnalysis): string[] {
  const { used, possiblyUsed, notObservable, unknown, unused } = actions;
  const counts = [[...used, ...possiblyUsed], [...notObservable, ...unknown], unused];
  return [pattern, resource, ...counts.map(({ length }) => (length === 0 ? '·' : formatCount(length)))];
}

/** Granted, and kept because nothing can be said: the trail does not show it, or not for long enough. */
export function unknowable({ actions }: GrantAnalysis): string[] {
  return [...actions.notObservable, ...actions.unknown];
}
