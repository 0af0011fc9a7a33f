import type { Snapshot } from '../types.js';
import { dayOfEpoch, epochOfDay, formatEpoch, type DayNumber } from '../../util/time.js';
import { coveredDays, type AccountDays } from './days.js';
import { findGaps } from './gaps.js';
import { collectSightings } from './seen.js';
import { segmentsOf, trailChanges } from './segments.js';
import { accountOf, readSelectors, readTrails } from './trails.js';
import type { AccountCoverage, Coverage, CoverageWindow } from './types.js';

export interface CoverageOptions {
  /** Parsed answers of `get-event-selectors`; empty: not given. */
  readonly selectors: readonly unknown[];
  /** Parsed answer of `describe-trails`; undefined: not given. */
  readonly trails: unknown;
  /** Epoch seconds. Days after it do not count. */
  readonly now: number;
}

/** What the trails behind a snapshot could have shown. `visible` answers from it. */
export function buildCoverage(snapshot: Snapshot, options: CoverageOptions): Coverage {
  const described = readTrails(options.trails);
  const trails = readSelectors(options.selectors, described);
  const today = dayOfEpoch(options.now);
  const days = coveredDays(snapshot, today, (account) =>
    described.some((trail) => trail.multiRegion && (trail.organization || accountOf(trail.arn) === account)),
  );
  const changes = trailChanges(snapshot, trails);
  const accounts = new Map<string, AccountCoverage>();
  for (const [account, own] of days)
    accounts.set(account, { ...own, segments: segmentsOf(own.alive, changes) });
  return {
    window: windowOf([...days.values()]),
    accounts,
    trails,
    seen: collectSightings(snapshot, today),
    gaps: findGaps(days),
  };
}

function windowOf(accounts: readonly AccountDays[]): CoverageWindow {
  const days = new Set<DayNumber>(accounts.flatMap((account) => [...account.alive]));
  if (days.size === 0) return { from: '', to: '', days: 0, spanDays: 0 };
  const first = [...days].reduce((a, b) => Math.min(a, b));
  const end = [...days].reduce((a, b) => Math.max(a, b)) + 1;
  return {
    from: formatEpoch(epochOfDay(first)),
    to: formatEpoch(epochOfDay(end)),
    days: days.size,
    spanDays: end - first,
  };
}
