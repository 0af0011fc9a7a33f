import assert from 'node:assert/strict';
import { cleanText, inspect, parsePath, PLAIN, UNCLEAN, valueAt, valuesAt, WILD } from './read.js';

const kinds: readonly (readonly [text: string, kind: number])[] = [
  ['', PLAIN],
  ['arn:aws:s3:::b/é~', PLAIN],
  ['a*', WILD],
  ['?a', WILD],
  ['${a}', WILD],
  ['a\u0000', UNCLEAN],
  ['*\u001f', UNCLEAN],
  ['\u007f', UNCLEAN],
  ['\u009f', UNCLEAN],
  ['\u00a0', PLAIN],
];

describe('inspect', () => {
  for (const [text, kind] of kinds) {
    it(`${JSON.stringify(text)} → ${kind}`, () => assert.equal(inspect(text), kind));
  }

  it('says of every character below 256 what the rule of rows says', () => {
    for (let code = 0; code < 256; code++) {
      const text = String.fromCharCode(code);
      const isControl = /[\u0000-\u001f\u007f-\u009f]/.test(text);
      assert.equal(cleanText(text), isControl ? undefined : text, `${code}`);
    }
  });
});

/** Path, value → all values there. */
const walks: readonly (readonly [path: string, root: unknown, values: readonly unknown[]])[] = [
  ['', 5, [5]],
  ['', null, []],
  ['a', { a: 1, A: 2 }, [1]],
  ['a', { A: 2 }, [2]],
  ['a', { a: null, A: 2 }, []],
  ['a.b', { a: { b: 1 } }, [1]],
  ['a.b', { a: 'text' }, []],
  ['a[].b', { a: [{ b: 1 }, { B: 2 }, null, 5, {}] }, [1, 2]],
  ['a[].b', { a: { b: 1 } }, []],
  ['a[]', { a: [1, [2]] }, [1, [2]]],
  ['__proto__', JSON.parse('{"__proto__":1}'), [1]],
];

describe('paths', () => {
  for (const [path, root, values] of walks) {
    it(`${path} of ${JSON.stringify(root)}`, () => {
      assert.deepEqual(valuesAt(root, parsePath(path)), values);
      if (!path.includes('[]')) assert.deepEqual(valueAt(root, parsePath(path)), values[0]);
    });
  }

  it('look at the first thousand items of an array', () => {
    const root = { a: Array.from({ length: 5000 }, (_, index) => index) };
    assert.equal(valuesAt(root, parsePath('a[]')).length, 1000);
  });
});
