import {
  partitionKey,
  type Partition,
  type Problem,
  type Snapshot,
  type SnapshotBuilder,
} from '@leastwise/core';
import { readSnapshot } from './snapshotFile.js';
import type { Filter, LogFile } from './types.js';
import { isDayWanted, isPlaceWanted } from './work/count.js';

/**
 * Adds snapshots that lay among the files. A partition that the log files themselves gave is whole already: of a
 * snapshot beside the logs it was made of, it is not added again.
 */
export async function addSnapshots(
  files: readonly LogFile[],
  builder: SnapshotBuilder,
  filter: Filter,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const fromLogs = new Set(builder.state().partitions.keys());
  for (const file of files) {
    const read = await readSnapshot(file.path);
    problems.push(...read.problems);
    builder.addSnapshot(choose(read.value, filter, fromLogs));
  }
  return problems;
}

function choose(snapshot: Snapshot, filter: Filter, taken: ReadonlySet<string>): Snapshot {
  const isChosen = ({ account, region, day }: Partition): boolean =>
    isPlaceWanted(filter, account, region) &&
    isDayWanted(filter, day) &&
    !taken.has(partitionKey(account, region, day));
  return { ...snapshot, partitions: snapshot.partitions.filter(isChosen) };
}
