import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PolicyDocument, PolicyStatement } from '../sources/policy.js';
import type { Usage } from '../usage/types.js';
import { backtestDetail } from './backtest.js';
import { proveCovers } from './covers.js';
import { compilePolicySet, decideCompiled } from './decide.js';
import { proveDisjoint } from './disjoint.js';
import { proveEquivalent } from './equivalent.js';
import { prepareRequest } from './statement.js';
import type { Request } from './types.js';
import { proveWithin } from './within.js';

/** The cases are the same on every run. */
const SEED = 20261121;
const PAIRS = 2_500;
const runs = (numRuns: number): { seed: number; numRuns: number } => ({ seed: SEED, numRuns });

const pick = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom(...values);
const list = <T>(item: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> =>
  fc.array(item, { minLength: 1, maxLength });

const ACTIONS = pick(
  '*',
  's3:*',
  's3:Get*',
  'S3:getobject',
  's3:Put*',
  's3:?etObject',
  'sqs:Send*',
  's3:*Object',
  '*:Get*',
);
const RESOURCES = pick(
  '*',
  'arn:aws:s3:::b/*',
  'arn:aws:s3:::b',
  'arn:aws:s3:::b/a*',
  'arn:aws:s3:::b/?',
  'arn:aws:s3:*:*:b/a',
  'arn:aws:s3:::b/${aws:username}/*',
  "arn:aws:s3:::b/${aws:username, 'a'}",
  'arn:aws:sqs:*:q',
  'arn:aws:sqs:e*t:1:q',
  'arn:aws:s3:::b/${*}',
  '${Q.Arn}',
);

const clause = (
  operator: fc.Arbitrary<string>,
  key: fc.Arbitrary<string>,
  values: fc.Arbitrary<(string | number)[]>,
): fc.Arbitrary<Record<string, Record<string, (string | number)[]>>> =>
  fc
    .tuple(pick('', '', 'ForAllValues:', 'ForAnyValue:'), operator, pick('', '', 'IfExists'), key, values)
    .map(([set, name, ifExists, of, expected]) => ({
      [name === 'Null' ? name : set + name + ifExists]: { [of]: expected },
    }));

const CLAUSES = fc.oneof(
  clause(
    pick('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase'),
    pick('k', 'K', 'aws:username'),
    list(pick('a', 'b', 'A', 'a*', '*', '', '?', '${aws:username}', '${aws:username}*'), 3),
  ),
  clause(
    pick('NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericGreaterThanEquals'),
    pick('n'),
    list(fc.constantFrom(1, 5, '7.5'), 2),
  ),
  clause(
    pick('DateLessThan', 'DateGreaterThan', 'DateEquals'),
    pick('t'),
    list(pick('2026-01-01', '2027', '1800000000'), 1),
  ),
  clause(
    pick('IpAddress', 'NotIpAddress'),
    pick('ip'),
    list(pick('10.0.0.0/8', '10.1.0.0/16', '10.1.2.3', '2001:db8::/32'), 2),
  ),
  clause(
    pick('ArnLike', 'ArnNotEquals'),
    pick('k'),
    list(pick('arn:aws:s3:::b*', 'arn:aws:*:*:*:*', '*'), 2),
  ),
  clause(pick('Bool'), pick('bool'), list(pick('true', 'false'), 1)),
  clause(pick('Null'), pick('k', 'n', 'bool'), list(pick('true', 'false'), 1)),
);

const STATEMENTS = fc
  .record({
    effect: fc.constantFrom<PolicyStatement['Effect']>('Allow', 'Allow', 'Allow', 'Deny'),
    action: pick('Action', 'Action', 'Action', 'NotAction'),
    actions: list(ACTIONS, 2),
    resource: pick('Resource', 'Resource', 'Resource', 'NotResource'),
    resources: list(RESOURCES, 2),
    clauses: fc.array(CLAUSES, { maxLength: 2 }),
  })
  .map(({ effect, action, actions, resource, resources, clauses }): PolicyStatement => ({
    Effect: effect,
    [action]: actions,
    [resource]: resources,
    ...(clauses.length > 0 && { Condition: Object.assign({}, ...clauses) as PolicyStatement['Condition'] }),
  }));

const document = (Statement: PolicyStatement[]): PolicyDocument => ({ Version: '2012-10-17', Statement });
const POLICIES = list(STATEMENTS, 4).map(document);

/** Half of the pairs have nothing to do with each other; in the other half one statement was dropped or replaced. */
const PAIRS_OF_POLICIES = fc.oneof(
  fc.tuple(POLICIES, POLICIES),
  fc
    .tuple(list(STATEMENTS, 4), fc.nat(), fc.option(STATEMENTS))
    .map(([statements, place, other]): [PolicyDocument, PolicyDocument] => {
      const changed = statements.toSpliced(place % statements.length, 1, ...(other ? [other] : []));
      return [document(changed), document(statements)];
    }),
);

const value = (...values: string[]): fc.Arbitrary<string | string[] | undefined> =>
  fc.option(fc.oneof(pick(...values), fc.array(pick(...values), { maxLength: 3 })), { nil: undefined });

const REQUESTS: fc.Arbitrary<Request> = fc
  .record({
    action: pick(
      's3:GetObject',
      's3:PutObject',
      's3:Get',
      's3:SetObject',
      'sqs:SendMessage',
      'ec2:GetFoo',
      'iam:X',
    ),
    resource: pick(
      '*',
      '',
      'x',
      'arn:aws:s3:::b/a',
      'arn:aws:s3:::b',
      'arn:aws:s3:::b/ab/c',
      'arn:aws:s3:::b/z',
      'arn:aws:s3:::b/a/x',
      'arn:aws:s3:eu:1:b/a',
      'arn:aws:sqs:eu:1:q',
      'arn:aws:sqs:ext:1:q',
      'arn:aws:s3:::b/*',
      '${Q.Arn}',
    ),
    k: value('a', 'b', 'A', 'ab', '', 'arn:aws:s3:::bx', 'arn:aws:sqs:eu:1:q'),
    // A key of one value at most.
    'aws:username': fc.option(pick('a', 'ab', '', '*'), { nil: undefined }),
    n: value('1', '5', '6', '7.5', '9', 'x'),
    t: value('2025-01-01', '2026-01-01', '2026-06-01', '2027-01-01', '2028-01-01'),
    ip: value('10.0.0.1', '10.1.0.1', '10.1.2.3', '8.8.8.8', '2001:db8::1'),
    bool: value('true', 'false', 'x'),
  })
  .map(({ action, resource, ...context }) => ({
    action,
    resource,
    principal: '',
    context: Object.fromEntries(
      Object.entries(context).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined),
    ),
  }));

