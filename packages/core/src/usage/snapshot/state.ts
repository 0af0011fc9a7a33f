import type { StackResources, UsageRow } from '../types.js';
import { createIdTable, type IdTable } from './ids.js';
import { listResources, type ResourceGroup } from './resources.js';
import type { RankedSession } from './sessions.js';

/**
 * A snapshot in the making. Plain data, so that a worker thread can post it. Unlike a snapshot it still knows the ids of
 * its events, so that merging two states removes the copies that each of them holds.
 */
export interface BuilderState {
  readonly partitions: Map<string, PartitionState>;
  /** By `sharedEventID`: the copy that counts. */
  readonly shared: Map<string, SharedCopy>;
  /** Stack → resource, by its text. */
  readonly stacks: Map<string, Map<string, StackResources['resources'][number]>>;
}

export interface PartitionState {
  readonly account: string;
  readonly region: string;
  readonly day: string;
  read: number;
  duplicates: number;
  readonly principals: Map<string, PrincipalState>;
  /** What the id table's row numbers mean. */
  readonly rows: RowState[];
  ids: IdTable;
}

export interface PrincipalState {
  /** Session → row key → row. */
  readonly sessions: Map<string, Map<string, RowState>>;
  /** Sessions ranked above it have been folded. */
  bound: RankedSession | undefined;
}

export interface RowState {
  /** The event's own fields, from the first event of the row. */
  readonly kind: UsageRow;
  readonly key: string;
  /** Of the row without its session. */
  readonly hash: number;
  readonly index: number;
  session: string;
  /** Of the resources, sorted; with each parent its group. */
  readonly parents: readonly string[];
  readonly groups: readonly ResourceGroup[];
  count: number;
  first: number;
  last: number;
  /** Set once this row's session was folded and another row took it in. */
  into: RowState | undefined;
}

/** One account's copy of an event that CloudTrail wrote into several accounts. */
export interface SharedCopy {
  readonly partition: string;
  readonly eventId: string;
  readonly content: number;
  readonly fromCaller: boolean;
}

export function createState(): BuilderState {
  return { partitions: new Map(), shared: new Map(), stacks: new Map() };
}

export function partitionKey(account: string, region: string, day: string): string {
  return JSON.stringify([account, region, day]);
}

export function openPartition(
  state: BuilderState,
  account: string,
  region: string,
  day: string,
): PartitionState {
  const key = partitionKey(account, region, day);
  let partition = state.partitions.get(key);
  if (!partition) {
    partition = {
      account,
      region,
      day,
      read: 0,
      duplicates: 0,
      principals: new Map(),
      rows: [],
      ids: createIdTable(),
    };
    state.partitions.set(key, partition);
  }
  return partition;
}

/** The row that now holds what was counted on `row`. */
export function settledRow(row: RowState): RowState {
  let settled = row;
  while (settled.into) settled = settled.into;
  return settled;
}

/** A row as a snapshot holds it. */
export function toUsageRow(row: RowState): UsageRow {
  const { kind, groups } = row;
  const capped = listResources(groups.filter((group) => !group.exact));
  return {
    principal: kind.principal,
    principalType: kind.principalType,
    session: row.session,
    account: kind.account,
    region: kind.region,
    day: kind.day,
    eventSource: kind.eventSource,
    eventName: kind.eventName,
    eventType: kind.eventType,
    category: kind.category,
    readOnly: kind.readOnly,
    invokedBy: kind.invokedBy,
    outcome: kind.outcome,
    facets: kind.facets,
    resources: listResources(groups),
    ...(capped.length > 0 && { capped }),
    count: row.count,
    first: row.first,
    last: row.last,
  };
}
