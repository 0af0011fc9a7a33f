import { sortedUnique } from '../../util/order.js';
import { visibilityOf } from '../../catalog/events/visibility.js';
import type { Comparison } from '../compare.js';
import type { FunctionContext } from '../context.js';
import { listed, type Rule, type RuleFinding } from '../rule.js';
import { selectorsFor, type AdvancedSelector } from '../selectorText.js';

/** Price of delivering data events to a trail, in US dollars, without storage. */
export const pricePer100kDataEvents = 0.1;
const priceSource = 'https://aws.amazon.com/cloudtrail/pricing/';
/** The day on which the price was read. */
const priceReadOn = '2026-11-21';
/** Nobody has counted events that are not logged: the reader knows the calls a day, this is the cost of each thousand. */
const callsADay = 1000;

/**
 * What the trail does not log and a selector would show: one finding a function, with the selector to turn on, limited
 * to the resources that the function's own policies name. Silent for what CloudTrail never logs.
 */
export const coverageMissing: Rule = {
  id: 'coverage-missing',
  severity: 'info',
  description: 'Granted actions cannot be judged because their data events are not logged',
  check(comparisons, context) {
    const [first, ...rest] = comparisons.filter(isStated).flatMap(hiddenOf);
    if (first === undefined) return [];
    const hidden = [first, ...rest];
    const actions = sortedUnique(hidden.map(({ action }) => action));
    const selectors = selectorsFor(hidden);
    const finding: RuleFinding = {
      comparison: first.comparison,
      token: first.comparison.grant.action,
      message: messageFor(actions, selectors, context),
      evidence: {
        actions,
        selectors,
        days: context.minWindow,
        pricePer100kDataEvents,
        priceReadOn,
        priceSource,
        costPer1000CallsADay: costOf(context.minWindow),
        reasons: sortedUnique(hidden.map(({ reason }) => reason)),
      },
    };
    return [finding];
  },
};

/** One action whose events a selector would show. */
interface Hidden {
  readonly comparison: Comparison;
  readonly action: string;
  readonly type: string;
  readonly pattern: string;
  readonly reason: string;
}

function isStated({ grant }: Comparison): boolean {
  return !grant.implied && !grant.negatedAction && !grant.negatedResource;
}

function hiddenOf(comparison: Comparison): Hidden[] {
  return [...comparison.judgements].flatMap(([action, { verdict, neutral, reason }]) => {
    if (verdict !== 'notObservable' || neutral) return [];
    const visibility = visibilityOf(action);
    if (visibility.kind !== 'data') return [];
    return [{ comparison, action, type: visibility.type, pattern: comparison.bound, reason }];
  });
}

/** US dollars for the whole time, rounded up to cents. */
function costOf(days: number): number {
  return Math.ceil((callsADay * days * pricePer100kDataEvents) / 1000 - 1e-9) / 100;
}

function messageFor(
  actions: readonly string[],
  selectors: readonly AdvancedSelector[],
  { fn, minWindow }: FunctionContext,
): string {
  return (
    `Whether ${fn.name} uses ${listed(actions)} cannot be known, because data events are not logged. ` +
    `Log them for ${minWindow} days with ${selectors.length === 1 ? 'this selector' : 'these selectors'} ` +
    `(about $${pricePer100kDataEvents.toFixed(2)} per 100,000 events: $${costOf(minWindow).toFixed(2)} for each ` +
    `1,000 calls a day): ${JSON.stringify(selectors)}`
  );
}
