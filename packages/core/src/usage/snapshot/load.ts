import type { Partition, Snapshot, StackResources, UsageRow } from '../types.js';
import type { SnapshotLimits } from './limits.js';
import { openRow } from './principals.js';
import { parentsOf } from './resources.js';
import { addListed, clipRow, countOn, isOversized, rowKey } from './rows.js';
import { createSessionIndex, type SessionIndex } from './sessions.js';
import { openPartition, type BuilderState, type PartitionState } from './state.js';

/** Adds a finished snapshot to a state: counts of equal rows sum, caps apply again. */
export function addSnapshot(state: BuilderState, snapshot: Snapshot, limits: SnapshotLimits): void {
  const sessions = createSessionIndex();
  for (const partition of snapshot.partitions) addPartition(state, partition, sessions, limits);
  for (const stack of snapshot.stacks) addStack(state, stack);
}

/** Adds the resources of a stack; equal ones count once. */
export function addStack(state: BuilderState, { stack, resources }: StackResources): void {
  const known = state.stacks.get(stack) ?? new Map<string, StackResources['resources'][number]>();
  state.stacks.set(stack, known);
  for (const resource of resources) {
    const { logicalId, type, physicalId } = resource;
    known.set(JSON.stringify([logicalId, type, physicalId]), { logicalId, type, physicalId });
  }
}

function addPartition(
  state: BuilderState,
  from: Partition,
  sessions: SessionIndex,
  limits: SnapshotLimits,
): void {
  const partition = openPartition(state, from.account, from.region, from.day);
  partition.read += from.read;
  partition.duplicates += from.duplicates;
  for (const row of from.rows) addRow(partition, row, sessions, limits);
}

function addRow(
  partition: PartitionState,
  from: UsageRow,
  sessions: SessionIndex,
  limits: SnapshotLimits,
): void {
  const row = isOversized(from, rowKey(from, parentsOf(from.resources))) ? clipRow(from) : from;
  const parents = parentsOf(row.resources);
  const into = openRow(partition, sessions(from.session), row, parents, rowKey(row, parents), limits);
  countOn(into, row.count, row.first, row.last);
  const capped = new Set(row.capped);
  for (const resource of row.resources) addListed(into, resource, capped.has(resource), limits.resources);
}
