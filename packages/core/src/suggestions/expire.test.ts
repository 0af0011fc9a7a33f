import assert from 'node:assert/strict';
import { defaultEndDate, untilDate } from './expire.js';

describe('defaultEndDate', () => {
  const cases: [now: string, end: string][] = [
    ['2026-10-31T00:00:00Z', '2027-03-01T00:00:00Z'],
    ['2026-11-01T00:00:00Z', '2027-03-01T00:00:00Z'],
    ['2026-11-01T00:00:01Z', '2027-04-01T00:00:00Z'],
    ['2026-09-15T12:00:00Z', '2027-02-01T00:00:00Z'],
  ];
  for (const [now, end] of cases) {
    it(`is ${end} on ${now}`, () => {
      assert.equal(defaultEndDate(now), end);
    });
  }
});

describe('untilDate', () => {
  const end = '2027-03-01T00:00:00Z';

  it('writes a condition where there was none', () => {
    assert.deepEqual(untilDate(end, undefined), {
      sid: 'LeastwiseExpires20270301',
      condition: { DateLessThan: { 'aws:CurrentTime': end } },
    });
  });

  it('keeps what stood there', () => {
    const stated = {
      StringEquals: { 'aws:RequestedRegion': 'eu-west-1' },
      DateLessThan: { 'aws:TokenIssueTime': 'x' },
    };
    assert.deepEqual(untilDate(end, stated).condition, {
      StringEquals: { 'aws:RequestedRegion': 'eu-west-1' },
      DateLessThan: { 'aws:TokenIssueTime': 'x', 'aws:CurrentTime': end },
    });
  });

  it('never prolongs: an earlier end date stays, whatever its spelling', () => {
    const stated = { DateLessThan: { 'AWS:currenttime': '2027-01-01T00:00:00Z' } };
    assert.deepEqual(untilDate(end, stated), { sid: 'LeastwiseExpires20270101', condition: stated });
  });

  it('brings a later one forward', () => {
    const stated = { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } };
    assert.deepEqual(untilDate(end, stated).condition, { DateLessThan: { 'aws:CurrentTime': end } });
  });
});
