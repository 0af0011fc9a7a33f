import { outcomeOf } from '../catalog/events/outcomes.js';
import { readFacets } from './extract/facets.js';
import { planFor } from './extract/plan.js';
import { partitionOf, readPrincipal, type Principal } from './extract/principal.js';
import { asText, isObject, own, text, type JsonObject } from './extract/read.js';
import { readResources } from './extract/resources.js';
import type { UsageRow } from './types.js';

/** One record as a row with count 1, or why it is none. */
export type Extracted =
  | {
      readonly row: UsageRow;
      /** '' in version 1.0. Copies with one id count once. */
      readonly eventId: string;
      /** Shared by copies of one call in several accounts; '' where there are none. */
      readonly sharedEventId: string;
      /**
       * Account of the caller, '' if not said. Of rows with one `sharedEventId` the one with
       * `row.account === callerAccount` counts; the others are what the owners of the resources saw.
       */
      readonly callerAccount: string;
    }
  | { readonly skipped: string };

/** What the place of a record says where the record does not (old versions, LookupEvents): the path of a log file. */
export interface ExtractHints {
  readonly account?: string;
  readonly region?: string;
}

/**
 * One parsed CloudTrail record, of any version from 1.0 to 1.11. Total: whatever it is given, it answers. Fast: what
 * depends on source and name only is prepared once.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function extractEvent(record: unknown, hints: ExtractHints = {}): Extracted {
  if (!isObject(record)) return { skipped: 'not an object' };
  // By name and not through `own`, which is slower: no such name is inherited.
  const eventSource = asText(record.eventSource);
  const eventName = asText(record.eventName);
  if (eventSource === '' || eventName === '') return { skipped: 'no event source or name' };
  const time = asText(record.eventTime);
  const seconds = parseTime(time);
  if (seconds === undefined) return { skipped: 'no event time' };
  const caller = readPrincipal(record.userIdentity);
  const row = toRow(record, { eventSource, eventName, day: time.slice(0, 10), seconds, caller, hints });
  return {
    row,
    eventId: asText(record.eventID),
    sharedEventId: asText(record.sharedEventID),
    callerAccount: caller.account,
  };
}

interface Known {
  readonly eventSource: string;
  readonly eventName: string;
  readonly day: string;
  readonly seconds: number;
  readonly caller: Principal;
  readonly hints: ExtractHints;
}

function toRow(record: JsonObject, known: Known): UsageRow {
  const { eventSource, eventName, day, seconds, caller, hints } = known;
  const region = asText(record.awsRegion) || (hints.region ?? '');
  const account = asText(record.recipientAccountId) || hints.account || caller.account;
  const plan = planFor(eventSource, eventName);
  const parameters = shownParameters(record);
  const context = {
    partition: partitionOf(record, caller.principal, region),
    region,
    account: caller.account || account,
  };
  return {
    principal: caller.principal,
    principalType: caller.principalType,
    session: caller.session,
    account,
    region,
    day,
    eventSource,
    eventName,
    eventType: asText(record.eventType),
    category: categoryOf(record),
    readOnly: yesOrNo(record.readOnly),
    invokedBy: caller.invokedBy,
    outcome: readOutcome(record, eventSource),
    facets: readFacets(plan, record, parameters),
    resources: readResources(plan, record, parameters, context),
    count: 1,
    first: seconds,
    last: seconds,
  };
}

/** Parameters above 100 KB are replaced by a note. Source: CloudTrail user guide, record contents. */
function shownParameters(record: JsonObject): unknown {
  const parameters = record.requestParameters;
  return own(parameters, 'omitted') === true ? undefined : parameters;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const CLOCK = /^T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.\d{1,9})?Z$/;
/** Epoch seconds at which days begin: logs hold few days and many records. */
const dayStarts = new Map<string, number | undefined>();
const MOST_DAYS = 4000;

/** Epoch seconds of an ISO instant in UTC, the only form that CloudTrail writes. */
function parseTime(time: string): number | undefined {
  const clock = CLOCK.exec(time.slice(10));
  const start = startOfDay(time.slice(0, 10));
  if (!clock || start === undefined) return undefined;
  return start + Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
}

function startOfDay(day: string): number | undefined {
  if (dayStarts.has(day)) return dayStarts.get(day);
  const ms = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  // Date.parse takes some days that are none (30 February) for a later one.
  const isDay = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
  if (dayStarts.size >= MOST_DAYS) dayStarts.clear();
  dayStarts.set(day, isDay ? ms / 1000 : undefined);
  return dayStarts.get(day);
}

const CATEGORIES = ['Management', 'Data', 'NetworkActivity', 'Insight', 'Aggregated'] as const;

function categoryOf(record: JsonObject): UsageRow['category'] {
  const written = record.eventCategory;
  const category = CATEGORIES.find((known) => known === written);
  if (category) return category;
  const management = yesOrNo(record.managementEvent);
  return management === 'true' ? 'Management' : management === 'false' ? 'Data' : '';
}

/** Some exports write booleans as text. */
function yesOrNo(value: unknown): 'true' | 'false' | '' {
  if (value === true || value === 'true') return 'true';
  return value === false || value === 'false' ? 'false' : '';
}

function readOutcome(record: JsonObject, eventSource: string): string {
  const { errorCode, errorMessage } = record;
  const outcome = outcomeOf(
    eventSource,
    asText(errorCode),
    typeof errorMessage === 'string' ? errorMessage : '',
  );
  // A failed console sign-in has no error code. Source: CloudTrail user guide, console sign-in events.
  const signedIn = outcome !== 'success' || text(record.responseElements, 'ConsoleLogin') !== 'Failure';
  return signedIn ? outcome : 'error';
}
