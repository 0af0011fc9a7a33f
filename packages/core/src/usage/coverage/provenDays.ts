import { dayOfEpoch, type DayNumber } from '../../util/time.js';
import { MANAGEMENT } from './eventClass.js';
import { managementUnit, sightingKey } from './seen.js';
import { selectorAnswer, type Place, type SelectorAnswer } from './selectorAnswer.js';
import type { AccountCoverage, Coverage, Logged, Segment, Sightings, VisibleQuery } from './types.js';
import { localise, unitOf } from './units.js';

/** Covered days on which one region of one account would have shown every event of a query. */
export interface ProvenDays {
  /** Whether it is logged as things stand at the end of the input. */
  readonly logged: boolean;
  readonly days: readonly DayNumber[];
  readonly because: string;
}

/**
 * Selectors speak for the last stretch without a change; before it, and without them, a stretch counts from the first
 * event of the class that any principal caused in it. What is not logged in the last stretch is not visible, however
 * long it was before: the silence since then proves nothing.
 */
export function provenDays(
  coverage: Coverage,
  query: VisibleQuery,
  visibility: Logged,
  place: Place,
): ProvenDays {
  const proven = provenOnce(coverage, query, visibility, place);
  const earliest = dayOfEpoch(query.notBefore);
  return { ...proven, days: proven.days.filter((day) => day >= earliest) };
}

const answers = new WeakMap<Coverage, Map<string, ProvenDays>>();

/** The same question comes back for every function of an account, with another start. */
function provenOnce(coverage: Coverage, query: VisibleQuery, visibility: Logged, place: Place): ProvenDays {
  const known = answers.get(coverage) ?? new Map<string, ProvenDays>();
  answers.set(coverage, known);
  const of = visibility.kind === 'data' ? visibility.type : visibility.eventSource;
  const { account, region } = place;
  const names = [query.eventNames ?? false, query.identities ?? false];
  const key = JSON.stringify([account, region, of, visibility.readOnly, query.resourcePattern, names]);
  const found = known.get(key) ?? prove(coverage, query, visibility, place);
  known.set(key, found);
  return found;
}

function prove(coverage: Coverage, query: VisibleQuery, visibility: Logged, place: Place): ProvenDays {
  const { account, region } = place;
  const own = coverage.accounts.get(account);
  if (own === undefined) return { logged: false, days: [], because: `no files of account ${account}` };
  const pattern = localise(query.resourcePattern, account, region);
  const selectors = selectorAnswer(coverage, { ...query, resourcePattern: pattern }, visibility, place);
  const sightings = findSightings(coverage, visibility, pattern, place);
  const last = own.segments[own.segments.length - 1];
  const seenLast = last === undefined ? undefined : firstSighting(last, sightings);
  const logged = selectors === undefined ? seenLast !== undefined : selectors.logged;
  const because = describe(visibility, query.resourcePattern, logged, selectors);
  if (!logged) return { logged, days: [], because };
  const days = own.segments.flatMap((segment) => {
    const whole = segment === last && selectors !== undefined;
    const from = whole ? segment.firstDay : firstSighting(segment, sightings);
    return from === undefined ? [] : regionDays(own, region, from, segment.lastDay);
  });
  return { logged, days, because };
}

function findSightings(
  coverage: Coverage,
  visibility: Logged,
  pattern: string,
  place: Place,
): Sightings | undefined {
  const { readOnly } = visibility;
  if (visibility.kind === 'management') {
    const unit = managementUnit(visibility.eventSource);
    return coverage.seen.get(sightingKey({ ...place, class: MANAGEMENT, readOnly, unit }));
  }
  const unit = unitOf(visibility.type, pattern);
  if (unit === undefined) return undefined;
  return coverage.seen.get(sightingKey({ ...place, class: visibility.type, readOnly, unit }));
}

/** The first day of a stretch from which a sighting inside it speaks. */
function firstSighting(segment: Segment, sightings: Sightings | undefined): DayNumber | undefined {
  let first: DayNumber | undefined;
  for (const [day, seen] of sightings ?? []) {
    const inside = seen.last > segment.after && seen.first < segment.before;
    if (inside && (first === undefined || day < first)) first = day;
  }
  return first === undefined ? undefined : Math.max(first, segment.firstDay);
}

function regionDays(own: AccountCoverage, region: string, from: DayNumber, to: DayNumber): DayNumber[] {
  return (own.regions.get(region) ?? []).filter((day) => day >= from && day <= to);
}

function describe(
  visibility: Logged,
  pattern: string,
  logged: boolean,
  selectors: SelectorAnswer | undefined,
): string {
  const access = visibility.readOnly ? 'read' : 'write';
  const what =
    visibility.kind === 'data'
      ? `${access} data events (${visibility.type}) on ${pattern}`
      : `${access} management events of ${visibility.eventSource}`;
  if (selectors === undefined) return `${what} ${logged ? 'were seen' : 'were never seen'}`;
  const names = selectors.trails.map((trail) => trail.arn || 'the selectors given').join(', ');
  return `${what} are ${logged ? '' : 'not '}logged by ${names}`;
}
