import { extractEvent, type Problem, type SnapshotBuilder } from '@leastwise/core';
import type { Take } from '../read/intake.js';
import { readLog } from '../read/readLog.js';
import type { CollectLimits, Filter, LogFile, Place } from '../types.js';

/** What a run of files came to beside what is in the builder. */
export interface Found {
  readonly problems: Problem[];
  /** Files that are snapshots: their owner reads them. */
  readonly snapshots: LogFile[];
}

/** Counts the records of files into the builder, one after the other. */
export async function countFiles(
  files: Iterable<LogFile>,
  builder: SnapshotBuilder,
  filter: Filter,
  limits: CollectLimits,
  onFile: (records: number, bytes: number) => void | Promise<void>,
): Promise<Found> {
  const found: Found = { problems: [], snapshots: [] };
  for (const file of files) {
    const report = await readLog(file, createTake(builder, filter, file), limits);
    found.problems.push(...report.problems);
    if (report.isSnapshot) found.snapshots.push(file);
    if (report.isLog) cover(file, builder, filter);
    await onFile(report.records, file.size);
  }
  return found;
}

/** What to do with each record of a file from this place. */
export function createTake(builder: SnapshotBuilder, filter: Filter, place: Place): Take {
  const hints = { account: place.account || filter.account, region: place.region || filter.region };
  return (record) => {
    const event = extractEvent(record, hints);
    if (!('row' in event)) return event.skipped;
    const { row } = event;
    const isInWindow = row.first >= filter.since && row.first < filter.until;
    if (isInWindow && isPlaceWanted(filter, row.account, row.region)) builder.add(event);
    return undefined;
  };
}

export function isPlaceWanted(filter: Filter, account: string, region: string): boolean {
  return (
    (filter.account === '' || filter.account === account) &&
    (filter.region === '' || filter.region === region)
  );
}

/** Whether any second of the day lies in the window. */
export function isDayWanted(filter: Filter, day: string): boolean {
  const start = Date.parse(day) / 1000;
  return start + 86_400 > filter.since && start < filter.until;
}

/** A log file shows that its account, region and day were logged, also where it is empty. */
function cover({ account, region, day }: Place, builder: SnapshotBuilder, filter: Filter): void {
  if (day === '' || !isPlaceWanted(filter, account, region) || !isDayWanted(filter, day)) return;
  builder.cover(account, region, day);
}
