import { extractEvent, type SnapshotBuilder } from '@leastwise/core';
import { readLog, type FileReport } from '../read/readLog.js';
import type { Take } from '../read/intake.js';
import type { CollectLimits, Filter, LogFile, Place } from '../types.js';

/** Counts the records of a file into the builder. */
export async function countFile(
  file: LogFile,
  builder: SnapshotBuilder,
  filter: Filter,
  limits: CollectLimits,
): Promise<FileReport> {
  const report = await readLog(file, createTake(builder, filter, file), limits);
  const { account, region, day } = file;
  if (report.isLog && day !== '' && isWanted(filter, account, region) && isDayWanted(filter, day)) {
    builder.cover(account, region, day);
  }
  return report;
}

/** What to do with each record of a file from this place. */
export function createTake(builder: SnapshotBuilder, filter: Filter, place: Place): Take {
  const hints = { account: place.account || filter.account, region: place.region || filter.region };
  return (record) => {
    const event = extractEvent(record, hints);
    if (!('row' in event)) return;
    const { row, eventId, sharedEventId } = event;
    if (row.first < filter.since || row.first >= filter.until) return;
    if (isWanted(filter, row.account, row.region)) builder.add(row, eventId, sharedEventId);
  };
}

export function isWanted(filter: Filter, account: string, region: string): boolean {
  return (filter.account === '' || filter.account === account) && (filter.region === '' || filter.region === region);
}

/** Whether any second of the day lies in the window. */
export function isDayWanted(filter: Filter, day: string): boolean {
  const start = Date.parse(day) / 1000;
  return start + 86_400 > filter.since && start < filter.until;
}
