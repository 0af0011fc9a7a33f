import type { PolicyCondition } from '../sources/policy.js';

const day = 86_400_000;

/** The first of the month at least 120 days after `now`, as an ISO instant. */
export function defaultEndDate(now: string): string {
  const earliest = new Date(Date.parse(now) + 120 * day);
  const monthStart = Date.UTC(earliest.getUTCFullYear(), earliest.getUTCMonth(), 1);
  const end =
    monthStart >= earliest.getTime()
      ? monthStart
      : Date.UTC(earliest.getUTCFullYear(), earliest.getUTCMonth() + 1, 1);
  return new Date(end).toISOString().replace('.000Z', 'Z');
}

/**
 * The condition and the Sid of a statement that ends at a date. An end date that stands there already is kept when it
 * is earlier; all other conditions are kept too (operators are joined by AND).
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function untilDate(
  endDate: string,
  condition: PolicyCondition | undefined,
): { sid: string; condition: PolicyCondition } {
  const stated = condition?.DateLessThan ?? {};
  const key =
    Object.keys(stated).find((name) => name.toLowerCase() === 'aws:currenttime') ?? 'aws:CurrentTime';
  const present = stated[key];
  const earlier =
    typeof present === 'string' && Date.parse(present) <= Date.parse(endDate) ? present : endDate;
  return {
    sid: `LeastwiseExpires${earlier.slice(0, 10).replaceAll('-', '')}`,
    condition: { ...condition, DateLessThan: { ...stated, [key]: earlier } },
  };
}
