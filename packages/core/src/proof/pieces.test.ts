import assert from 'node:assert/strict';
import type { PolicyDocument } from '../sources/policy.js';
import { parsePattern } from '../util/patterns.js';
import { decide } from './decide.js';
import { mayMatch, meetsIn, pieceId, splitByResource, type Piece } from './pieces.js';
import { patternTable, type SymbolicStatement } from './symbolic.js';
import type { Proof } from './types.js';
import { proveWithin } from './within.js';

const table = patternTable();
const numbers = (...texts: string[]): number[] => texts.map((text) => table.add(parsePattern(text)));
const statement = (id: number, texts: string[], negated = false): SymbolicStatement => ({
  id,
  action: { negated: false, patterns: [] },
  resource: { negated, patterns: numbers(...texts) },
  clauses: [],
});

describe('splitByResource', () => {
  const split = (name: string, piece: Piece, expected: (readonly number[])[][]) =>
    it(name, () => {
      const parts = splitByResource(piece, meetsIn(table));
      assert.deepEqual(
        parts.map(({ allow, also, covers }) =>
          [allow, ...(also ? [also] : []), ...covers].map(({ resource }) => resource.patterns),
        ),
        expected,
      );
      assert.equal(new Set(parts.map(pieceId)).size, parts.length);
    });
  const [a, ax, b, any] = numbers('a*', 'ax', 'b', '*') as [number, number, number, number];

  split(
    'a piece for each pattern, with what can meet it',
    {
      allow: statement(0, ['a*', 'b']),
      also: undefined,
      covers: [statement(1, ['ax', 'b']), statement(2, ['c'])],
    },
    [
      [[a], [ax]],
      [[b], [b]],
    ],
  );
  split(
    'no piece where the other cannot meet it',
    { allow: statement(0, ['a*', 'b']), also: statement(1, ['ax']), covers: [] },
    [[[a], [ax]]],
  );
  split(
    'a NotResource is left whole, and met by all',
    { allow: statement(0, ['a*', 'b'], true), also: undefined, covers: [statement(1, ['*'])] },
    [[[a, b], [any]]],
  );
  split(
    'of a NotResource the exceptions that can be met',
    { allow: statement(0, ['b']), also: undefined, covers: [statement(1, ['a*', '*'], true)] },
    [[[b], [any]]],
  );
});

describe('mayMatch', () => {
  const may = (text: string, name: string[], expected: boolean) =>
    it(`${text} ${expected ? 'may be' : 'is never'} ${name.join('')}`, () =>
      assert.equal(mayMatch({ negated: false, patterns: numbers(text) }, name, table), expected));

  may('a*', ['a', 'b'], true);
  may('a*', ['b'], false);
  may('a*', ['${Q}'], true);
  may('b/*', ['a', '${Q}'], false);
  it('an exception may always leave something', () =>
    assert.ok(mayMatch({ negated: true, patterns: numbers('*') }, ['a'], table)));
});

/** Policies as long as IAM takes them: statement by statement the same question, of a kind that needs more than a look. */
describe('proveWithin, long policies', () => {
  const long = (make: (name: string, index: number) => object): PolicyDocument => ({
    Version: '2012-10-17',
    Statement: Array.from({ length: 40 }, (_, index) => ({
      Effect: 'Allow',
      ...make(`orders-${index}`, index),
    })),
  });
  const check = (
    name: string,
    narrowed: (name: string, index: number) => object,
    granted: (name: string, index: number) => object,
    expected: Proof['result'],
  ) =>
    it(name, () => {
      const [after, before] = [long(narrowed), long(granted)];
      const proof = proveWithin(after, before);
      assert.equal(proof.result, expected, JSON.stringify(proof));
      if (proof.result !== 'fails') return;
      assert.equal(decide({ identity: [after] }, proof.counterexample).decision, 'Allow');
      assert.notEqual(decide({ identity: [before] }, proof.counterexample).decision, 'Allow');
    });
  const PARAMETER = 'arn:aws:ssm:*:*:parameter/${aws:PrincipalTag/team}/';
  const FUNCTION = 'arn:aws:lambda:*:*:function:';
  const until = (date: string): object => ({ Condition: { DateLessThan: { 'aws:CurrentTime': date } } });
  const get = (Resource: string | string[], rest: object = {}): object => ({
    Action: 'ssm:Get*',
    Resource,
    ...rest,
  });

  check(
    'variables and conditions',
    (name) => get(`${PARAMETER}${name}`, until('2027-01-01')),
    (name) => get(`${PARAMETER}${name}*`, until('2027-06-01')),
    'holds',
  );
  check(
    'variables and one condition too wide',
    (name, index) => get(`${PARAMETER}${name}`, until(index === 17 ? '2028-01-01' : '2027-01-01')),
    (name) => get(`${PARAMETER}${name}*`, until('2027-06-01')),
    'fails',
  );
  check(
    'patterns that only two cover',
    (name) => get(`${FUNCTION}${name}*`),
    (name) => get([`${FUNCTION}${name}`, `${FUNCTION}${name}?*`]),
    'holds',
  );
  check(
    'one pattern that two leave open',
    (name) => get(`${FUNCTION}${name}-*`),
    (name, index) => get([`${FUNCTION}${name}-`, `${FUNCTION}${name}-${index === 39 ? 'x' : '?'}*`]),
    'fails',
  );
  check(
    'a Deny that each side words in its own way',
    (name, index) =>
      index % 2 ? get('*') : { Effect: 'Deny', Action: ['ssm:*', 's3:*'], Resource: `*${name}*` },
    (name, index) => (index % 2 ? get('*') : { Effect: 'Deny', Action: 'ssm:Get*', Resource: `*:${name}/*` }),
    'holds',
  );
});
