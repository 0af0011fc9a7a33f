import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prepare } from '../prepare.js';
import { compareText } from '../util/order.js';
import { matchAction } from '../util/wildcard.js';
import {
  dependentsOf,
  expandActions,
  findAction,
  isInCatalog,
  serviceOf,
  servicePrefixes,
  wildcardOnly,
} from './catalog.js';

const hostile = [
  '__proto__:x',
  '__proto__',
  'constructor:toString',
  'constructor:*',
  's3:__proto__',
  ':',
  '',
];

describe('findAction', () => {
  before(() => prepare());

  const finds = (name: string, expected: string | undefined) =>
    it(`${name || "''"} gives ${expected}`, () => {
      assert.equal(findAction(name)?.name, expected);
      assert.equal(isInCatalog(name), expected !== undefined);
    });

  finds('s3:GetObject', 's3:GetObject');
  finds('S3:GETOBJECT', 's3:GetObject');
  finds('lambda:invokefunction', 'lambda:InvokeFunction');
  finds('s3:Get*', undefined);
  finds('s3:GetObjects', undefined);
  finds('s3', undefined);
  finds('*', undefined);
  finds('s3:GetObject:', undefined);
  for (const name of hostile) finds(name, undefined);

  const hasLevel = (name: string, level: string) =>
    it(`${name} is ${level}`, () => assert.equal(findAction(name)?.level, level));

  hasLevel('s3:GetObject', 'Read');
  hasLevel('s3:ListBucket', 'List');
  hasLevel('s3:PutObject', 'Write');
  hasLevel('s3:PutObjectTagging', 'Tagging');
  hasLevel('s3:PutBucketPolicy', 'Permissions management');
  hasLevel('iam:PassRole', 'Write');
  hasLevel('iam:PutRolePolicy', 'Permissions management');
  hasLevel('kms:Decrypt', 'Write');
  hasLevel('dynamodb:Query', 'Read');
  hasLevel('lambda:TagResource', 'Tagging');

  it('gives the condition keys of an action', () => {
    assert.ok(findAction('s3:ListBucket')?.conditionKeys.includes('s3:prefix'));
    assert.deepEqual(findAction('iam:PassRole')?.conditionKeys, [
      'iam:AssociatedResourceArn',
      'iam:PassedToService',
    ]);
  });

  it('marks permission-only actions', () => {
    assert.equal(findAction('iam:PassRole')?.permissionOnly, true);
    assert.equal(findAction('s3:GetObject')?.permissionOnly, false);
  });
});

describe('wildcardOnly', () => {
  before(() => prepare());

  const isWildcardOnly = (name: string, expected: boolean) =>
    it(`${name}: ${expected}`, () => assert.equal(wildcardOnly(name), expected));

  isWildcardOnly('s3:ListAllMyBuckets', true);
  isWildcardOnly('ec2:DescribeInstances', true);
  isWildcardOnly('xray:PutTraceSegments', true);
  isWildcardOnly('sts:GetCallerIdentity', true);
  isWildcardOnly('ecr:GetAuthorizationToken', true);
  isWildcardOnly('s3:GetObject', false);
  isWildcardOnly('dynamodb:PutItem', false);
  isWildcardOnly('s3:NoSuchAction', false);
});

describe('dependentsOf', () => {
  before(() => prepare());

  const needs = (name: string, ...expected: string[]) =>
    it(`${name} may need ${expected.join(', ') || 'nothing'}`, () => {
      const dependents = dependentsOf(name);
      if (expected.length === 0) assert.deepEqual(dependents, []);
      for (const other of expected) assert.ok(dependents.includes(other), dependents.join(' '));
    });

  needs('lambda:CreateFunction', 'iam:PassRole');
  needs('LAMBDA:createfunction', 'iam:PassRole');
  needs('ecs:RunTask', 'iam:PassRole');
  needs('s3:GetObject');
  needs('s3:NoSuchAction');

  it('names only actions of the catalog, in their spelling', () => {
    const names = new Set(expandActions('*'));
    const strangers = [...names].flatMap((name) => dependentsOf(name).filter((other) => !names.has(other)));
    assert.deepEqual(strangers, []);
  });
});

