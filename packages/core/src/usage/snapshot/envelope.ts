/** What a log file held beside records, or instead of them. */
export interface EnvelopeCounts {
  records: number;
  /** Elements that are no record: wrong type, or inner JSON that does not parse. */
  broken: number;
  /** Values that are no CloudTrail envelope at all. */
  foreign: number;
  /** Digest and other files that CloudTrail writes beside the logs. */
  ignored: number;
}

export function noCounts(): EnvelopeCounts {
  return { records: 0, broken: 0, foreign: 0, ignored: 0 };
}

/** Lists of records: S3 log files, LookupEvents, CloudWatch Logs filters and subscriptions. */
const listFields = ['Records', 'Events', 'events', 'logEvents'] as const;
/** One record as an object or a text of JSON: LookupEvents, CloudWatch Logs, EventBridge. */
const innerFields = ['CloudTrailEvent', 'message', 'detail'] as const;
const deepest = 4;

/**
 * Calls `visit` with every CloudTrail record in a parsed JSON value: a record, an array, or any of the envelopes in
 * which people have them, records as texts of JSON included. Never throws by itself.
 */
export function eachRecord(
  value: unknown,
  visit: (record: object) => void,
  counts: EnvelopeCounts = noCounts(),
  depth = 0,
): EnvelopeCounts {
  if (Array.isArray(value)) eachElement(value, visit, counts, depth);
  else if (isRecord(value)) {
    counts.records++;
    visit(value);
  } else if (typeof value === 'string' && depth < deepest) eachInText(value, visit, counts, depth);
  else if (typeof value === 'object' && value !== null && depth < deepest)
    eachInObject(value, visit, counts, depth);
  else counts.broken++;
  return counts;
}

/** By the fields that every version of the record has. */
export function isRecord(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    'eventName' in value &&
    ('eventSource' in value || 'userIdentity' in value)
  );
}

function eachElement(
  values: readonly unknown[],
  visit: (record: object) => void,
  counts: EnvelopeCounts,
  depth: number,
): void {
  for (const value of values) {
    if (depth < deepest) eachRecord(value, visit, counts, depth + 1);
    else counts.broken++;
  }
}

function eachInText(
  text: string,
  visit: (record: object) => void,
  counts: EnvelopeCounts,
  depth: number,
): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    counts.broken++;
    return;
  }
  eachRecord(value, visit, counts, depth + 1);
}

function eachInObject(
  value: object,
  visit: (record: object) => void,
  counts: EnvelopeCounts,
  depth: number,
): void {
  for (const field of listFields) {
    if (!Object.hasOwn(value, field)) continue;
    const list = (value as Record<string, unknown>)[field];
    if (Array.isArray(list) || typeof list === 'string') {
      eachRecord(list, visit, counts, depth + 1);
      return;
    }
  }
  for (const field of innerFields) {
    if (!Object.hasOwn(value, field)) continue;
    eachRecord((value as Record<string, unknown>)[field], visit, counts, depth + 1);
    return;
  }
  if (Object.hasOwn(value, 'digestStartTime')) counts.ignored++;
  else counts.foreign++;
}
