import { compareText } from '../../util/order.js';
import { dayOfEpoch, type DayNumber } from '../../util/time.js';
import type { Snapshot, UsageRow } from '../types.js';
import { MANAGEMENT, createClassifier, type EventClassifier } from './eventClass.js';
import type { Sightings } from './types.js';
import { unitOf } from './units.js';

/** What one sighting proves: that this class of events about this resource is logged in this account and region. */
export interface SightingKey {
  /** `management` or a data event type. */
  readonly class: string;
  readonly account: string;
  readonly region: string;
  readonly readOnly: boolean;
  /** The resource of a data event; of management events the event source where it can be left out by itself, else ''. */
  readonly unit: string;
}

/**
 * Sources whose management events a trail can leave out by themselves: seen is what was seen.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 */
const EXCLUDABLE: ReadonlySet<string> = new Set(['kms.amazonaws.com', 'rdsdata.amazonaws.com']);

/** The unit of a management event. */
export function managementUnit(eventSource: string): string {
  return EXCLUDABLE.has(eventSource) ? eventSource : '';
}

export function sightingKey(key: SightingKey): string {
  return [key.class, key.account, key.region, String(key.readOnly), key.unit].join('\n');
}

export function parseSightingKey(key: string): SightingKey {
  const [name = '', account = '', region = '', readOnly = '', unit = ''] = key.split('\n');
  return { class: name, account, region, readOnly: readOnly === 'true', unit };
}

/** Everything the rows of any principal show to be logged, in the order of its keys. */
export function collectSightings(snapshot: Snapshot, today: DayNumber): Map<string, Sightings> {
  const classify = createClassifier();
  const seen = new Map<string, Map<DayNumber, { first: number; last: number }>>();
  for (const { account, region, rows } of snapshot.partitions) {
    for (const row of rows) {
      const proven = proves(row, classify);
      if (proven === undefined) continue;
      const key = sightingKey({ ...proven, account, region });
      const days = seen.get(key) ?? new Map<DayNumber, { first: number; last: number }>();
      seen.set(key, days);
      note(days, row, today);
    }
  }
  return new Map([...seen].sort(([a], [b]) => compareText(a, b)));
}

function proves(
  row: UsageRow,
  classify: EventClassifier,
): Pick<SightingKey, 'class' | 'readOnly' | 'unit'> | undefined {
  // Old records that do not say whether they read prove nothing; so do those whose class cannot be told.
  const found = row.readOnly === '' ? undefined : classify(row);
  if (found === undefined) return undefined;
  const readOnly = row.readOnly === 'true';
  if (found === MANAGEMENT) return { class: MANAGEMENT, readOnly, unit: managementUnit(row.eventSource) };
  const unit = onlyUnit(found, row.resources);
  return unit === undefined ? undefined : { class: found, readOnly, unit };
}

/** An event about two tables may have been logged for either: it proves neither. A key or role is never what it is about. */
function onlyUnit(type: string, resources: readonly string[]): string | undefined {
  let only: string | undefined;
  for (const resource of resources) {
    if (/^arn:[^:]*:(?:kms|iam|sts):/.test(resource)) continue;
    const unit = unitOf(type, resource);
    if (unit === undefined || (only !== undefined && only !== unit)) return undefined;
    only = unit;
  }
  return only;
}

function note(days: Map<DayNumber, { first: number; last: number }>, row: UsageRow, today: DayNumber): void {
  const day = dayOfEpoch(row.first);
  if (day > today) return;
  const known = days.get(day);
  if (known === undefined) days.set(day, { first: row.first, last: row.last });
  else {
    known.first = Math.min(known.first, row.first);
    known.last = Math.max(known.last, row.last);
  }
}
