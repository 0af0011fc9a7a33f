import { compareText } from '@leastwise/core';
import type { LogFile } from '../types.js';

/** Files that are read together; afterwards no copy of an event of the days before `retire` is expected any more. */
export interface Batch {
  readonly files: readonly LogFile[];
  readonly retire: string;
}

/**
 * Files in the order of their days, those without one first, cut between days where a batch is full. CloudTrail delivers
 * within minutes, so that a day's events lie in the folders of that day and the next one.
 */
export function planBatches(files: readonly LogFile[], size: number): Batch[] {
  const sorted = [...files].sort(
    (a, b) => compareText(a.day, b.day) || b.size - a.size || compareText(a.uri, b.uri),
  );
  const batches: Batch[] = [];
  let current: LogFile[] = [];
  let bytes = 0;
  for (const [index, file] of sorted.entries()) {
    current.push(file);
    bytes += file.size;
    const next = sorted[index + 1];
    if (next && (next.day === file.day || bytes < size)) continue;
    batches.push({ files: current, retire: dayBefore(file.day) });
    current = [];
    bytes = 0;
  }
  return batches;
}

function dayBefore(day: string): string {
  const start = Date.parse(day);
  return Number.isNaN(start) ? '' : new Date(start - 86_400_000).toISOString().slice(0, 10);
}
