import { Worker } from 'node:worker_threads';
import type { SnapshotBuilder } from '@leastwise/core';
import type { CollectLimits, Filter } from '../types.js';
import type { Batch } from './batches.js';
import type { Found } from './count.js';
import type { BatchDone, FileDone, WorkerSetup } from './messages.js';

/**
 * Counts batches of files in worker threads, each into a state of its own, and merges those into the builder: in which
 * order is the same. Rejects where the signal aborts or a worker dies.
 */
export async function countInThreads(
  batches: readonly Batch[],
  builder: SnapshotBuilder,
  settings: { threads: number; filter: Filter; limits: CollectLimits; signal: AbortSignal | undefined },
  onFile: (records: number, bytes: number) => void,
): Promise<Found> {
  const { threads, filter, limits, signal } = settings;
  const next = new SharedArrayBuffer(4);
  const setup: WorkerSetup = { filter, limits, next };
  const workers = Array.from({ length: threads }, () => startWorker(setup));
  const found: Found = { problems: [], snapshots: [] };
  try {
    for (const { files, retire } of batches) {
      Atomics.store(new Int32Array(next), 0, 0);
      await Promise.all(
        workers.map(async (worker) => {
          const done = await runBatch(worker, { files }, onFile, signal);
          builder.merge(done.state);
          found.problems.push(...done.problems);
          found.snapshots.push(...done.snapshots);
        }),
      );
      builder.retire(retire);
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return found;
}

function startWorker(workerData: WorkerSetup): Worker {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData });
  // Who runs a batch listens itself; between batches nobody does, and an event without a listener would end the process.
  worker.on('error', () => undefined);
  return worker;
}

function runBatch(
  worker: Worker,
  order: Pick<Batch, 'files'>,
  onFile: (records: number, bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<BatchDone> {
  return new Promise((resolve, reject) => {
    const abort = (): void => settle(() => reject(asError(signal?.reason)));
    const onExit = (): void => settle(() => reject(new Error('a worker thread ended before its work did')));
    const onError = (error: Error): void => settle(() => reject(error));
    const onMessage = (answer: FileDone | BatchDone): void => {
      if (answer.kind === 'file') onFile(answer.records, answer.bytes);
      else settle(() => resolve(answer));
    };
    const settle = (then: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      signal?.removeEventListener('abort', abort);
      then();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    else worker.postMessage(order);
  });
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
