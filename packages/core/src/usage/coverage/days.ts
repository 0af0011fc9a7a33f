import type { Snapshot } from '../types.js';
import { parseDay, type DayNumber } from '../../util/time.js';

/** The longest silence of a region that its own files on both sides make believable. */
const LONGEST_QUIET = 7;

export interface AccountDays {
  readonly alive: readonly DayNumber[];
  readonly regions: ReadonlyMap<string, readonly DayNumber[]>;
}

/**
 * Covered days by account and region.
 *
 * A day with files is covered. A day without is quiet, and so covered, only where the account has files in another
 * region that day (its logging was alive and its files were collected), and the region either is known to belong to a
 * multi-region trail or has files of its own within 7 days before and after. A day on which an account has no file at
 * all is a gap: a trail that runs delivers something every day. Taking a file away never adds a covered day.
 */
export function coveredDays(
  snapshot: Snapshot,
  today: DayNumber,
  multiRegion: (account: string) => boolean,
): Map<string, AccountDays> {
  const accounts = new Map<string, AccountDays>();
  for (const [account, files] of filesByAccount(snapshot, today)) {
    const alive = sorted([...files.values()].flatMap((days) => [...days]));
    const everywhere = multiRegion(account);
    const regions = new Map<string, readonly DayNumber[]>();
    for (const [region, days] of files) regions.set(region, everywhere ? alive : quietDays(alive, days));
    accounts.set(account, { alive, regions });
  }
  return accounts;
}

function filesByAccount(snapshot: Snapshot, today: DayNumber): Map<string, Map<string, Set<DayNumber>>> {
  const accounts = new Map<string, Map<string, Set<DayNumber>>>();
  for (const partition of snapshot.partitions) {
    const day = parseDay(partition.day);
    if (day === undefined || day > today) continue;
    const regions = accounts.get(partition.account) ?? new Map<string, Set<DayNumber>>();
    accounts.set(partition.account, regions);
    const days = regions.get(partition.region) ?? new Set<DayNumber>();
    regions.set(partition.region, days.add(day));
  }
  return accounts;
}

function quietDays(alive: readonly DayNumber[], files: ReadonlySet<DayNumber>): DayNumber[] {
  return alive.filter((day) => files.has(day) || (hasNear(files, day, -1) && hasNear(files, day, 1)));
}

function hasNear(files: ReadonlySet<DayNumber>, day: DayNumber, step: 1 | -1): boolean {
  for (let distance = 1; distance <= LONGEST_QUIET; distance++)
    if (files.has(day + step * distance)) return true;
  return false;
}

function sorted(days: readonly DayNumber[]): DayNumber[] {
  return [...new Set(days)].sort((a, b) => a - b);
}

/** Days between the first and the last that are missing from a sorted list. */
export function missingDays(days: readonly DayNumber[]): DayNumber[] {
  const missing: DayNumber[] = [];
  for (let at = 1; at < days.length; at++)
    for (let day = (days[at - 1] ?? 0) + 1; day < (days[at] ?? 0); day++) missing.push(day);
  return missing;
}
