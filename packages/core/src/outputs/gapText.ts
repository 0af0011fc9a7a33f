import type { CoverageGap } from '../usage/types.js';

const mostGaps = 6;

/**
 * The days that the window lacks, in words, the longest first: `2026-08-04 – 2026-08-06 (3 days) in eu-west-1: no log
 * files`. At most six, then how many more. Names stand as they are: the caller makes them safe.
 */
export function gapTexts(gaps: readonly CoverageGap[]): string[] {
  const accounts = new Set(gaps.map(({ account }) => account)).size;
  const longest = gaps.map((gap, at) => ({ gap, at })).sort((a, b) => b.gap.days - a.gap.days || a.at - b.at);
  const shown = longest.slice(0, mostGaps).map(({ gap }) => textOf(gap, accounts > 1));
  const rest = gaps.length - shown.length;
  return rest > 0 ? [...shown, `and ${rest} more`] : shown;
}

function textOf({ account, region, from, to, days, because }: CoverageGap, named: boolean): string {
  const run = from === to ? from : `${from} – ${to}`;
  const place = [region === '' ? 'any region' : region, ...(named ? [`of account ${account}`] : [])].join(
    ' ',
  );
  return `${run} (${days} ${days === 1 ? 'day' : 'days'}) in ${place}: ${reasons[because]}`;
}

const reasons: Readonly<Record<CoverageGap['because'], string>> = {
  'no files': 'no log files',
  'not yet': 'no log files yet',
  'no longer': 'no log files any more',
};
