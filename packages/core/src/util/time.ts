/**
 * Days and instants as plain numbers: everything is UTC, as CloudTrail's `eventTime` is. No clock in here: `now` is
 * always given.
 */
const SECONDS_PER_DAY = 86_400;

/** Days since 1970-01-01, so that days can be compared, counted and stepped. */
export type DayNumber = number;

/** `2026-08-01` → days since 1970-01-01; undefined where the text is no real calendar day. */
export function parseDay(text: string): DayNumber | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(milliseconds)) return undefined;
  const day = milliseconds / (SECONDS_PER_DAY * 1000);
  // Date.parse moves 2026-02-30 into March on some engines.
  return formatDay(day) === text ? day : undefined;
}

/** Days since 1970-01-01 → `2026-08-01`. */
export function formatDay(day: DayNumber): string {
  return new Date(day * SECONDS_PER_DAY * 1000).toISOString().slice(0, 10);
}

/** The day an instant (epoch seconds) falls on. */
export function dayOfEpoch(seconds: number): DayNumber {
  return Math.floor(seconds / SECONDS_PER_DAY);
}

/** Midnight at the start of a day, in epoch seconds. */
export function epochOfDay(day: DayNumber): number {
  return day * SECONDS_PER_DAY;
}

/** Epoch seconds → `2026-08-01T00:00:00Z`. */
export function formatEpoch(seconds: number): string {
  return new Date(Math.floor(seconds) * 1000).toISOString().replace('.000Z', 'Z');
}

/** An ISO instant, or a bare day, → epoch seconds; undefined where it is neither. */
export function parseEpoch(text: string): number | undefined {
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}
