import { sortedUnique } from '../../util/order.js';
import { hasWildcard } from '../../util/wildcard.js';
import { wildcardOnly } from '../../catalog/catalog.js';
import type { Comparison } from '../compare.js';
import type { FunctionContext } from '../context.js';
import { observedPatterns } from '../observed.js';
import { byToken, listed, type Rule } from '../rule.js';

/** A resource pattern that is wider than the resources that were used. Silent where an action only supports `*`. */
export const resourceWildcard: Rule = {
  id: 'resource-wildcard',
  severity: 'warning',
  description: 'A resource pattern is wider than the resources that were used',
  check(comparisons, context) {
    return byToken(comparisons, 'resource').flatMap(({ token, own }) => {
      const [first] = own;
      if (first === undefined || !hasWildcard(token.text)) return [];
      const narrower = own.map((comparison) => narrowerOf(comparison, context));
      const patterns = sortedUnique(narrower.flatMap((each) => [...each.values()].flat()));
      const actions = sortedUnique(narrower.flatMap((each) => [...each.keys()]));
      if (patterns.length === 0 || actions.length === 0) return [];
      const message = `${context.fn.name} used ${listed(actions)} only on ${listed(patterns)}, not on all of ${token.text}.`;
      return [{ comparison: first, token, message, evidence: { actions, resources: patterns } }];
    });
  },
};

/** The used actions of one grant for which less would have been enough, with what. */
function narrowerOf(comparison: Comparison, context: FunctionContext): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [action, judgement] of comparison.judgements) {
    if (judgement.neutral || wildcardOnly(action)) continue;
    const patterns = observedPatterns(action, comparison, judgement, context);
    if (patterns !== undefined) found.set(action, patterns);
  }
  return found;
}
