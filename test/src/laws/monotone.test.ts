import {
  analyze,
  createSnapshotBuilder,
  extractEvent,
  type Analysis,
  type FunctionAnalysis,
  type Snapshot,
  type Verdict as GrantVerdict,
} from '@leastwise/core';
import {
  addDays,
  generateTrail,
  moreCalls,
  randomFor,
  type Random,
  type Scenario,
} from '../../../fixtures/tools/dist/index.js';
import { isAllowed, narrowedOf, requestOf } from './deployed.js';
import { uri, type LawCase, type LawFunction } from './cases.js';
import { law, type Verdict } from './law.js';

/**
 * More calls of a function take nothing from it that it had. Two things are claimed:
 * whatever the first trail showed it to do stays allowed; and no verdict becomes `unused`, where the new events tell of
 * nothing but themselves. They tell more where no selectors say what is logged (an event proves its class to be logged,
 * so that silence begins to count), where they fill a day without files, or where they name what a symbol stands for.
 */
function addingEventsTakesNothing(lawCase: LawCase): Verdict {
  const { scenario, analysis, input } = lawCase;
  const random = randomFor(lawCase.seed, 'add');
  const fn = random.pick(lawCase.functions);
  const days = daysToAdd(lawCase, fn, random);
  if (days.length === 0) return { checked: 0, faults: [] };
  const usage = withMore(scenario, lawCase.snapshot, fn, moreCalls(scenario, fn.use, days, lawCase.seed));
  const stacks = input.usage[0]?.stacks ?? [];
  const more = analyze({ ...input, usage: [{ ...usage, stacks }] });
  const after = analysisOf(more, fn);
  const isFixed = hasFixedCoverage(lawCase) && sameBindings(fn.analysis, after);
  const faults = [
    ...lostCalls(lawCase, fn, after),
    ...(isFixed ? newlyUnused(fn.analysis, after, () => false) : []),
  ];
  return {
    checked: isFixed ? analysis.functions.length : 0,
    faults: faults.map((fault) => `${fault}; added on ${days.join()}`),
  };
}

/**
 * Days on which the function was known and the log alive: an earlier call, or the first of a function that was never
 * seen, would begin the window in which silence counts.
 */
function daysToAdd({ scenario, snapshot }: LawCase, { used, use }: LawFunction, random: Random): string[] {
  const own = used.filter(({ session, logged }) => session === use.name && logged > 0);
  const first = own.map((entry) => entry.first.slice(0, 10)).sort()[0];
  if (first === undefined) return [];
  const alive = snapshot.partitions.filter(({ region, day }) => region === scenario.region && day > first);
  return alive.length === 0 ? [] : Array.from({ length: 1 + random.below(5) }, () => random.pick(alive).day);
}

const silence = {
  user: 0,
  console: 0,
  pipeline: 0,
  serviceLinked: 0,
  services: 0,
  assumeRole: 0,
  deploys: [],
};

function withMore(
  scenario: Scenario,
  snapshot: Snapshot,
  { use }: LawFunction,
  calls: LawFunction['use']['calls'],
): Snapshot {
  const builder = createSnapshotBuilder();
  builder.addSnapshot(snapshot);
  const { created: _, ...known } = use;
  const only: Scenario = { ...scenario, functions: [{ ...known, calls }], noise: silence, quietDays: [] };
  for (const record of generateTrail(only).flatMap(({ records }) => records)) {
    const event = extractEvent(record);
    if ('row' in event) builder.add(event);
  }
  return builder.build();
}

/** What is logged is said by selectors for the whole window, in which no day is missing. */
function hasFixedCoverage({ scenario, snapshot, input }: LawCase): boolean {
  const days = snapshot.partitions.filter(({ region }) => region === scenario.region).map(({ day }) => day);
  const [first, last] = [days[0], days.at(-1)];
  const isWhole = first !== undefined && last !== undefined && addDays(first, days.length - 1) === last;
  return input.options.selectors !== undefined && isWhole;
}

function sameBindings(a: FunctionAnalysis, b: FunctionAnalysis): boolean {
  return JSON.stringify(a.bindings) === JSON.stringify(b.bindings);
}

function analysisOf(analysis: Analysis, { use }: LawFunction): FunctionAnalysis {
  const found = analysis.functions.find(({ id }) => id === `${uri}#${use.logicalId}`);
  if (found === undefined) throw new Error(`${use.logicalId} is gone`);
  return found;
}

/** What the first trail showed and the first suggestion allowed, and the second does not. */
function lostCalls(lawCase: LawCase, fn: LawFunction, after: FunctionAnalysis): string[] {
  const [before, now] = [[narrowedOf(lawCase, fn)], [narrowedOf(lawCase, { ...fn, analysis: after })]];
  const seen = fn.analysis.usage.filter(({ count, possible }) => count + possible > 0);
  return seen.flatMap(({ action, resources }) =>
    resources
      .map((resource) => requestOf(lawCase, fn, action, resource))
      .filter((request) => isAllowed(before, request) && !isAllowed(now, request))
      .map(({ resource }) => `${fn.use.logicalId}: ${action} on ${resource} was allowed`),
  );
}

