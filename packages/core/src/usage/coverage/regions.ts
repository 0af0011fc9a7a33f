import { parseArn } from '../../util/arn.js';
import { compareText, sortedUnique } from '../../util/order.js';
import { hasWildcard, matchPattern } from '../../util/wildcard.js';
import { partitionOf } from './units.js';
import { GLOBAL_SOURCES, GLOBAL_TOO_SOURCES, WEST_SOURCES } from './globalServices.js';
import type { Logged, VisibleQuery } from './types.js';

/** Where a query has to be answered. */
export interface RegionChoice {
  readonly regions: readonly string[];
  /** True: all of the regions must show it. False: those that do, answer. */
  readonly every: boolean;
  /** A region that is needed and has no files. */
  readonly uncovered: string | undefined;
}

/** The regions whose logs can answer. `covered`: regions of the account with files, in any order. */
export function judgeRegions(
  visibility: Logged,
  query: VisibleQuery,
  covered: readonly string[],
): RegionChoice {
  const source = visibility.kind === 'management' ? visibility.eventSource : '';
  const main = mainRegion(covered);
  if (GLOBAL_SOURCES.has(source)) return all([main], covered);
  if (WEST_SOURCES.has(source)) return all(['us-west-2'], covered);
  const named = parseArn(query.resourcePattern)?.region ?? '*';
  if (named !== '' && !hasWildcard(named)) return all([named], covered);
  const running = sortedUnique(query.regions ?? []);
  if (GLOBAL_TOO_SOURCES.has(source)) return all([...running, main], covered);
  if (named === '' && visibility.kind === 'data') return some(covered);
  const fitting = running.filter((region) => named === '' || matchPattern(named, region));
  if (fitting.length > 0) return all(fitting, covered);
  return some(covered.filter((region) => named === '' || matchPattern(named, region)));
}

function all(regions: readonly string[], covered: readonly string[]): RegionChoice {
  const uncovered = regions.find((region) => !covered.includes(region));
  return { regions: sortedUnique(regions), every: true, uncovered };
}

function some(regions: readonly string[]): RegionChoice {
  return { regions: [...regions].sort(compareText), every: false, uncovered: undefined };
}

/** Partitions do not mix in one account. */
function mainRegion(covered: readonly string[]): string {
  const partitions = covered.map(partitionOf);
  if (partitions.includes('aws-cn')) return 'cn-north-1';
  return partitions.includes('aws-us-gov') ? 'us-gov-west-1' : 'us-east-1';
}
