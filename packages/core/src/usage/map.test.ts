import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arnFits, patternFits } from '../catalog/catalog.js';
import { prepare } from '../prepare.js';
import { mapRow } from './map.js';
import type { UsageRow } from './types.js';

const base: UsageRow = {
  principal: 'arn:aws:iam::111122223333:role/r',
  principalType: 'role',
  session: 'fn',
  account: '111122223333',
  region: 'eu-west-1',
  day: '2026-08-01',
  eventSource: '',
  eventName: '',
  eventType: 'AwsApiCall',
  category: 'Data',
  readOnly: 'true',
  invokedBy: '',
  outcome: 'success',
  facets: [],
  resources: [],
  count: 1,
  first: 1,
  last: 1,
};

function rowOf(event: string, more: Partial<UsageRow> = {}): UsageRow {
  const [stem = '', eventName = ''] = event.split(' ');
  return { ...base, eventSource: `${stem}.amazonaws.com`, eventName, ...more };
}

const OBJECT = 'arn:aws:s3:::b/k/1';
const BUCKET = 'arn:aws:s3:::b';
const ROLE = 'arn:aws:iam::111122223333:role/app';
const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/T';
const GROUP = 'arn:aws:logs:eu-west-1:111122223333:log-group:g:*';
const STREAM = 'arn:aws:logs:eu-west-1:111122223333:log-group:g:log-stream:s';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-??????';

/** Event, row → the resources of one action. */
const cases: readonly (readonly [
  event: string,
  more: Partial<UsageRow>,
  action: string,
  resources: readonly string[],
])[] = [
  ['s3 GetObject', { resources: [BUCKET, OBJECT] }, 's3:GetObject', [OBJECT]],
  ['s3 GetObject', { resources: [BUCKET, OBJECT] }, 's3:ListBucket', [BUCKET]],
  ['s3 GetObject', { resources: [BUCKET, OBJECT] }, 'kms:Decrypt', []],
  ['s3 ListObjects', { resources: [BUCKET] }, 's3:ListBucket', [BUCKET]],
  ['s3 DeleteObjects', { resources: [BUCKET] }, 's3:DeleteObject', []],
  ['s3 GetObject', { resources: ['arn:aws:s3:::b/k/*'] }, 's3:GetObject', ['arn:aws:s3:::b/k/*']],
  ['s3 GetObject', { resources: ['arn:aws:s3:::*'] }, 's3:GetObject', ['arn:aws:s3:::*']],
  ...(
    [
      ['s3:GetObject', ['arn:aws:s3:::src/a']],
      ['s3:GetObjectTagging', ['arn:aws:s3:::src/a']],
      ['s3:PutObject', [OBJECT]],
      ['s3:PutObjectTagging', [OBJECT]],
      ['s3:ListBucket', [BUCKET, 'arn:aws:s3:::src']],
    ] as const
  ).map(
    ([action, resources]) =>
      [
        's3 CopyObject',
        {
          facets: ['sourceBucket=src'],
          resources: [BUCKET, OBJECT, 'arn:aws:s3:::src', 'arn:aws:s3:::src/a'],
        },
        action,
        resources,
      ] as const,
  ),
  [
    's3 CopyObject',
    { facets: ['sourceBucket=b'], resources: [BUCKET, OBJECT, `${BUCKET}/z`] },
    's3:PutObject',
    [OBJECT, `${BUCKET}/z`],
  ],
  ['s3 ListBuckets', {}, 's3:ListAllMyBuckets', ['*']],
  ['dynamodb GetItem', { resources: [TABLE] }, 'dynamodb:GetItem', [TABLE]],
  ['dynamodb Query', { resources: [`${TABLE}/index/I`] }, 'dynamodb:Query', [`${TABLE}/index/I`]],
  ['dynamodb GetItem', { resources: [] }, 'dynamodb:GetItem', []],
  ['dynamodb ListTables', { resources: [TABLE] }, 'dynamodb:ListTables', ['*']],
  ['monitoring PutMetricData', {}, 'cloudwatch:PutMetricData', ['*']],
  ['logs CreateLogStream', { resources: [GROUP, STREAM] }, 'logs:CreateLogStream', [GROUP, STREAM]],
  ['secretsmanager GetSecretValue', { resources: [SECRET] }, 'secretsmanager:GetSecretValue', [SECRET]],
  [
    'lambda CreateFunction20150331',
    { facets: [`passedRole=${ROLE}`], resources: ['arn:aws:lambda:eu-west-1:111122223333:function:f'] },
    'iam:PassRole',
    [ROLE],
  ],
  ['lambda CreateFunction20150331', {}, 'iam:PassRole', []],
  // One of the roles is named without its ARN: which they are cannot be told.
  ['glue CreateJob', { facets: ['passedRole=?'] }, 'iam:PassRole', []],
  ['elasticmapreduce RunJobFlow', { facets: ['passedRole=?', `passedRole=${ROLE}`] }, 'iam:PassRole', []],
  ['batch RegisterJobDefinition', { facets: [`passedRole=${ROLE}`] }, 'iam:PassRole', [ROLE]],
];

