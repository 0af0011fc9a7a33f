import assert from 'node:assert/strict';
import { logText, record, records } from '../testkit/folder.js';
import { createIntake, takeText, type TextCounts } from './intake.js';

type Taken = Partial<TextCounts> & { taken: number };

const nothing = {
  records: 0,
  broken: 0,
  foreign: 0,
  ignored: 0,
  tooLarge: 0,
  refused: 0,
  why: '',
  cut: false,
  badUtf8: false,
  instead: undefined,
};

function whole(bytes: Buffer): Taken {
  let taken = 0;
  const counts = takeText(
    bytes,
    refuseUnnamed(() => taken++),
    100_000,
  );
  return { ...counts, taken };
}

function inChunks(bytes: Buffer, size: number): Taken {
  let taken = 0;
  const intake = createIntake(
    refuseUnnamed(() => taken++),
    100_000,
  );
  for (let at = 0; at < bytes.length; at += size) if (!intake.feed(bytes.subarray(at, at + size))) break;
  return { ...intake.end(), taken };
}

function refuseUnnamed(take: () => void) {
  return (found: object): string | undefined => {
    if ('eventName' in found && found.eventName === '') return 'no name';
    take();
    return undefined;
  };
}

const lines = (list: readonly unknown[]): string => list.map((each) => JSON.stringify(each)).join('\n');
const two = records(2);
const brokenLine = `${lines(two)}\n{"eventVersion":"1.08","eventName":\n${lines(two)}\n`;
/** The quote that is missing turns all texts behind it inside out. */
const brokenQuote = logText([...two, '@', ...two]).replace('"@"', '{"eventVersion":"1.08","eventNa');

const texts: readonly [what: string, text: string | Buffer, expected: Taken][] = [
  ['a log file', logText(two), { records: 2, taken: 2 }],
  ['a log file behind a byte order mark', `\uFEFF${logText(two)}`, { records: 2, taken: 2 }],
  ['lines', lines(two), { records: 2, taken: 2 }],
  [
    'pretty objects one after the other',
    JSON.stringify(two[0], null, 2) + JSON.stringify(two[1], null, 2),
    { records: 2, taken: 2 },
  ],
  [
    'a record that is refused',
    logText([...two, record({ eventName: '' })]),
    { records: 3, taken: 2, refused: 1, why: 'no name' },
  ],
  [
    'a broken record',
    logText([...two, 7]).replace(',7]', ',{"eventName":oops}]'),
    { records: 2, taken: 2, broken: 1 },
  ],
  ['a broken line', brokenLine, { records: 4, taken: 4, broken: 1 }],
  ['a record that lost a quote', brokenQuote, { records: 4, taken: 4, cut: true }],
  ['a cut file', logText(two).slice(0, -40), { records: 1, taken: 1, cut: true }],
  [
    'bytes that are no UTF-8',
    Buffer.from(logText([record({ userAgent: 'x\u00ff' })]), 'latin1'),
    { records: 1, taken: 1, badUtf8: true },
  ],
  [
    'prototype names',
    logText([
      JSON.parse('{"__proto__":{"eventName":"x"},"constructor":1,"eventSource":"s","eventName":"n"}'),
    ]),
    { records: 1, taken: 1 },
  ],
  [
    'a huge record',
    logText([record({ userAgent: 'x'.repeat(200_000) }), two[0]]).replace(/}$/, '},'),
    { records: 1, taken: 1, tooLarge: 1 },
  ],
  ['HTML', '<!DOCTYPE html><html></html>', { taken: 0, instead: 'html' }],
  ['some text', 'Access denied', { taken: 0, instead: 'text' }],
  ['binary', Buffer.from([0, 1, 2, 3]), { taken: 0, instead: 'text' }],
  ['nothing', '', { taken: 0, instead: 'empty' }],
  ['white space', ' \n ', { taken: 0, instead: 'empty' }],
  ['a snapshot', '{"format":"leastwise-usage","version":1}', { taken: 0, instead: 'snapshot' }],
  ['other JSON', '{"name":"x"}', { taken: 0, foreign: 1 }],
];

describe('intake', () => {
  for (const [what, text, expected] of texts) {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    it(`takes ${what} at once`, () => {
      assert.deepEqual(whole(bytes), { ...nothing, ...expected });
    });
    it(`takes ${what} in chunks`, () => {
      for (const size of [64, 1000, 1_000_000])
        assert.deepEqual(inChunks(bytes, size), { ...nothing, ...expected });
    });
  }

  it('knows a pretty snapshot where it has it whole', () => {
    assert.equal(whole(Buffer.from('{\n "format": "leastwise-usage" }')).instead, 'snapshot');
  });

  it('takes 10,000 levels of nesting', () => {
    const deep = '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000);
    const bytes = Buffer.from(logText([record({ requestParameters: '@' })]).replace('"@"', deep));
    assert.equal(whole(bytes).records, 1);
    assert.equal(inChunks(bytes, 999).records, 1);
  });
});
