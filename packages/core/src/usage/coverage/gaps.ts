import { compareText } from '../../util/order.js';
import { formatDay, type DayNumber } from '../../util/time.js';
import type { CoverageGap } from '../types.js';
import type { AccountDays } from './days.js';

/**
 * What the window lacks, by account and region: runs of days inside its span that are not covered, and why. A day on
 * which an account has no file at all is a gap of all its regions, and is named once, with region ''.
 */
export function findGaps(accounts: ReadonlyMap<string, AccountDays>): CoverageGap[] {
  const alive = [...accounts.values()].flatMap((account) => [...account.alive]);
  if (alive.length === 0) return [];
  const first = alive.reduce((a, b) => Math.min(a, b));
  const last = alive.reduce((a, b) => Math.max(a, b));
  return [...accounts].sort(byKey).flatMap(([account, own]) => {
    const span = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    const ofRegions = [...own.regions]
      .sort(byKey)
      .flatMap(([region, days]) => runsOf(own.alive, days, account, region));
    return [...runsOf(span, own.alive, account, ''), ...ofRegions];
  });
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return compareText(a, b);
}

/** The days of `wanted` that `covered` lacks, in runs; both are sorted. Days that nobody wants do not part a run. */
function runsOf(
  wanted: readonly DayNumber[],
  covered: readonly DayNumber[],
  account: string,
  region: string,
): CoverageGap[] {
  const has = new Set(covered);
  const [first, last] = [covered[0] ?? Infinity, covered[covered.length - 1] ?? -Infinity];
  const runs: DayNumber[][] = [];
  let run: DayNumber[] | undefined;
  for (const day of wanted) {
    if (has.has(day)) run = undefined;
    else if (run === undefined) runs.push((run = [day]));
    else run.push(day);
  }
  return runs.map((days) => {
    const [from, to] = [days[0] ?? 0, days[days.length - 1] ?? 0];
    const because = to < first ? 'not yet' : from > last ? 'no longer' : 'no files';
    return { account, region, from: formatDay(from), to: formatDay(to), days: days.length, because };
  });
}
