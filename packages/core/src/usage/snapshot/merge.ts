import type { Snapshot } from '../types.js';
import { buildSnapshot } from './build.js';
import { eachId, enterId, isSuppressed, rowAt, suppressAt } from './ids.js';
import { defaultLimits, type SnapshotLimits } from './limits.js';
import { addSnapshot, addStack } from './load.js';
import { openRow } from './principals.js';
import { mergeRow } from './rows.js';
import { rankSession } from './sessions.js';
import { settleShared } from './shared.js';
import {
  createState,
  openPartition,
  settledRow,
  type BuilderState,
  type PartitionState,
  type RowState,
} from './state.js';

/**
 * One snapshot of two. Associative and commutative, also where a partition lies in both (rows sum). What was collected
 * apart has lost its event ids: copies of one event in both count twice; `SnapshotBuilder.merge` knows them.
 */
export function mergeSnapshots(a: Snapshot, b: Snapshot, limits: SnapshotLimits = defaultLimits): Snapshot {
  const state = createState();
  addSnapshot(state, a, limits);
  addSnapshot(state, b, limits);
  return buildSnapshot(state, limits);
}

/** Adds `from` to `into` as if its events had been added there: copies count once. Takes `from` apart. */
export function mergeStates(into: BuilderState, from: BuilderState, limits: SnapshotLimits): void {
  for (const [key, partition] of from.partitions) {
    if (into.partitions.has(key)) mergePartition(into, partition, limits);
    else into.partitions.set(key, partition);
  }
  for (const [sharedId, copy] of from.shared) settleShared(into, sharedId, copy);
  for (const [stack, resources] of from.stacks) addStack(into, { stack, resources: [...resources.values()] });
}

function mergePartition(state: BuilderState, from: PartitionState, limits: SnapshotLimits): void {
  const into = openPartition(state, from.account, from.region, from.day);
  into.read += from.read;
  into.duplicates += from.duplicates;
  const rows = new Map<RowState, RowState>();
  for (const row of from.rows) {
    if (row.into) continue;
    const target = openRow(into, rankSession(row.session), row.kind, row.parents, row.key, limits);
    mergeRow(target, row, limits.resources);
    rows.set(row, target);
  }
  mergeIds(into, from, rows);
}

function mergeIds(into: PartitionState, from: PartitionState, rows: ReadonlyMap<RowState, RowState>): void {
  eachId(from.ids, (slot, id, content) => {
    const origin = from.rows[rowAt(from.ids, slot)];
    const row = origin && rows.get(settledRow(origin));
    if (!row) return;
    const entered = enterId(into.ids, id, content, row.index);
    const suppressed = isSuppressed(from.ids, slot);
    if (entered >= 0) {
      if (suppressed) suppressAt(into.ids, entered);
    } else if (!suppressed) uncount(into, row);
    else suppressKnown(into, -1 - entered);
  });
}

/** The copy in `from` had already lost against another account's: so has the one in `into`. */
function suppressKnown(into: PartitionState, slot: number): void {
  if (isSuppressed(into.ids, slot)) return;
  suppressAt(into.ids, slot);
  const row = into.rows[rowAt(into.ids, slot)];
  if (row) uncount(into, row);
}

function uncount(partition: PartitionState, row: RowState): void {
  settledRow(row).count--;
  partition.duplicates++;
}
