import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePattern, type Pattern } from './patterns.js';
import { compileShiftAnd } from './shiftAnd.js';

/** `*` and `?` of the text stop at colons where it is marked so, letter for letter. */
function toPattern(text: string, stops: readonly boolean[]): Pattern {
  return parsePattern(text).map((token, index) =>
    token.kind === 'letter' ? token : { ...token, spans: !(stops[index % stops.length] ?? false) },
  );
}

/** The definition: all places of the pattern that a name can reach, one by one. */
function matches(pattern: Pattern, name: string): boolean {
  const close = (places: Set<number>): Set<number> => {
    for (let at = 0; at < pattern.length; at++)
      if (places.has(at) && pattern[at]?.kind === 'many') places.add(at + 1);
    return places;
  };
  let here = close(new Set([0]));
  for (const letter of name.split('')) {
    const next = new Set<number>();
    for (const at of here) {
      const token = pattern[at];
      if (!token) continue;
      const takes = token.kind === 'letter' ? token.letter === letter : token.spans || letter !== ':';
      if (takes) next.add(token.kind === 'many' ? at : at + 1);
    }
    here = close(next);
  }
  return here.has(pattern.length);
}

const SEED = { seed: 20261122, numRuns: 1000 };

/** Long enough to lie in several words of 32 places. */
const written = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 100 });
const stops = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 });

describe('compileShiftAnd', () => {
  it('matches any name as the definition does', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ':'), maxLength: 100 });
    fc.assert(
      fc.property(written, stops, name, (text, where, candidate) => {
        const pattern = toPattern(text, where);
        assert.equal(compileShiftAnd(pattern)(candidate), matches(pattern, candidate));
      }),
      SEED,
    );
  });

  it('matches names made from the pattern as the definition does', () => {
    const fill = fc.array(fc.constantFrom('', 'a', 'ab', ':', 'a:b', 'bbbb'), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(written, stops, fill, (text, where, runs) => {
        const pattern = toPattern(text, where);
        const name = pattern
          .map((token, at) => (token.kind === 'letter' ? token.letter : (runs[at % runs.length] ?? '')))
          .join('');
        assert.equal(compileShiftAnd(pattern)(name), matches(pattern, name));
      }),
      SEED,
    );
  });

  const edges: [pattern: string, name: string, expected: boolean][] = [
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['a', '', false],
    [`${'a'.repeat(31)}b`, `${'a'.repeat(31)}b`, true],
    [`${'a'.repeat(32)}b`, `${'a'.repeat(32)}b`, true],
    [`${'a'.repeat(63)}*b`, `${'a'.repeat(64)}b`, true],
    ['a'.repeat(64), 'a'.repeat(65), false],
    [`${'a'.repeat(64)}?`, 'a'.repeat(64), false],
    ['ü*?', 'üxé', true],
    [`${'a*'.repeat(200)}${'?'.repeat(1600)}b`, `${'a'.repeat(1999)}b`, true],
    [`${'a*'.repeat(200)}${'?'.repeat(1600)}b`, 'a'.repeat(2000), false],
  ];
  for (const [text, name, expected] of edges) {
    it(`${text.slice(0, 30)} (${text.length}) ${expected ? 'matches' : 'does not match'} ${name.slice(0, 30)} (${name.length})`, () => {
      assert.equal(compileShiftAnd(parsePattern(text))(name), expected);
    });
  }
});
