import assert from 'node:assert/strict';
import type { CoverageGap } from '../usage/types.js';
import { gapTexts } from './gapText.js';

const gap = (more: Partial<CoverageGap> = {}): CoverageGap => ({
  account: '111122223333',
  region: '',
  from: '2026-08-04',
  to: '2026-08-06',
  days: 3,
  because: 'no files',
  ...more,
});

describe('gapTexts', () => {
  const cases: readonly (readonly [what: string, gaps: CoverageGap[], expected: readonly string[]])[] = [
    ['none', [], []],
    ['of all regions', [gap()], ['2026-08-04 – 2026-08-06 (3 days) in any region: no log files']],
    [
      'one day of one region, before it was logged',
      [gap({ region: 'eu-west-1', to: '2026-08-04', days: 1, because: 'not yet' })],
      ['2026-08-04 (1 day) in eu-west-1: no log files yet'],
    ],
    [
      'the longest first, with their accounts where there are several',
      [gap(), gap({ account: '999999999999', days: 9, because: 'no longer' })],
      [
        '2026-08-04 – 2026-08-06 (9 days) in any region of account 999999999999: no log files any more',
        '2026-08-04 – 2026-08-06 (3 days) in any region of account 111122223333: no log files',
      ],
    ],
  ];
  for (const [what, gaps, expected] of cases) it(what, () => assert.deepEqual(gapTexts(gaps), expected));

  it('stops at six', () => {
    const texts = gapTexts(Array.from({ length: 9 }, () => gap()));
    assert.deepEqual([texts.length, texts.at(-1)], [7, 'and 3 more']);
  });
});
