import { outcomeOf } from '../catalog/events/outcomes.js';
import { readFacets } from './extract/facets.js';
import { planFor } from './extract/plan.js';
import { partitionOf, readPrincipal, type Principal } from './extract/principal.js';
import { isObject, own, text } from './extract/read.js';
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
  const eventSource = text(record, 'eventSource');
  const eventName = text(record, 'eventName');
  if (eventSource === '' || eventName === '') return { skipped: 'no event source or name' };
  const seconds = parseTime(text(record, 'eventTime'));
  if (seconds === undefined) return { skipped: 'no event time' };
  const caller = readPrincipal(record);
  const row = toRow(record, { eventSource, eventName, seconds, caller, hints });
  return {
    row,
    eventId: text(record, 'eventID'),
    sharedEventId: text(record, 'sharedEventID'),
    callerAccount: caller.account,
  };
}

interface Known {
  readonly eventSource: string;
  readonly eventName: string;
  readonly seconds: number;
  readonly caller: Principal;
  readonly hints: ExtractHints;
}

function toRow(record: unknown, known: Known): UsageRow {
  const { eventSource, eventName, seconds, caller, hints } = known;
  const region = text(record, 'awsRegion') || (hints.region ?? '');
  const account = text(record, 'recipientAccountId') || hints.account || caller.account;
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
    day: text(record, 'eventTime').slice(0, 10),
    eventSource,
    eventName,
    eventType: text(record, 'eventType'),
    category: categoryOf(record),
    readOnly: yesOrNo(own(record, 'readOnly')),
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
function shownParameters(record: unknown): unknown {
  const parameters = own(record, 'requestParameters');
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

function categoryOf(record: unknown): UsageRow['category'] {
  const written = text(record, 'eventCategory');
  const category = CATEGORIES.find((known) => known === written);
  if (category) return category;
  const management = yesOrNo(own(record, 'managementEvent'));
  return management === 'true' ? 'Management' : management === 'false' ? 'Data' : '';
}

/** Some exports write booleans as text. */
function yesOrNo(value: unknown): 'true' | 'false' | '' {
  if (value === true || value === 'true') return 'true';
  return value === false || value === 'false' ? 'false' : '';
}

function readOutcome(record: unknown, eventSource: string): string {
  const message = own(record, 'errorMessage');
  const outcome = outcomeOf(
    eventSource,
    text(record, 'errorCode'),
    typeof message === 'string' ? message : '',
  );
  // A failed console sign-in has no error code. Source: CloudTrail user guide, console sign-in events.
  const signedIn =
    outcome !== 'success' || text(own(record, 'responseElements'), 'ConsoleLogin') !== 'Failure';
  return signedIn ? outcome : 'error';
}
