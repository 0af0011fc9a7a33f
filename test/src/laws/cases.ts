import {
  analyze,
  collectUsage,
  type Analysis,
  type AnalyzeInput,
  type FunctionAnalysis,
  type Snapshot,
} from '@leastwise/core';
import {
  addDays,
  generateTrail,
  randomFor,
  randomScenario,
  selectorsOf,
  stackResourcesOf,
  templateOf,
  trailsOf,
  truthOf,
  type FunctionUse,
  type Random,
  type Scenario,
  type UsedTruth,
} from '../../../fixtures/tools/dist/index.js';

/**
 * What a case is made for. `mixed`: any trail, gaps and thin records too, most windows short so that many cases are
 * cheap. `full`: ninety days and more in which everything was logged.
 */
export type Kind = 'mixed' | 'full';

/** One seed through the whole pipeline: an application, its template, its trail, and what Leastwise says of it. */
export interface LawCase {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly snapshot: Snapshot;
  readonly input: AnalyzeInput;
  readonly analysis: Analysis;
  readonly functions: readonly LawFunction[];
}

/** A function as the rig knows it and as the analysis does. */
export interface LawFunction {
  readonly use: FunctionUse;
  /** Without what no file shows although its class is logged: of such calls nothing can be known. */
  readonly used: readonly UsedTruth[];
  readonly analysis: FunctionAnalysis;
}

export const uri = 'template.yaml';

/** Cases are shared between laws, which all run over the same seeds; the nightly run is too long to keep them all. */
const mostCases = 600;
const made: Record<Kind, Map<number, LawCase>> = { mixed: new Map(), full: new Map() };

export function caseOf(seed: number, kind: Kind): LawCase {
  const cases = made[kind];
  const known = cases.get(seed);
  if (known !== undefined) return known;
  if (cases.size >= mostCases) cases.clear();
  const fresh = makeCase(seed, kind);
  cases.set(seed, fresh);
  return fresh;
}

function makeCase(seed: number, kind: Kind): LawCase {
  const random = randomFor(seed, 'law', kind);
  const isShort = kind === 'mixed' && random.chance(0.85);
  const scenario = kind === 'full' ? fullScenario(seed, random) : mixedScenario(seed, isShort, random);
  const snapshot = snapshotOf(scenario);
  const input = inputOf(scenario, snapshot, { seed, kind, isShort, random });
  const analysis = analyze(input);
  return { seed, scenario, snapshot, input, analysis, functions: functionsOf(scenario, analysis) };
}

function fullScenario(seed: number, random: Random): Scenario {
  const scenario = randomScenario(seed, { coverage: 'all', days: 92 + random.below(6) });
  // One foreign call a day keeps every day alive; more of them only cost time.
  const noise = { ...scenario.noise, user: 0, console: 0, services: 0, assumeRole: 0 };
  return { ...scenario, noise, filesPerDay: 1 };
}

function mixedScenario(seed: number, isShort: boolean, random: Random): Scenario {
  return randomScenario(seed, isShort ? { days: 10 + random.below(10) } : {});
}

/** The scenario's logs, counted, with what `describe-stack-resources` answers left out. */
export function snapshotOf(scenario: Scenario): Snapshot {
  return collectUsage(generateTrail(scenario).map(({ records }) => ({ Records: records }))).value;
}

interface Making {
  readonly seed: number;
  readonly kind: Kind;
  readonly isShort: boolean;
  readonly random: Random;
}

/** People know more or less of their deployment: stack resources, its name, or nothing; selectors or none. */
function inputOf(
  scenario: Scenario,
  snapshot: Snapshot,
  { seed, kind, isShort, random }: Making,
): AnalyzeInput {
  const linking = random.pick(['resources', 'resources', 'stack', 'nothing'] as const);
  const hasSelectors = kind === 'full' || random.chance(0.7);
  const stacks = linking === 'resources' ? [stackResourcesOf(scenario)] : [];
  return {
    sources: [{ uri, text: templateOf(scenario, seed) }],
    usage: [{ ...snapshot, stacks }],
    options: {
      suggestions: false,
      now: `${addDays(scenario.to, random.below(3))}T00:00:00Z`,
      ...(isShort ? { minWindow: 5 } : {}),
      ...(linking === 'nothing' ? {} : { stacks: [scenario.stack] }),
      ...(hasSelectors ? { selectors: [selectorsOf(scenario)], trails: trailsOf(scenario) } : {}),
      ...(random.chance(0.15) ? { tightness: 'actions' as const } : {}),
    },
  };
}

function functionsOf(scenario: Scenario, analysis: Analysis): LawFunction[] {
  const complete = truthOf({ ...scenario, gaps: [] });
  return truthOf(scenario).map((truth, at) => {
    const use = scenario.functions[at];
    const found = analysis.functions.find(({ id }) => id === `${uri}#${truth.logicalId}`);
    if (use === undefined || found === undefined)
      throw new Error(`${truth.logicalId} is not in the analysis`);
    const inAllFiles = complete[at]?.used ?? [];
    const used = truth.used.filter((entry, i) => entry.logged > 0 || inAllFiles[i]?.logged === 0);
    return { use, used, analysis: found };
  });
}
