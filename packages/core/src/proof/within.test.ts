import assert from 'node:assert/strict';
import type { PolicyDocument, PolicyStatement } from '../sources/policy.js';
import { decide } from './decide.js';
import type { Proof } from './types.js';
import { proveWithin } from './within.js';

const policy = (...statements: object[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements as PolicyStatement[],
});
type Items = string | string[];
const allow = (Action: Items, Resource: Items = '*', Condition?: object): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const deny = (Action: Items, Resource: Items = '*', Condition?: object): object => ({
  ...allow(Action, Resource, Condition),
  Effect: 'Deny',
});
const butAction = (NotAction: Items, Resource: Items = '*'): object => ({
  Effect: 'Allow',
  NotAction,
  Resource,
});
const butResource = (Action: Items, NotResource: Items): object => ({ Effect: 'Allow', Action, NotResource });

type Case = [name: string, narrowed: object[], granted: object[], expected: Proof['result']];

/** A `fails` must come with a request that replays. */
function check(title: string, cases: Case[]): void {
  describe(`proveWithin, ${title}`, () => {
    for (const [name, narrowed, granted, expected] of cases) {
      it(name, () => {
        const proof = proveWithin(policy(...narrowed), policy(...granted));
        assert.equal(proof.result, expected, JSON.stringify(proof));
        if (proof.result !== 'fails') return;
        assert.equal(decide({ identity: [policy(...narrowed)] }, proof.counterexample).decision, 'Allow');
        assert.notEqual(decide({ identity: [policy(...granted)] }, proof.counterexample).decision, 'Allow');
      });
    }
  });
}

const SENDS = ['sqs:SendMessage', 'sqs:SendMessageBatch'];

check('actions', [
  ['the same', [allow('s3:*')], [allow('s3:*')], 'holds'],
  ['nothing is within everything', [], [allow('*')], 'holds'],
  ['nothing is within nothing', [], [], 'holds'],
  ['something is not within nothing', [allow('s3:GetObject')], [], 'fails'],
  ['listed actions within a wildcard', [allow(SENDS)], [allow('sqs:Send*')], 'holds'],
  ['a wildcard is not within the actions of today', [allow('sqs:Send*')], [allow(SENDS)], 'fails'],
  ['case does not matter', [allow('SQS:sendmessage')], [allow(SENDS)], 'holds'],
  ['a union covers', [allow('s3:?et*')], [allow('s3:get*'), allow('s3:?e*')], 'holds'],
  ['only a union covers', [allow('s3:Get?*')], [allow('s3:GetO*'), butAction('s3:GetO*')], 'holds'],
  ['a longer question mark pattern', [allow('s3:Get??')], [allow('s3:Get?*')], 'holds'],
  [
    'question marks do not cover a star',
    [allow('s3:Get*')],
    [allow(['s3:Get', 's3:Get?', 's3:Get??*'])],
    'holds',
  ],
  ['one length is left out', [allow('s3:Get*')], [allow(['s3:Get', 's3:Get??*'])], 'fails'],
  ['NotAction within a wildcard', [butAction('iam:*')], [allow('*')], 'holds'],
  ['a wildcard is not within NotAction', [allow('*')], [butAction('iam:*')], 'fails'],
  ['other actions are within NotAction', [allow('s3:*')], [butAction(['iam:*', 'sts:*'])], 'holds'],
  ['more exceptions', [butAction(['iam:*', 'sts:*'])], [butAction('iam:*')], 'holds'],
  ['fewer exceptions', [butAction('iam:*')], [butAction(['iam:*', 'sts:*'])], 'fails'],
]);

const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';

