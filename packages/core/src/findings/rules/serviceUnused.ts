import type { Comparison } from '../compare.js';
import { byToken, splitActions, type Rule, type RuleFinding } from '../rule.js';
import { mismatchedAction } from './resourceMismatch.js';

/** A service of which nothing that is granted was used: one finding at each of its tokens' first. */
export const serviceUnused: Rule = {
  id: 'service-unused',
  severity: 'warning',
  description: 'Nothing that is granted of a service was used',
  check(comparisons, context) {
    const services = unusedServices(comparisons);
    const reported = new Set<string>();
    return byToken(comparisons, 'action').flatMap(({ token, own }): RuleFinding[] => {
      const [first] = own;
      const service = serviceOfToken(token.text);
      const days = services.get(service);
      if (first === undefined || days === undefined || reported.has(service)) return [];
      reported.add(service);
      const { unused } = splitActions(own);
      const message = `${context.fn.name} used nothing of ${service} in ${days} covered days.`;
      return [{ comparison: first, token, message, evidence: { service, actions: unused, days } }];
    });
  },
};

/** Prefixes whose every granted action, over all stated tokens that name the service, is unused; with the fewest days. */
export function unusedServices(comparisons: readonly Comparison[]): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  const kept = new Set<string>();
  for (const { token, own } of byToken(comparisons, 'action')) {
    if (mismatchedAction(own) !== undefined) continue;
    const service = serviceOfToken(token.text);
    const split = splitActions(own);
    if (split.kept.length > 0 || split.unused.length === 0) kept.add(service);
    else days.set(service, Math.min(days.get(service) ?? Infinity, split.days));
    for (const action of split.kept) kept.add(action.slice(0, action.indexOf(':')));
  }
  return new Map([...days].filter(([service]) => !kept.has(service)));
}

function serviceOfToken(pattern: string): string {
  return pattern.slice(0, Math.max(0, pattern.indexOf(':'))).toLowerCase();
}
