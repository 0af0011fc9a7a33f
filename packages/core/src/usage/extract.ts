import { outcomeOf } from '../catalog/events/outcomes.js';
import { callerOf, placeOfCall, type RawIdentity } from './extract/callers.js';
import { readDetails } from './extract/details.js';
import { planFor } from './extract/plan.js';
import { fieldsOf, isObject, textOf, type Fields } from './extract/read.js';
import { dayOf, secondOfDay } from './extract/time.js';
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

const NO_HINTS: ExtractHints = {};

/** The fields of a record that are read, and no others. */
type RawRecord = Fields<
  | 'eventSource'
  | 'eventName'
  | 'eventTime'
  | 'eventType'
  | 'eventCategory'
  | 'eventID'
  | 'sharedEventID'
  | 'awsRegion'
  | 'recipientAccountId'
  | 'managementEvent'
  | 'readOnly'
  | 'errorCode'
  | 'errorMessage'
  | 'userIdentity'
  | 'requestParameters'
  | 'responseElements'
  | 'resources'
>;

/**
 * One parsed CloudTrail record, of any version from 1.0 to 1.11. Total: whatever it is given, it answers. Fast, for
 * every record of every log comes through here: what depends on source and name only, or on the caller only, is made
 * once and remembered.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function extractEvent(record: unknown, hints: ExtractHints = NO_HINTS): Extracted {
  if (!isObject(record)) return { skipped: 'not an object' };
  const raw: RawRecord = record;
  const plan = planFor(raw.eventSource, raw.eventName);
  if (plan === undefined) return { skipped: 'no event source or name' };
  const time = typeof raw.eventTime === 'string' ? raw.eventTime : '';
  const day = dayOf(time);
  const second = secondOfDay(time);
  if (day === undefined || second < 0) return { skipped: 'no event time' };
  const identity: RawIdentity = fieldsOf(raw.userIdentity);
  const caller = callerOf(identity);
  const { principal } = caller;
  const seconds = day.start + second;
  const region = textOf(raw.awsRegion) || (hints.region ?? '');
  const account = accountOf(raw, principal.account, hints);
  const place = placeOfCall(caller, region, account);
  const details = readDetails(plan.details, raw, shownParameters(raw), place);
  const row: UsageRow = {
    principal: principal.principal,
    principalType: principal.principalType,
    session: principal.session,
    account,
    region,
    day: day.text,
    eventSource: plan.eventSource,
    eventName: plan.eventName,
    eventType: typeOf(raw.eventType),
    category: categoryOf(raw),
    readOnly: yesOrNo(raw.readOnly),
    invokedBy: textOf(identity.invokedBy),
    outcome: readOutcome(raw, plan.eventSource),
    facets: details.facets,
    resources: details.resources,
    count: 1,
    first: seconds,
    last: seconds,
  };
  const eventId = textOf(raw.eventID);
  const sharedEventId = textOf(raw.sharedEventID);
  return { row, eventId, sharedEventId, callerAccount: principal.account };
}

/** Mostly the caller's own, which was looked at before. */
function accountOf(raw: RawRecord, ofCaller: string, hints: ExtractHints): string {
  if (raw.recipientAccountId === ofCaller && ofCaller !== '') return ofCaller;
  return textOf(raw.recipientAccountId) || hints.account || ofCaller;
}

function typeOf(eventType: unknown): string {
  return eventType === 'AwsApiCall' ? eventType : textOf(eventType);
}

/** Parameters above 100 KB are replaced by a note. Source: CloudTrail user guide, record contents. */
function shownParameters(raw: RawRecord): unknown {
  const parameters = raw.requestParameters;
  return fieldsOf<'omitted'>(parameters).omitted === true ? undefined : parameters;
}

function categoryOf(raw: RawRecord): UsageRow['category'] {
  switch (raw.eventCategory) {
    case 'Management':
    case 'Data':
    case 'NetworkActivity':
    case 'Insight':
    case 'Aggregated':
      return raw.eventCategory;
  }
  const management = yesOrNo(raw.managementEvent);
  return management === 'true' ? 'Management' : management === 'false' ? 'Data' : '';
}

/** Some exports write booleans as text. */
function yesOrNo(value: unknown): 'true' | 'false' | '' {
  if (value === true || value === 'true') return 'true';
  return value === false || value === 'false' ? 'false' : '';
}

function readOutcome(raw: RawRecord, eventSource: string): string {
  const { errorCode, errorMessage } = raw;
  if (errorCode !== undefined || errorMessage !== undefined) {
    const message = typeof errorMessage === 'string' ? errorMessage : '';
    const outcome = outcomeOf(eventSource, textOf(errorCode), message);
    if (outcome !== 'success') return outcome;
  }
  // A failed console sign-in has no error code. Source: CloudTrail user guide, console sign-in events.
  const { ConsoleLogin } = fieldsOf<'ConsoleLogin'>(raw.responseElements);
  return ConsoleLogin === 'Failure' ? 'error' : 'success';
}
