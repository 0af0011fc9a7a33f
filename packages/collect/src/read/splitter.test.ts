import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createSplitter } from './splitter.js';

interface Split {
  values: string[];
  broken: number;
  tooLarge: number;
  cut: boolean;
  rest: string | undefined;
}

/** Splits the text fed in chunks of `size` bytes. */
function split(text: string, size = text.length + 1, largest = 1000): Split {
  const values: string[] = [];
  const splitter = createSplitter((bytes) => values.push(bytes.toString()), largest);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) splitter.feed(bytes.subarray(at, at + size));
  const { rest, ...result } = splitter.end();
  return { values, ...result, rest: rest?.toString() };
}

const whole: readonly [what: string, text: string, values: string[]][] = [
  ['a log file', '{"Records":[{"a":1},{"b":[2]}]}', ['{"a":1}', '{"b":[2]}']],
  ['a log file with more around its list', '{"x":{"Records":[1]},"Records":[{"a":1}],"y":[2]}', ['{"a":1}']],
  ['a pretty log file', '{\n  "Records" : [\n  {\n "a" : 1 }\n ,\n {} ]\n}\n', ['{\n "a" : 1 }', '{}']],
  ['an empty log file', '{"Records":[]}', []],
  [
    'a LookupEvents answer',
    '{"Events":[{"CloudTrailEvent":"{\\"a\\":1}"}],"NextToken":"t"}',
    ['{"CloudTrailEvent":"{\\"a\\":1}"}'],
  ],
  ['a list', '[{"a":1},"{}",7,null,[1,2]]', ['{"a":1}', '"{}"', '7', 'null', '[1,2]']],
  ['an empty list', ' [ ] ', []],
  ['a single object', '{"a":{"b":"}"}}', ['{"a":{"b":"}"}}']],
  ['lines', '{"a":1}\n{"a":2}\r\n\n{"a":3}', ['{"a":1}', '{"a":2}', '{"a":3}']],
  ['objects without space between them', '{"a":1}{"a":2}', ['{"a":1}', '{"a":2}']],
  ['log files without space between them', '{"Records":[1]}{"Records":[2]}[3]', ['1', '2', '3']],
  ['a field that is named like a list but is none', '{"Records":"x"}', ['{"Records":"x"}']],
  ['a list deeper in a record', '[{"Records":[1]}]', ['{"Records":[1]}']],
  ['brackets and quotes in texts', '[{"a":"]}\\"{["},{"b":"\\\\"}]', ['{"a":"]}\\"{["}', '{"b":"\\\\"}']],
  ['a number at the end', '1 2', ['1', '2']],
  ['text of more than one byte', '[{"a":"größe 🙂"}]', ['{"a":"größe 🙂"}']],
  ['nothing', ' \n', []],
];

const faulty: readonly [what: string, text: string, expected: Partial<Split>][] = [
  ['a cut log file', '{"Records":[{"a":1},{"b":', { values: ['{"a":1}'], cut: true, rest: '{"b":' }],
  [
    'a log file cut in a text',
    '{"Records":[{"a":1},{"b":"x',
    { values: ['{"a":1}'], cut: true, rest: '{"b":"x' },
  ],
  ['a log file cut between records', '{"Records":[{"a":1}', { values: ['{"a":1}'], cut: true }],
  ['a cut line among lines', '{"a":1}\n{"b":"x\n{"c":3}\n', { values: ['{"a":1}', '{"c":3}'], broken: 1 }],
  ['a line cut in a nested object', '{"a":{"b":1}\n{"c":3}\n', { values: ['{"c":3}'], broken: 1 }],
  ['a record without its end', '{"Records":[{"a":1,{"b":2}]}', { values: ['{"b":2}'], broken: 1 }],
  [
    'a nested object without its end',
    '{"Records":[{"a":{"x":1},{"b":2}]}',
    { values: ['{"b":2}'], broken: 1 },
  ],
  ['a bracket too many', '[{"a":1}},{"b":2}]', { values: ['{"a":1}', '{"b":2}'] }],
  ['a wrong bracket', '[{"a":1],{"b":2}]', { values: ['{"b":2}'], broken: 1 }],
];

describe('splitter', () => {
  for (const [what, text, values] of whole) {
    it(`splits ${what}, however it is cut into chunks`, () => {
      const expected = { values, broken: 0, tooLarge: 0, cut: false, rest: undefined };
      for (let size = 1; size <= text.length + 1; size++)
        assert.deepEqual(split(text, size), expected, `chunks of ${size}`);
    });
  }

  for (const [what, text, expected] of faulty) {
    it(`goes on after ${what}, however it is cut into chunks`, () => {
      const all = { values: [], broken: 0, tooLarge: 0, cut: false, rest: undefined, ...expected };
      for (let size = 1; size <= text.length + 1; size++)
        assert.deepEqual(split(text, size), all, `chunks of ${size}`);
    });
  }

  it('leaves out what is too large, and holds no more than that', () => {
    const large = JSON.stringify({ a: 'x'.repeat(2000) });
    const expected = { values: ['{"b":1}'], broken: 0, tooLarge: 1, cut: false, rest: undefined };
    for (const size of [7, 500, 5000])
      assert.deepEqual(split(`{"Records":[${large},{"b":1}]}`, size), expected);
    assert.deepEqual(split(large.slice(0, -2), 100), { ...expected, values: [], cut: true });
  });

  it('finds the list behind a field that is too large', () => {
    assert.deepEqual(split(`{"x":"${'x'.repeat(5000)}","Records":[{"b":1}]}`, 100).values, ['{"b":1}']);
  });

  it('takes deep nesting', () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    assert.deepEqual(split(`[{"a":${deep}},{"b":1}]`, 999, 100_000).values, [`{"a":${deep}}`, '{"b":1}']);
  });

  const settings = { seed: 11, numRuns: 500 };
  const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value));
  const chunk = fc.integer({ min: 1, max: 40 });

  it('gives the elements of any list', () => {
    fc.assert(
      fc.property(
        fc.array(json),
        chunk,
        fc.constantFrom('', '{"Records":', '{"a":[{}],"Events":'),
        (values, size, before) => {
          const text = `${before}[${values.join(' , ')}]${before && '}'}`;
          assert.deepEqual(split(text, size, 1e6).values, values);
        },
      ),
      settings,
    );
  });

  it('never throws, and always gives the same for any chunks', () => {
    const noise = fc
      .array(fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', '\n', '"Records"', 'a', '1', ' '))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(noise, chunk, (text, size) => {
        assert.deepEqual(split(text, size), split(text));
      }),
      settings,
    );
  });
});
