import { availableParallelism } from 'node:os';
import { createSnapshotBuilder, uniteSnapshots, type Problem, type SnapshotBuilder } from '@leastwise/core';
import { listLogs } from './files/list.js';
import { sortProblems, unreadable } from './problems.js';
import { readInput } from './read/readLog.js';
import { readSnapshots } from './snapshots.js';
import {
  defaultLimits,
  type Collected,
  type CollectLimits,
  type CollectOptions,
  type Filter,
  type LogFile,
  type Progress,
} from './types.js';
import { toFilter } from './window.js';
import { planBatches, type Batch } from './work/batches.js';
import { countFiles, createTake, type Found } from './work/count.js';
import { countInThreads } from './work/pool.js';

/**
 * Reads CloudTrail logs into a usage snapshot. What can't be read is a problem with its path, and the rest is read; the
 * result does not depend on order or threads. Rejects only where `signal` aborts.
 */
export async function collect(options: CollectOptions): Promise<Collected> {
  options.signal?.throwIfAborted();
  const limits = { ...defaultLimits, ...options.limits };
  const { filter, problems } = toFilter(options);
  const { paths, streams, unsupported } = sortSources(
    typeof options.from === 'string' ? [options.from] : options.from,
  );
  const listing = listLogs(paths);
  const builder = createSnapshotBuilder();
  const found = await countAll(listing.files, builder, filter, limits, options);
  const read = streams ? [await readStandardInput(builder, filter, limits)] : [];
  const loaded = await readSnapshots(found.snapshots, filter);
  const all = [
    ...problems,
    ...unsupported,
    ...listing.problems,
    ...found.problems,
    ...read.flat(),
    ...loaded.problems,
  ];
  const value = uniteSnapshots([builder.build(), ...loaded.snapshots]);
  return { value, problems: sortProblems(all) };
}

/** One `USAGE` of the command line: a folder, a file, a snapshot, or `-`. */
export function readUsage(from: string, options: Omit<CollectOptions, 'from'> = {}): Promise<Collected> {
  return collect({ ...options, from });
}

const remote = /^(?:s3:\/\/|athena:|trino:)|^lookup$/;

function sortSources(from: readonly string[]) {
  const unsupported: Problem[] = from
    .filter((source) => remote.test(source))
    .map((source) =>
      unreadable(source, 'source-unsupported', 'this version reads log files only; fetch them first'),
    );
  const paths = from.filter((source) => source !== '-' && !remote.test(source));
  return { paths, streams: from.includes('-'), unsupported };
}

/** Starting threads pays from here on. */
const fewBytes = 4 * 2 ** 20;

async function countAll(
  files: readonly LogFile[],
  builder: SnapshotBuilder,
  filter: Filter,
  limits: CollectLimits,
  options: CollectOptions,
): Promise<Found> {
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const onFile = trackProgress(files.length, bytes, options.onProgress);
  const batches = planBatches(files, limits.batch);
  const most = options.threads ?? (bytes < fewBytes ? 0 : availableParallelism());
  const threads = Math.min(most, files.length, 16);
  const { signal } = options;
  if (threads > 0) return countInThreads(batches, builder, { threads, filter, limits, signal }, onFile);
  return countHere(batches, builder, { filter, limits, signal }, onFile);
}

async function countHere(
  batches: readonly Batch[],
  builder: SnapshotBuilder,
  settings: { filter: Filter; limits: CollectLimits; signal: AbortSignal | undefined },
  onFile: (records: number, bytes: number) => void,
): Promise<Found> {
  const { filter, limits, signal } = settings;
  const all: Found = { problems: [], snapshots: [] };
  for (const { files, retire } of batches) {
    const found = await countFiles(files, builder, filter, limits, async (records, bytes) => {
      onFile(records, bytes);
      // Lets the caller's events through, an abort among them.
      await new Promise(setImmediate);
      signal?.throwIfAborted();
    });
    all.problems.push(...found.problems);
    all.snapshots.push(...found.snapshots);
    builder.retire(retire);
  }
  return all;
}

function trackProgress(files: number, bytes: number, onProgress: ((progress: Progress) => void) | undefined) {
  let filesDone = 0;
  let bytesDone = 0;
  let records = 0;
  return (newRecords: number, newBytes: number): void => {
    filesDone++;
    bytesDone += newBytes;
    records += newRecords;
    onProgress?.({ filesDone, files, records, bytesDone, bytes });
  };
}

async function readStandardInput(
  builder: SnapshotBuilder,
  filter: Filter,
  limits: CollectLimits,
): Promise<Problem[]> {
  const take = createTake(builder, filter, { account: '', region: '', day: '' });
  const report = await readInput(process.stdin, '-', take, limits);
  if (!report.isSnapshot) return [...report.problems];
  return [unreadable('-', 'snapshot-on-input', 'a snapshot is not read from standard input; name its file')];
}