check('resources', [
  [
    'a name within a prefix',
    [allow('s3:*', 'arn:aws:s3:::b/x')],
    [allow('s3:*', 'arn:aws:s3:::b/*')],
    'holds',
  ],
  [
    'a prefix is not within a name',
    [allow('s3:*', 'arn:aws:s3:::b/*')],
    [allow('s3:*', 'arn:aws:s3:::b/x')],
    'fails',
  ],
  ['everything is not within all of S3', [allow('s3:*')], [allow('s3:*', 'arn:aws:s3:::*')], 'fails'],
  [
    'a region',
    [allow('dynamodb:*', TABLE)],
    [allow('dynamodb:*', 'arn:aws:dynamodb:*:*:table/orders')],
    'holds',
  ],
  [
    'a star in a segment does not reach the next',
    [allow('x:*', 'arn:aws:x:a-b:c-d:e')],
    [allow('x:*', 'arn:aws:x:a*d:e')],
    'fails',
  ],
  [
    'a star at the end of a segment does',
    [allow('x:*', 'arn:aws:x:a:b:c:d')],
    [allow('x:*', 'arn:aws:x:*:d')],
    'holds',
  ],
  [
    'action and resource of different statements do not mix',
    [allow('s3:Get*', 'arn:aws:s3:::b')],
    [allow('s3:Get*', 'arn:aws:s3:::a'), allow('s3:Put*', 'arn:aws:s3:::b')],
    'fails',
  ],
  [
    'statements cover together',
    [allow(['s3:Get*', 's3:Put*'], ['a', 'b'])],
    [allow('s3:Get*', ['a', 'b']), allow('s3:*', 'b'), allow('s3:Put*', 'a')],
    'holds',
  ],
  [
    'NotResource',
    [allow('s3:*', 'arn:aws:s3:::b/x')],
    [butResource('s3:*', 'arn:aws:s3:::secret/*')],
    'holds',
  ],
  [
    'NotResource excludes',
    [allow('s3:*', 'arn:aws:s3:::*')],
    [butResource('s3:*', 'arn:aws:s3:::secret/*')],
    'fails',
  ],
  ['more NotResource', [butResource('s3:*', ['a*', 'b'])], [butResource('s3:*', 'a')], 'holds'],
]);

check('Deny', [
  ['a Deny in narrowed only helps', [allow('s3:*'), deny('s3:Delete*')], [allow('s3:*')], 'holds'],
  ['a Deny of the grant was dropped', [allow('s3:*')], [allow('s3:*'), deny('s3:Delete*')], 'fails'],
  [
    'a Deny of the grant was kept',
    [allow('s3:*'), deny('s3:Delete*')],
    [allow('s3:*'), deny('s3:Delete*')],
    'holds',
  ],
  ['a Deny of the grant does not overlap', [allow('s3:Get*')], [allow('s3:*'), deny('s3:Delete*')], 'holds'],
  ['a Deny makes up for a wider Allow', [allow('*'), deny('s3:*')], [butAction('s3:*')], 'holds'],
  ['NotAction makes up for a Deny', [butAction('s3:*')], [allow('*'), deny('s3:*')], 'holds'],
  [
    'a Deny with a condition was dropped',
    [allow('s3:*')],
    [allow('s3:*'), deny('s3:*', '*', { Bool: { 'aws:SecureTransport': 'false' } })],
    'fails',
  ],
  [
    'a Deny with a condition was kept',
    [allow('s3:*'), deny('s3:*', '*', { Bool: { 'aws:SecureTransport': 'false' } })],
    [allow('s3:*'), deny('s3:*', '*', { Bool: { 'aws:SecureTransport': 'false' } })],
    'holds',
  ],
]);

const ORDERS = '${Orders.Arn}';

