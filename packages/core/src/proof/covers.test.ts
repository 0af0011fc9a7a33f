import assert from 'node:assert/strict';
import { prepare } from '../prepare.js';
import type { PolicyDocument, PolicyStatement } from '../sources/policy.js';
import type { Usage } from '../usage/types.js';
import { backtestDetail } from './backtest.js';
import { proveCovers } from './covers.js';
import type { ReplayOptions } from './replay.js';
import type { Backtest, Proof } from './types.js';

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
const usage = (action: string, ...resources: string[]): Usage => ({
  action,
  resources,
  count: 10,
  possible: 0,
  denied: 0,
  firstSeen: '2026-08-01',
  lastSeen: '2026-08-02',
});

const KEY = 'arn:aws:s3:::bucket/a/b';
const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const NOW: ReplayOptions = { now: '2026-11-01T00:00:00Z' };
const BOUND: ReplayOptions = { bindings: { '${Orders.Arn}': TABLE } };
const before = (date: string): object => ({ DateLessThan: { 'aws:CurrentTime': date } });

interface Case {
  narrowed: object[];
  used: Usage[];
  granted: object[];
  options?: ReplayOptions;
  covers: Proof['result'];
  backtest: Partial<Backtest> & { notGranted?: number };
}

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db';
const LOGS = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/f:*';

const ROLE = 'arn:aws:iam::111122223333:role/app';
const OTHER = `${ROLE}2`;
const to = (...services: string[]): object => ({ StringEquals: { 'iam:PassedToService': services } });
const [LAMBDA, TASKS] = ['lambda.amazonaws.com', 'ecs-tasks.amazonaws.com'];
/** Roles with the service that each was passed to; '' where that is not known. */
const passed = (...passes: [role: string, service: string][]): Usage => ({
  ...usage('iam:PassRole', ...new Set(passes.flatMap(([role]) => (role === '' ? [] : [role])))),
  context: passes.map(([role, service]): NonNullable<Usage['context']>[number] => ({
    resources: role === '' ? [] : [role],
    keys: service === '' ? {} : { 'iam:PassedToService': service },
  })),
});

