import assert from 'node:assert/strict';
import type { PolicyStatement } from '../sources/policy.js';
import type { Usage } from '../usage/types.js';
import { backtestDetail } from './backtest.js';
import { compilePolicy } from './compile.js';
import { proveCovers } from './covers.js';
import { decide } from './decide.js';
import { compileMatchKey } from './matchKey.js';
import type { Proof } from './types.js';

const policy = (...Statement: object[]): { Version: '2012-10-17'; Statement: PolicyStatement[] } => ({
  Version: '2012-10-17',
  Statement: Statement as PolicyStatement[],
});
const on = (Resource: string | string[], rest: object = {}): object => ({
  Effect: 'Allow',
  Action: 's3:*',
  Resource,
  ...rest,
});
const but = (NotResource: string | string[]): object => ({ Effect: 'Allow', Action: 's3:*', NotResource });

describe('compileMatchKey', () => {
  const key = (name: string, statements: object[], resource: string, expected: string | undefined) =>
    it(name, () => {
      assert.equal(compileMatchKey([compilePolicy(policy(...statements))])(resource), expected);
    });

  key('a digit for each statement', [on('a'), on('b*'), but('b')], 'b', '010');
  key('no statement', [], 'a', '');
  key('what is malformed never applies', [{ Effect: 'Allow', Action: 's3:*' }], 'a', '0');
  key('a symbol may be this', [on('${Q.Arn}')], 'a', undefined);
  key('a variable may be this', [on('b/${aws:username}')], 'b/alice', undefined);
  key('a variable cannot be this', [on('b/${aws:username}')], 'c/alice', '0');
  key('a name beside the symbol is sure', [on(['${Q.Arn}', 'a'])], 'a', '1');
  key('an exception that may be this', [but('${Q.Arn}')], 'a', undefined);
  key('a sure exception', [but(['${Q.Arn}', 'a'])], 'a', '0');
  key('an exception that cannot be this', [but('x/${Q.Arn}')], 'a', '1');
});

describe('recorded calls on resources with one key', () => {
  const B = 'arn:aws:s3:::b/*';
  const guarded = { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } };
  const use = (...resources: string[]): Usage[] =>
    resources.map((resource) => ({
      action: 's3:GetObject',
      resources: [resource],
      count: 1,
      possible: 0,
      denied: 0,
      firstSeen: '',
      lastSeen: '',
    }));
  const check = (
    name: string,
    narrowed: object[],
    granted: object[],
    resource: string,
    result: Proof['result'],
  ) =>
    it(`${name}: the second is judged as the first`, () => {
      const [before, after] = [policy(...granted), policy(...narrowed)];
      const proof = proveCovers(after, use(resource), before);
      assert.equal(proof.result, result);
      const { calls, lost } = backtestDetail(after, use('arn:aws:s3:::b/first', resource), before);
      assert.deepEqual([calls, lost.length], [2, result === 'holds' ? 0 : 2]);
      if (proof.result !== 'fails') return;
      assert.equal(proof.counterexample.resource, resource);
      assert.equal(decide({ identity: [before] }, proof.counterexample).decision, 'Allow');
      assert.equal(decide({ identity: [after] }, proof.counterexample).decision, 'ImplicitDeny');
    });

  check('covered', [on(B)], [on('*')], 'arn:aws:s3:::b/x', 'holds');
  check('covered under its condition', [on(B, guarded)], [on('*', guarded)], 'arn:aws:s3:::b/x', 'holds');
  check('lost', [on('arn:aws:s3:::c')], [on(B)], 'arn:aws:s3:::b/x', 'fails');
  check('lost without a condition', [on(B, guarded)], [on(B)], 'arn:aws:s3:::b/x', 'fails');
  check('lost, a folder', [on(B, guarded)], [on(B)], 'arn:aws:s3:::b/x/', 'fails');

  it('a key tells what is covered from what is not', () => {
    const denied = policy(on(B), { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::b/secret/*' });
    const usage = use('arn:aws:s3:::b/1', 'arn:aws:s3:::b/secret/1', 'arn:aws:s3:::b/2', 'arn:aws:s3:::c/1');
    const { calls, lost, notGranted } = backtestDetail(denied, usage, policy(on(B)));
    assert.equal(calls, 3);
    assert.deepEqual(
      lost.map(({ resource }) => resource),
      ['arn:aws:s3:::b/secret/1'],
    );
    assert.deepEqual(
      notGranted.map(({ resource }) => resource),
      ['arn:aws:s3:::c/1'],
    );
  });
});
