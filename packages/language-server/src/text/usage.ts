import type { Analysis, FunctionAnalysis, Usage } from '@leastwise/core';

const most = 3;

/** `GetItem 1,204 times, last on 2026-10-28; Query once, last on …`: the most called first; '' where none was called. */
export function usedText(fn: FunctionAnalysis, isMeant: (action: string) => boolean): string {
  const used = fn.usage
    .filter(({ action, count, possible }) => count + possible > 0 && isMeant(action))
    .sort((a, b) => b.count - a.count || b.possible - a.possible);
  const shown = used.slice(0, most).map((usage) => `${usage.action} ${timesText(usage)}`);
  const rest = used.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join('; ');
}

/** `1,204 times, last on 2026-10-28`. */
export function timesText(usage: Usage): string {
  const calls = callsOf(usage);
  const maybe = usage.count === 0 ? 'possibly ' : '';
  return `${maybe}${calls === 1 ? 'once' : `${number(calls)} times`}, last on ${day(usage.lastSeen)}`;
}

/** `2026-08-01 to 2026-10-30, 88 covered days`; the last day itself is not part of it. */
export function windowText({ from, to, days }: Analysis['window']): string {
  return from === '' ? 'no covered day' : `${day(from)} to ${day(to)}, ${count(days, 'covered day')}`;
}

export function day(iso: string): string {
  return iso.slice(0, 10);
}

/** With separators, the same on every machine. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** `a, b and 3 more`. */
export function listed(names: readonly string[], longest = most): string {
  const rest = names.length - longest;
  return rest > 0 ? `${names.slice(0, longest).join(', ')} and ${rest} more` : names.join(', ');
}

function callsOf({ count: certain, possible }: Usage): number {
  return certain + possible;
}
