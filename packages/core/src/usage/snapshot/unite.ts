import type { Partition, Snapshot, UsageRow } from '../types.js';
import { buildSnapshot, comparePartitions } from './build.js';
import { defaultLimits, type SnapshotLimits } from './limits.js';
import { addSnapshot } from './load.js';
import { rowKey } from './rows.js';
import { createState, partitionKey } from './state.js';

/**
 * One snapshot of several that may overlap: made of the same logs, or of other parts of the same days. A partition that
 * lies in more than one is never added up: of each row the largest count holds, with the resources of all. So nothing
 * that any of them saw is lost, and the same usage given twice is the same usage. Order does not matter.
 */
export function uniteSnapshots(
  snapshots: readonly Snapshot[],
  limits: SnapshotLimits = defaultLimits,
): Snapshot {
  const [only] = snapshots;
  if (only !== undefined && snapshots.length === 1) return only;
  const state = createState();
  const stacks = snapshots.flatMap((snapshot) => snapshot.stacks);
  addSnapshot(state, { version: 1, partitions: unitePartitions(snapshots), stacks }, limits);
  return buildSnapshot(state, limits);
}

function unitePartitions(snapshots: readonly Snapshot[]): Partition[] {
  const byKey = new Map<string, Partition>();
  for (const partition of snapshots.flatMap((snapshot) => snapshot.partitions)) {
    const key = partitionKey(partition.account, partition.region, partition.day);
    const known = byKey.get(key);
    byKey.set(key, known ? unitePartition(known, partition) : partition);
  }
  return [...byKey.values()].sort(comparePartitions);
}

function unitePartition(a: Partition, b: Partition): Partition {
  const fuller = a.read > b.read || (a.read === b.read && a.duplicates >= b.duplicates) ? a : b;
  const rows = new Map<string, UsageRow>();
  for (const row of [...a.rows, ...b.rows]) {
    const key = JSON.stringify([row.principal, row.principalType, row.session, rowKey(row)]);
    const known = rows.get(key);
    rows.set(key, known ? uniteRow(known, row) : row);
  }
  return { ...fuller, rows: [...rows.values()] };
}

function uniteRow(a: UsageRow, b: UsageRow): UsageRow {
  const capped = [...new Set([...(a.capped ?? []), ...(b.capped ?? [])])];
  return {
    ...a,
    resources: [...new Set([...a.resources, ...b.resources])],
    ...(capped.length > 0 && { capped }),
    count: Math.max(a.count, b.count),
    first: Math.min(a.first, b.first),
    last: Math.max(a.last, b.last),
  };
}
