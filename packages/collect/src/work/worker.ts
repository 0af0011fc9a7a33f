import { parentPort, workerData } from 'node:worker_threads';
import { createSnapshotBuilder } from '@leastwise/core';
import type { LogFile } from '../types.js';
import { countFiles } from './count.js';
import type { Answer, Order, WorkerSetup } from './messages.js';

const { filter, limits, next } = workerData as WorkerSetup;
const counter = new Int32Array(next);

parentPort?.on('message', (order: Order) => {
  void answer(order);
});

async function answer({ files }: Order): Promise<void> {
  const builder = createSnapshotBuilder();
  const post = (message: Answer, transfer: ArrayBuffer[] = []): void =>
    parentPort?.postMessage(message, transfer);
  const found = await countFiles(untaken(files), builder, filter, limits, (records, bytes) =>
    post({ kind: 'file', records, bytes }),
  );
  const state = builder.state();
  const tables = [...state.partitions.values()].map((partition) => partition.ids.words.buffer);
  post({ kind: 'batch', state, ...found }, tables);
}

/** Files that no other worker has taken. */
function* untaken(files: readonly LogFile[]): Iterable<LogFile> {
  for (;;) {
    const file = files[Atomics.add(counter, 0, 1)];
    if (!file) return;
    yield file;
  }
}
