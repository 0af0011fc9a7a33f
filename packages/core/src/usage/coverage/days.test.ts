import assert from 'node:assert/strict';
import { START, days, snapshot } from '../link/kit.test.js';
import { coveredDays, missingDays } from './days.js';

type File = { day: number; region?: string; account?: string };

function covered(files: File[], region: string, multiRegion = false, today = 1000): number[] {
  const accounts = coveredDays(snapshot([], [], files), START + today, () => multiRegion);
  const own = accounts.get('111122223333')?.regions.get(region) ?? [];
  return own.map((day) => day - START);
}

const west = (...at: number[]): File[] => at.map((day) => ({ day }));
const east = (...at: number[]): File[] => at.map((day) => ({ day, region: 'us-east-1' }));

describe('coveredDays', () => {
  const cases: [string, File[], number[]][] = [
    ['days with files', west(0, 1, 2), [0, 1, 2]],
    ['no day between, where the whole account is silent', west(0, 2), [0, 2]],
    ['a day between, where another region is alive', [...west(0, 2), ...east(1)], [0, 1, 2]],
    ['seven quiet days', [...west(0, 8), ...east(...days(1, 7))], days(0, 8)],
    ['not the middle of a longer silence', [...west(0, 16), ...east(...days(1, 15))], [0, 16]],
    ['nothing before the first or after the last file', [...west(3, 4), ...east(...days(0, 9))], [3, 4]],
  ];
  for (const [what, files, expected] of cases)
    it(what, () => assert.deepEqual(covered(files, 'eu-west-1'), expected));

  it('counts every living day of a multi-region trail', () => {
    assert.deepEqual(covered([...west(3), ...east(0, 1, 2, 3, 5)], 'eu-west-1', true), [0, 1, 2, 3, 5]);
  });

  it('leaves out days after today and days that are none', () => {
    assert.deepEqual(covered(west(0, 1, 2), 'eu-west-1', false, 1), [0, 1]);
    const odd = { account: 'a', region: 'r', day: '2026-02-30', read: 0, duplicates: 0, rows: [] };
    assert.equal(coveredDays({ version: 1, partitions: [odd], stacks: [] }, 1e6, () => false).size, 0);
  });

  it('keeps accounts apart', () => {
    const files = [...west(0, 2), { day: 1, account: '999999999999', region: 'us-east-1' }];
    assert.deepEqual(covered(files, 'eu-west-1'), [0, 2]);
  });
});

describe('missingDays', () => {
  const cases: [number[], number[]][] = [
    [[], []],
    [[5], []],
    [[1, 2, 3], []],
    [
      [1, 4, 5, 7],
      [2, 3, 6],
    ],
  ];
  for (const [alive, missing] of cases)
    it(`of ${alive.join(' ') || 'nothing'}`, () => assert.deepEqual(missingDays(alive), missing));
});
