import { compareText } from '../../util/order.js';
import type { Partition, Snapshot, StackResources, UsageRow } from '../types.js';
import type { SnapshotLimits } from './limits.js';
import { foldSessions } from './principals.js';
import { toUsageRow, type BuilderState, type PartitionState } from './state.js';

/** The state as a snapshot: caps applied, everything sorted, the same bytes for the same events. */
export function buildSnapshot(state: BuilderState, limits: SnapshotLimits): Snapshot {
  const partitions = [...state.partitions.values()].map((partition) => buildPartition(partition, limits));
  return { version: 1, partitions: partitions.sort(comparePartitions), stacks: buildStacks(state) };
}

export function comparePartitions(a: Partition, b: Partition): number {
  return compareText(a.account, b.account) || compareText(a.region, b.region) || compareText(a.day, b.day);
}

function buildPartition(partition: PartitionState, limits: SnapshotLimits): Partition {
  for (const principal of partition.principals.values()) foldSessions(principal, limits);
  // Nothing is left of a row whose events were all counted elsewhere.
  const rows = partition.rows.filter((row) => !row.into && row.count > 0).map(toUsageRow);
  const { account, region, day, read, duplicates } = partition;
  return { account, region, day, read, duplicates, rows: rows.sort(compareRows) };
}

/** By the fields that tell rows apart; of a partition's rows no two are equal. */
function compareRows(a: UsageRow, b: UsageRow): number {
  return (
    compareText(a.principal, b.principal) ||
    compareText(a.principalType, b.principalType) ||
    compareText(a.session, b.session) ||
    compareText(a.eventSource, b.eventSource) ||
    compareText(a.eventName, b.eventName) ||
    compareText(a.outcome, b.outcome) ||
    compareText(a.eventType, b.eventType) ||
    compareText(a.category, b.category) ||
    compareText(a.readOnly, b.readOnly) ||
    compareText(a.invokedBy, b.invokedBy) ||
    compareLists(a.facets, b.facets) ||
    compareLists(a.resources, b.resources)
  );
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    const order = compareText(a[at] ?? '', b[at] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function buildStacks(state: BuilderState): StackResources[] {
  const stacks = [...state.stacks].map(([stack, resources]) => ({
    stack,
    resources: [...resources].sort(([a], [b]) => compareText(a, b)).map(([, resource]) => resource),
  }));
  return stacks.sort((a, b) => compareText(a.stack, b.stack));
}
