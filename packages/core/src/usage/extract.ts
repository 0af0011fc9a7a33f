import { facetRows, PARAMETERS_HIDDEN, type FacetRow } from '../catalog/events/facets.js';
import { outcomeOf } from '../catalog/events/outcomes.js';
import { stemOf } from '../catalog/events/sources.js';
import { words } from '../catalog/events/words.js';
import { compareText } from '../util/order.js';
import type { UsageRow } from './types.js';
import { buildArns, planArns, type ArnPlan } from './extract/buildArns.js';
import { partitionOf, readPrincipal, type Principal } from './extract/principal.js';
import { cleanText, isObject, own, parsePath, text, valuesAt, type Path } from './extract/read.js';

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

/** Most ARNs kept of one record; of a record with more it cannot be told what it is about. */
const MOST_ARNS = 200;

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
    facets: readFacets(plan.facets, record),
    resources: readResources(plan.arns, record, context),
    count: 1,
    first: seconds,
    last: seconds,
  };
}

const TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?Z$/;

/** Epoch seconds of an ISO instant in UTC, the only form that CloudTrail writes. */
function parseTime(time: string): number | undefined {
  const match = TIME.exec(time);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  return new Date(ms).toISOString().startsWith(time.slice(0, 10)) ? ms / 1000 : undefined;
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

/** What can be prepared for all events of one source and name. */
interface Plan {
  readonly facets: readonly FacetPlan[];
  readonly arns: readonly ArnPlan[];
}
interface FacetPlan {
  readonly row: FacetRow;
  readonly paths: readonly Path[];
}

const plans = new Map<string, Plan>();
/** Hostile logs may invent names; plans are cheap to make again. */
const MOST_PLANS = 20_000;
const DATE_SUFFIX = /_?\d{4}_?\d{2}_?\d{2}(v\d{1,3})?$/;

function planFor(eventSource: string, eventName: string): Plan {
  const key = `${eventSource} ${eventName}`;
  const known = plans.get(key);
  if (known) return known;
  if (plans.size >= MOST_PLANS) plans.clear();
  const stem = stemOf(eventSource);
  const name = eventName.replace(DATE_SUFFIX, '');
  const plan: Plan = {
    facets: facetRows
      .filter(
        (row) =>
          (row.stems === '*' || words(row.stems).includes(stem)) && !words(row.except ?? '').includes(stem),
      )
      .filter((row) => row.events === '*' || words(row.events).includes(name))
      .map((row) => ({ row, paths: row.paths.map(parsePath) })),
    arns: planArns(stem, name),
  };
  plans.set(key, plan);
  return plan;
}

function readFacets(facets: readonly FacetPlan[], record: unknown): readonly string[] {
  const found = new Set<string>();
  for (const { row, paths } of facets) {
    for (const path of paths) {
      for (const value of valuesAt(record, path)) addFacet(found, row, value);
    }
  }
  const hidden = facets.some(({ row }) => row.events !== '*') && !isObject(own(record, 'requestParameters'));
  if (hidden) found.add(PARAMETERS_HIDDEN);
  return found.size === 0 ? NONE : [...found].sort(compareText);
}

const NONE: readonly string[] = [];

function addFacet(found: Set<string>, row: FacetRow, value: unknown): void {
  if (row.kind === 'shown') {
    if (value !== false && value !== '') found.add(`${row.name}=yes`);
    return;
  }
  const given = cleanText(value);
  if (given === undefined) {
    if (row.kind === 'word') found.add(`${row.name}=?`);
    return;
  }
  if (row.kind === 'contains') {
    if (given.includes(row.text ?? '')) found.add(`${row.name}=yes`);
  } else if (row.kind === 'word') found.add(`${row.name}=${firstWord(given)}`);
  else if (given.startsWith('arn:') && given.includes(':role/')) found.add(`${row.name}=${given}`);
}

function firstWord(given: string): string {
  return /^\s{0,20}([A-Za-z]{1,20})/.exec(given)?.[1]?.toUpperCase() ?? '?';
}

const ARN_KEYS = ['ARN', 'arn', 'resourceARN', 'resourceArn', 'resourceName'];

function readResources(
  arnPlans: readonly ArnPlan[],
  record: unknown,
  context: { partition: string; region: string; account: string },
): readonly string[] {
  const built = buildArns(arnPlans, record, context);
  if (!built.complete) return NONE;
  const arns = new Set<string>(built.arns.map(toCandidate));
  const given = built.instead ? undefined : own(record, 'resources');
  if (Array.isArray(given)) {
    for (const resource of given.slice(0, MOST_ARNS + 1)) {
      for (const key of ARN_KEYS) {
        const arn = text(resource, key);
        if (arn.startsWith('arn:')) arns.add(toCandidate(arn));
      }
    }
  }
  return arns.size === 0 || arns.size > MOST_ARNS ? NONE : [...arns].sort(compareText);
}

/**
 * A name may hold `*`, `?` or `${` (an object key can): in a policy those would be wildcards and variables, so that the
 * candidate is the prefix before them.
 */
function toCandidate(arn: string): string {
  const at = arn.search(/\*|\?|\$\{/);
  if (at < 0 || arn.endsWith('-??????')) return arn;
  return `${arn.slice(0, at)}*`;
}
