import type { ValueTest } from './family.js';
import { compileOrdered, type Comparison } from './numeric.js';

/**
 * The date operators: W3C's profile of ISO 8601 (a year, month, day, or an instant with its offset) or seconds since
 * 1970, on either side. No variables, no wildcards.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function compileDate(compare: Comparison): (expected: string) => ValueTest {
  return compileOrdered(parseInstant, compare);
}

const ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[Tt](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?([Zz]|[+-]\d{2}:?\d{2})?)?)?)?$/;

/** Milliseconds since 1970; undefined where the text is neither form. Four digits are a year. */
export function parseInstant(text: string): number | undefined {
  const parts = ISO.exec(text);
  if (!parts) return /^\d{1,15}(\.\d{1,9})?$/.test(text) ? Number(text) * 1000 : undefined;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((at) => parts[at]);
  const [y, m, d] = [Number(year), Number(month ?? 1), Number(day ?? 1)];
  const [h, min, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
  if (m < 1 || m > 12 || d < 1 || d > daysIn(y, m) || h > 23 || min > 59 || s > 60) return undefined;
  const fraction = Number(parts[7] ?? 0) * 1000;
  return Date.UTC(y, m - 1, d, h, min, s) + fraction - offset(parts[8] ?? 'Z');
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Milliseconds that local time is ahead of UTC. */
function offset(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
