import type { Snapshot, UsageRow } from '../types.js';
import { dayOfEpoch, epochOfDay, type DayNumber } from '../../util/time.js';
import { missingDays } from './days.js';
import type { Trail } from './trails.js';
import type { Segment } from './types.js';

/** A moment, or a stretch, after which the settings of the trails may be others. */
export interface Boundary {
  readonly from: number;
  readonly to: number;
}

/**
 * Calls that change what a trail logs.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Operations.html
 */
const CHANGES: ReadonlySet<string> = new Set([
  'PutEventSelectors',
  'UpdateTrail',
  'StartLogging',
  'StopLogging',
  'CreateTrail',
  'DeleteTrail',
]);

/** Successful changes to trails in the input, whichever account they are logged in (an organisation trail's are elsewhere). */
export function trailChanges(snapshot: Snapshot, trails: readonly Trail[]): Boundary[] {
  const known = trails.map((trail) => trail.arn);
  const changes: Boundary[] = [];
  for (const { rows } of snapshot.partitions)
    for (const row of rows) if (isChange(row, known)) changes.push({ from: row.first, to: row.last });
  return changes;
}

function isChange(row: UsageRow, known: readonly string[]): boolean {
  if (row.eventSource !== 'cloudtrail.amazonaws.com' || !CHANGES.has(row.eventName)) return false;
  if (row.outcome !== 'success') return false;
  // A change to a trail that is none of those whose settings we were given leaves these as they are.
  const named = row.resources.filter((arn) => arn.includes(':trail/') && !arn.includes('*'));
  if (known.length === 0 || known.includes('') || named.length === 0) return true;
  return named.some((arn) => known.includes(arn));
}

/**
 * Cuts an account's time at every change, and at every missing day: what happened to the settings on a day whose log
 * is not there cannot be known. The day of a change counts for neither side.
 */
export function segmentsOf(alive: readonly DayNumber[], changes: readonly Boundary[]): Segment[] {
  const first = alive[0];
  const last = alive[alive.length - 1];
  if (first === undefined || last === undefined) return [];
  const gaps = missingDays(alive).map((day) => ({ from: epochOfDay(day), to: epochOfDay(day + 1) - 1 }));
  const boundaries = [...changes, ...gaps].sort((a, b) => a.from - b.from);
  const segments: Segment[] = [];
  let after = Number.NEGATIVE_INFINITY;
  let firstDay = first;
  for (const boundary of boundaries) {
    const lastDay = dayOfEpoch(boundary.from) - 1;
    if (firstDay <= lastDay) segments.push({ after, before: boundary.from, firstDay, lastDay });
    after = Math.max(after, boundary.to);
    firstDay = Math.max(firstDay, dayOfEpoch(after) + 1);
  }
  // The last stretch always stands, also when it holds no full day yet: it says how things are now.
  return [...segments, { after, before: Number.POSITIVE_INFINITY, firstDay, lastDay: last }];
}
