import assert from 'node:assert/strict';
import fc from 'fast-check';
import { extractEvent } from './extract.js';
import { extractRow, makeRecord } from './extract.fixture.js';
import type { UsageRow } from './types.js';

const ROLE = 'arn:aws:iam::111122223333:role/app/orders-role';

describe('extractEvent', () => {
  it('makes one row of one record', () => {
    const record = makeRecord({
      requestParameters: { bucketName: 'orders', key: 'a/b.json' },
      sharedEventID: 's-1',
    });
    const row: UsageRow = {
      principal: ROLE,
      principalType: 'role',
      session: 'orders-fn',
      account: '111122223333',
      region: 'eu-west-1',
      day: '2026-08-01',
      eventSource: 's3.amazonaws.com',
      eventName: 'GetObject',
      eventType: 'AwsApiCall',
      category: 'Data',
      readOnly: 'true',
      invokedBy: '',
      outcome: 'success',
      facets: [],
      resources: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/a/b.json'],
      count: 1,
      first: 1785579072,
      last: 1785579072,
    };
    assert.deepEqual(extractEvent(record), {
      row,
      eventId: 'e-1',
      sharedEventId: 's-1',
      callerAccount: '111122223333',
    });
  });

  const skipped: readonly (readonly [what: string, record: unknown])[] = [
    ['null', null],
    ['a text', 'x'],
    ['an array', [makeRecord()]],
    ['no source', makeRecord({ eventSource: undefined })],
    ['a source that is no text', makeRecord({ eventSource: ['s3.amazonaws.com'] })],
    ['a name with control characters', makeRecord({ eventName: 'Get\u001b[31mObject' })],
    ['a name beyond the cap', makeRecord({ eventName: 'x'.repeat(2049) })],
    ['no time', makeRecord({ eventTime: '' })],
    ['a time that is none', makeRecord({ eventTime: '2026-02-30T00:00:00Z' })],
    ['a time without zone', makeRecord({ eventTime: '2026-02-03T00:00:00' })],
    ['a time with a bad hour', makeRecord({ eventTime: '2026-02-03T24:00:00Z' })],
  ];
  for (const [what, record] of skipped) {
    it(`skips ${what}`, () => assert.ok('skipped' in extractEvent(record)));
  }

  const times: readonly (readonly [time: string, seconds: number])[] = [
    ['1970-01-01T00:00:00Z', 0],
    ['2024-02-29T23:59:59Z', 1709251199],
    ['2024-02-29T23:59:59.123Z', 1709251199],
  ];
  for (const [time, seconds] of times) {
    it(`reads ${time}`, () => {
      const { row } = extractRow(makeRecord({ eventTime: time }));
      assert.deepEqual([row.first, row.last, row.day], [seconds, seconds, time.slice(0, 10)]);
    });
  }
});

