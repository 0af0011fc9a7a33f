import { expandActions, matchPattern, type PolicyStatement } from '@leastwise/core';
import { bindText, deployedValues, narrowedOf } from './deployed.js';
import type { LawCase, LawFunction } from './cases.js';
import { law, type Verdict } from './law.js';

const list = (value: string | string[] | undefined): string[] => [value ?? []].flat();

/**
 * What is unused under every grant that could have given it is not in the narrowed policy, statement by statement and
 * resource by resource.
 */
function noUnusedActionSurvives(lawCase: LawCase): Verdict {
  const values = deployedValues(lawCase.scenario);
  const faults: string[] = [];
  let checked = 0;
  for (const fn of lawCase.functions) {
    const grants = fn.analysis.grants
      .filter(({ implied }) => !implied)
      .map(({ resource, actions }) => {
        const { unused: _, ...kept } = actions;
        return { bound: bindText(resource, values), kept: new Set(Object.values(kept).flat()) };
      });
    for (const { action, resource } of allowedPairs(narrowedOf(lawCase, fn).Statement)) {
      checked++;
      const isKept = grants.some(({ bound, kept }) => kept.has(action) && matchPattern(bound, resource));
      if (!isKept) faults.push(`${fn.use.logicalId}: ${action} on ${resource} is unused and stays`);
    }
  }
  return { checked, faults };
}

function allowedPairs(
  statements: PolicyStatement[] | PolicyStatement,
): { action: string; resource: string }[] {
  return [statements]
    .flat()
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource }) =>
      list(Action)
        .flatMap(expandActions)
        .flatMap((action) => list(Resource).map((resource) => ({ action, resource }))),
    );
}

/** Grants that the rig adds for nobody, each an action that CloudTrail records as a management event. */
const spare = [
  's3:DeleteBucket',
  'dynamodb:DeleteTable',
  'sqs:PurgeQueue',
  'sns:Subscribe',
  'kms:ScheduleKeyDeletion',
  'kinesis:MergeShards',
  'states:StopExecution',
  'athena:StartQueryExecution',
];

/** By the rig's truth and not by our own verdicts: what nobody used of what is always logged is gone. */
function spareGrantsGo(lawCase: LawCase): Verdict {
  const faults: string[] = [];
  let checked = 0;
  for (const fn of lawCase.functions) {
    if (!canBeJudged(lawCase, fn)) continue;
    const left = new Set(allowedPairs(narrowedOf(lawCase, fn).Statement).map(({ action }) => action));
    const granted = new Set(fn.analysis.grants.flatMap(({ pattern }) => expandActions(pattern)));
    for (const action of spare) {
      if (!granted.has(action) || fn.used.some((used) => used.action === action)) continue;
      checked++;
      if (left.has(action)) faults.push(`${fn.use.logicalId}: nobody used ${action}, and it stays`);
    }
  }
  return { checked, faults };
}

/** Seen in its own sessions long enough, and nothing it did is unknown to us. */
function canBeJudged({ scenario, analysis }: LawCase, { use, used }: LawFunction): boolean {
  if (use.created !== undefined || analysis.events.unresolved.length > 0) return false;
  const own = used.filter(({ session, logged }) => session === use.name && logged > 0);
  const first = own.map((entry) => entry.first).sort()[0];
  return first !== undefined && Date.parse(scenario.to) - Date.parse(first) > 40 * 86_400_000;
}

describe('law: with everything logged, what is unused goes', () => {
  law('no unused action survives in the narrowed policy', 'full', 5, noUnusedActionSurvives);
  law('what the rig grants for nobody is gone', 'full', 1, spareGrantsGo);
});
