import type { Severity } from '../sources/config.js';
import { compareText } from '../util/order.js';
import { byItem } from './byItem.js';
import type { Comparison } from './compare.js';
import type { FunctionContext } from './context.js';
import { toFinding, type GrantToken, type LocatedFinding, type Rule, type RuleFinding } from './rule.js';
import { actionUnknown } from './rules/actionUnknown.js';
import { actionUnused } from './rules/actionUnused.js';
import { actionWildcard } from './rules/actionWildcard.js';
import { coverageMissing } from './rules/coverageMissing.js';
import { grantOneTime } from './rules/grantOneTime.js';
import { grantWide } from './rules/grantWide.js';
import { passedServiceMissing } from './rules/passedServiceMissing.js';
import { policiesIgnored } from './rules/policiesIgnored.js';
import { resourceMismatch } from './rules/resourceMismatch.js';
import { resourceWildcard } from './rules/resourceWildcard.js';
import { serviceUnused } from './rules/serviceUnused.js';
import type { Finding } from './types.js';

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  actionUnknown,
  actionUnused,
  actionWildcard,
  coverageMissing,
  grantOneTime,
  grantWide,
  passedServiceMissing,
  policiesIgnored,
  resourceMismatch,
  resourceWildcard,
  serviceUnused,
];

/** Runs the rules over one function's comparisons; a severity of `off` silences its rule. */
export function checkRules(
  comparisons: readonly Comparison[],
  context: FunctionContext,
  severities: Readonly<Record<string, Severity | 'off'>>,
): LocatedFinding[] {
  return rules.flatMap((rule) => {
    const severity = Object.hasOwn(severities, rule.id)
      ? (severities[rule.id] ?? rule.severity)
      : rule.severity;
    if (severity === 'off') return [];
    return byItem(rule.check(comparisons, context)).map((found) => ({
      finding: toFinding(rule, found, severity, context),
      places: placesOf(found),
    }));
  });
}

function placesOf({ comparison, token, more }: RuleFinding): GrantToken[] {
  return comparison === undefined ? [] : [{ comparison, token }, ...(more ?? [])];
}

/** By file, place, rule and function: the order in which a person reads them. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      compareText(a.uri, b.uri) ||
      a.range.start.line - b.range.start.line ||
      a.range.start.character - b.range.start.character ||
      compareText(a.rule, b.rule) ||
      compareText(a.function, b.function),
  );
}
