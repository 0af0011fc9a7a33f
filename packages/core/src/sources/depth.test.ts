import assert from 'node:assert/strict';
import { findTooDeep, maxDepth } from './depth.js';

const indented = (levels: number): string =>
  Array.from({ length: levels }, (_, at) => `${' '.repeat(at)}a:`).join('\n');

describe('findTooDeep', () => {
  /** Text, syntax, and whether it is too deep. */
  const texts: [string, string, 'yaml' | 'json', boolean][] = [
    ['brackets at the limit', '['.repeat(maxDepth), 'json', false],
    ['one bracket more', '['.repeat(maxDepth + 1), 'json', true],
    ['mixed brackets', '[{'.repeat(maxDepth), 'yaml', true],
    ['many closed brackets', '[]'.repeat(10_000), 'json', false],
    ['closing brackets alone', ']'.repeat(10_000) + '['.repeat(maxDepth), 'json', false],
    ['indentation at the limit', indented(maxDepth), 'yaml', false],
    ['one indentation more', indented(maxDepth + 1), 'yaml', true],
    ['indentation in JSON', indented(maxDepth + 1), 'json', false],
    ['dashes', '- '.repeat(maxDepth + 1), 'yaml', true],
    ['question marks', '? '.repeat(maxDepth + 1), 'yaml', true],
    ['dashes line by line', '- a\n'.repeat(10_000), 'yaml', false],
    ['a rule of dashes', `a: |\n  ${'-'.repeat(500)}\n`, 'yaml', false],
    ['far to the right', `a:\n${' '.repeat(5000)}b: 1\n`, 'yaml', false],
    ['up and down', indented(150).concat('\n').repeat(20), 'yaml', false],
    ['nothing', '', 'yaml', false],
  ];
  for (const [name, text, syntax, tooDeep] of texts) {
    it(`${name}: ${tooDeep ? 'too deep' : 'fine'}`, () => {
      assert.equal(findTooDeep(text, syntax) !== undefined, tooDeep);
    });
  }

  it('says where', () => {
    assert.equal(findTooDeep('['.repeat(500), 'json'), maxDepth);
  });
});
