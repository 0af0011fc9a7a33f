import type { Problem, Snapshot } from '@leastwise/core';

export interface CollectOptions {
  /** Folders of log files, single files, snapshots, or `-` for events on standard input. */
  readonly from: string | readonly string[];
  /** ISO day or instant: events from then on. */
  readonly since?: string;
  /** ISO day or instant: events before it. */
  readonly until?: string;
  /** Only this account; also the account of records that do not say theirs. */
  readonly account?: string;
  /** Only this region; also the region of records that do not say theirs. */
  readonly region?: string;
  /** Rejects with the signal's reason; nothing has been written by then. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  readonly limits?: Partial<CollectLimits>;
  /** Worker threads at most; 0 reads everything in this thread. Default: one a core. The result is the same. */
  readonly threads?: number;
}

export interface Progress {
  readonly filesDone: number;
  readonly files: number;
  readonly records: number;
  /** Of the files as they lie on disk. */
  readonly bytesDone: number;
  readonly bytes: number;
}

/** What one input may take. All sizes are bytes. */
export interface CollectLimits {
  /** A compressed file is refused as a bomb where it grows by more than `inflateRatio` AND beyond `inflateFloor`. */
  readonly inflateRatio: number;
  readonly inflateFloor: number;
  /** Up to this size a file is parsed as a whole, above it record by record. */
  readonly wholeFile: number;
  /** Larger records are left out. AWS ends at 1 MB. */
  readonly record: number;
  /** Compressed log files read before the event ids of finished days are forgotten. */
  readonly batch: number;
}

export const defaultLimits: CollectLimits = {
  inflateRatio: 200,
  inflateFloor: 256 * 2 ** 20,
  wholeFile: 64 * 2 ** 20,
  record: 16 * 2 ** 20,
  batch: 512 * 2 ** 20,
};

/** `Parsed<Snapshot>` of core. */
export interface Collected {
  readonly value: Snapshot;
  readonly problems: readonly Problem[];
}

/** One file to read. */
export interface LogFile extends Place {
  readonly path: string;
  /** As people see it: relative to the working directory, with `/`. */
  readonly uri: string;
  readonly size: number;
  /** Named by the caller, not found in a folder. */
  readonly named: boolean;
}

/** What the path of a log file says; '' where it does not. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly day: string;
}

/** Which events count. */
export interface Filter {
  readonly account: string;
  readonly region: string;
  /** Epoch seconds; `until` is exclusive. */
  readonly since: number;
  readonly until: number;
}
