import assert from 'node:assert/strict';
import { eachRecord, isRecord, type EnvelopeCounts } from './envelope.js';

const record = { eventSource: 's3.amazonaws.com', eventName: 'GetObject' };
const text = JSON.stringify(record);

function read(value: unknown): { records: object[]; counts: EnvelopeCounts } {
  const records: object[] = [];
  const counts = eachRecord(value, (found) => records.push(found));
  return { records, counts };
}

const envelopes: readonly [what: string, value: unknown, records: number][] = [
  ['a record', record, 1],
  ['a list of records', [record, record], 2],
  ['a log file', { Records: [record, record] }, 2],
  ['a log file without records', { Records: [] }, 0],
  ['a log file in a text', JSON.stringify({ Records: [record] }), 1],
  ['a log file whose list is a text', { Records: JSON.stringify([record]) }, 1],
  ['texts of records', [text, text], 2],
  ['a LookupEvents answer', { Events: [{ EventId: '1', CloudTrailEvent: text }], NextToken: 't' }, 1],
  ['an event of LookupEvents', { EventId: '1', CloudTrailEvent: text }, 1],
  ['a CloudWatch Logs answer', { events: [{ message: text }] }, 1],
  [
    'a CloudWatch Logs subscription',
    { messageType: 'DATA_MESSAGE', logEvents: [{ id: '1', message: text }] },
    1,
  ],
  ['an EventBridge event', { 'detail-type': 'AWS API Call via CloudTrail', detail: record }, 1],
  ['a list of log files', [{ Records: [record] }, { Records: [record] }], 2],
  ['a record of version 1.0', { eventName: 'CreateBucket', userIdentity: {} }, 1],
];

const others: readonly [what: string, value: unknown, counts: Partial<EnvelopeCounts>][] = [
  ['null', null, { broken: 1 }],
  ['a number', 7, { broken: 1 }],
  ['null and a number among records', { Records: [null, record, 7] }, { broken: 2, records: 1 }],
  ['a text that is no JSON', { Records: ['{"eventName"', record] }, { broken: 1, records: 1 }],
  ['an object of something else', { name: 'package' }, { foreign: 1 }],
  ['an envelope whose list is a number', { Records: 7 }, { foreign: 1 }],
  ['a digest file', { awsAccountId: '1', digestStartTime: 't', logFiles: [] }, { ignored: 1 }],
  ['an envelope in the prototype', { ['__proto__']: { Records: [record] } }, { foreign: 1 }],
  ['texts within texts without end', nestedText(8), { broken: 1 }],
  ['lists within lists without end', nestedList(10_000), { broken: 1 }],
];

function nestedText(levels: number): unknown {
  let value: unknown = record;
  for (let level = 0; level < levels; level++) value = JSON.stringify(value);
  return value;
}

function nestedList(levels: number): unknown {
  return JSON.parse('['.repeat(levels) + text + ']'.repeat(levels));
}

describe('eachRecord', () => {
  for (const [what, value, records] of envelopes) {
    it(`reads ${what}`, () => {
      const { records: found, counts } = read(value);
      assert.deepEqual(counts, { records, broken: 0, foreign: 0, ignored: 0 });
      assert.ok(found.every(isRecord) && found.length === records);
    });
  }
  for (const [what, value, expected] of others) {
    it(`counts ${what}`, () => {
      assert.deepEqual(read(value).counts, { records: 0, broken: 0, foreign: 0, ignored: 0, ...expected });
    });
  }
});
