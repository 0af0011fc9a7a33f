import { compareText, sortedUnique } from '../../util/order.js';
import { formatDay, type DayNumber } from '../../util/time.js';
import type { CoverageEntry } from '../types.js';
import { claimsOf, type Claim } from './claims.js';
import { MANAGEMENT } from './eventClass.js';
import { provenDays } from './provenDays.js';
import { parseSightingKey, type SightingKey } from './seen.js';
import { speaksFor, type Place } from './selectorAnswer.js';
import type { Trail } from './trails.js';
import type { Coverage, Logged } from './types.js';

/** Classes that are named in every report, covered or not: what functions use most. */
const ALWAYS = [MANAGEMENT, 'AWS::DynamoDB::Table', 'AWS::Lambda::Function', 'AWS::S3::Object'];

/**
 * One entry a class: what the selectors log; else what was seen where no selectors speak; else, for the classes that
 * matter most, that nothing covers it.
 */
export function coverageEntries(coverage: Coverage): CoverageEntry[] {
  const bySelectors = mergeEvidence(coverage.trails.flatMap((trail) => claimEvidence(coverage, trail)));
  const bySight = mergeEvidence(seenEvidence(coverage));
  const classes = sortedUnique([...bySelectors.keys(), ...bySight.keys(), ...ALWAYS]);
  return classes.map((name) => {
    const [selected, seen] = [bySelectors.get(name), bySight.get(name)];
    if (selected !== undefined) return toEntry(name, 'selectors', selected);
    return seen === undefined ? notSeen(name) : toEntry(name, 'seen', seen);
  });
}

/** Where and since when something of a class is covered. */
interface Evidence {
  readonly class: string;
  readonly place: Place;
  readonly readOnly: boolean;
  readonly resources: readonly string[];
  readonly from: DayNumber;
}

function mergeEvidence(all: readonly Evidence[]): Map<string, Evidence[]> {
  const byClass = new Map<string, Evidence[]>();
  for (const each of all) {
    const known = byClass.get(each.class);
    if (known === undefined) byClass.set(each.class, [each]);
    else known.push(each);
  }
  return byClass;
}

function toEntry(name: string, because: 'selectors' | 'seen', evidence: readonly Evidence[]): CoverageEntry {
  const reads = evidence.some((each) => each.readOnly);
  const writes = evidence.some((each) => !each.readOnly);
  return {
    class: className(name),
    covered: true,
    from: formatDay(evidence.reduce((first, each) => Math.min(first, each.from), Number.POSITIVE_INFINITY)),
    because,
    access: reads && writes ? 'all' : reads ? 'read' : 'write',
    accounts: sortedUnique(evidence.map((each) => each.place.account)),
    regions: sortedUnique(evidence.map((each) => each.place.region)),
    resources: sortedUnique(evidence.flatMap((each) => each.resources)),
  };
}

function notSeen(name: string): CoverageEntry {
  const nowhere = { accounts: [], regions: [], resources: [] };
  return { class: className(name), covered: false, from: '', because: 'not seen', ...nowhere };
}

function className(name: string): string {
  return name === MANAGEMENT ? name : `data:${name}`;
}

/** A claim, in every place where it holds: asked of the same judge as every verdict. */
function claimEvidence(coverage: Coverage, trail: Trail): Evidence[] {
  return claimsOf(trail).flatMap((claim) =>
    placesOf(coverage)
      .filter((place) => speaksFor(trail, coverage, place))
      .flatMap((place) => [true, false].flatMap((readOnly) => claimAt(coverage, claim, place, readOnly))),
  );
}

function claimAt(coverage: Coverage, claim: Claim, place: Place, readOnly: boolean): Evidence[] {
  if (!(readOnly ? claim.reads : claim.writes)) return [];
  const visibility: Logged =
    claim.class === MANAGEMENT
      ? { kind: 'management', eventSource: '', readOnly, because: '' }
      : { kind: 'data', type: claim.class, readOnly, because: '' };
  const query = {
    visibility,
    resourcePattern: claim.resources[0] ?? '*',
    accounts: [place.account],
    notBefore: 0,
    ...(claim.eventNames.length > 0 ? { eventNames: claim.eventNames } : {}),
  };
  const [from] = provenDays(coverage, query, visibility, place).days;
  return from === undefined ? [] : [{ ...claim, place, readOnly, from }];
}

function placesOf(coverage: Coverage): Place[] {
  return [...coverage.accounts].flatMap(([account, { regions }]) =>
    [...regions.keys()].sort(compareText).map((region) => ({ account, region })),
  );
}

/** Sightings where no selectors speak: where they do, they say what is logged. */
function seenEvidence(coverage: Coverage): Evidence[] {
  const found: Evidence[] = [];
  for (const [key, sightings] of coverage.seen) {
    const seen: SightingKey = parseSightingKey(key);
    const place = { account: seen.account, region: seen.region };
    if (coverage.trails.some((trail) => speaksFor(trail, coverage, place))) continue;
    const from = Math.min(...sightings.keys());
    // Nothing was seen up to `now`: all of it lies in the future.
    if (!Number.isFinite(from)) continue;
    const resources = seen.unit === '' || seen.class === MANAGEMENT ? [] : [seen.unit];
    found.push({ class: seen.class, place, readOnly: seen.readOnly, resources, from });
  }
  return found;
}
