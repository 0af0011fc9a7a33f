import assert from 'node:assert/strict';
import process from 'node:process';
import { proveWithin, type PolicyDocument, type PolicyStatement } from '@leastwise/core';
import fc from 'fast-check';
import { init } from 'z3-solver';
import { differenceScript } from './smt.js';

/** `npm run nightly` sets these: more pairs, and others every day. */
const isNightly = process.env['LEASTWISE_LAW_RUNS'] !== undefined;
const SEED = 20261121 + Number(process.env['LEASTWISE_LAW_SHIFT'] ?? 0);
const PAIRS = isNightly ? 400 : 30;

/** What we use of the package, which types the emscripten module as `any`. */
type Z3 = Omit<Awaited<ReturnType<typeof init>>, 'em'> & {
  readonly em: { readonly PThread: { terminateAllThreads(): void } };
};

/** Steps of the solver for one pair: not time, so that every machine gets the same answers. */
const PATIENCE = 2_000_000;

const pick = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom(...values);
const list = <T>(item: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> =>
  fc.array(item, { minLength: 1, maxLength });

const WORD = fc.array(pick('a', 'b', 'ab', '*', '?'), { maxLength: 3 }).map((parts) => parts.join(''));
const ACTION = fc.tuple(pick('s3', 'S3', 'sqs', '*'), WORD).map(([service, name]) => `${service}:${name}`);
const ARN = fc
  .tuple(pick('s3', '*', 'sqs'), pick('', '*', 'e*t', 'e?'), pick('', '1', '*'), WORD)
  .map(([service, region, account, name]) => `arn:aws:${service}:${region}:${account}:${name}`);
const RESOURCE = fc.oneof(ARN, ARN, pick('*', 'arn:aws:s3:*', 'arn:aws:*:b', '*a'));

const CLAUSE = fc
  .tuple(
    pick('', '', '', 'ForAllValues:', 'ForAnyValue:'),
    pick('StringEquals', 'StringLike', 'StringNotEquals', 'StringNotLike', 'Null'),
    pick('', '', 'IfExists'),
    pick('k', 'm'),
    list(WORD, 2),
    pick('true', 'false'),
  )
  .map(([set, name, ifExists, key, values, is]): NonNullable<PolicyStatement['Condition']> =>
    name === 'Null' ? { Null: { [key]: is } } : { [set + name + ifExists]: { [key]: values } },
  );

const STATEMENT = fc
  .record({
    effect: fc.constantFrom<PolicyStatement['Effect']>('Allow', 'Allow', 'Allow', 'Deny'),
    action: pick('Action', 'Action', 'Action', 'NotAction'),
    actions: list(fc.oneof(ACTION, ACTION, pick('*')), 2),
    resource: pick('Resource', 'Resource', 'Resource', 'NotResource'),
    resources: list(RESOURCE, 2),
    clauses: fc.array(CLAUSE, { maxLength: 1 }),
  })
  .map(({ effect, action, actions, resource, resources, clauses }): PolicyStatement => ({
    Effect: effect,
    [action]: actions,
    [resource]: resources,
    ...(clauses[0] && { Condition: clauses[0] }),
  }));

const document = (Statement: PolicyStatement[]): PolicyDocument => ({ Version: '2012-10-17', Statement });

/** One statement dropped, replaced or added, or two policies that have nothing to do with each other. */
const POLICIES: fc.Arbitrary<[PolicyDocument, PolicyDocument]> = fc.oneof(
  fc.tuple(list(STATEMENT, 3).map(document), list(STATEMENT, 3).map(document)),
  fc
    .tuple(list(STATEMENT, 3), fc.nat(), fc.option(STATEMENT))
    .map(([statements, place, other]): [PolicyDocument, PolicyDocument] => [
      document(statements.toSpliced(place % statements.length, 1, ...(other ? [other] : []))),
      document(statements),
    ]),
);

describe('proveWithin and an SMT solver', () => {
  it(`agree on ${PAIRS} random pairs of policies`, async function () {
    this.timeout(0);
    const { Context, em } = (await init()) as Z3;
    try {
      const solver = new (Context('main').Solver)();
      solver.set('rlimit', PATIENCE);
      const results = { holds: 0, fails: 0, open: 0 };
      for (const [narrowed, granted] of fc.sample(POLICIES, { seed: SEED, numRuns: PAIRS })) {
        const { result } = proveWithin(narrowed, granted);
        solver.reset();
        solver.fromString(differenceScript(narrowed, granted));
        const answer = await solver.check();
        if (answer === 'unknown' || result === 'unknown') results.open++;
        else {
          assert.equal(result, answer === 'unsat' ? 'holds' : 'fails', JSON.stringify([narrowed, granted]));
          results[result]++;
        }
      }
      console.log(`z3: ${JSON.stringify(results)}`);
      assert.ok(results.open <= PAIRS / 10 && results.holds >= PAIRS / 5 && results.fails >= PAIRS / 5);
    } finally {
      em.PThread.terminateAllThreads();
    }
  });
});
