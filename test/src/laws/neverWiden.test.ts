import { expandActions, type PolicyDocument } from '@leastwise/core';
import { randomFor, type Random } from '../../../fixtures/tools/dist/index.js';
import { bindText, deployedValues, grantedOf, isAllowed, narrowedOf, requestOf } from './deployed.js';
import type { LawCase, LawFunction } from './cases.js';
import { law, type Verdict } from './law.js';

const requestsEach = 60;

/**
 * Whatever the narrowed policy allows, the granted one did: tried by single requests, with the granted policy as the rig
 * states it. The proof that Leastwise gives of the same is not used, only held against it.
 */
function narrowedIsWithinGranted(lawCase: LawCase): Verdict {
  const faults: string[] = [];
  let checked = 0;
  for (const fn of lawCase.functions) {
    const narrowed = [narrowedOf(lawCase, fn)];
    const granted = [grantedOf(lawCase, fn)];
    for (const request of requestsOf(lawCase, fn)) {
      if (!isAllowed(narrowed, request)) continue;
      checked++;
      if (!isAllowed(granted, request)) faults.push(`${fn.use.logicalId} gains ${JSON.stringify(request)}`);
    }
  }
  return { checked, faults };
}

/** Around what the policy says: its actions and their neighbours, its resources and their neighbours, with and without context. */
function requestsOf(lawCase: LawCase, fn: LawFunction): ReturnType<typeof requestOf>[] {
  const random = randomFor(lawCase.seed, 'requests', fn.use.logicalId);
  const values = deployedValues(lawCase.scenario);
  const stated = fn.analysis.grants.map(({ pattern, resource }) => ({
    pattern,
    resource: bindText(resource, values),
  }));
  const left = statementsOf(narrowedOf(lawCase, fn));
  const patterns = [...stated.map(({ pattern }) => pattern), ...left.flatMap(({ actions }) => actions)];
  const resources = [
    ...fn.used.map(({ resource }) => resource),
    ...[...stated.map(({ resource }) => resource), ...left.flatMap((each) => each.resources)],
    '*',
  ];
  if (patterns.length === 0) return [];
  return Array.from({ length: requestsEach }, () => {
    const action = nameNear(random.pick(patterns), random);
    const request = requestOf(lawCase, fn, action, resourceNear(random.pick(resources), random));
    return { ...request, context: contextNear(request.context, random) };
  });
}

function statementsOf(document: PolicyDocument): { actions: string[]; resources: string[] }[] {
  return [document.Statement].flat().map(({ Action, Resource }) => ({
    actions: [Action ?? []].flat(),
    resources: [Resource ?? []].flat(),
  }));
}

/** A catalog action of the pattern, one that no catalog has, or one of another service. */
function nameNear(pattern: string, random: Random): string {
  const known = expandActions(pattern);
  const roll = random.next();
  if (roll < 0.7 && known.length > 0) return random.pick(known);
  if (roll < 0.8)
    return random.pick(expandActions(`${pattern.split(':')[0] ?? ''}:*`).concat('s3:GetObject'));
  return pattern.replaceAll('*', 'FutureThing').replaceAll('?', 'x');
}

/** A name of the pattern: nothing, a word, a path or a colon where its wildcards stand; or a longer or a shorter name. */
function resourceNear(pattern: string, random: Random): string {
  const filler = random.pick(['', 'x', 'a/b.json', 'a:b', 'arn:aws:s3:::x', '2026-08-01/']);
  const name = pattern.replaceAll('*', filler).replaceAll('?', 'q');
  const roll = random.next();
  if (roll < 0.7) return name;
  return roll < 0.85 ? `${name}${random.pick(['2', '/x', ':x', '-old'])}` : name.slice(0, -1);
}

function contextNear(
  context: Record<string, string | string[]>,
  random: Random,
): Record<string, string | string[]> {
  const roll = random.next();
  if (roll < 0.6) return context;
  if (roll < 0.8) return { ...context, 'aws:SecureTransport': 'false' };
  return { 'aws:CurrentTime': random.pick(['2020-01-01T00:00:00Z', '2040-01-01T00:00:00Z']) };
}

/** Every suggestion that Leastwise makes of the rig's templates is proven, and none is held back. */
function everySuggestionIsProven(lawCase: LawCase): Verdict {
  const faults = lawCase.functions.flatMap(({ use, analysis }) => {
    const { proofs, narrowed } = analysis;
    const holds =
      proofs?.within.result === 'holds' && proofs.covers.result === 'holds' && proofs.backtest.denied === 0;
    return holds && narrowed !== undefined ? [] : [`${use.logicalId}: ${JSON.stringify(proofs)}`];
  });
  return { checked: lawCase.functions.length, faults };
}

describe('law: never widen', () => {
  law('every request that narrowed allows was granted', 'mixed', 5, narrowedIsWithinGranted);
  law('also in ninety days of complete logs', 'full', 5, narrowedIsWithinGranted);
  law('every suggestion is proven', 'mixed', 1, everySuggestionIsProven);
  law('also in ninety days of complete logs', 'full', 1, everySuggestionIsProven);
});