check('symbols and variables', [
  ['a symbol is itself', [allow('sqs:*', ORDERS)], [allow('sqs:*', ORDERS)], 'holds'],
  ['and within everything', [allow('sqs:*', ORDERS)], [allow('*')], 'holds'],
  ['but not within a name', [allow('sqs:*', ORDERS)], [allow('sqs:*', TABLE)], 'fails'],
  ['and no other', [allow('sqs:*', ORDERS)], [allow('sqs:*', '${Other.Arn}')], 'fails'],
  ['behind it', [allow('sqs:*', `${ORDERS}/index/x`)], [allow('sqs:*', `${ORDERS}/*`)], 'holds'],
  ['nothing behind it', [allow('sqs:*', `${ORDERS}/*`)], [allow('sqs:*', ORDERS)], 'fails'],
  [
    'a star covers a region',
    [allow('sqs:*', 'arn:aws:sqs:${AWS::Region}:1:q')],
    [allow('sqs:*', 'arn:aws:sqs:*:1:q')],
    'holds',
  ],
  [
    'a Deny that a symbol could be',
    [allow('sqs:*', ORDERS)],
    [allow('sqs:*'), deny('sqs:*', TABLE)],
    'unknown',
  ],
  [
    'the same Deny on both sides',
    [allow('sqs:*', ORDERS), deny('sqs:*', TABLE)],
    [allow('sqs:*'), deny('sqs:*', TABLE)],
    'holds',
  ],
  [
    'a Deny with the same symbol',
    [allow('sqs:*'), deny('sqs:*', ORDERS)],
    [allow('sqs:*'), deny('sqs:*', ORDERS)],
    'holds',
  ],
  ['a Deny with a symbol was dropped', [allow('sqs:*')], [allow('sqs:*'), deny('sqs:*', ORDERS)], 'fails'],
  ['NotResource that a symbol could be', [allow('sqs:*', ORDERS)], [butResource('sqs:*', TABLE)], 'unknown'],
  [
    'a variable within a star',
    [allow('s3:*', 'arn:aws:s3:::b/${aws:username}/*')],
    [allow('s3:*', 'arn:aws:s3:::b/*')],
    'holds',
  ],
  [
    'a star is not within a variable',
    [allow('s3:*', 'arn:aws:s3:::b/*')],
    [allow('s3:*', 'arn:aws:s3:::b/${aws:username}/*')],
    'fails',
  ],
  [
    'a variable is spelt in any case',
    [allow('s3:*', 'arn:aws:s3:::b/${AWS:UserName}')],
    [allow('s3:*', 'arn:aws:s3:::b/${aws:username}')],
    'holds',
  ],
  [
    'a default adds to what a variable stands for',
    [allow('s3:*', 'arn:aws:s3:::b/${aws:username}')],
    [allow('s3:*', "arn:aws:s3:::b/${AWS:username, 'x'}")],
    'holds',
  ],
  [
    'an exception with a default excepts more',
    [butResource('s3:*', "arn:aws:s3:::b/${aws:username, 'x'}")],
    [butResource('s3:*', 'arn:aws:s3:::b/${aws:username}')],
    'holds',
  ],
  [
    'a Deny with a default denies more',
    [allow('s3:*'), deny('s3:*', "arn:aws:s3:::b/${aws:username, 'x'}")],
    [allow('s3:*'), deny('s3:*', 'arn:aws:s3:::b/${aws:username}')],
    'holds',
  ],
  [
    'a Deny without the default denies less',
    [allow('s3:*'), deny('s3:*', 'arn:aws:s3:::b/${aws:username}')],
    [allow('s3:*'), deny('s3:*', "arn:aws:s3:::b/${aws:username, 'x'}")],
    'fails',
  ],
  [
    'a symbol has no default',
    [allow('s3:*', 'arn:aws:s3:::b/${a}')],
    [allow('s3:*', "arn:aws:s3:::b/${a, 'x'}")],
    'fails',
  ],
  [
    'a default makes a difference',
    [allow('s3:*', "arn:aws:s3:::b/${aws:username, 'x'}")],
    [allow('s3:*', 'arn:aws:s3:::b/${aws:username}')],
    'fails',
  ],
]);

const on = (condition: object): object[] => [allow('s3:*', '*', condition)];
const prefix = (operator: string, ...values: (string | number)[]): object[] =>
  on({ [operator]: { 's3:prefix': values } });