/** Compiled once for many requests. */
function allowedBy(policy: PolicyDocument): (request: Request) => boolean {
  const compiled = compilePolicySet({ identity: [policy] });
  return (request) => decideCompiled(compiled, prepareRequest(request)).decision === 'Allow';
}

describe('laws of proveWithin', () => {
  it(`agrees with ${PAIRS} × 40 sampled requests, both ways`, () => {
    const results = { holds: 0, fails: 0, unknown: 0 };
    fc.assert(
      fc.property(
        PAIRS_OF_POLICIES,
        fc.array(REQUESTS, { minLength: 40, maxLength: 40 }),
        ([narrowed, granted], requests) => {
          const proof = proveWithin(narrowed, granted);
          const [after, before] = [allowedBy(narrowed), allowedBy(granted)];
          results[proof.result]++;
          const widening = requests.find((request) => after(request) && !before(request));
          if (proof.result === 'holds') assert.equal(widening, undefined, JSON.stringify(widening));
          if (proof.result !== 'fails') return;
          assert.ok(after(proof.counterexample), 'a counterexample must replay');
          assert.ok(!before(proof.counterexample), 'a counterexample must replay');
        },
      ),
      runs(PAIRS),
    );
    const { holds, fails, unknown } = results;
    const total = holds + fails + unknown;
    console.log(`${total} pairs of policies, 40 requests each: ${JSON.stringify(results)}`);
    assert.ok(total >= PAIRS && holds > total / 5 && fails > total / 5 && unknown < total / 25);
  });

  it('holds for a policy and itself', () => {
    fc.assert(
      fc.property(POLICIES, (policy) => {
        assert.deepEqual(proveWithin(policy, policy), { result: 'holds' });
      }),
      runs(1_000),
    );
  });

  it('holds where an Allow was dropped or a Deny added', () => {
    fc.assert(
      fc.property(list(STATEMENTS, 4), STATEMENTS, fc.nat(), (statements, extra, place) => {
        const dropped = statements.filter(
          ({ Effect }, index) => Effect === 'Deny' || index !== place % statements.length,
        );
        assert.deepEqual(proveWithin(document(dropped), document(statements)), { result: 'holds' });
        const denied = [...statements, { ...extra, Effect: 'Deny' as const }];
        assert.deepEqual(proveWithin(document(denied), document(statements)), { result: 'holds' });
      }),
      runs(1_000),
    );
  });

  it('holds where an action or a resource was dropped from a list', () => {
    fc.assert(
      fc.property(list(ACTIONS, 4), list(RESOURCES, 4), fc.nat(), (actions, resources, place) => {
        const granted = document([{ Effect: 'Allow', Action: actions, Resource: resources }]);
        const narrowed = document([
          {
            Effect: 'Allow',
            Action: actions.toSpliced(place % actions.length, 1),
            Resource: resources.toSpliced(place % resources.length, 1),
          },
        ]);
        assert.deepEqual(proveWithin(narrowed, granted), { result: 'holds' });
      }),
      runs(1_000),
    );
  });
});

