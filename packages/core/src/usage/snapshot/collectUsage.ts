import type { Parsed, Problem } from '../../util/problems.js';
import { extractEvent } from '../extract.js';
import type { Snapshot } from '../types.js';
import { createSnapshotBuilder } from './builder.js';
import { eachRecord, noCounts } from './envelope.js';

/**
 * A snapshot of CloudTrail records that are in memory: records, or any envelope around them (see `eachRecord`).
 * What is no record is counted in one problem, `record-broken`.
 */
export function collectUsage(events: Iterable<unknown>): Parsed<Snapshot> {
  const builder = createSnapshotBuilder();
  const counts = noCounts();
  const visit = (record: object): void => {
    const event = extractEvent(record);
    if ('row' in event) builder.add(event);
    else counts.broken++;
  };
  for (const event of events) eachRecord(event, visit, counts);
  const broken = counts.broken + counts.foreign;
  const problems: Problem[] = [];
  if (broken > 0) {
    const message = `${broken} of the values are no CloudTrail records and were left out`;
    problems.push({ kind: 'unreadable', code: 'record-broken', uri: '', line: 0, message });
  }
  return { value: builder.build(), problems };
}
