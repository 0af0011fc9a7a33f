import assert from 'node:assert/strict';
import type { PolicyDocument, PolicyStatement } from '../sources/policy.js';
import { decide } from './decide.js';
import { proveDisjoint } from './disjoint.js';
import { proveEquivalent } from './equivalent.js';
import type { Proof, Request } from './types.js';

type Items = string | string[];
type Side = object[];
type Case = [name: string, one: Side, other: Side, expected: Proof['result']];

const policy = (statements: Side): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements as PolicyStatement[],
});
const allow = (Action: Items, Resource: Items = '*', Condition?: object): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const deny = (...parts: Parameters<typeof allow>): object => ({ ...allow(...parts), Effect: 'Deny' });
const butAction = (NotAction: Items): object => ({ Effect: 'Allow', NotAction, Resource: '*' });

const allows = (side: Side, request: Request): boolean =>
  decide({ identity: [policy(side)] }, request).decision === 'Allow';

/** `fails` must come with a request that shows it; both laws read the same from either side. */
function check(
  title: string,
  prove: typeof proveDisjoint,
  shows: (one: boolean, other: boolean) => boolean,
  cases: Case[],
): void {
  describe(title, () => {
    for (const [name, one, other, expected] of cases) {
      it(name, () => {
        for (const [first, second] of [
          [one, other],
          [other, one],
        ] as const) {
          const proof = prove(policy(first), policy(second));
          assert.equal(proof.result, expected, JSON.stringify(proof));
          if (proof.result !== 'fails') continue;
          const request = proof.counterexample;
          assert.ok(shows(allows(first, request), allows(second, request)), JSON.stringify(request));
        }
      });
    }
  });
}

const B = 'arn:aws:s3:::b/*';
const ALICE = 'arn:aws:s3:::b/alice/*';
const HOME = 'arn:aws:s3:::b/${aws:username}/*';
const when = (operator: string, key: string, ...values: string[]): object => ({
  [operator]: { [key]: values },
});

check('proveEquivalent', proveEquivalent, (one, other) => one !== other, [
  ['the same', [allow('s3:*')], [allow('s3:*')], 'holds'],
  ['nothing and nothing', [], [deny('*')], 'holds'],
  ['nothing and something', [], [allow('s3:*')], 'fails'],
  ['other spellings', [allow('S3:get*')], [allow(['s3:Get', 's3:GET?*'])], 'holds'],
  ['split into statements', [allow(['s3:A', 's3:B'])], [allow('s3:A'), allow('s3:B')], 'holds'],
  ['NotAction and Deny', [butAction('s3:*')], [allow('*'), deny('s3:*')], 'holds'],
  ['narrower', [allow('s3:Get*')], [allow('s3:*')], 'fails'],
  ['neither within the other', [allow('s3:Get*')], [allow('s3:Put*')], 'fails'],
  [
    'a condition and its complement',
    [allow('s3:*')],
    [
      allow('s3:*', '*', when('StringEquals', 'k', 'a')),
      allow('s3:*', '*', when('StringNotEquals', 'k', 'a')),
    ],
    'holds',
  ],
  ['a symbol and a name it may be', [allow('s3:*', '${Q.Arn}')], [allow('s3:*', B)], 'fails'],
  [
    'a Deny that a symbol may meet',
    [allow('s3:*', '${Q.Arn}')],
    [allow('s3:*', '${Q.Arn}'), deny('s3:*', B)],
    'unknown',
  ],
]);