const CASES: Record<string, Case> = {
  'roles may go on to the service that they were passed to': {
    narrowed: [allow('iam:PassRole', ROLE, to(LAMBDA))],
    used: [passed([ROLE, LAMBDA])],
    granted: [allow('iam:PassRole')],
    covers: 'holds',
    backtest: { calls: 10, denied: 0 },
  },
  'a role passed to another service is lost': {
    narrowed: [allow('iam:PassRole', ROLE, to(TASKS))],
    used: [passed([ROLE, LAMBDA])],
    granted: [allow('iam:PassRole')],
    covers: 'fails',
    backtest: { calls: 10, denied: 10 },
  },
  'each pass of one role counts': {
    narrowed: [allow('iam:PassRole', ROLE, to(LAMBDA))],
    used: [passed([ROLE, LAMBDA], [ROLE, TASKS])],
    granted: [allow('iam:PassRole')],
    covers: 'fails',
    backtest: { calls: 10, denied: 10 },
  },
  'a pass to who knows whom needs every service': {
    narrowed: [allow('iam:PassRole', ROLE, to(LAMBDA))],
    used: [passed([ROLE, LAMBDA], [ROLE, ''])],
    granted: [allow('iam:PassRole')],
    covers: 'fails',
    backtest: { denied: 10 },
  },
  'a role that the record does not name needs every role, for its service': {
    narrowed: [allow('iam:PassRole', '*', to(TASKS))],
    used: [passed(['', TASKS])],
    granted: [allow('iam:PassRole')],
    covers: 'holds',
    backtest: { calls: 10, denied: 0 },
  },
  'and is not forgotten beside one that is named': {
    narrowed: [allow('iam:PassRole', ROLE, to(TASKS))],
    used: [passed(['', TASKS], [ROLE, TASKS])],
    granted: [allow('iam:PassRole')],
    covers: 'fails',
    backtest: { denied: 10 },
  },
  'what the grant never let through is no loss': {
    narrowed: [allow('iam:PassRole', OTHER, to(TASKS))],
    used: [passed([ROLE, LAMBDA])],
    granted: [allow('iam:PassRole', '*', to(TASKS))],
    covers: 'holds',
    backtest: { calls: 0, notGranted: 1 },
  },
  'all that was used is left': {
    narrowed: [allow('s3:GetObject', 'arn:aws:s3:::bucket/a/*')],
    used: [usage('s3:GetObject', KEY)],
    granted: [allow('s3:*')],
    covers: 'holds',
    backtest: { calls: 10, denied: 0, exact: true },
  },
  'an action is missing': {
    narrowed: [allow('s3:PutObject')],
    used: [usage('s3:GetObject', KEY), usage('s3:PutObject', KEY)],
    granted: [allow('s3:*')],
    covers: 'fails',
    backtest: { calls: 20, denied: 10 },
  },
  'a resource is missing': {
    narrowed: [allow('s3:GetObject', 'arn:aws:s3:::bucket/x/*')],
    used: [usage('s3:GetObject', KEY, 'arn:aws:s3:::bucket/x/y')],
    granted: [allow('s3:*')],
    covers: 'fails',
    backtest: { calls: 10, denied: 10 },
  },
  'what the grant never allowed is no reason': {
    narrowed: [],
    used: [usage('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:1:q')],
    granted: [allow('s3:*')],
    covers: 'holds',
    backtest: { calls: 0, denied: 0, notGranted: 1 },
  },
  'a prefix within': {
    narrowed: [allow('s3:GetObject', 'arn:aws:s3:::bucket/a/*')],
    used: [usage('s3:GetObject', 'arn:aws:s3:::bucket/a/*')],
    granted: [allow('s3:*')],
    covers: 'holds',
    backtest: { calls: 10, denied: 0, exact: false },
  },
  'a prefix that is cut': {
    narrowed: [allow('s3:GetObject', 'arn:aws:s3:::bucket/a/b/*')],
    used: [usage('s3:GetObject', 'arn:aws:s3:::bucket/a/*')],
    granted: [allow('s3:*')],
    covers: 'fails',
    backtest: { calls: 10, denied: 10, exact: false },
  },
  'a prefix counts as far as the grant goes': {
    narrowed: [allow('s3:GetObject', 'arn:aws:s3:::bucket/a/b*')],
    used: [usage('s3:GetObject', 'arn:aws:s3:::bucket/a/*')],
    granted: [allow('s3:*', 'arn:aws:s3:::bucket/a/b*')],
    covers: 'holds',
    backtest: { calls: 10, denied: 0 },
  },
  'the suffix of a secret that the record does not show': {
    narrowed: [allow('secretsmanager:GetSecretValue', `${SECRET}-??????`)],
    used: [usage('secretsmanager:GetSecretValue', `${SECRET}-??????`)],
    granted: [allow('secretsmanager:*', `${SECRET}-*`)],
    covers: 'holds',
    backtest: { calls: 10, denied: 0, exact: true, notGranted: 0 },
  },
  'a secret named whole in the grant': {
    narrowed: [allow('secretsmanager:GetSecretValue', `${SECRET}-AbCdEf`)],
    used: [usage('secretsmanager:GetSecretValue', `${SECRET}-??????`)],
    granted: [allow('secretsmanager:*', `${SECRET}-AbCdEf`)],
    covers: 'holds',
    backtest: { calls: 10, denied: 0, exact: true, notGranted: 0 },
  },
  'a secret that is dropped': {
    narrowed: [allow('secretsmanager:GetSecretValue', `${SECRET}-other-??????`)],
    used: [usage('secretsmanager:GetSecretValue', `${SECRET}-??????`)],
    granted: [allow('secretsmanager:*', `${SECRET}-*`)],
    covers: 'fails',
    backtest: { calls: 10, denied: 10 },
  },
  'a log group ends in a star by nature': {
    narrowed: [allow('logs:CreateLogGroup', LOGS)],
    used: [usage('logs:CreateLogGroup', LOGS)],
    granted: [allow('logs:*')],
    covers: 'holds',
    backtest: { calls: 10, denied: 0, exact: true },
  },
  'resources that cannot be told keep all of them': {
    narrowed: [allow('dynamodb:GetItem', [TABLE, 'arn:x'])],
    used: [usage('dynamodb:GetItem')],
    granted: [allow('dynamodb:*', [TABLE, 'arn:x'])],
    covers: 'holds',
    backtest: { calls: 10, denied: 0 },
  },
  'resources that cannot be told, one dropped': {
    narrowed: [allow('dynamodb:GetItem', [TABLE])],
    used: [usage('dynamodb:GetItem')],
    granted: [allow('dynamodb:*', [TABLE, `${TABLE}2`])],
    covers: 'fails',
    backtest: { calls: 10, denied: 10 },
  },
  'resources that cannot be told need none of a type that the action never asks for': {
    narrowed: [allow('kms:Decrypt', 'arn:aws:kms:*:*:key/*')],
    used: [usage('kms:Decrypt')],
    granted: [allow(['kms:Decrypt', 's3:*'], ['arn:aws:s3:::b/*', 'arn:aws:kms:*:*:key/*', TABLE])],
    covers: 'holds',
    backtest: { calls: 10, denied: 0 },
  },
  'resources that cannot be told, one alias of a key type dropped': {
    narrowed: [allow('kms:CreateAlias', 'arn:aws:kms:*:*:key/*')],
    used: [usage('kms:CreateAlias')],
    granted: [allow('kms:*', ['arn:aws:kms:*:*:alias/*', 'arn:aws:kms:*:*:key/*'])],
    covers: 'fails',
    backtest: { calls: 10, denied: 10 },
  },
  'resources that cannot be told, a symbol dropped': {
    narrowed: [allow('kms:Decrypt', 'arn:aws:kms:*:*:key/*')],
    used: [usage('kms:Decrypt')],
    granted: [allow('kms:Decrypt', ['${Key.Arn}', 'arn:aws:kms:*:*:key/*'])],
    covers: 'fails',
    backtest: { calls: 10, denied: 10 },
  },
  'a condition on both sides': {
    narrowed: [allow('s3:GetObject', '*', { StringEquals: { k: 'a' } })],
    used: [usage('s3:GetObject', KEY)],
    granted: [allow('s3:*', '*', { StringEquals: { k: 'a' } })],
    covers: 'holds',
    backtest: { calls: 10, denied: 0 },
  },
  'a condition added': {
    narrowed: [allow('s3:GetObject', '*', { StringEquals: { k: 'a' } })],
    used: [usage('s3:GetObject', KEY)],
    granted: [allow('s3:*')],
    covers: 'fails',
    backtest: { calls: 10, denied: 10 },
  },
  'an end date to come': {
    narrowed: [allow('s3:GetObject', '*', before('2027-03-01T00:00:00Z'))],
    used: [usage('s3:GetObject', KEY)],
    granted: [allow('s3:*')],
    options: NOW,
    covers: 'holds',
    backtest: { calls: 10, denied: 0 },
  },
  'an end date that has passed': {
    narrowed: [allow('s3:GetObject', '*', before('2026-10-31T00:00:00Z'))],
    used: [usage('s3:GetObject', KEY)],
    granted: [allow('s3:*')],
    options: NOW,
    covers: 'fails',
    backtest: { calls: 10, denied: 10 },
  },
  'a grant that has ended': {
    narrowed: [],
    used: [usage('s3:GetObject', KEY)],
    granted: [allow('s3:*', '*', before('2026-10-31T00:00:00Z'))],
    options: NOW,
    covers: 'holds',
    backtest: { calls: 0, notGranted: 1 },
  },
  'an end date without a clock': {
    narrowed: [allow('s3:GetObject', '*', before('2027-03-01T00:00:00Z'))],
    used: [usage('s3:GetObject', KEY)],
    granted: [allow('s3:*')],
    covers: 'fails',
    backtest: { calls: 10, denied: 10 },
  },
  'a symbol with its binding': {
    narrowed: [allow('dynamodb:GetItem', '${Orders.Arn}')],
    used: [usage('dynamodb:GetItem', TABLE)],
    granted: [allow('dynamodb:*')],
    options: BOUND,
    covers: 'holds',
    backtest: { calls: 10, denied: 0 },
  },
  'a symbol without a binding keeps its grant': {
    narrowed: [allow('dynamodb:GetItem', '${Orders.Arn}')],
    used: [usage('dynamodb:GetItem', TABLE)],
    granted: [allow('dynamodb:*', '${Orders.Arn}')],
    covers: 'holds',
    backtest: { calls: 10, denied: 0 },
  },
  'a symbol without a binding in narrowed alone': {
    narrowed: [allow('dynamodb:GetItem', '${Orders.Arn}')],
    used: [usage('dynamodb:GetItem', TABLE)],
    granted: [allow('dynamodb:*')],
    covers: 'fails',
    backtest: { calls: 10, denied: 10 },
  },
  'a symbol without a binding was dropped': {
    narrowed: [],
    used: [usage('dynamodb:GetItem', TABLE)],
    granted: [allow('dynamodb:*', '${Orders.Arn}')],
    covers: 'unknown',
    backtest: { calls: 10, denied: 10 },
  },
  'a Deny was added': {
    narrowed: [allow('s3:*'), { ...allow('s3:GetObject'), Effect: 'Deny' }],
    used: [usage('s3:GetObject', KEY)],
    granted: [allow('s3:*')],
    covers: 'fails',
    backtest: { calls: 10, denied: 10 },
  },
  'a Deny on both sides': {
    narrowed: [allow('s3:GetObject'), { ...allow('s3:GetObject', 'arn:aws:s3:::bucket/*'), Effect: 'Deny' }],
    used: [usage('s3:GetObject', KEY)],
    granted: [allow('s3:*'), { ...allow('s3:*', 'arn:aws:s3:::bucket/*'), Effect: 'Deny' }],
    covers: 'holds',
    backtest: { calls: 0, notGranted: 1 },
  },
};

describe('proveCovers and backtest', () => {
  // Of a call whose resource cannot be told, the catalog says what it can have been about.
  beforeEach(() => prepare());

  for (const [name, { narrowed, used, granted, options, covers, backtest }] of Object.entries(CASES)) {
    it(name, () => {
      const proof = proveCovers(policy(...narrowed), used, policy(...granted), options);
      assert.equal(proof.result, covers, JSON.stringify(proof));
      const detail = backtestDetail(policy(...narrowed), used, policy(...granted), options);
      assert.deepEqual(
        { ...detail, notGranted: detail.notGranted.length, ...backtest },
        { ...detail, notGranted: detail.notGranted.length },
      );
    });
  }
});