check('conditions', [
  ['the same', prefix('StringEquals', 'a'), prefix('StringEquals', 'a'), 'holds'],
  ['added', prefix('StringEquals', 'a'), [allow('s3:*')], 'holds'],
  ['dropped', [allow('s3:*')], prefix('StringEquals', 'a'), 'fails'],
  ['fewer values', prefix('StringEquals', 'a'), prefix('StringEquals', 'a', 'b'), 'holds'],
  ['more values', prefix('StringEquals', 'a', 'b'), prefix('StringEquals', 'a'), 'fails'],
  ['exact within alike', prefix('StringEquals', 'home/x'), prefix('StringLike', 'home/*'), 'holds'],
  ['exact within another case', prefix('StringEquals', 'A'), prefix('StringEqualsIgnoreCase', 'a'), 'holds'],
  [
    'another case is not exact',
    prefix('StringEqualsIgnoreCase', 'a'),
    prefix('StringEquals', 'a', 'A'),
    'holds',
  ],
  ['fewer exceptions', prefix('StringNotEquals', 'a'), prefix('StringNotEquals', 'a', 'b'), 'fails'],
  ['more exceptions', prefix('StringNotEquals', 'a', 'b'), prefix('StringNotEquals', 'a'), 'holds'],
  ['IfExists lets more in', prefix('StringEqualsIfExists', 'a'), prefix('StringEquals', 'a'), 'fails'],
  ['without IfExists less', prefix('StringEquals', 'a'), prefix('StringEqualsIfExists', 'a'), 'holds'],
  [
    'IfExists and Null',
    on({ StringEqualsIfExists: { k: 'a' }, Null: { k: 'false' } }),
    on({ StringEquals: { k: 'a' } }),
    'holds',
  ],
  [
    'ForAllValues lets the missing key in',
    prefix('ForAllValues:StringEquals', 'a'),
    prefix('ForAnyValue:StringEquals', 'a'),
    'fails',
  ],
  [
    'two values on one key',
    on({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } }),
    on({ 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } }),
    'fails',
  ],
  [
    'a key that never has two',
    prefix('ForAnyValue:StringEquals', 'a'),
    prefix('ForAllValues:StringEquals', 'a'),
    'holds',
  ],
  [
    'an alternative for every value',
    prefix('StringLike', '?*'),
    [...prefix('StringEquals', 'a'), ...prefix('ForAnyValue:StringNotEquals', 'a')],
    'holds',
  ],
  ['a smaller number', prefix('NumericLessThan', 5), prefix('NumericLessThan', 10), 'holds'],
  ['a greater number', prefix('NumericLessThan', 10), prefix('NumericLessThanEquals', 5), 'fails'],
  [
    'an earlier end',
    on({ DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } }),
    on({ DateLessThan: { 'aws:CurrentTime': '1830297600' } }),
    'holds',
  ],
  [
    'a later end',
    on({ DateLessThan: { 'aws:CurrentTime': '2028-01-01' } }),
    on({ DateLessThan: { 'aws:CurrentTime': '2027-01-01' } }),
    'fails',
  ],
  [
    'a narrower block',
    on({ IpAddress: { 'aws:SourceIp': '10.0.1.0/24' } }),
    on({ IpAddress: { 'aws:SourceIp': '10.0.0.0/16' } }),
    'holds',
  ],
  [
    'two halves are the whole',
    on({ IpAddress: { 'aws:SourceIp': '10.0.0.0/16' } }),
    on({ IpAddress: { 'aws:SourceIp': ['10.0.0.0/17', '10.0.128.0/17'] } }),
    'holds',
  ],
  [
    'a wider block',
    on({ IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }),
    on({ IpAddress: { 'aws:SourceIp': '2001:db8::/33' } }),
    'fails',
  ],
  [
    'an ARN pattern',
    on({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:1:*' } }),
    on({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:1:*' } }),
    'holds',
  ],
  [
    'the same variable',
    prefix('StringLike', '${aws:username}/*'),
    prefix('StringLike', '', '${aws:username}/*'),
    'holds',
  ],
  [
    'a variable within a star',
    prefix('StringLike', 'home/${aws:username}/*'),
    prefix('StringLike', 'home/*'),
    'holds',
  ],
  [
    'a star is not within a variable',
    prefix('StringLike', 'home/*'),
    prefix('StringLike', 'home/${aws:username}/*'),
    'fails',
  ],
  ['keys in any case', on({ StringEquals: { 'S3:Prefix': 'a' } }), prefix('StringEquals', 'a'), 'holds'],
  ['different keys', on({ StringEquals: { one: 'a' } }), on({ StringEquals: { two: 'a' } }), 'fails'],
  [
    'true and false together are not all',
    on({}),
    [...on({ Bool: { k: 'true' } }), ...on({ Bool: { k: 'false' } })],
    'fails',
  ],
  [
    'unless the key is there',
    on({ Bool: { k: ['true', 'false'] } }),
    [...on({ Bool: { k: 'true' } }), ...on({ Bool: { k: 'false' } })],
    'holds',
  ],
]);

describe('proveWithin, what it does not compare', () => {
  it('is unknown where a statement names principals', () => {
    const document = policy({ ...allow('s3:*'), Principal: '*' });
    assert.equal(proveWithin(document, document).result, 'unknown');
  });
});

describe('proveWithin, bindings', () => {
  const narrowed = policy(
    allow('dynamodb:GetItem', [ORDERS, `${ORDERS}/index/*`], { StringLike: { k: `${ORDERS}/x` } }),
  );
  const granted = policy(allow('dynamodb:*', 'arn:aws:dynamodb:*:*:table/ord*'));
  const bindings = { [ORDERS]: TABLE };

  it('let a reference lie within a written name', () => {
    assert.equal(proveWithin(narrowed, granted).result, 'fails');
    assert.deepEqual(proveWithin(narrowed, granted, { bindings }), { result: 'holds' });
    assert.equal(proveWithin(granted, narrowed, { bindings }).result, 'fails');
  });

  it('leave the policies as they are', () => {
    const before = JSON.stringify(narrowed);
    proveWithin(narrowed, granted, { bindings });
    assert.equal(JSON.stringify(narrowed), before);
  });

  it('take prototype names for names', () => {
    const odd = policy(allow('s3:*', '${constructor}'));
    assert.deepEqual(proveWithin(odd, odd, { bindings }), { result: 'holds' });
  });
});

describe('proveWithin, input of any kind', () => {
  const bad = [
    null,
    1,
    'x',
    [],
    {},
    { Statement: null },
    { Statement: [[], 1, null] },
    policy({ Effect: 'Allow', Action: 1 }),
  ];
  for (const document of bad) {
    it(`does not throw for ${JSON.stringify(document)}`, () => {
      const odd = document as unknown as PolicyDocument;
      assert.equal(proveWithin(odd, policy(allow('*')), { bindings: { a: 'b' } }).result, 'holds');
      assert.equal(proveWithin(policy(allow('*')), odd, { bindings: { a: 'b' } }).result, 'fails');
    });
  }

  it('spells the keys of a counterexample as the policies do', () => {
    const limited = policy(allow('s3:*', '*', { IpAddress: { 'aws:SourceIp': '10.1.0.0/16' } }));
    const proof = proveWithin(
      policy(allow('s3:*', '*', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })),
      limited,
    );
    assert.deepEqual(proof.result === 'fails' && Object.keys(proof.counterexample.context), ['aws:SourceIp']);
  });

  it('sees what elements in another spelling grant', () => {
    const odd = policy({ effect: 'Allow', action: 's3:*', resource: '${Bucket.Arn}/*' });
    const exact = policy(allow('s3:*', '${Bucket.Arn}/*'));
    const known: Record<string, string>[] = [{}, { '${Bucket.Arn}': 'arn:aws:s3:::b' }];
    for (const bindings of known) {
      assert.equal(proveWithin(odd, policy(), { bindings }).result, 'fails');
      assert.equal(proveWithin(odd, exact, { bindings }).result, 'holds');
      assert.equal(proveWithin(exact, odd, { bindings }).result, 'holds');
    }
  });

  it('bears thousands of statements with conditions', () => {
    const statements = Array.from({ length: 1_500 }, (_, index) =>
      allow('s3:*', '*', { StringEquals: { [`k${index}`]: 'a' } }),
    );
    const first = allow('s3:*', '*', { StringNotEquals: { k: 'b' } });
    assert.equal(proveWithin(policy(first), policy(...statements)).result, 'fails');
    const always = allow('s3:*', '*', { Null: { k0: 'true' } });
    assert.equal(proveWithin(policy(always), policy(...statements)).result, 'fails');
  });

  it('settles many patterns that overlap in every way, or says that it cannot', () => {
    const parts = 'abcdefghijklmnop'.split('');
    const granted = policy(...parts.map((part) => allow(`s3:*${part}*`, `arn:aws:s3:::*${part}*`)));
    assert.deepEqual(proveWithin(granted, granted), { result: 'holds' });
    const fewer = policy(...parts.slice(1).map((part) => allow(`s3:*${part}*`, `arn:aws:s3:::*${part}*`)));
    assert.equal(proveWithin(granted, fewer).result, 'fails');
    const split = policy(allow('s3:*', 'arn:aws:s3:::*'));
    assert.equal(proveWithin(split, granted).result, 'fails');
  });
});
