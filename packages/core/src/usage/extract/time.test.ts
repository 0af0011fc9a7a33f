import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayOf, secondOfDay } from './time.js';

/** Instant → epoch seconds; undefined where it is none. */
function secondsOf(time: string): number | undefined {
  const day = dayOf(time);
  const second = secondOfDay(time);
  return day === undefined || second < 0 ? undefined : day.start + second;
}

const cases: readonly (readonly [time: string, seconds: number | undefined])[] = [
  ['1970-01-01T00:00:00Z', 0],
  ['2024-02-29T23:59:59Z', 1709251199],
  ['2024-02-29T23:59:59.123456789Z', 1709251199],
  ['2023-02-29T00:00:00Z', undefined],
  ['2024-02-29T24:00:00Z', undefined],
  ['2024-02-29T23:60:00Z', undefined],
  ['2024-02-29T23:59:60Z', undefined],
  ['2024-02-29T23:59:59', undefined],
  ['2024-02-29T23:59:59z', undefined],
  ['2024-02-29T23:59:59.Z', undefined],
  ['2024-02-29T23:59:59.1234567890Z', undefined],
  ['2024-02-29T23:59:59+00:00', undefined],
  ['2024-02-29 23:59:59Z', undefined],
  ['2024-02-29T23-59-59Z', undefined],
  ['2024-02-29T2x:59:59Z', undefined],
  ['2024-02-29T23:59:59Z\n', undefined],
  ['2024-02-29', undefined],
  ['+2024-02-2T00:00:00Z', undefined],
  ['', undefined],
];

describe('instants', () => {
  for (const [time, seconds] of cases) {
    it(`${JSON.stringify(time)} → ${seconds}`, () => assert.equal(secondsOf(time), seconds));
  }

  it('are what Date says, whichever day was asked for before', () => {
    const instant = fc.date({
      min: new Date('1970-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1, maxLength: 5 }), (instants) => {
        for (const date of instants) {
          assert.equal(secondsOf(date.toISOString()), Math.floor(date.getTime() / 1000));
          assert.equal(dayOf(date.toISOString())?.text, date.toISOString().slice(0, 10));
        }
      }),
      { seed: 21, numRuns: 500 },
    );
  });

  it('survive more days than are remembered', () => {
    for (let day = 0; day < 9000; day++) {
      const date = new Date(day * 86_400_000);
      assert.equal(secondsOf(date.toISOString()), day * 86_400);
    }
  });
});
