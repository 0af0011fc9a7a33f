import {
  findAction,
  serviceOf,
  type FunctionAnalysis,
  type GrantAnalysis,
  type Verdict,
} from '@leastwise/core';
import groupBy from 'lodash/groupBy.js';
import sortBy from 'lodash/sortBy.js';
import { clientUri, functionOf, type View } from '../analysis/result.js';
import type { FunctionNode, GrantNode, ServiceNode } from '../requests.js';
import { countsOf, isNarrower } from './lenses.js';

/** The functions of one document, the one that loses the most first. */
export function functionTree(view: View): FunctionNode[] {
  const nodes = view.result.analysis.functions.flatMap((fn) => toNode(fn, view));
  return sortBy(nodes, [({ risk }) => -risk, ({ name }) => name]);
}

const origin = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function toNode(fn: FunctionAnalysis, view: View): FunctionNode[] {
  const place = functionOf(view.result, fn.id);
  const counts = countsOf(fn);
  const byService = groupBy(fn.grants, ({ pattern }) => prefixOf(pattern));
  return [
    {
      id: fn.id,
      name: fn.name,
      uri: clientUri(view.result, place?.uri ?? ''),
      range: (place && view.rebase.toNew(place.range)) ?? origin,
      ...counts,
      narrower: isNarrower(fn, counts),
      risk: riskOf(fn),
      services: sortBy(
        Object.entries(byService).map(([prefix, grants]) => toService(prefix, grants, view)),
        ({ prefix }) => prefix,
      ),
    },
  ];
}

function prefixOf(pattern: string): string {
  const colon = pattern.indexOf(':');
  return colon < 0 || pattern.startsWith('Not') ? '*' : pattern.slice(0, colon).toLowerCase();
}

function toService(prefix: string, grants: readonly GrantAnalysis[], view: View): ServiceNode {
  return {
    prefix,
    name: serviceOf(prefix)?.name ?? prefix,
    grants: grants.map((grant) => toGrant(grant, view)),
  };
}

function toGrant(grant: GrantAnalysis, view: View): GrantNode {
  const { pattern, resource, implied, actions, reasons } = grant;
  const counts: GrantNode['counts'] = {
    used: actions.used.length,
    possiblyUsed: actions.possiblyUsed.length,
    unused: actions.unused.length,
    notObservable: actions.notObservable.length,
    unknown: actions.unknown.length,
  };
  const kinds = (Object.keys(counts) as Verdict[]).filter((verdict) => counts[verdict] > 0);
  return {
    pattern,
    resource,
    uri: clientUri(view.result, grant.uri),
    range: view.rebase.toNew(grant.range) ?? origin,
    implied,
    verdict: kinds.length === 1 ? (kinds[0] ?? 'unknown') : kinds.length === 0 ? 'unknown' : mixed(counts),
    counts,
    reason: Object.values(reasons)[0] ?? '',
  };
}

function mixed(counts: GrantNode['counts']): GrantNode['verdict'] {
  if (counts.used + counts.possiblyUsed > 0) return 'partlyUsed';
  return counts.unknown > 0 ? 'unknown' : 'notObservable';
}

/** What an unused action could do, roughly: those that change permissions weigh most. */
const weights: Record<string, number> = {
  'Permissions management': 10,
  Write: 4,
  Tagging: 2,
  Read: 2,
  List: 1,
};

function riskOf({ grants }: FunctionAnalysis): number {
  const unused = new Map<string, boolean>();
  for (const { actions, resource, implied } of grants) {
    if (implied) continue;
    for (const action of actions.unused)
      unused.set(action, (unused.get(action) ?? false) || resource === '*');
  }
  let risk = 0;
  for (const [action, everywhere] of unused)
    risk += (weights[findAction(action)?.level ?? 'Write'] ?? 1) * (everywhere ? 2 : 1);
  return risk;
}