check('proveDisjoint', proveDisjoint, (one, other) => one && other, [
  ['nothing and everything', [], [allow('*')], 'holds'],
  ['everything and everything', [allow('*')], [allow('*')], 'fails'],
  ['services', [allow('s3:*')], [allow('sqs:*')], 'holds'],
  ['a common action', [allow('s3:Get*')], [allow('s3:*Object')], 'fails'],
  ['no common action', [allow('s3:Get*')], [allow('s3:Put*Object')], 'holds'],
  ['NotAction', [allow('s3:*')], [butAction('s3:*')], 'holds'],
  ['NotAction, another', [allow(['s3:*', 'sqs:X'])], [butAction('s3:*')], 'fails'],
  ['resources', [allow('s3:*', B)], [allow('s3:*', 'arn:aws:s3:::c/*')], 'holds'],
  ['a common resource', [allow('s3:*', B)], [allow('s3:*', 'arn:aws:s3:::*/x')], 'fails'],
  [
    'action and resource of different statements do not mix',
    [allow('s3:A', B), allow('s3:B')],
    [allow('s3:A', 'c'), allow('s3:C')],
    'holds',
  ],
  ['a Deny keeps them apart', [allow('s3:*')], [allow('*'), deny('s3:*')], 'holds'],
  ['a Deny does not reach', [allow('s3:*')], [allow('*'), deny('s3:*', B)], 'fails'],
  ['either Deny', [allow(['s3:Get*', 's3:P*']), deny('s3:Get*')], [allow('*'), deny('s3:P*')], 'holds'],
  [
    'conditions apart',
    [
      allow('s3:*', '*', {
        ...when('StringEquals', 'k', 'a'),
        ...when('ForAllValues:StringLike', 'k', 'a*'),
      }),
    ],
    [allow('s3:*', '*', when('StringEquals', 'k', 'b'))],
    'holds',
  ],
  [
    'conditions that several values meet',
    [allow('s3:*', '*', when('ForAnyValue:StringEquals', 'k', 'a'))],
    [allow('s3:*', '*', when('ForAnyValue:StringEquals', 'k', 'b'))],
    'fails',
  ],
  [
    'times apart',
    [allow('s3:*', '*', when('DateLessThan', 't', '2026-01-01'))],
    [allow('s3:*', '*', when('DateGreaterThan', 't', '2026-01-01'))],
    'fails',
  ],
  ['the same symbol', [allow('s3:*', '${Q.Arn}/x')], [allow('s3:*', '${Q.Arn}/*')], 'fails'],
  ['a symbol within everything', [allow('s3:*', '${Q.Arn}')], [allow('s3:*')], 'fails'],
  ['a symbol that may be a name', [allow('s3:*', '${Q.Arn}')], [allow('s3:*', B)], 'unknown'],
  ['a variable that may be a name', [allow('s3:*', HOME)], [allow('s3:*', ALICE)], 'fails'],
]);

describe('proveEquivalent and proveDisjoint, options', () => {
  const named = policy([allow('s3:*', '${Q.Arn}')]);
  const bindings = { '${Q.Arn}': 'arn:aws:s3:::b/x' };

  it('bind symbols', () => {
    const plain = policy([allow('s3:*', 'arn:aws:s3:::b/x')]);
    assert.equal(proveEquivalent(named, plain, { bindings }).result, 'holds');
    assert.equal(proveDisjoint(named, policy([allow('s3:*', B)]), { bindings }).result, 'fails');
    assert.equal(
      proveDisjoint(named, policy([allow('s3:*', 'arn:aws:s3:::c')]), { bindings }).result,
      'holds',
    );
  });

  it('are unknown where a statement names principals', () => {
    const trust = { ...policy([]), Statement: { ...allow('s3:*'), Principal: '*' } } as PolicyDocument;
    assert.equal(proveEquivalent(trust, named).result, 'unknown');
    assert.equal(proveDisjoint(named, trust).result, 'unknown');
  });

  it('settle statements that meet in very many ways', () => {
    const many = policy(
      Array.from({ length: 400 }, (_, index) => allow('s3:*', '*', when('StringEquals', `k${index}`, 'a'))),
    );
    const none = policy([allow('s3:*', '*', when('Bool', 'k0', 'maybe'))]);
    assert.equal(proveDisjoint(many, many).result, 'fails');
    assert.equal(proveDisjoint(many, none).result, 'holds');
    assert.equal(proveDisjoint(none, none).result, 'holds');
  });
});