/** userIdentity → principal type, principal, session. */
const identities: readonly (readonly [what: string, identity: unknown, expected: readonly string[]])[] = [
  ['role', makeRecord()['userIdentity'], ['role', ROLE, 'orders-fn']],
  [
    'role without issuer',
    { type: 'AssumedRole', arn: 'arn:aws-cn:sts::111122223333:assumed-role/orders-role/orders-fn' },
    ['role', 'arn:aws-cn:iam::111122223333:role/orders-role', 'orders-fn'],
  ],
  [
    'session only in the principal id',
    { type: 'AssumedRole', principalId: 'AROA:i-1', sessionContext: { sessionIssuer: { arn: ROLE } } },
    ['role', ROLE, 'i-1'],
  ],
  [
    'service-linked role',
    {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::1:assumed-role/AWSServiceRoleForX/s',
      sessionContext: {
        sessionIssuer: { arn: 'arn:aws:iam::1:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX' },
      },
    },
    ['serviceLinked', 'arn:aws:iam::1:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX', 's'],
  ],
  ['a role that tells nothing', { type: 'AssumedRole' }, ['unknown', '', '']],
  [
    'user',
    { type: 'IAMUser', arn: 'arn:aws:iam::1:user/Alice', principalId: 'AIDA' },
    ['user', 'arn:aws:iam::1:user/Alice', ''],
  ],
  ['root', { type: 'Root', accountId: '111122223333' }, ['root', 'arn:aws:iam::111122223333:root', '']],
  [
    'federated user, whose issuer is a user',
    {
      type: 'FederatedUser',
      arn: 'arn:aws:sts::1:federated-user/bob',
      sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::1:user/x' } },
    },
    ['federated', 'arn:aws:sts::1:federated-user/bob', ''],
  ],
  [
    'web identity',
    { type: 'WebIdentityUser', principalId: 'accounts.google.com:aud:sub' },
    ['federated', 'accounts.google.com:aud:sub', ''],
  ],
  ['identity center', { type: 'IdentityCenterUser', accountId: '1' }, ['federated', '', '']],
  [
    'service',
    { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' },
    ['service', 'service:lambda.amazonaws.com', ''],
  ],
  [
    'another account',
    { type: 'AWSAccount', accountId: '444455556666', principalId: 'AROA:fn' },
    ['account', 'arn:aws:iam::444455556666:root', 'fn'],
  ],
  [
    'an unknown type of role',
    { type: 'New', arn: 'arn:aws:sts::1:assumed-role/r/s' },
    ['role', 'arn:aws:iam::1:role/r', 's'],
  ],
  ['an unknown type', { type: 'New', arn: 'arn:aws:x' }, ['unknown', 'arn:aws:x', '']],
  ['none', undefined, ['unknown', '', '']],
  ['a text', 'AssumedRole', ['unknown', '', '']],
  ['inherited names', JSON.parse('{"__proto__":{"type":"Root","accountId":"1"}}'), ['unknown', '', '']],
];

describe('principals', () => {
  for (const [what, userIdentity, expected] of identities) {
    it(what, () => {
      const { row } = extractRow(makeRecord({ userIdentity }));
      assert.deepEqual([row.principalType, row.principal, row.session], expected);
    });
  }

  it('tells a copy in another account by the caller of it', () => {
    const identity = { type: 'AWSAccount', accountId: '444455556666', principalId: 'AROA:fn' };
    const copy = extractRow(makeRecord({ userIdentity: identity, sharedEventID: 's' }));
    assert.deepEqual([copy.callerAccount, copy.row.account], ['444455556666', '111122223333']);
  });

  it('keeps who called on the behalf of the principal', () => {
    const identity = { ...(makeRecord()['userIdentity'] as object), invokedBy: 'athena.amazonaws.com' };
    const { row } = extractRow(makeRecord({ userIdentity: identity }));
    assert.deepEqual([row.principal, row.invokedBy], [ROLE, 'athena.amazonaws.com']);
  });
});

/** Fields of the record → fields of the row. */
const fields: readonly (readonly [what: string, record: Record<string, unknown>, row: Partial<UsageRow>])[] =
  [
    ['a refusal', { errorCode: 'AccessDenied' }, { outcome: 'denied' }],
    ['an error', { errorCode: 'NoSuchKey', errorMessage: 'x' }, { outcome: 'NoSuchKey' }],
    ['an error code that is no text', { errorCode: 5 }, { outcome: 'success' }],
    [
      'a failed sign-in',
      {
        eventSource: 'signin.amazonaws.com',
        eventName: 'ConsoleLogin',
        responseElements: { ConsoleLogin: 'Failure' },
      },
      { outcome: 'error' },
    ],
    ['management by flag', { eventCategory: undefined, managementEvent: true }, { category: 'Management' }],
    ['data by flag', { eventCategory: undefined }, { category: 'Data' }],
    ['neither', { eventCategory: undefined, managementEvent: undefined }, { category: '' }],
    ['an unknown category', { eventCategory: 'New', managementEvent: undefined }, { category: '' }],
    ['the category before the flag', { eventCategory: 'Management' }, { category: 'Management' }],
    [
      'booleans as text',
      { readOnly: 'false', managementEvent: 'true', eventCategory: undefined },
      { readOnly: 'false', category: 'Management' },
    ],
    ['no readOnly', { readOnly: undefined }, { readOnly: '' }],
    ['no event type', { eventType: undefined }, { eventType: '' }],
  ];

describe('fields', () => {
  for (const [what, record, expected] of fields) {
    it(what, () => {
      const { row } = extractRow(makeRecord(record));
      const actual = Object.keys(expected).map((key) => [key, row[key as keyof UsageRow]]);
      assert.deepEqual(Object.fromEntries(actual), expected);
    });
  }

  it('takes account and region from the place of the record where it does not say', () => {
    const record = makeRecord({ recipientAccountId: undefined, awsRegion: undefined, userIdentity: {} });
    const extracted = extractEvent(record, { account: '999988887777', region: 'us-east-2' });
    assert.ok('row' in extracted);
    assert.deepEqual([extracted.row.account, extracted.row.region], ['999988887777', 'us-east-2']);
  });

  it('takes the account of the caller where nothing else says', () => {
    assert.equal(extractRow(makeRecord({ recipientAccountId: undefined })).row.account, '111122223333');
  });
});

/** Source and event, parameters (null: hidden), other fields → facets. */
const facetCases: readonly (readonly [
  event: string,
  parameters: unknown,
  facets: readonly string[],
  more?: object,
])[] = [
  ['s3 GetObject', { key: 'k', versionId: 'v' }, ['versionId=yes']],
  ['s3 GetObject', null, ['parameters=hidden']],
  ['s3 GetObject', { omitted: true, originalSize: 200000 }, ['parameters=hidden']],
  ['s3 GetBucketPolicy', null, []],
  ['ec2 DescribeInstances', null, []],
  ['s3 PutObject', { 'x-amz-acl': 'private', 'x-amz-tagging': 'a=b' }, ['acl=yes', 'tagging=yes']],
  ['s3 PutObject', { 'x-amz-object-lock-mode': 'COMPLIANCE' }, ['retention=yes']],
  ['s3 CopyObject', { 'x-amz-copy-source': 'b/k?versionId=3' }, ['sourceVersion=yes']],
  ['s3 CopyObject', { 'x-amz-copy-source': '/src/a/b' }, ['sourceBucket=src']],
  ['s3 UploadPartCopy', { 'x-amz-copy-source': 'src/a%20b' }, ['sourceBucket=src']],
  ['s3 CopyObject', { 'x-amz-copy-source': `arn:aws:s3:eu-west-1:1:accesspoint/p/object/k` }, []],
  ['iam PutUserPolicy', { userName: 'ci', policyName: 'p' }, ['userName=ci']],
  ['s3 CopyObject', { 'x-amz-copy-source': 'b/k' }, []],
  ['s3 GetObject', {}, ['encryption=yes'], { additionalEventData: { SSEApplied: 'Default_SSE_S3' } }],
  [
    's3 PutObject',
    {},
    ['encryption=yes', 'kmsEncryption=yes'],
    { additionalEventData: { SSEApplied: 'SSE_KMS' } },
  ],
  ['s3 PutObject', { 'x-amz-server-side-encryption': 'aws:kms' }, ['kmsEncryption=yes']],
  ['dynamodb ExecuteStatement', { statement: "  select * from Music WHERE a = 'b'" }, ['statement=SELECT']],
  ['dynamodb ExecuteStatement', { statement: '"odd"' }, ['statement=?']],
  ['dynamodb ExecuteStatement', { statement: { a: 1 } }, ['statement=?']],
  [
    'dynamodb BatchExecuteStatement',
    { requestItems: [{ statement: 'UPDATE x' }, { statement: 'INSERT INTO y' }] },
    ['statement=INSERT', 'statement=UPDATE'],
  ],
  [
    'dynamodb TransactWriteItems',
    { requestItems: [{ operation: 'Put' }, { operation: 'ConditionCheck' }, { Operation: 'Delete' }] },
    ['operation=CONDITIONCHECK', 'operation=DELETE', 'operation=PUT'],
  ],
  ['lambda UpdateFunctionConfiguration20150331v2', { layers: ['arn:aws:lambda:x'] }, ['layers=yes']],
  ['lambda CreateFunction20150331', { role: 'arn:aws:iam::1:role/r' }, ['passedRole=arn:aws:iam::1:role/r']],
  ['lambda CreateFunction20150331', { role: 'r' }, []],
  [
    'codebuild StartBuild',
    { serviceRoleOverride: 'arn:aws:iam::1:role/b' },
    ['passedRole=arn:aws:iam::1:role/b'],
  ],
  ['glue UpdateJob', { jobUpdate: { role: 'arn:aws:iam::1:role/g' } }, ['passedRole=arn:aws:iam::1:role/g']],
  ['glue CreateJob', { role: 'service-role/g' }, ['passedRole=?']],
  [
    'elasticmapreduce RunJobFlow',
    { serviceRole: 'EMR', jobFlowRole: 'arn:aws:iam::1:role/e' },
    ['passedRole=?', 'passedRole=arn:aws:iam::1:role/e'],
  ],
  [
    'batch RegisterJobDefinition',
    { containerProperties: { jobRoleArn: 'arn:aws:iam::1:role/j' } },
    ['passedRole=arn:aws:iam::1:role/j'],
  ],
  [
    'cognito-identity SetIdentityPoolRoles',
    { roles: { authenticated: 'arn:aws:iam::1:role/a' } },
    ['passedRole=arn:aws:iam::1:role/a'],
  ],
  [
    'apigateway UpdateAccount',
    { patchOperations: [{ value: 'arn:aws:iam::1:role/a' }, { value: '5' }] },
    ['passedRole=arn:aws:iam::1:role/a'],
  ],
  [
    'ecs RunTask',
    { overrides: { taskRoleArn: 'arn:aws:iam::1:role/t', executionRoleArn: 'arn:aws:iam::1:role/e' } },
    ['passedRole=arn:aws:iam::1:role/e', 'passedRole=arn:aws:iam::1:role/t'],
  ],
  [
    'apigateway PutIntegration',
    { restApiId: 'a', putIntegrationInput: { type: 'AWS', credentials: 'arn:aws:iam::1:role/a' } },
    ['passedRole=arn:aws:iam::1:role/a'],
  ],
  ['apigateway PutIntegration', { credentials: 'arn:aws:iam::*:user/*' }, []],
  [
    'ecs StartTask',
    { volumeConfigurations: [{ managedEBSVolume: { roleArn: 'arn:aws:iam::1:role/v' } }] },
    ['passedRole=arn:aws:iam::1:role/v', 'volumeRole=yes'],
  ],
  [
    'events PutTargets',
    { targets: [{ roleArn: 'arn:aws:iam::1:role/r' }] },
    ['passedRole=arn:aws:iam::1:role/r'],
  ],
  ['iam PutRolePolicy', { roleName: 'app-Role_1', policyName: 'p' }, ['roleName=app-Role_1']],
  ['iam PutRolePolicy', { roleName: 'a/b c' }, []],
  ['sts AssumeRole', { roleArn: 'arn:aws:iam::1:role/r', sourceIdentity: 'me' }, ['sourceIdentity=yes']],
  ['ec2 RunInstances', { tagSpecificationSet: { items: [{}] } }, ['tags=yes']],
  ['ec2 RunInstances', { tagSpecificationSet: {} }, []],
  ['ssm GetParameter', { name: 'x', withDecryption: true }, ['decryption=yes']],
  ['ssm GetParameter', { name: 'x', withDecryption: false }, []],
  ['s3 GetObject', JSON.parse('{"__proto__":{"versionId":"v"}}'), []],
  [
    'elasticfilesystem NewClientConnection',
    {},
    ['mount=yes', 'write=yes'],
    {
      serviceEventDetails: { permissions: { ClientRootAccess: false, ClientMount: true, ClientWrite: true } },
    },
  ],
];

describe('facets', () => {
  for (const [event, requestParameters, expected, more] of facetCases) {
    it(`${event} ${JSON.stringify(requestParameters)}`, () => {
      const [stem = '', eventName = ''] = event.split(' ');
      const record = makeRecord({
        eventSource: `${stem}.amazonaws.com`,
        eventName,
        requestParameters,
        ...more,
      });
      assert.deepEqual(extractRow(record).row.facets, expected);
    });
  }
});

describe('laws of extraction', () => {
  const seed = { seed: 11, numRuns: 1000 };
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constant('arn:aws:s3:::b/\u0007'),
    fc.constant('__proto__'),
  );
  const anything = fc.oneof(fc.jsonValue(), text, fc.object());
  const record = fc
    .record(
      {
        userIdentity: anything,
        requestParameters: fc.oneof(
          anything,
          fc.dictionary(
            fc.constantFrom(
              'bucketName',
              'key',
              'tableName',
              'queueUrl',
              'role',
              'tags',
              'requestItems',
              'functionName',
              'name',
              'secretId',
            ),
            anything,
          ),
        ),
        responseElements: anything,
        resources: anything,
        eventName: fc.oneof(
          fc.constantFrom('PutObject', 'TransactWriteItems', 'CopyObject', 'Invoke20150331'),
          text,
        ),
        eventSource: fc
          .constantFrom('s3', 'dynamodb', 'sqs', 'lambda', 'ssm', 'secretsmanager', 'logs')
          .map((stem) => `${stem}.amazonaws.com`),
        awsRegion: text,
        errorCode: anything,
        errorMessage: anything,
        eventCategory: anything,
        eventID: anything,
      },
      { requiredKeys: ['eventName', 'eventSource'] },
    )
    .map((fields) => makeRecord(fields));

  it('answers whatever it is given', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const extracted = extractEvent(value);
        assert.ok('skipped' in extracted || 'row' in extracted);
      }),
      seed,
    );
  });

  it('lets no control character and no huge text through, sorts and does not repeat', () => {
    fc.assert(
      fc.property(record, (value) => {
        const extracted = extractEvent(value);
        if ('skipped' in extracted) return;
        const { row } = extracted;
        for (const kept of [
          ...row.facets,
          ...row.resources,
          row.principal,
          row.session,
          row.region,
          row.outcome,
        ]) {
          assert.ok(kept.length <= 2100 && ![...kept].some((letter) => letter < ' '), JSON.stringify(kept));
        }
        for (const list of [row.facets, row.resources]) assert.deepEqual(list, [...new Set(list)].sort());
        assert.ok(row.resources.every((arn) => arn.startsWith('arn:')));
      }),
      seed,
    );
  });

  it('gives the same row for the same record', () => {
    fc.assert(
      fc.property(record, (value) =>
        assert.deepEqual(extractEvent(structuredClone(value)), extractEvent(value)),
      ),
      { seed: 12, numRuns: 200 },
    );
  });
});
