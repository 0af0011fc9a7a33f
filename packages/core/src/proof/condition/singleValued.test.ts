import assert from 'node:assert/strict';
import type { PolicyDocument, PolicyStatement } from '../../sources/policy.js';
import { decide } from '../decide.js';
import { proveDisjoint } from '../disjoint.js';
import type { Proof } from '../types.js';
import { proveWithin } from '../within.js';
import { isSingleValued } from './singleValued.js';

describe('isSingleValued', () => {
  const single = (key: string, expected: boolean) =>
    it(`${key}: ${expected ? 'one value at most' : 'several, or not known'}`, () =>
      assert.equal(isSingleValued(key), expected));

  single('aws:sourceip', true);
  single('aws:principaltag/team', true);
  single('aws:resourcetag/a/b', true);
  single('iam:passedtoservice', true);
  single('kms:viaservice', true);
  single('aws:tagkeys', false);
  single('aws:calledvia', false);
  single('aws:calledviafirst', true);
  single('aws:principalorgpaths', false);
  single('dynamodb:leadingkeys', false);
  single('lambda:subnetids', false);
  single('s3:requestobjecttagkeys', false);
  single('team', false);
  single('aws:principaltag', false);
  single('__proto__', false);
  single('', false);
});

type Condition = PolicyStatement['Condition'];
const allow = (condition: Condition): PolicyStatement => ({
  Effect: 'Allow',
  Action: 's3:*',
  Resource: '*',
  ...(condition && { Condition: condition }),
});
const policy = (...Statement: PolicyStatement[]): PolicyDocument => ({ Version: '2012-10-17', Statement });
const when = (operator: string, key: string, ...values: string[]): Condition => ({
  [operator]: { [key]: values },
});

describe('conditions on keys of one value', () => {
  const within = (name: string, narrowed: Condition, granted: Condition, expected: Proof['result']) =>
    it(`${name}: ${expected}`, () => {
      const [after, before] = [policy(allow(narrowed)), policy(allow(granted))];
      const proof = proveWithin(after, before);
      assert.equal(proof.result, expected, JSON.stringify(proof));
      if (proof.result !== 'fails') return;
      assert.equal(decide({ identity: [after] }, proof.counterexample).decision, 'Allow');
      assert.equal(decide({ identity: [before] }, proof.counterexample).decision, 'ImplicitDeny');
    });

  within(
    'a value is not another',
    when('StringEquals', 'aws:PrincipalTag/team', 'dev'),
    when('StringNotEquals', 'aws:PrincipalTag/team', 'live'),
    'holds',
  );
  within(
    'of several values one may be the other',
    when('StringEquals', 'aws:TagKeys', 'dev'),
    when('StringNotEquals', 'aws:TagKeys', 'live'),
    'fails',
  );
  within(
    'a pattern apart from another',
    when('StringLike', 's3:prefix', 'dev/*'),
    when('StringNotLike', 's3:prefix', 'live/*'),
    'holds',
  );
  within(
    'a network apart from another',
    when('IpAddress', 'aws:SourceIp', '10.1.0.0/16'),
    when('NotIpAddress', 'aws:SourceIp', '10.2.0.0/16'),
    'holds',
  );
  within(
    'networks that meet',
    when('IpAddress', 'aws:SourceIp', '10.0.0.0/14'),
    when('NotIpAddress', 'aws:SourceIp', '10.2.0.0/16'),
    'fails',
  );
  within(
    'a number is not another',
    when('NumericLessThan', 's3:max-keys', '5'),
    when('NumericNotEquals', 's3:max-keys', '5'),
    'holds',
  );
  within(
    'no time is before and after',
    {
      ...when('DateLessThan', 'aws:CurrentTime', '2026-01-01'),
      ...when('DateGreaterThan', 'aws:CurrentTime', '2027-01-01'),
    },
    when('Bool', 'aws:SecureTransport', 'true'),
    'holds',
  );
  within(
    'each is any where there is one',
    when('ForAllValues:StringEquals', 'aws:username', 'a'),
    when('StringEqualsIfExists', 'aws:username', 'a', ''),
    'holds',
  );

  it('an Allow with TLS is within one that denies what has none', () => {
    const tls = policy(allow(when('Bool', 'aws:SecureTransport', 'true')));
    const plain = policy(allow(undefined), {
      ...allow(when('Bool', 'aws:SecureTransport', 'false')),
      Effect: 'Deny',
    });
    assert.deepEqual(proveWithin(tls, plain), { result: 'holds' });
    assert.equal(proveWithin(plain, tls).result, 'fails', 'the key may be missing');
  });

  const apart = (name: string, one: Condition, other: Condition, expected: Proof['result']) =>
    it(`${name}: ${expected}`, () =>
      assert.equal(proveDisjoint(policy(allow(one)), policy(allow(other))).result, expected));

  apart(
    'names',
    when('StringEquals', 'aws:username', 'a'),
    when('StringEquals', 'aws:username', 'b'),
    'holds',
  );
  apart('tags', when('StringEquals', 'aws:TagKeys', 'a'), when('StringEquals', 'aws:TagKeys', 'b'), 'fails');
  apart(
    'times',
    when('DateLessThan', 'aws:CurrentTime', '2026-01-01'),
    when('DateGreaterThan', 'aws:CurrentTime', '2026-01-01'),
    'holds',
  );
});
