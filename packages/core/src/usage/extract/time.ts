/** A UTC day as a row names it, `2026-08-01`, and the epoch second at which it begins. */
export interface Day {
  readonly text: string;
  readonly start: number;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Logs hold few days and many records: undefined are texts that are no day. */
const days = new Map<string, Day | undefined>();
const MOST_DAYS = 4000;
let last: Day | undefined;

/** The day that an instant begins with. */
export function dayOf(time: string): Day | undefined {
  // Log files hold the records of a few minutes: the day is almost always that of the record before.
  if (last !== undefined && time.startsWith(last.text)) return last;
  const text = time.slice(0, 10);
  if (!days.has(text)) {
    if (days.size >= MOST_DAYS) days.clear();
    days.set(text, parseDay(text));
  }
  return (last = days.get(text));
}

function parseDay(text: string): Day | undefined {
  const ms = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  // Date.parse takes some days that are none (30 February) for a later one.
  const isDay = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
  return isDay ? { text, start: ms / 1000 } : undefined;
}

const FRACTION = /^\.\d{1,9}Z$/;
const NO_NUMBER = 100;

/** The second of the day of an instant `…T10:11:12Z`, the only form that CloudTrail writes; -1 where it has another. */
export function secondOfDay(time: string): number {
  if (time[10] !== 'T' || time[13] !== ':' || time[16] !== ':') return -1;
  const hour = twoDigits(time, 11);
  const minute = twoDigits(time, 14);
  const second = twoDigits(time, 17);
  if (hour > 23 || minute > 59 || second > 59) return -1;
  const isUtc = time.length === 20 ? time[19] === 'Z' : FRACTION.test(time.slice(19));
  return isUtc ? hour * 3600 + minute * 60 + second : -1;
}

function twoDigits(time: string, at: number): number {
  const tens = time.charCodeAt(at) - 48;
  const ones = time.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NO_NUMBER;
}
