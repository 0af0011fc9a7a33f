import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { proveWithin, type PolicyDocument, type PolicyStatement } from '@leastwise/core';
import fc from 'fast-check';
import chunk from 'lodash/chunk.js';
import { differenceScript } from './smt.js';

/** `npm run nightly` sets these: more pairs, and others every day. */
const isNightly = process.env['LEASTWISE_LAW_RUNS'] !== undefined;
const SEED = 20261121 + Number(process.env['LEASTWISE_LAW_SHIFT'] ?? 0);
const PAIRS = isNightly ? 340 : 10;

/** Pairs that both must settle. */
const DECIDED = isNightly ? 300 : 8;

/** Pairs for one process of the solver, and how long it may take: what it leaves open stays open. */
const CHUNK = 20;
const TIME_LIMIT = 300_000;

type Answer = 'sat' | 'unsat' | 'unknown';

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

function askSolver(pairs: readonly [PolicyDocument, PolicyDocument][]): Answer[] {
  const scripts = pairs.map((pair) => JSON.stringify(differenceScript(...pair)));
  const { stdout } = spawnSync(process.execPath, [fileURLToPath(new URL('z3Process.js', import.meta.url))], {
    input: `${scripts.join('\n')}\n`,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: TIME_LIMIT,
    killSignal: 'SIGKILL',
  });
  const answers = stdout.split('\n').filter((line) => line !== '') as Answer[];
  return pairs.map((_, index) => answers[index] ?? 'unknown');
}

describe('proveWithin and an SMT solver', () => {
  it(`agree on ${DECIDED} random pairs of policies`, function () {
    this.timeout(0);
    const results = { holds: 0, fails: 0, open: 0 };
    for (const pairs of chunk(fc.sample(POLICIES, { seed: SEED, numRuns: PAIRS }), CHUNK)) {
      askSolver(pairs).forEach((answer, index) => {
        const [narrowed, granted] = pairs[index] ?? [];
        assert.ok(narrowed && granted);
        const { result } = proveWithin(narrowed, granted);
        if (answer === 'unknown' || result === 'unknown') results.open++;
        else {
          assert.equal(result, answer === 'unsat' ? 'holds' : 'fails', JSON.stringify([narrowed, granted]));
          results[result]++;
        }
      });
      console.log(`z3: ${JSON.stringify(results)}`);
    }
    const { holds, fails } = results;
    console.log(
      `z3: ${holds + fails} of ${PAIRS} pairs decided by both, none otherwise: ${JSON.stringify(results)}`,
    );
    assert.ok(holds + fails >= DECIDED && holds >= PAIRS / 5 && fails >= PAIRS / 5, JSON.stringify(results));
  });
});
