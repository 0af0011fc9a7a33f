import assert from 'node:assert/strict';
import { neutralise, toSafeJson } from './safe.js';
import { cut, formatCount, hang, plural, widthOf, wrap } from './style.js';
import { tableLines } from './table.js';

describe('fitting text', () => {
  const cuts: readonly (readonly [string, number, string])[] = [
    ['arn:aws:s3:::bucket', 19, 'arn:aws:s3:::bucket'],
    ['arn:aws:s3:::bucket', 11, 'arn:a…ucket'],
    ['abc', 1, '…c'],
    ['日本語テキスト', 7, '日…スト'],
    ['', 5, ''],
  ];
  for (const [text, width, expected] of cuts) {
    it(`cut ${JSON.stringify(text)} to ${width}`, () => assert.equal(cut(text, width), expected));
  }

  it('wraps at words and leaves a long word whole', () => {
    assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
    assert.deepEqual(wrap('a arn:aws:sqs:eu-west-1:1:q b', 6), ['a', 'arn:aws:sqs:eu-west-1:1:q', 'b']);
  });

  it('hangs the text beside its label', () => {
    assert.deepEqual(hang('label', 8, 'one two three four five six', 28), [
      'label   one two three four',
      '        five six',
    ]);
  });

  it('counts in English, whatever the locale', () => {
    assert.equal(formatCount(1234567), '1,234,567');
    assert.equal(plural(1, 'call'), '1 call');
    assert.equal(plural(0, 'call'), '0 calls');
    assert.equal(plural(2, 'goes', 'go'), '2 go');
  });

  it('tables align, and shrink only the columns that may', () => {
    const columns = [
      { head: 'name', align: 'left' as const, shrinks: true },
      { head: 'count', align: 'right' as const, shrinks: false },
    ];
    const rows = [
      ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders', '12'],
      ['b', '1,234'],
    ];
    const lines = tableLines(columns, rows, 30);
    assert.deepEqual(lines, [
      'name                     count',
      'arn:aws:dyn…able/orders     12',
      'b                        1,234',
    ]);
    assert.ok(lines.every((line) => widthOf(line) <= 30));
    assert.equal(tableLines(columns, [['b', '1']], 30)[1], 'b         1');
  });
});

describe('safe text', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['plain ünïcode 日本', 'plain ünïcode 日本'],
    ['a\u001b[31mb', 'a\\u001b[31mb'],
    ['a\nb\tc', 'a\\u000ab\\u0009c'],
    ['\u009b\u007f', '\\u009b\\u007f'],
    ['a\u202eb\u2066c', 'a\\u202eb\\u2066c'],
    ['\ud800x', '\\ud800x'],
    ['😀', '😀'],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () => assert.equal(neutralise(text), expected));
  }

  it('JSON keeps its value and prints nothing that a terminal obeys', () => {
    const value = { a: ['\u001b[31m', '\u009b', '\u202e', '\n', '\ud800'], __proto__: null, 'k\u0085': 1 };
    const text = toSafeJson(value);
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
  });
});
