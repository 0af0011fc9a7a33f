import { sortedUnique } from '../util/order.js';
import { liesWithin } from '../util/inclusion.js';
import { hasWildcard } from '../util/wildcard.js';
import { wildcardOnly } from '../catalog/catalog.js';
import type { Comparison, Judgement } from './compare.js';
import { isVisible, type FunctionContext } from './context.js';
import { generalise } from './generalise.js';
import { passRole, showsPassedRoles } from './passRole.js';
import { holds } from './resourceMatch.js';

/**
 * The patterns, in physical names, that would have been enough for the calls of one action under one granted resource
 * pattern. Undefined where the pattern must stay: not all of it would have been visible, a call does not tell its
 * resource, a symbol in it has no value, the action only supports `*`, or nothing narrower was learned. Roles that were
 * passed are read from the calls that they were passed with.
 */
export function observedPatterns(
  action: string,
  comparison: Comparison,
  judgement: Judgement,
  context: FunctionContext,
): string[] | undefined {
  const { grant, bound } = comparison;
  if (grant.negatedResource || grant.negatedAction) return undefined;
  if (judgement.calls.length === 0 || !isNarrowable(action, bound, judgement, context)) return undefined;
  if (judgement.calls.some(({ resources }) => resources.length === 0)) return undefined;
  const observed = sortedUnique(
    judgement.calls.flatMap(({ resources }) => resources.filter((each) => holds(bound, each))),
  );
  const learned = generalise(observed).filter((pattern) => liesWithin(pattern, bound));
  const covered = observed.every((resource) => learned.some((pattern) => liesWithin(resource, pattern)));
  return covered && learned.length > 0 && !learned.includes(bound) ? learned : undefined;
}

function isNarrowable(
  action: string,
  bound: string,
  { verdict }: Judgement,
  context: FunctionContext,
): boolean {
  if (!hasWildcard(bound) || bound.includes('${') || wildcardOnly(action)) return false;
  if (action === passRole) return verdict === 'possiblyUsed' && showsPassedRoles(context);
  if (verdict !== 'used') return false;
  const sight = isVisible(context, action, bound);
  return sight.state === 'visible' && sight.days >= context.minWindow;
}
