import assert from 'node:assert/strict';
import { prepare } from '../prepare.js';
import type { PolicyCondition, PolicyStatement } from '../sources/policy.js';
import { matchAction } from '../util/wildcard.js';
import { fitsLimit } from './limits.js';
import { analyzeSample, onlyFunction, type Sample } from '../testkit/analysis.js';

const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const other = 'arn:aws:dynamodb:eu-west-1:111122223333:table/other';
const queue = 'arn:aws:sqs:eu-west-1:111122223333:jobs';
const bucket = 'arn:aws:s3:::uploads';
const get = { event: 'dynamodb GetItem', data: true, on: 'daily', resources: [table] } as const;

function checkNarrowed(name: string, sample: Sample, expected: PolicyStatement[]): void {
  it(name, () => {
    const fn = onlyFunction(analyzeSample(sample));
    assert.deepEqual(fn.narrowed?.Statement, expected, JSON.stringify(fn.proofs));
  });
}

const allow = (Action: string | string[], Resource: string | string[], more = {}): PolicyStatement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

describe('narrowPolicies', () => {
  before(() => prepare());

  checkNarrowed(
    'drops what was never called',
    { statements: [allow(['dynamodb:GetItem', 'dynamodb:DeleteTable'], table)], calls: [get] },
    [allow('dynamodb:GetItem', table)],
  );
  checkNarrowed(
    'replaces a wildcard by what was used and what the logs cannot show',
    { statements: [allow('dynamodb:*Item', table)], calls: [get] },
    [allow('dynamodb:GetItem', table)],
  );
  checkNarrowed(
    'narrows the resource to what was used',
    { statements: [allow('dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/*')], calls: [get] },
    [allow('dynamodb:GetItem', table)],
  );
  checkNarrowed(
    'leaves the resource with tightness actions',
    {
      statements: [allow(['dynamodb:GetItem', 'dynamodb:PutItem'], '*')],
      calls: [get],
      options: { tightness: 'actions' },
    },
    [allow('dynamodb:GetItem', '*')],
  );
  checkNarrowed(
    'splits a statement where actions need different resources',
    {
      statements: [allow(['dynamodb:GetItem', 'dynamodb:DescribeTable'], '*', { Sid: 'Db' })],
      calls: [get, { event: 'dynamodb DescribeTable', on: 'daily', resources: [other] }],
    },
    [allow('dynamodb:GetItem', table, { Sid: 'Db' }), allow('dynamodb:DescribeTable', other, { Sid: 'Db2' })],
  );
  checkNarrowed(
    'keeps a key that reads may need, in the statement that grants objects and keys together',
    {
      statements: [
        allow(['s3:GetObject', 'kms:Decrypt', 's3:PutObject'], [`${bucket}/*`, 'arn:aws:kms:*:*:key/*']),
      ],
      calls: [
        { event: 's3 GetObject', data: true, on: 'daily', resources: [bucket, `${bucket}/in/logo.png`] },
      ],
    },
    [allow(['s3:GetObject', 'kms:Decrypt'], [`${bucket}/in/logo.png`, 'arn:aws:kms:*:*:key/*'])],
  );
  checkNarrowed(
    'keeps conditions, NotAction and Deny',
    {
      statements: [
        allow('dynamodb:GetItem', table, { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
        { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
        { Effect: 'Deny', Action: 's3:*', Resource: '*' },
      ],
      calls: [get],
    },
    [
      allow('dynamodb:GetItem', table, { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
      { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
      { Effect: 'Deny', Action: 's3:*', Resource: '*' },
    ],
  );
  checkNarrowed(
    'removes a statement of which nothing is needed',
    {
      statements: [allow('dynamodb:GetItem', table), allow('sqs:CreateQueue', queue)],
      calls: [get],
    },
    [allow('dynamodb:GetItem', table)],
  );
  checkNarrowed(
    'keeps a bucket and its objects in one statement',
    {
      statements: [allow('s3:*Object', [bucket, `${bucket}/*`])],
      calls: [
        {
          event: 's3 GetObject',
          data: true,
          on: 'daily',
          resources: [bucket, `${bucket}/in/2026/a1b2c3d4.json`],
        },
        {
          event: 's3 PutObject',
          data: true,
          readOnly: false,
          on: 'daily',
          resources: [bucket, `${bucket}/out/1234.json`],
        },
        {
          event: 's3 DeleteObject',
          data: true,
          readOnly: false,
          on: 'daily',
          resources: [bucket, `${bucket}/in/99.json`],
        },
      ],
    },
    [
      allow(['s3:DeleteObject', 's3:GetObject'], `${bucket}/in/*`),
      allow('s3:PutObject', `${bucket}/out/*`),
      // AWS replicates with it in its own name: no event says that it was not needed.
      allow('s3:ReplicateObject', `${bucket}/*`),
    ],
  );
  checkNarrowed(
    'keeps an action that the catalog does not know',
    { statements: [allow(['dynamodb:GetItem', 'dynamodb:InventedAction'], table)], calls: [get] },
    [allow(['dynamodb:GetItem', 'dynamodb:InventedAction'], table)],
  );
  checkNarrowed(
    'gives one-time use a statement that ends',
    {
      statements: [allow(['dynamodb:GetItem', 'dynamodb:CreateTable'], table, { Sid: 'Db' })],
      calls: [get, { event: 'dynamodb CreateTable', readOnly: false, on: [1], resources: [table] }],
    },
    [
      allow('dynamodb:GetItem', table, { Sid: 'Db' }),
      allow('dynamodb:CreateTable', table, {
        Sid: 'LeastwiseExpires20270301',
        Condition: { DateLessThan: { 'aws:CurrentTime': '2027-03-01T00:00:00Z' } },
      }),
    ],
  );
  checkNarrowed(
    'lets it end instead with soft',
    {
      statements: [allow(['dynamodb:GetItem', 'dynamodb:DeleteTable'], table)],
      calls: [get],
      options: { soft: true },
    },
    [
      allow('dynamodb:GetItem', table),
      allow('dynamodb:DeleteTable', table, {
        Sid: 'LeastwiseExpires20270301',
        Condition: { DateLessThan: { 'aws:CurrentTime': '2027-03-01T00:00:00Z' } },
      }),
    ],
  );
  checkNarrowed(
    'touches nothing in a short window',
    { statements: [allow('dynamodb:*', '*')], calls: [get], days: 20 },
    [allow('dynamodb:*', '*')],
  );
  checkNarrowed(
    'touches nothing of a function that was never seen',
    {
      statements: [allow('dynamodb:*', '*')],
      calls: [{ ...get, principal: 'arn:aws:iam::111122223333:role/x' }],
    },
    [allow('dynamodb:*', '*')],
  );

  it('narrows even what grants everything, within the size limit', () => {
    const fn = onlyFunction(analyzeSample({ statements: [allow('*', '*')], calls: [get] }));
    assert.ok(fn.narrowed !== undefined && fitsLimit(fn.narrowed));
    assert.ok(Array.isArray(fn.narrowed.Statement));
    const [wide] = fn.narrowed.Statement;
    const patterns = [wide?.Action ?? []].flat();
    assert.ok(patterns.some((pattern) => pattern.endsWith(':*')));
    assert.ok(!patterns.includes('*'));
    assert.ok(!patterns.some((pattern) => matchAction(pattern, 'dynamodb:GetItem')));
    assert.ok(
      fn.narrowed.Statement.some(
        ({ Action, Resource }) => Action === 'dynamodb:GetItem' && Resource === table,
      ),
    );
    assert.equal(fn.proofs?.within.result, 'holds');
  });
});

describe('the roles that may be passed', () => {
  before(() => prepare());
  const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
  const create = {
    event: 'lambda CreateFunction20150331',
    on: 'daily',
    readOnly: false,
    resources: ['arn:aws:lambda:eu-west-1:111122223333:function:fn'],
    facets: [`passedRole=${role('fn')}`],
  } as const;
  const run = (...passed: string[]): Sample['calls'][number] => ({
    event: 'ecs RunTask',
    on: 'daily',
    readOnly: false,
    facets: passed.map((name) => `passedRole=${role(name)}`),
  });
  const cases: [string, string[], Sample['calls'], string | string[]][] = [
    ['are those that calls show', ['lambda:CreateFunction'], [create], role('fn')],
    [
      'are those of a task whose both roles are shown',
      ['lambda:CreateFunction', 'ecs:RunTask'],
      [create, run('task', 'exec')],
      [role('exec'), role('fn'), role('task')],
    ],
    [
      'stay where a task definition names one that its record does not show',
      ['lambda:CreateFunction', 'ecs:RunTask'],
      [create, run('task')],
      '*',
    ],
    [
      'stay where a granted action that passes roles would not have been seen',
      ['lambda:CreateFunction', 'backup:CreateBackupPlan'],
      [create],
      '*',
    ],
  ];
  for (const [what, actions, calls, resources] of cases)
    it(what, () => {
      const statements = [allow(actions, '*'), allow('iam:PassRole', '*')];
      const narrowed = [onlyFunction(analyzeSample({ statements, calls })).narrowed?.Statement ?? []].flat();
      assert.deepEqual(
        narrowed.filter(({ Action }) => Action === 'iam:PassRole').map(({ Resource }) => Resource),
        [resources],
      );
    });

  const [lambda, tasks] = ['lambda.amazonaws.com', 'ecs-tasks.amazonaws.com'];
  const toService = (services: string | string[]): PolicyCondition => ({
    StringEquals: { 'iam:PassedToService': services },
  });
  const tagged: PolicyCondition = { stringequals: { 'aws:ResourceTag/team': 'a' } };
  const needs = ['lambda:CreateFunction', 'ecs:RunTask'];
  const services: [what: string, statements: PolicyStatement[], calls: Sample['calls'], PolicyCondition?][] =
    [
      ['one service', [allow(needs, '*'), allow('iam:PassRole', '*')], [create], toService(lambda)],
      [
        'two of them',
        [allow(needs, '*'), allow('iam:PassRole', '*')],
        [create, run('task', 'exec')],
        toService([tasks, lambda]),
      ],
      [
        'a role that is exact already',
        [allow(needs, '*'), allow('iam:PassRole', role('fn'))],
        [create],
        toService(lambda),
      ],
      [
        'roles that the record does not name',
        [allow(needs, '*'), allow('iam:PassRole', '*')],
        [run()],
        toService(tasks),
      ],
      ['a statement that it shares', [allow([...needs, 'iam:PassRole'], '*')], [create], toService(lambda)],
      ['a pattern that holds it', [allow([...needs, 'iam:Pass*'], '*')], [create], toService(lambda)],
      [
        'a condition that is there, in its spelling',
        [allow(needs, '*'), allow('iam:PassRole', '*', { Condition: tagged })],
        [create],
        { stringequals: { ...tagged['stringequals'], 'iam:PassedToService': lambda } },
      ],
      [
        'nothing where services are named, however spelt',
        [
          allow(needs, '*'),
          allow('iam:PassRole', '*', { Condition: { StringLike: { 'IAM:passedtoservice': '*' } } }),
        ],
        [create],
        { StringLike: { 'IAM:passedtoservice': '*' } },
      ],
      [
        'nothing where a pass does not tell its service',
        [allow([...needs, 'codebuild:StartBuild'], '*'), allow('iam:PassRole', '*')],
        [
          create,
          {
            event: 'codebuild StartBuild',
            on: 'daily',
            readOnly: false,
            facets: [`passedRole=${role('b')}`],
          },
        ],
      ],
      [
        'nothing where a pass would not have been seen',
        [allow([...needs, 'backup:CreateBackupPlan'], '*'), allow('iam:PassRole', '*')],
        [create],
      ],
      [
        'nothing where one of its roles was never passed',
        [allow(needs, '*'), allow('iam:PassRole', [role('fn'), role('other')])],
        [create],
      ],
      ['nothing where none was passed', [allow(needs, '*'), allow('iam:PassRole', '*')], [get]],
    ];
  for (const [what, statements, calls, condition] of services)
    it(`are limited to their service: ${what}`, () => {
      const fn = onlyFunction(analyzeSample({ statements, calls }));
      const narrowed = [fn.narrowed?.Statement ?? []].flat();
      const passes = narrowed.filter(({ Action }) =>
        [Action ?? []].flat().some((text) => text.startsWith('iam:')),
      );
      assert.deepEqual(
        passes.map(({ Condition }) => Condition),
        [condition],
      );
      assert.deepEqual([fn.proofs?.within.result, fn.proofs?.covers.result], ['holds', 'holds']);
      const others = narrowed.filter((statement) => !passes.includes(statement));
      assert.ok(
        others.every(({ Condition }) => Condition === undefined),
        'no other statement gets it',
      );
    });

  it('are not limited where only actions are narrowed', () => {
    const statements = [allow(needs, '*'), allow('iam:PassRole', '*')];
    const sample = { statements, calls: [create], options: { tightness: 'actions' } } as const;
    const narrowed = [onlyFunction(analyzeSample(sample)).narrowed?.Statement ?? []].flat();
    assert.ok(narrowed.every(({ Condition }) => Condition === undefined));
  });
});
