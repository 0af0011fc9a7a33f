import assert from 'node:assert/strict';
import { START, days, snapshot } from '../link/kit.test.js';
import { coveredDays } from './days.js';
import { findGaps } from './gaps.js';

type File = { day: number; region?: string; account?: string };
const west = (...at: number[]): File[] => at.map((day) => ({ day }));
const east = (...at: number[]): File[] => at.map((day) => ({ day, region: 'us-east-1' }));
const other = (...at: number[]): File[] => at.map((day) => ({ day, account: '999999999999' }));

/** `account region from–to days because`, days from the first of August. */
function gaps(files: File[], multiRegion = false): string[] {
  return findGaps(coveredDays(snapshot([], [], files), START + 1000, () => multiRegion)).map(
    ({ account, region, from, to, days: count, because }) =>
      `${account.slice(0, 3)} ${region || '*'} ${from.slice(5)}–${to.slice(5)} ${count} ${because}`,
  );
}

describe('findGaps', () => {
  const cases: readonly (readonly [what: string, files: File[], expected: readonly string[]])[] = [
    ['no files', [], []],
    ['one day', west(3), []],
    ['every day', west(...days(0, 9)), []],
    ['a day of no file, between its neighbours', west(0, 1, 3), ['111 * 08-03–08-03 1 no files']],
    ['two runs of days', west(0, 3, 4, 6), ['111 * 08-02–08-03 2 no files', '111 * 08-06–08-06 1 no files']],
    [
      'a trail of one region that starts and ends inside the window',
      [...east(...days(0, 9)), ...west(4, 5)],
      ['111 eu-west-1 08-01–08-04 4 not yet', '111 eu-west-1 08-07–08-10 4 no longer'],
    ],
    ['a region that is quiet for a while', [...east(...days(0, 5)), ...west(0, 5)], []],
    [
      'a region that is silent for long',
      [...east(...days(0, 20)), ...west(0, 20)],
      ['111 eu-west-1 08-02–08-20 19 no files'],
    ],
    [
      'a day of no file of the account is named once, and does not part what a region lacks',
      [...east(0, 1, 3, 4), ...west(4)],
      ['111 * 08-03–08-03 1 no files', '111 eu-west-1 08-01–08-04 3 not yet'],
    ],
    [
      'an account that was added later',
      [...west(...days(0, 4)), ...other(3, 4)],
      ['999 * 08-01–08-03 3 not yet'],
    ],
  ];
  for (const [what, files, expected] of cases) it(what, () => assert.deepEqual(gaps(files), expected));

  it('of a trail for all regions: none where any region has files', () => {
    assert.deepEqual(gaps([...east(...days(0, 20)), ...west(0)], true), []);
    assert.deepEqual(gaps([...east(0, 2), ...west(0)], true), ['111 * 08-02–08-02 1 no files']);
  });
});