describe('expandActions', () => {
  before(() => prepare());

  const expands = (pattern: string, ...expected: string[]) =>
    it(`${pattern || "''"} gives ${expected.join(', ') || 'nothing'}`, () =>
      assert.deepEqual(expandActions(pattern), expected));

  expands('s3:GetObject', 's3:GetObject');
  expands('S3:getobject', 's3:GetObject');
  expands('sqs:Send*', 'sqs:SendMessage');
  expands('sqs:*Message', 'sqs:DeleteMessage', 'sqs:ReceiveMessage', 'sqs:SendMessage');
  expands('dynamodb:?etItem', 'dynamodb:GetItem');
  expands('DYNAMODB:Get?tem', 'dynamodb:GetItem');
  expands('s3:NoSuch*');
  expands('nosuchservice:*');
  expands('s3');
  expands('s3:');
  // "Action vendors (e.g., aws, ec2, etc.) must not contain wildcards", says IAM.
  expands('s3*:GetObject');
  expands('s?:GetObject');
  expands('*:GetObject');
  expands('?');
  for (const name of hostile) expands(name);

  it('gives everything for *, ** and *:*', () => {
    const all = expandActions('*');
    assert.equal(all.length, 22_091);
    assert.deepEqual(expandActions('**'), all);
    assert.deepEqual(expandActions('*:*'), all);
    assert.deepEqual(all, [...new Set(all)].sort(compareText));
  });

  it('takes a service name that begins another', () => {
    assert.ok(expandActions('s3:*').every((name) => name.startsWith('s3:')));
    assert.equal(expandActions('s3:*').length, serviceOf('s3')?.actions.size);
  });

  it('is, for an exact name, that name', () => {
    for (const name of expandActions('*')) assert.deepEqual(expandActions(name), [name]);
  });

  it('gives a list of its own to each caller', () => {
    expandActions('sqs:*').length = 0;
    assert.ok(expandActions('sqs:*').length > 10);
  });

  it('gives exactly the names that match, sorted', () => {
    const few = expandActions('*').filter((name) => /^(?:sqs|sns|s3|kms|dynamodb):/.test(name));
    const namesOf = (prefix: string) => few.filter((name) => name.startsWith(`${prefix}:`));
    fc.assert(
      fc.property(
        fc.constantFrom('sqs', 'sns', 's3', 'kms', 'dynamodb'),
        fc.array(fc.constantFrom('*', '?', 'Get', 'put', 'List', 'e', 'Tag', 'Item', 'Object'), {
          maxLength: 4,
        }),
        (prefix, pieces) => {
          const pattern = `${prefix}:${pieces.join('')}`;
          const matching = namesOf(prefix).filter((name) => matchAction(pattern, name));
          assert.deepEqual(expandActions(pattern), matching);
        },
      ),
      { seed: 20261101, numRuns: 500 },
    );
  });

  it('never gives more for a narrower pattern', () => {
    const names = expandActions('kms:*');
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(30), fc.nat(30), (name, from, length) => {
        const at = 'kms:'.length + Math.min(from, name.length - 'kms:'.length);
        const wide = new Set(expandActions(`${name.slice(0, at)}*${name.slice(at + length)}`));
        assert.ok(wide.has(name));
        assert.ok(names.filter((other) => wide.has(other)).length === wide.size);
      }),
      { seed: 20261101, numRuns: 500 },
    );
  });
});

describe('serviceOf', () => {
  before(() => prepare());

  it('knows 456 services by prefix, in any case', () => {
    assert.equal(servicePrefixes().length, 456);
    assert.equal(serviceOf('DynamoDB')?.name, 'Amazon DynamoDB');
    assert.equal(serviceOf('dynamodb'), serviceOf('DYNAMODB'));
  });

  it('knows no prototype names', () => {
    for (const prefix of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '']) {
      assert.equal(serviceOf(prefix), undefined);
    }
  });

  it('gives actions whose resource types and condition keys the service has', () => {
    for (const prefix of servicePrefixes()) {
      const service = serviceOf(prefix);
      assert.ok(service !== undefined && service.actions.size > 0, prefix);
      const keys = new Set(service.conditionKeys);
      for (const action of service.actions.values()) {
        assert.ok(action.name.startsWith(`${prefix}:`));
        assert.ok(
          action.resourceTypes.every((type) => service.resourceTypes.has(type)),
          action.name,
        );
        assert.ok(
          action.conditionKeys.every((key) => keys.has(key)),
          action.name,
        );
      }
    }
  });
});
