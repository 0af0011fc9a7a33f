/**
 * The snapshot file, version 1: JSON, every text once in `strings`, everything else refers to it by number.
 * Fields that a reader does not know are ignored, so that later versions of 1 may add some.
 *
 * - `lists`: arrays of strings (facets, resources).
 * - `callers`: principal, type, session. `calls`: eventSource, eventName, eventType, category, readOnly, invokedBy, outcome.
 * - a partition: account, region, day, records read, duplicates, rows.
 * - a row: caller, call, facets, resources, count, first (epoch seconds), last - first, capped resources where there are any.
 */
export interface SnapshotFile {
  readonly format: typeof snapshotFormat;
  readonly version: 1;
  readonly strings: readonly string[];
  readonly lists: readonly (readonly number[])[];
  readonly callers: readonly (readonly number[])[];
  readonly calls: readonly (readonly number[])[];
  readonly partitions: readonly (readonly [
    number,
    number,
    number,
    number,
    number,
    readonly (readonly number[])[],
  ])[];
  readonly stacks: readonly (readonly [number, readonly (readonly number[])[]])[];
}

export const snapshotFormat = 'leastwise-usage';
export const snapshotVersion = 1;
