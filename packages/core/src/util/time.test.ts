import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayOfEpoch, epochOfDay, formatDay, formatEpoch, parseDay, parseEpoch } from './time.js';

describe('days', () => {
  for (const text of [
    '2026-02-30',
    '2026-13-01',
    '2026-1-1',
    '26-01-01',
    '',
    '2026-08-01T00:00:00Z',
    '__proto__',
  ])
    it(`${JSON.stringify(text)} is no day`, () => assert.equal(parseDay(text), undefined));

  it('are read back as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 60_000 }), (day) => {
        assert.equal(parseDay(formatDay(day)), day);
        assert.equal(dayOfEpoch(epochOfDay(day)), day);
        assert.equal(dayOfEpoch(epochOfDay(day) + 86_399), day);
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe('instants', () => {
  it('are whole seconds in ISO form', () => {
    assert.equal(formatEpoch(0), '1970-01-01T00:00:00Z');
    assert.equal(formatEpoch(1_785_542_400.9), '2026-08-01T00:00:00Z');
    assert.equal(parseEpoch('2026-08-01T00:00:00Z'), 1_785_542_400);
    assert.equal(parseEpoch('2026-08-01'), 1_785_542_400);
    assert.equal(parseEpoch('yesterday'), undefined);
  });
});
