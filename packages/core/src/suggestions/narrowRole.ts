import sortBy from 'lodash/sortBy.js';
import type { Comparison } from '../findings/compare.js';
import type { SourcePolicy, SourceStatement } from '../sources/model.js';
import { judgeActions } from './judgedAction.js';
import { fitsLimit, policySize } from './limits.js';
import { narrowPolicies, type Narrowed } from './narrow.js';
import type { NarrowContext } from './narrowContext.js';

/** The narrowed policy of a role, and the named managed policies that stay attached beside it. */
export interface NarrowedRole extends Narrowed {
  readonly attached: readonly SourcePolicy[];
}

/**
 * Narrows what a role holds. A named managed policy cannot be changed where it stands: it is written into the narrowed
 * policy only where something in it goes, and stays attached otherwise. Where the whole is too long for a role's inline
 * policies, the longest of them stay attached too, one after the other.
 */
export function narrowRole(
  policies: readonly SourcePolicy[],
  comparisons: readonly Comparison[],
  context: NarrowContext,
): NarrowedRole {
  const ofPolicy = (policy: SourcePolicy): Comparison[] =>
    comparisons.filter(({ grant }) => grant.policy === policy);
  const losing = policies.filter(
    (policy) => policy.kind === 'named' && losesSomething(policy, ofPolicy(policy), context),
  );
  const attempt = (inlined: readonly SourcePolicy[]): NarrowedRole => {
    const written = policies.filter((policy) => policy.kind !== 'named' || inlined.includes(policy));
    const attached = policies.filter((policy) => !written.includes(policy));
    return { ...narrowPolicies(written, comparisons, context), attached };
  };
  const whole = attempt(losing);
  if (fitsLimit(whole.document) || losing.length === 0) return whole;
  const size = (policy: SourcePolicy): number =>
    policySize(narrowPolicies([policy], ofPolicy(policy), context).document);
  const bySize = losing.length === 1 ? losing : sortBy(losing, size);
  for (let count = bySize.length - 1; count > 0; count--) {
    const narrowed = attempt(bySize.slice(0, count));
    if (fitsLimit(narrowed.document)) return narrowed;
  }
  return attempt([]);
}

/** An action or a resource of it goes, or gets an end date. */
function losesSomething(policy: SourcePolicy, own: readonly Comparison[], context: NarrowContext): boolean {
  const hasUnused = own.some(({ judgements }) =>
    [...judgements.values()].some(({ verdict, neutral }) => verdict === 'unused' && !neutral),
  );
  return hasUnused || policy.statements.some((statement) => narrowsResources(statement, own, context));
}

function narrowsResources(
  statement: SourceStatement,
  comparisons: readonly Comparison[],
  context: NarrowContext,
): boolean {
  if (statement.effect === 'Deny' || statement.action.length === 0) return false;
  const own = comparisons.filter(({ grant }) => grant.statement === statement);
  return judgeActions(statement, own, context).some(
    ({ expires, places }) =>
      expires !== undefined ||
      [...places].some(([granted, patterns]) => patterns.some((pattern) => pattern !== granted)),
  );
}
