import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse, tokensOf } from '../testkit/marked.js';

/** The same document as a string in several spellings. */
const spellings: [string, (json: string) => string][] = [
  ['JSON string', (json) => JSON.stringify(json)],
  ['URL-encoded', (json) => JSON.stringify(encodeURIComponent(json))],
  [
    'escaped characters',
    (json) =>
      `"${json.replace(/["\\:*]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`,
  ],
  ['pretty', (json) => JSON.stringify(JSON.stringify(JSON.parse(json), null, 2))],
];

const text = fc.stringMatching(/^[a-z]{1,5}:[A-Za-z*?]{1,8}$/);

describe('JSON in strings', () => {
  for (const [name, spell] of spellings) {
    it(`reads what the string says, and points into the source: ${name}`, () => {
      fc.assert(
        fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (actions) => {
          const document = JSON.stringify({ Statement: { Effect: 'Allow', Action: actions, Resource: '*' } });
          const source = `{"PolicyDocument": ${spell(document)}}`;
          const { value, problems } = parse(source, 'p.json');
          assert.deepEqual(problems, []);
          const tokens = tokensOf(value);
          assert.deepEqual(
            tokens.map((token) => token.text),
            [...actions, '*'],
          );
          // In the order of the text, one after the other, and each around its own spelling.
          for (const [index, { span, literal }] of tokens.entries()) {
            const next = tokens[index + 1]?.span.from ?? source.length;
            assert.ok(span.from < span.to && span.to <= next);
            assert.equal(literal, false);
            const spelt = spell(JSON.stringify(tokens[index]?.text)).slice(1, -1);
            assert.equal(source.slice(span.from, span.to), spelt);
          }
        }),
        { seed: 20_261_031, numRuns: 100 },
      );
    });
  }
});