/** Grant by grant, action by action: what is `unused` now and was not. */
function newlyUnused(
  before: FunctionAnalysis,
  after: FunctionAnalysis,
  isExcused: (verdict: GrantVerdict, reason: string) => boolean,
): string[] {
  return after.grants.flatMap(({ actions, statement, resource }, at) => {
    const grant = before.grants[at];
    const verdicts = Object.entries(grant?.actions ?? {}) as [GrantVerdict, string[]][];
    return actions.unused.flatMap((action) => {
      const verdict = verdicts.find(([, listed]) => listed.includes(action))?.[0];
      if (verdict === undefined || verdict === 'unused') return [];
      const reason = grant?.reasons[action] ?? '';
      if (isExcused(verdict, reason)) return [];
      return [
        `${before.name}: ${action} in ${statement} on ${resource} was ${verdict} (${reason}), is unused`,
      ];
    });
  });
}

/** A trail that logs less can show less. */
function droppingASelectorProvesNothing(lawCase: LawCase): Verdict {
  const { input, analysis } = lawCase;
  const [trail] = input.options.selectors ?? [];
  if (trail === undefined) return { checked: 0, faults: [] };
  const selectors = [withoutOne(trail as Selectors, randomFor(lawCase.seed, 'selector'))];
  const less = analyze({ ...input, options: { ...input.options, selectors } });
  const faults = analysis.functions.flatMap((before, at) => {
    const after = less.functions[at];
    return after === undefined ? [`${before.id} is gone`] : newlyUnused(before, after, () => false);
  });
  return { checked: analysis.functions.length, faults };
}

interface Selectors {
  readonly AdvancedEventSelectors?: readonly unknown[];
  readonly EventSelectors?: readonly { readonly DataResources: readonly unknown[] }[];
}

/** Without one advanced selector, or one type of data resource, or one whole basic selector. */
function withoutOne(trail: Selectors, random: Random): Selectors {
  const { AdvancedEventSelectors: advanced, EventSelectors: basic } = trail;
  if (advanced !== undefined) return { ...trail, AdvancedEventSelectors: less(advanced, random) };
  if (basic === undefined || random.chance(0.3))
    return { ...trail, EventSelectors: less(basic ?? [], random) };
  const EventSelectors = basic.map((each) => ({ ...each, DataResources: less(each.DataResources, random) }));
  return { ...trail, EventSelectors };
}

function less<T>(items: readonly T[], random: Random): T[] {
  const at = random.below(items.length);
  return items.filter((_, index) => index !== at);
}

/**
 * A day whose files are lost proves nothing: only what that very day showed may be missed. Days that tell when a
 * function was made or its grants changed are left alone, and so are days that alone keep a symbol open, and the last
 * day: selectors are taken to describe the end of the logs.
 */
function losingADayProvesNothing(lawCase: LawCase): Verdict {
  const { snapshot, input, analysis } = lawCase;
  const plain = snapshot.partitions.filter((partition) => !partition.rows.some(isChange));
  if (plain.length === 0) return { checked: 0, faults: [] };
  const { day } = randomFor(lawCase.seed, 'day').pick(plain);
  const isLast = snapshot.partitions.every((partition) => partition.day <= day);
  if (
    isLast ||
    snapshot.partitions.some((partition) => partition.day === day && partition.rows.some(isChange))
  )
    return { checked: 0, faults: [] };
  const stacks = input.usage[0]?.stacks ?? [];
  const partitions = snapshot.partitions.filter((partition) => partition.day !== day);
  const lost = snapshot.partitions.filter((partition) => partition.day === day).flatMap(({ rows }) => rows);
  const after = analyze({ ...input, usage: [{ ...snapshot, partitions, stacks }] });
  let checked = 0;
  const faults = analysis.functions.flatMap((before, at) => {
    const now = after.functions[at];
    if (now === undefined || !sameBindings(before, now)) return [];
    checked++;
    const wasActive = lost.some(({ principal }) => principal === before.principal);
    return newlyUnused(before, now, (verdict, reason) => {
      if (!wasActive) return false;
      return verdict === 'used' || verdict === 'possiblyUsed' || reason.startsWith('unresolved-event');
    });
  });
  return { checked, faults: faults.map((fault) => `${fault}; lost ${day}`) };
}

function isChange({ eventSource, eventName }: Snapshot['partitions'][number]['rows'][number]): boolean {
  return eventSource === 'iam.amazonaws.com' || eventName.startsWith('CreateFunction');
}

describe('law: more is known of more events', () => {
  law('adding events never removes what was kept', 'mixed', 0.5, addingEventsTakesNothing);
  law('dropping a selector calls nothing unused', 'mixed', 1, droppingASelectorProvesNothing);
  law('losing a day calls nothing unused but what it showed', 'mixed', 1, losingADayProvesNothing);
});