describe('mapRow', () => {
  before(() => prepare());

  for (const [event, more, action, resources] of cases) {
    it(`${event} ${more.resources?.join() ?? ''}: ${action}`, () => {
      const use = mapRow(rowOf(event, more)).uses.find((each) => each.action === action);
      assert.deepEqual(use?.resources, resources);
    });
  }

  const OTHER = ROLE.replace('arn:aws:', 'arn:aws-cn:');
  const passed = (...roles: string[]): Partial<UsageRow> => ({
    facets: roles.map((role) => `passedRole=${role}`),
  });
  const contexts: [event: string, more: Partial<UsageRow>, service: string | undefined][] = [
    ['lambda CreateFunction20150331', passed(ROLE), 'lambda.amazonaws.com'],
    ['lambda UpdateFunctionConfiguration20150331v2', passed(ROLE), 'lambda.amazonaws.com'],
    ['lambda CreateFunction20150331', passed(OTHER), 'lambda.amazonaws.com'],
    ['lambda CreateFunction20150331', passed(ROLE, OTHER), undefined],
    ['lambda CreateFunction20150331', { region: 'cn-north-1' }, 'lambda.amazonaws.com'],
    ['states CreateStateMachine', passed(ROLE), 'states.amazonaws.com'],
    ['states CreateStateMachine', passed(OTHER), undefined],
    ['states CreateStateMachine', passed(ROLE.replace('aws', 'aws-iso')), undefined],
    ['ecs RunTask', passed(ROLE, `${ROLE}2`), 'ecs-tasks.amazonaws.com'],
    ['ecs RunTask', passed(), 'ecs-tasks.amazonaws.com'],
    ['ecs RunTask', { facets: [`passedRole=${ROLE}`, 'volumeRole=yes'] }, undefined],
    ['ecs RunTask', { facets: ['parameters=hidden'] }, undefined],
    ['ecs CreateService', passed(ROLE), undefined],
    ['events PutTargets', passed(ROLE, `${ROLE}2`), 'events.amazonaws.com'],
    ['scheduler CreateSchedule', passed(ROLE), 'scheduler.amazonaws.com'],
    ['pipes CreatePipe', passed(ROLE), 'pipes.amazonaws.com'],
    ['pipes CreatePipe', passed(ROLE, `${ROLE}2`), undefined],
    ['glue CreateJob', passed('?'), 'glue.amazonaws.com'],
    ['codebuild StartBuild', passed(ROLE), undefined],
    ['elasticmapreduce RunJobFlow', passed(ROLE), undefined],
    ['batch RegisterJobDefinition', passed(ROLE), undefined],
  ];
  for (const [event, more, service] of contexts)
    it(`${event} with ${more.facets?.join() ?? more.region ?? ''} passes to ${service ?? 'nobody knows whom'}`, () => {
      const use = mapRow(rowOf(event, more)).uses.find(({ action }) => action === 'iam:PassRole');
      assert.deepEqual(use?.context, service === undefined ? undefined : { 'iam:PassedToService': service });
    });

  it('knows the context of no other action', () => {
    const { uses } = mapRow(rowOf('lambda CreateFunction20150331', passed(ROLE)));
    assert.deepEqual(
      uses.flatMap(({ action, context }) => (context ? [action] : [])),
      ['iam:PassRole'],
    );
  });

  it('takes the role of a volume for none of the task', () => {
    const facets = [`passedRole=${ROLE}`, `passedRole=${ROLE}2`];
    const rolesOf = (more: string[]): readonly string[] | undefined =>
      mapRow(rowOf('ecs RunTask', { facets: [...facets, ...more] })).uses.find(
        ({ action }) => action === 'iam:PassRole',
      )?.resources;
    assert.deepEqual(rolesOf([]), [ROLE, `${ROLE}2`]);
    assert.deepEqual(rolesOf(['volumeRole=yes']), []);
  });

  it('gives each action once, with its certainty', () => {
    const { uses } = mapRow(
      rowOf('s3 GetObject', { resources: [BUCKET, OBJECT], facets: ['encryption=yes'] }),
    );
    assert.deepEqual(
      uses.map(({ action, certainty }) => `${certainty} ${action}`),
      [
        'certain s3:GetObject',
        'possible s3:GetObjectLegalHold',
        'possible s3:GetObjectRetention',
        'possible s3:GetObjectTagging',
        'possible s3:ListBucket',
      ],
    );
  });

  const outcomes: readonly (readonly [outcome: string, isUse: string])[] = [
    ['success', 'use'],
    ['denied', 'denied'],
    ['NoSuchKey', 'use'],
    ['SlowDown', 'undecided'],
  ];
  for (const [outcome, isUse] of outcomes) {
    it(`${outcome} is ${isUse}`, () => assert.equal(mapRow(rowOf('s3 GetObject', { outcome })).isUse, isUse));
  }

  it('maps nothing from an event that it does not know, and says what that blocks', () => {
    const { uses, resolution } = mapRow(rowOf('dynamodb MadeUp'));
    assert.deepEqual([uses, resolution.reason, resolution.blocks], [[], 'unresolved', ['dynamodb']]);
  });

  it('does not mix rows that only facets or the service of a resource tell apart', () => {
    const lambdaPoint = 'arn:aws:s3-object-lambda:eu-west-1:111122223333:accesspoint/p';
    const certain = [
      rowOf('s3 GetObject'),
      rowOf('s3 GetObject', { facets: ['versionId=yes'] }),
      rowOf('s3 GetObject', { resources: [lambdaPoint] }),
      rowOf('s3 GetObject', { eventType: 'AwsVpceEvent' }),
      rowOf('s3 GetObject'),
    ].map((row) => mapRow(row).resolution.certain.join());
    assert.deepEqual(certain, [
      's3:GetObject',
      's3:GetObjectVersion',
      's3-object-lambda:GetObject',
      '',
      's3:GetObject',
    ]);
  });

  it('law: every resource of a use is one of the row, fits the action, or is the `*` of an action without resources', () => {
    const events = cases.map(([event]) => event);
    const resource = fc.constantFrom(
      BUCKET,
      OBJECT,
      TABLE,
      GROUP,
      STREAM,
      SECRET,
      ROLE,
      'arn:aws:s3:::b/*',
      'arn:aws:x:::*',
    );
    const rows = fc
      .tuple(fc.constantFrom(...events), fc.uniqueArray(resource))
      .map(([event, resources]) => rowOf(event, { resources: [...resources].sort() }));
    fc.assert(
      fc.property(rows, (row) => {
        for (const { action, resources } of mapRow(row).uses) {
          for (const arn of resources.filter((each) => each !== '*')) {
            assert.ok(row.resources.includes(arn));
            assert.ok(arnFits(action, arn) || patternFits(action, arn));
          }
        }
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});
