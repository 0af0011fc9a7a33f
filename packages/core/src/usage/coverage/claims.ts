import { sortedUnique } from '../../util/order.js';
import { MANAGEMENT } from './eventClass.js';
import type { AdvancedSelector, BasicSelector, FieldSelector, Trail } from './trails.js';

/** What one selector says it logs, for the report: verdicts ask `selectsAll`. */
export interface Claim {
  readonly class: string;
  readonly reads: boolean;
  readonly writes: boolean;
  /** Patterns; empty: every resource. */
  readonly resources: readonly string[];
  /** The only names that are logged; empty: all. */
  readonly eventNames: readonly string[];
}

/** The claims of a trail, one a selector and class. */
export function claimsOf(trail: Trail): Claim[] {
  return [...trail.basic.flatMap(basicClaims), ...trail.advanced.flatMap(advancedClaims)];
}

function basicClaims(selector: BasicSelector): Claim[] {
  const access = { reads: selector.access !== 'write', writes: selector.access !== 'read', eventNames: [] };
  const management = selector.management ? [{ class: MANAGEMENT, resources: [], ...access }] : [];
  const data = selector.data
    .filter(({ values }) => values.length > 0)
    .map(({ type, values }) => ({
      class: type,
      resources: sortedUnique(values.map((value) => (value.includes('/') ? `${value}*` : value))),
      ...access,
    }));
  return [...management, ...data];
}

function advancedClaims(selector: AdvancedSelector): Claim[] {
  const field = (name: string): FieldSelector | undefined => selector.find((each) => each.field === name);
  const isManagement = field('eventCategory')?.equals.includes('Management') === true;
  const classes = isManagement ? [MANAGEMENT] : (field('resources.type')?.equals ?? []);
  const readOnly = field('readOnly')?.equals[0];
  const arns = field('resources.ARN');
  const resources = sortedUnique([
    ...(arns?.equals ?? []),
    ...(arns?.startsWith ?? []).map((start) => `${start}*`),
    ...(arns?.endsWith ?? []).map((end) => `*${end}`),
  ]);
  const eventNames = sortedUnique(field('eventName')?.equals ?? []);
  return classes.map((name) => ({
    class: name,
    reads: readOnly !== 'false',
    writes: readOnly !== 'true',
    resources,
    eventNames,
  }));
}
