import type { Problem } from '@leastwise/core';
import { note } from './problems.js';
import type { CollectOptions, Filter } from './types.js';

/** The options' window, account and region. A date that can't be read does not limit, and is a problem. */
export function toFilter(options: CollectOptions): { filter: Filter; problems: Problem[] } {
  const problems: Problem[] = [];
  const instant = (name: string, text: string | undefined, otherwise: number): number => {
    if (text === undefined) return otherwise;
    const time = isoDate.test(text)
      ? Date.parse(text.includes('T') ? text : `${text}T00:00:00Z`)
      : Number.NaN;
    if (!Number.isNaN(time)) return time / 1000;
    problems.push(
      note('', 'date-invalid', `${name} ${JSON.stringify(text)} is no ISO date such as 2026-08-01; ignored`),
    );
    return otherwise;
  };
  const filter: Filter = {
    account: options.account ?? '',
    region: options.region ?? '',
    since: instant('since', options.since, -Infinity),
    until: instant('until', options.until, Infinity),
  };
  return { filter, problems };
}

/** With a zone where it has a time: the result must not depend on the machine's. */
const isoDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
