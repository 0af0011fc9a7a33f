import { isoOf } from '../usage/functionUse.js';
import type { Judgement } from './compare.js';
import { isVisible, type FunctionContext } from './context.js';

const day = 86_400;
/** A burst is at most this long, in seconds. */
const longestBurst = 7 * day;
/** Covered days of silence after it. */
const leastSilence = 30;
/** Days of other activity after it: silence of a function that itself is silent says nothing of its rhythm. */
const leastActivity = 10;

/** The evidence sentence where an action was used in one burst only and the function went on without it; else undefined. */
export function oneTimeUse(
  action: string,
  judgements: readonly Judgement[],
  resources: readonly string[],
  context: FunctionContext,
): string | undefined {
  const calls = judgements.flatMap((judgement) => judgement.calls);
  if (calls.length === 0 || context.keepFor(action) !== undefined) return undefined;
  const first = Math.min(...calls.map((each) => each.first));
  const last = Math.max(...calls.map((each) => each.last));
  if (last - first > longestBurst) return undefined;
  const silence = silentDays(action, resources, last, context);
  const lastDay = isoOf(last).slice(0, 10);
  const active = context.use.activeDays.filter((each) => each > lastDay).length;
  if (silence < leastSilence || active < leastActivity) return undefined;
  const count = calls.reduce((total, each) => total + each.count, 0);
  const times = count === 1 ? 'once' : `${count} times`;
  const between =
    isoOf(first).slice(0, 10) === lastDay
      ? `on ${lastDay}`
      : `from ${isoOf(first).slice(0, 10)} to ${lastDay}`;
  return `used ${times} ${between}, then not in ${silence} covered days in which the function was active on ${active}`;
}

/** The shortest silence over the granted patterns; 0 where one of them would not have been visible. */
function silentDays(
  action: string,
  resources: readonly string[],
  last: number,
  context: FunctionContext,
): number {
  const after: FunctionContext = {
    ...context,
    notBefore: Math.max(context.notBefore, last + day),
    sights: new Map(),
  };
  const days = resources.map((resource) => {
    const sight = isVisible(after, action, context.bind(resource));
    return sight.state === 'visible' ? sight.days : 0;
  });
  return days.length === 0 ? 0 : Math.min(...days);
}
