import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasWildcard, matchAction, matchPattern, patternsIntersect } from './wildcard.js';

const seed = { seed: 20261101, numRuns: 1000 };
/** Few letters, so that patterns and names often meet. */
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 7 });
const name = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 });

describe('matchPattern', () => {
  const matches = (given: string, text: string, expected: boolean) =>
    it(`${given} ${expected ? 'matches' : 'does not match'} ${text || 'the empty text'}`, () =>
      assert.equal(matchPattern(given, text), expected));

  matches('', '', true);
  matches('', 'a', false);
  matches('*', '', true);
  matches('?', '', false);
  matches('?', 'a', true);
  matches('**', 'abc', true);
  matches('a*c', 'abbc', true);
  matches('a*c', 'abbcd', false);
  matches('a?c', 'ac', false);
  matches('*?', '', false);
  matches('arn:aws:s3:::orders/*', 'arn:aws:s3:::orders/2026/a.json', true);
  matches('arn:aws:s3:::orders/*', 'arn:aws:s3:::orders', false);
  matches('S3:*', 's3:GetObject', false);
  matches('a.c', 'abc', false);

  it('agrees with a regular expression', () => {
    fc.assert(
      fc.property(pattern, name, (given, text) => {
        const expression = given.replaceAll('*', '[^]*').replaceAll('?', '[^]');
        assert.equal(matchPattern(given, text), new RegExp(`^(?:${expression})$`).test(text));
      }),
      seed,
    );
  });

  it('takes many stars over a long text', () => {
    assert.equal(matchPattern(`${'*a'.repeat(200)}b`, 'a'.repeat(20_000)), false);
  });
});

describe('matchAction', () => {
  it('compares without regard to case', () => {
    assert.equal(matchAction('S3:get*', 's3:GetObject'), true);
    assert.equal(matchAction('s3:Put*', 's3:GetObject'), false);
  });
});

describe('hasWildcard', () => {
  it('sees a star and a question mark', () => {
    assert.deepEqual(['a*', 'a?', 'a', '', '${a}'].map(hasWildcard), [true, true, false, false, false]);
  });
});

describe('patternsIntersect', () => {
  const meets = (a: string, b: string, expected: boolean) =>
    it(`${a || "''"} and ${b || "''"} ${expected ? 'meet' : 'do not meet'}`, () => {
      assert.equal(patternsIntersect(a, b), expected);
      assert.equal(patternsIntersect(b, a), expected);
    });

  meets('', '', true);
  meets('', '*', true);
  meets('', '?', false);
  meets('*', '?', true);
  meets('a*', '*b', true);
  meets('a*', 'b*', false);
  meets('*a', '*b', false);
  meets('a*b', 'a?', true);
  meets('a?b', 'a*cb', true);
  meets('a??b', 'acb', false);
  meets('*a*', '*b*', true);
  meets('a*a', 'a', false);
  meets('s3:Get*', 's3:*Object', true);
  meets('s3:Get*', 's3:Put*', false);
  meets('arn:*:s3:::*/*', 'arn:aws:s3:::orders', false);
  meets('arn:*:s3:::*/*', 'arn:aws:s3:::orders*', true);

  it('of two patterns that match one name is true', () => {
    fc.assert(
      fc.property(pattern, pattern, name, (a, b, text) => {
        if (matchPattern(a, text) && matchPattern(b, text)) assert.equal(patternsIntersect(a, b), true);
      }),
      seed,
    );
  });

  it('is true only where a name shows it', () => {
    const shortNames = namesUpTo(6);
    const short = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 3 });
    fc.assert(
      fc.property(short, short, (a, b) => {
        const witness = shortNames.some((text) => matchPattern(a, text) && matchPattern(b, text));
        assert.equal(patternsIntersect(a, b), witness);
      }),
      seed,
    );
  });

  it('with a name is matchPattern', () => {
    fc.assert(
      fc.property(pattern, name, (given, text) => {
        assert.equal(patternsIntersect(given, text), matchPattern(given, text));
      }),
      seed,
    );
  });

  it('takes two patterns that are far too long to meet', () => {
    assert.equal(patternsIntersect('a'.repeat(100_000), 'b'.repeat(100_000)), true);
  });
});

/** Every text of the two letters up to a length; two patterns of three characters meet in six letters or never. */
function namesUpTo(length: number): string[] {
  const names = [''];
  for (let from = 0; length > 0; length--) {
    const longest = names.slice(from);
    from = names.length;
    names.push(...longest.flatMap((text) => [`${text}a`, `${text}b`]));
  }
  return names;
}
