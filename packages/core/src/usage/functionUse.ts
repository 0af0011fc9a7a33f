import groupBy from 'lodash/groupBy.js';
import { compareText, sortedUnique } from '../util/order.js';
import type { Resolution } from '../catalog/types.js';
import { mapRow } from './map.js';
import type { KnownContext, Usage, UsageRow } from './types.js';

/** Calls of one action that look alike: same certainty, same outcome class, same resources. */
export interface Calls {
  readonly action: string;
  readonly certainty: 'certain' | 'oneOf' | 'possible';
  /** `use`: succeeded or failed after authorisation. `undecided`: the error does not tell. */
  readonly outcome: 'use' | 'denied' | 'undecided';
  /** With `oneOf`: the actions of which at least one was authorised; else empty. */
  readonly alternatives: readonly string[];
  /** ARNs, or patterns where the record shows only a part; empty: cannot be told. */
  readonly resources: readonly string[];
  /** What the records tell of the requests' context; absent: nothing. */
  readonly context?: KnownContext;
  count: number;
  /** Epoch seconds. */
  first: number;
  last: number;
  /** UTC days with at least one call. */
  readonly days: Set<string>;
}

/** Everything one function did, by action, and what could not be mapped. */
export interface FunctionUse {
  readonly byAction: ReadonlyMap<string, readonly Calls[]>;
  /** UTC days on which the function did anything at all, denied calls too. */
  readonly activeDays: readonly string[];
  /** IAM prefixes in which nothing may be removed, with the event that blocks them; '*' blocks all. */
  readonly blocked: ReadonlyMap<string, string>;
}

/** Maps and groups the rows that count for a function. */
export function collectFunctionUse(rows: readonly UsageRow[]): FunctionUse {
  const groups = new Map<string, Calls>();
  const blocked = new Map<string, string>();
  const days = new Set<string>();
  for (const row of rows) {
    days.add(row.day);
    const { resolution, isUse, uses } = mapRow(row);
    if (resolution.reason === 'unresolved' && isUse !== 'denied') noteBlocks(blocked, resolution, row);
    for (const use of uses) {
      const alternatives = use.certainty === 'oneOf' ? resolution.oneOf : [];
      addCalls(groups, { ...use, outcome: isUse, alternatives }, row);
    }
  }
  return { byAction: groupByAction(groups), activeDays: sortedUnique(days), blocked };
}

/** The calls of one action; none where it was never called. */
export function callsOf(use: FunctionUse, action: string): readonly Calls[] {
  return use.byAction.get(action) ?? [];
}

/** The usage as JSON and the library show it, one entry an action, sorted. */
export function toUsage(use: FunctionUse): Usage[] {
  return [...use.byAction].map(([action, calls]) => usageOf(action, calls));
}

export function isoOf(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().replace('.000Z', 'Z');
}

function usageOf(action: string, calls: readonly Calls[]): Usage {
  const seen = calls.filter(({ outcome }) => outcome !== 'denied');
  const proven = seen.filter(({ outcome, certainty }) => outcome === 'use' && certainty === 'certain');
  return {
    action,
    resources: sortedUnique(seen.flatMap(({ resources }) => resources)),
    count: sum(proven),
    possible: sum(seen) - sum(proven),
    denied: sum(calls) - sum(seen),
    firstSeen: seen.length === 0 ? '' : isoOf(Math.min(...seen.map(({ first }) => first))),
    lastSeen: seen.length === 0 ? '' : isoOf(Math.max(...seen.map(({ last }) => last))),
    ...contextOf(seen),
  };
}

function contextOf(seen: readonly Calls[]): Pick<Usage, 'context'> {
  if (seen.every(({ context }) => context === undefined)) return {};
  const byKeys = groupBy(seen, ({ context = {} }) => JSON.stringify(context));
  const context = Object.entries(byKeys)
    .sort(([a], [b]) => compareText(a, b))
    .map(([, calls]) => ({
      resources: sortedUnique(calls.flatMap(({ resources }) => resources)),
      keys: calls[0]?.context ?? {},
    }));
  return { context };
}

function sum(calls: readonly Calls[]): number {
  return calls.reduce((total, { count }) => total + count, 0);
}

function noteBlocks(blocked: Map<string, string>, resolution: Resolution, row: UsageRow): void {
  const prefixes = resolution.blocks.length === 0 ? ['*'] : resolution.blocks;
  for (const prefix of prefixes) {
    if (!blocked.has(prefix)) blocked.set(prefix, `${row.eventSource} ${row.eventName}`);
  }
}

type Kind = Pick<Calls, 'action' | 'certainty' | 'outcome' | 'alternatives' | 'resources' | 'context'>;

function addCalls(groups: Map<string, Calls>, kind: Kind, row: UsageRow): void {
  const { action, certainty, outcome, alternatives, resources, context } = kind;
  const told = context === undefined ? [] : [context];
  const key = JSON.stringify([action, certainty, outcome, alternatives, resources, ...told]);
  const known = groups.get(key);
  if (known === undefined) {
    const { count, first, last, day } = row;
    groups.set(key, {
      action,
      certainty,
      outcome,
      alternatives,
      resources,
      ...(context && { context }),
      count,
      first,
      last,
      days: new Set([day]),
    });
    return;
  }
  known.count += row.count;
  known.first = Math.min(known.first, row.first);
  known.last = Math.max(known.last, row.last);
  known.days.add(row.day);
}

function groupByAction(groups: ReadonlyMap<string, Calls>): Map<string, Calls[]> {
  const sorted = [...groups].sort(([a], [b]) => compareText(a, b));
  const byAction = new Map<string, Calls[]>();
  for (const [, calls] of sorted) {
    const list = byAction.get(calls.action);
    if (list === undefined) byAction.set(calls.action, [calls]);
    else list.push(calls);
  }
  return byAction;
}
