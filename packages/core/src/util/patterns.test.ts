import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findCells, includesPattern, includesUnion } from './automaton.js';
import { compileMatcher, overlaps, parsePattern, plainlyIncludes, type Pattern } from './patterns.js';

/** Wildcards that stop at a colon, as in the first five segments of an ARN. */
const stopping = (text: string): Pattern =>
  parsePattern(text).map((token) => (token.kind === 'letter' ? token : { ...token, spans: false }));

/** The slow and obvious way. */
function toRegExp(pattern: Pattern): RegExp {
  const source = pattern.map((token) => {
    if (token.kind === 'letter') return token.letter.replaceAll(/[^\w]/g, '\\$&');
    return (token.spans ? '[^]' : '[^:]') + (token.kind === 'many' ? '*' : '');
  });
  return new RegExp(`^${source.join('')}$`);
}

const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 7 });
const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ':'), maxLength: 8 });
const pattern = fc
  .tuple(text, fc.boolean())
  .map(([written, stops]) => (stops ? stopping : parsePattern)(written));
const SEED = { seed: 20261121, numRuns: 1500 };

describe('patterns', () => {
  it('match as the regular expression does', () => {
    fc.assert(
      fc.property(pattern, name, (one, candidate) => {
        assert.equal(compileMatcher(one)(candidate), toRegExp(one).test(candidate));
      }),
      SEED,
    );
  });

  it('match in time that grows with the length alone', () => {
    const hard = compileMatcher(parsePattern(`${'a*'.repeat(200)}${'b'.repeat(1600)}`));
    assert.equal(hard('a'.repeat(2000)), false);
    assert.equal(hard(`${'a'.repeat(400)}${'b'.repeat(1600)}`), true);
  });

  const INCLUSIONS: [outer: string, inner: string, isWithin: boolean][] = [
    ['*', 'a', true],
    ['a*', 'ab*', true],
    ['ab*', 'a*', false],
    ['?*', '*?', true],
    ['*?*?', '??*', true],
    ['a?', 'a*', false],
    ['*a*', '*aa*', true],
    ['*aa*', '*a*a*', false],
    ['', '', true],
    ['?', '', false],
  ];
  for (const [outer, inner, isWithin] of INCLUSIONS) {
    it(`${outer} ${isWithin ? 'includes' : 'does not include'} ${inner}`, () => {
      assert.equal(includesPattern(parsePattern(outer), parsePattern(inner)), isWithin);
    });
  }

  it('include or not as their names say', () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { maxLength: 3 }),
        pattern,
        fc.array(name, { maxLength: 30 }),
        (outer, inner, names) => {
          const inside = names.filter((candidate) => toRegExp(inner).test(candidate));
          if (includesUnion(outer, inner) !== true) return;
          for (const candidate of inside)
            assert.ok(
              outer.some((one) => toRegExp(one).test(candidate)),
              candidate,
            );
        },
      ),
      SEED,
    );
  });

  it('give a name of the inner side where they do not include it', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 3 }), pattern, (outer, inner) => {
        if (includesUnion(outer, inner) !== false) return;
        const missing = findCells([inner, ...outer], { wanted: new Set([0]) })?.find(
          ({ matched }) => matched.length === 1,
        );
        const witness = missing?.witness.join('') ?? '';
        assert.ok(
          toRegExp(inner).test(witness) && !outer.some((one) => toRegExp(one).test(witness)),
          witness,
        );
      }),
      SEED,
    );
  });

  it('plainly include only what they include', () => {
    fc.assert(
      fc.property(pattern, pattern, (outer, inner) => {
        if (plainlyIncludes(outer, inner)) assert.equal(includesPattern(outer, inner), true);
        assert.ok(plainlyIncludes(inner, inner));
      }),
      SEED,
    );
  });

  it('overlap where a cell has both', () => {
    fc.assert(
      fc.property(pattern, pattern, (one, other) => {
        const both = findCells([one, other])?.some(({ matched }) => matched.length === 2);
        assert.equal(overlaps(one, other), both);
      }),
      SEED,
    );
  });

  it('take a symbol as one unknown text', () => {
    const symbol: Pattern = [{ kind: 'letter', letter: '${A.Arn}' }];
    assert.equal(includesPattern(parsePattern('*'), symbol), true);
    assert.equal(includesPattern(symbol, symbol), true);
    for (const outer of ['?', '????????', 'a*', '$*']) {
      assert.equal(includesPattern(parsePattern(outer), symbol), false, outer);
    }
    assert.equal(includesPattern(stopping('*'), symbol), false);
    assert.equal(includesPattern(stopping('*'), [{ kind: 'letter', letter: '${AWS::Region}' }]), true);
  });

  it('give up where the cells are too many', () => {
    const many = Array.from({ length: 20 }, (_, index) =>
      parsePattern(`*${String.fromCharCode(97 + index)}*`),
    );
    assert.equal(findCells(many, { limit: 500 }), undefined);
  });
});
