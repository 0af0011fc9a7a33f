import type { BuilderState, Problem } from '@leastwise/core';
import type { CollectLimits, Filter, LogFile } from '../types.js';

/** What a worker thread is started with. */
export interface WorkerSetup {
  readonly filter: Filter;
  readonly limits: CollectLimits;
  /** One Int32: the next file of the batch that nobody has taken yet. */
  readonly next: SharedArrayBuffer;
}

/** To a worker: read files of this batch until none is left. */
export interface Order {
  readonly files: readonly LogFile[];
}

/** From a worker, after each file. */
export interface FileDone {
  readonly kind: 'file';
  readonly records: number;
  readonly bytes: number;
}

/** From a worker, after a batch. */
export interface BatchDone {
  readonly kind: 'batch';
  readonly state: BuilderState;
  readonly problems: readonly Problem[];
  readonly snapshots: readonly LogFile[];
}

export type Answer = FileDone | BatchDone;