describe('laws of proveEquivalent and proveDisjoint', () => {
  const sampled = fc.array(REQUESTS, { minLength: 20, maxLength: 20 });

  it('equivalent: as proveWithin both ways, in either order, and as the samples', () => {
    fc.assert(
      fc.property(PAIRS_OF_POLICIES, sampled, ([one, other], requests) => {
        const proof = proveEquivalent(one, other);
        const ways = [proveWithin(one, other).result, proveWithin(other, one).result];
        const expected = ['fails', 'unknown', 'holds'].find((result) => ways.some((way) => way === result));
        assert.equal(proof.result, expected);
        assert.equal(proveEquivalent(other, one).result, expected);
        const [first, second] = [allowedBy(one), allowedBy(other)];
        if (proof.result === 'holds')
          for (const request of requests) assert.equal(first(request), second(request));
        if (proof.result === 'fails') {
          assert.notEqual(first(proof.counterexample), second(proof.counterexample), 'must replay');
        }
      }),
      runs(500),
    );
  });

  it('disjoint: no sample is allowed by both, a counterexample is, and the order does not matter', () => {
    const results = { holds: 0, fails: 0, unknown: 0 };
    fc.assert(
      fc.property(PAIRS_OF_POLICIES, sampled, ([one, other], requests) => {
        const proof = proveDisjoint(one, other);
        results[proof.result]++;
        const [first, second] = [allowedBy(one), allowedBy(other)];
        const common = requests.find((request) => first(request) && second(request));
        if (proof.result === 'holds') {
          assert.equal(common, undefined, JSON.stringify(common));
          assert.notEqual(proveDisjoint(other, one).result, 'fails');
        }
        if (proof.result === 'fails') {
          assert.ok(first(proof.counterexample) && second(proof.counterexample), 'must replay');
          assert.notEqual(proveDisjoint(other, one).result, 'holds');
        }
      }),
      runs(1_000),
    );
    const { holds, fails, unknown } = results;
    assert.ok(holds > 50 && fails > 300 && unknown < (holds + fails) / 25, JSON.stringify(results));
  });

  it('disjoint from what is denied, and from itself only if it allows nothing', () => {
    fc.assert(
      fc.property(POLICIES, list(STATEMENTS, 3), (policy, statements) => {
        const denied = document([...statements, { Effect: 'Deny', Action: '*', Resource: '*' }]);
        assert.deepEqual(proveDisjoint(policy, denied), { result: 'holds' });
        const nothing = proveWithin(policy, document([])).result;
        assert.equal(proveDisjoint(policy, policy).result, nothing);
      }),
      runs(300),
    );
  });
});

const USAGE: fc.Arbitrary<Usage> = fc
  .tuple(
    pick('s3:GetObject', 's3:PutObject', 'sqs:SendMessage'),
    fc.array(pick('arn:aws:s3:::b/a', 'arn:aws:s3:::b/a*', 'arn:aws:s3:::b', 'arn:aws:sqs:eu:1:q'), {
      maxLength: 2,
    }),
  )
  .map(([action, resources]) => ({
    action,
    resources,
    count: 1,
    possible: 0,
    denied: 0,
    firstSeen: '',
    lastSeen: '',
  }));

describe('laws of proveCovers', () => {
  it('fails only with a request that the grant allows and narrowed does not, and holds against samples', () => {
    fc.assert(
      fc.property(
        PAIRS_OF_POLICIES,
        list(USAGE, 3),
        fc.array(REQUESTS, { maxLength: 20 }),
        ([narrowed, granted], usage, requests) => {
          const proof = proveCovers(narrowed, usage, granted);
          const [after, before] = [allowedBy(narrowed), allowedBy(granted)];
          const lost = usage
            .flatMap(({ action, resources }) =>
              resources.flatMap((resource) =>
                requests.map(({ context }) => ({
                  action,
                  resource: resource.replace('*', 'z'),
                  principal: '',
                  context,
                })),
              ),
            )
            .find((request) => before(request) && !after(request));
          if (proof.result === 'holds') assert.equal(lost, undefined, JSON.stringify(lost));
          if (proof.result !== 'fails') return;
          assert.ok(before(proof.counterexample) && !after(proof.counterexample));
        },
      ),
      runs(1_000),
    );
  });

  it('agrees with the backtest', () => {
    fc.assert(
      fc.property(PAIRS_OF_POLICIES, list(USAGE, 3), ([narrowed, granted], usage) => {
        const { calls, denied, lost } = backtestDetail(narrowed, usage, granted);
        assert.equal(denied === 0, proveCovers(narrowed, usage, granted).result === 'holds');
        assert.equal(denied === 0, lost.length === 0);
        assert.ok(denied <= calls && calls <= usage.length);
      }),
      runs(500),
    );
  });

  it('holds for what was not changed', () => {
    fc.assert(
      fc.property(POLICIES, list(USAGE, 3), (policy, usage) => {
        assert.deepEqual(proveCovers(policy, usage, policy), { result: 'holds' });
      }),
      runs(500),
    );
  });
});
