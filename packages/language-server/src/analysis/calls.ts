import { matchPattern, type Calls, type FunctionAnalysis, type GrantAnalysis } from '@leastwise/core';
import type { Result } from './result.js';

/** Calls of one action on the same resources, added up. */
export interface CallRow {
  readonly action: string;
  readonly resources: readonly string[];
  count: number;
  /** Epoch seconds. */
  first: number;
  last: number;
  readonly days: Set<string>;
}

/** What a function did that these grants may have allowed, the most called first. Denied calls are not among it. */
export function callsUnder(
  fn: FunctionAnalysis,
  grants: readonly GrantAnalysis[],
  result: Result,
): CallRow[] {
  const use = result.use.get(fn.id)?.byAction;
  const rows = new Map<string, CallRow>();
  const seen = new Set<Calls>();
  for (const grant of grants) {
    const pattern = boundPattern(grant.resource, fn);
    for (const action of [...grant.actions.used, ...grant.actions.possiblyUsed])
      for (const calls of use?.get(action) ?? []) {
        // Several grants of one token may have allowed the same calls.
        if (seen.has(calls) || !isUnder(calls, pattern)) continue;
        seen.add(calls);
        add(rows, calls);
      }
  }
  return [...rows.values()].sort((a, b) => b.count - a.count);
}

function isUnder({ outcome, resources }: Calls, pattern: string): boolean {
  if (outcome === 'denied') return false;
  return resources.length === 0 || resources.some((resource) => matchPattern(pattern, resource));
}

/** The pattern with what its symbols stand for; one that stands for nothing known matches anything. */
function boundPattern(resource: string, { bindings }: FunctionAnalysis): string {
  if (resource.startsWith('NotResource(')) return '*';
  const bound = Object.entries(bindings).reduce(
    (text, [symbol, { value }]) => text.replaceAll(symbol, value),
    resource,
  );
  return bound.replace(/\$\{[^}]*\}/g, '*');
}

function add(rows: Map<string, CallRow>, { action, resources, count, first, last, days }: Calls): void {
  const key = `${action} ${resources.join(' ')}`;
  const known = rows.get(key);
  if (known === undefined) {
    rows.set(key, { action, resources, count, first, last, days: new Set(days) });
    return;
  }
  known.count += count;
  known.first = Math.min(known.first, first);
  known.last = Math.max(known.last, last);
  for (const day of days) known.days.add(day);
}
