import type { GrantAnalysis } from './analysis.js';
import type { Comparison } from './findings/compare.js';
import { compareText } from './util/order.js';

/** A comparison as JSON shows it: every action once, in the list of its verdict, with the reason where one is needed. */
export function toGrantAnalysis({ grant, judgements }: Comparison): GrantAnalysis {
  const { statement, action, resource, implied } = grant;
  const actions: GrantAnalysis['actions'] = {
    used: [],
    possiblyUsed: [],
    unused: [],
    notObservable: [],
    unknown: [],
  };
  const reasons: Record<string, string> = {};
  for (const [name, { verdict, reason }] of [...judgements].sort(([a], [b]) => compareText(a, b))) {
    actions[verdict].push(name);
    if (verdict !== 'used') reasons[name] = reason;
  }
  return {
    statement: statement.id,
    pattern: action.text,
    resource: resource.text,
    implied,
    uri: statement.uri,
    range: action.range,
    resourceRange: resource.range,
    actions,
    reasons,
  };
}
