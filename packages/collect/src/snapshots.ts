import type { Partition, Problem, Snapshot } from '@leastwise/core';
import { readSnapshot } from './snapshotFile.js';
import type { Filter, LogFile } from './types.js';
import { isDayWanted, isPlaceWanted } from './work/count.js';

/** The snapshots that lay among the files, each as far as the filter wants it. */
export async function readSnapshots(
  files: readonly LogFile[],
  filter: Filter,
): Promise<{ snapshots: Snapshot[]; problems: Problem[] }> {
  const snapshots: Snapshot[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    const read = await readSnapshot(file.path);
    problems.push(...read.problems);
    snapshots.push(choose(read.value, filter));
  }
  return { snapshots, problems };
}

function choose(snapshot: Snapshot, filter: Filter): Snapshot {
  const isChosen = ({ account, region, day }: Partition): boolean =>
    isPlaceWanted(filter, account, region) && isDayWanted(filter, day);
  return { ...snapshot, partitions: snapshot.partitions.filter(isChosen) };
}
