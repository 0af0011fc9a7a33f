import assert from 'node:assert/strict';
import { extractRow, makeRecord } from './extract.fixture.js';
import { arnRows } from './extract/arnPlan.js';

const R = 'eu-west-1:111122223333';

interface Case {
  /** `stem EventName`. */
  readonly event: string;
  readonly parameters?: unknown;
  /** What stands in `resources`. */
  readonly given?: unknown;
  readonly response?: unknown;
  readonly arns: readonly string[];
}

const cases: readonly Case[] = [
  // What the record gives, in all spellings.
  {
    event: 'kms Decrypt',
    given: [{ ARN: `arn:aws:kms:${R}:key/k`, accountId: '1', type: 'AWS::KMS::Key' }],
    arns: [`arn:aws:kms:${R}:key/k`],
  },
  {
    event: 'x Y',
    given: [{ arn: 'arn:aws:x:::a' }, { resourceName: 'arn:aws:x:::b' }],
    arns: ['arn:aws:x:::a', 'arn:aws:x:::b'],
  },
  { event: 'x Y', given: [{ ARN: 'b' }, { ARN: 5 }, null, 'arn:aws:x'], arns: [] },
  {
    event: 's3 ListObjects',
    given: [{ ARNPrefix: 'arn:aws:s3:::b/' }],
    parameters: { bucketName: 'b' },
    arns: ['arn:aws:s3:::b'],
  },
  // S3.
  {
    event: 's3 PutObject',
    parameters: { bucketName: 'b', key: 'k/1' },
    arns: ['arn:aws:s3:::b', 'arn:aws:s3:::b/k/1'],
  },
  {
    event: 's3 DeleteObjects',
    parameters: { bucketName: 'b' },
    arns: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'],
  },
  {
    event: 's3 GetObject',
    parameters: { bucketName: `arn:aws:s3:${R}:accesspoint/ap`, key: 'k/1' },
    given: [{ ARN: 'arn:aws:s3:::b/k/1' }],
    arns: [
      'arn:aws:s3:::b/k/1',
      `arn:aws:s3:${R}:accesspoint/ap`,
      `arn:aws:s3:${R}:accesspoint/ap/object/k/1`,
    ],
  },
  {
    event: 's3 CopyObject',
    parameters: { bucketName: 'b', key: 'k', 'x-amz-copy-source': '/src/a%20b?versionId=1' },
    arns: ['arn:aws:s3:::b', 'arn:aws:s3:::b/k', 'arn:aws:s3:::src', 'arn:aws:s3:::src/a b'],
  },
  {
    event: 's3 CopyObject',
    parameters: { bucketName: 'b', key: 'k', 'x-amz-copy-source': 'src/%zz' },
    arns: [],
  },
  {
    event: 's3 PutObject',
    parameters: {
      bucketName: 'b',
      key: 'k',
      'x-amz-server-side-encryption-aws-kms-key-id': `arn:aws:kms:${R}:key/k`,
    },
    arns: [`arn:aws:kms:${R}:key/k`, 'arn:aws:s3:::b', 'arn:aws:s3:::b/k'],
  },
  // DynamoDB: tables, indexes, batches, transactions.
  { event: 'dynamodb PutItem', parameters: { tableName: 'T' }, arns: [`arn:aws:dynamodb:${R}:table/T`] },
  {
    event: 'dynamodb PutItem',
    parameters: { tableName: 'arn:aws-cn:dynamodb:cn-north-1:9:table/T' },
    arns: ['arn:aws-cn:dynamodb:cn-north-1:9:table/T'],
  },
  {
    event: 'dynamodb Query',
    parameters: { tableName: 'T', indexName: 'I' },
    given: [{ ARN: `arn:aws:dynamodb:${R}:table/T` }],
    arns: [`arn:aws:dynamodb:${R}:table/T/index/I`],
  },
  {
    event: 'dynamodb TransactWriteItems',
    parameters: {
      requestItems: [
        { operation: 'Put', tableName: 'A' },
        { operation: 'Delete', TableName: 'B' },
      ],
    },
    arns: [`arn:aws:dynamodb:${R}:table/A`, `arn:aws:dynamodb:${R}:table/B`],
  },
  {
    event: 'dynamodb TransactWriteItems',
    parameters: { requestItems: [{ tableName: 'A' }, {}] },
    given: [{ ARN: `arn:aws:dynamodb:${R}:table/A` }],
    arns: [],
  },
  {
    event: 'dynamodb BatchWriteItem',
    given: [{ ARN: `arn:aws:dynamodb:${R}:table/A` }, { ARN: `arn:aws:dynamodb:${R}:table/B` }],
    arns: [`arn:aws:dynamodb:${R}:table/A`, `arn:aws:dynamodb:${R}:table/B`],
  },
  // Queues and topics.
  {
    event: 'sqs SendMessage',
    parameters: { queueUrl: 'https://sqs.eu-west-1.amazonaws.com/444455556666/jobs' },
    arns: ['arn:aws:sqs:eu-west-1:444455556666:jobs'],
  },
  { event: 'sqs SendMessage', parameters: { queueUrl: 'https://elsewhere/jobs' }, arns: [] },
  { event: 'sqs CreateQueue', parameters: { queueName: 'jobs' }, arns: [`arn:aws:sqs:${R}:jobs`] },
  {
    event: 'sqs GetQueueUrl',
    parameters: { queueName: 'jobs', queueOwnerAWSAccountId: '444455556666' },
    arns: ['arn:aws:sqs:eu-west-1:444455556666:jobs'],
  },
  { event: 'sns Publish', parameters: { topicArn: `arn:aws:sns:${R}:t` }, arns: [`arn:aws:sns:${R}:t`] },
  { event: 'sns Publish', parameters: { phoneNumber: '+1' }, arns: [] },
  { event: 'sns CreateTopic', parameters: { name: 't' }, arns: [`arn:aws:sns:${R}:t`] },
  // Functions.
  { event: 'lambda Invoke', parameters: { functionName: 'f' }, arns: [`arn:aws:lambda:${R}:function:f`] },
  {
    event: 'lambda Invoke',
    parameters: { functionName: `arn:aws:lambda:${R}:function:f`, qualifier: 'live' },
    arns: [`arn:aws:lambda:${R}:function:f`, `arn:aws:lambda:${R}:function:f:live`],
  },
  {
    event: 'lambda GetFunction20150331v2',
    parameters: { functionName: '111122223333:function:f' },
    arns: [`arn:aws:lambda:${R}:function:f`],
  },
  // Keys, secrets, parameters.
  { event: 'kms Encrypt', parameters: { keyId: 'abc' }, arns: [`arn:aws:kms:${R}:key/abc`] },
  { event: 'kms Encrypt', parameters: { keyId: 'alias/app' }, arns: [`arn:aws:kms:${R}:alias/app`] },
  {
    event: 'secretsmanager GetSecretValue',
    parameters: { secretId: 'prod/db' },
    arns: [`arn:aws:secretsmanager:${R}:secret:prod/db-??????`],
  },
  {
    event: 'secretsmanager GetSecretValue',
    parameters: { secretId: `arn:aws:secretsmanager:${R}:secret:prod/db-AbCdEf` },
    arns: [`arn:aws:secretsmanager:${R}:secret:prod/db-AbCdEf`],
  },
  {
    event: 'secretsmanager GetSecretValue',
    parameters: { secretId: `arn:aws:secretsmanager:${R}:secret:prod/db` },
    arns: [`arn:aws:secretsmanager:${R}:secret:prod/db-??????`],
  },
  {
    event: 'secretsmanager BatchGetSecretValue',
    parameters: { secretIdList: ['a', 'b'] },
    arns: [`arn:aws:secretsmanager:${R}:secret:a-??????`, `arn:aws:secretsmanager:${R}:secret:b-??????`],
  },
  { event: 'ssm GetParameter', parameters: { name: '/app/db' }, arns: [`arn:aws:ssm:${R}:parameter/app/db`] },
  { event: 'ssm GetParameter', parameters: { name: 'db:3' }, arns: [`arn:aws:ssm:${R}:parameter/db`] },
  {
    event: 'ssm GetParameters',
    parameters: { names: ['a', '/b/c', `arn:aws:ssm:${R}:parameter/d:2`] },
    arns: [`arn:aws:ssm:${R}:parameter/a`, `arn:aws:ssm:${R}:parameter/b/c`, `arn:aws:ssm:${R}:parameter/d`],
  },
  {
    event: 'ssm GetParametersByPath',
    parameters: { path: '/app' },
    arns: [`arn:aws:ssm:${R}:parameter/app`],
  },
  // Logs, events, state machines, streams.
  {
    event: 'logs CreateLogGroup',
    parameters: { logGroupName: '/aws/lambda/f' },
    arns: [`arn:aws:logs:${R}:log-group:/aws/lambda/f:*`],
  },
  {
    event: 'logs CreateLogStream',
    parameters: { logGroupName: 'g', logStreamName: '2026/08/01/[$LATEST]x' },
    arns: [
      `arn:aws:logs:${R}:log-group:g:*`,
      `arn:aws:logs:${R}:log-group:g:log-stream:2026/08/01/[$LATEST]x`,
    ],
  },
  {
    event: 'logs FilterLogEvents',
    parameters: { logGroupIdentifier: `arn:aws:logs:${R}:log-group:g:*` },
    arns: [`arn:aws:logs:${R}:log-group:g:*`],
  },
  {
    event: 'events PutEvents',
    parameters: {
      entries: [{ eventBusName: 'bus' }, { eventBusName: `arn:aws:events:${R}:event-bus/other` }],
    },
    arns: [`arn:aws:events:${R}:event-bus/bus`, `arn:aws:events:${R}:event-bus/other`],
  },
  {
    event: 'events PutEvents',
    parameters: { entries: [{ eventBusName: 'bus' }, {}] },
    arns: [`arn:aws:events:${R}:event-bus/bus`, `arn:aws:events:${R}:event-bus/default`],
  },
  {
    event: 'events PutEvents',
    parameters: { entries: [{ eventBusName: 5 }, {}] },
    arns: [`arn:aws:events:${R}:event-bus/5`, `arn:aws:events:${R}:event-bus/default`],
  },
  { event: 'events PutEvents', parameters: { entries: [{ eventBusName: ['x'] }] }, arns: [] },
  // Schedules, pipes, mail.
  {
    event: 'scheduler CreateSchedule',
    parameters: { name: 's', target: {} },
    arns: [`arn:aws:scheduler:${R}:schedule/default/s`],
  },
  {
    event: 'scheduler DeleteSchedule',
    parameters: { name: 's', groupName: 'g' },
    arns: [`arn:aws:scheduler:${R}:schedule/g/s`],
  },
  { event: 'pipes StopPipe', parameters: { name: 'p' }, arns: [`arn:aws:pipes:${R}:pipe/p`] },
  {
    event: 'ses SendEmail',
    parameters: { fromEmailAddress: 'me@mail.example', configurationSetName: 'c' },
    arns: [
      `arn:aws:ses:${R}:configuration-set/c`,
      `arn:aws:ses:${R}:identity/mail.example`,
      `arn:aws:ses:${R}:identity/me@mail.example`,
    ],
  },
  { event: 'ses SendEmail', parameters: { fromEmailAddress: 'Me <me@mail.example>' }, arns: [] },
  // PartiQL: the table, and the index.
  {
    event: 'dynamodb ExecuteStatement',
    parameters: { statement: 'SELECT *\n  FROM "Orders"."by-day"\n  WHERE day = ?' },
    given: [{ ARN: `arn:aws:dynamodb:${R}:table/Orders` }],
    arns: [`arn:aws:dynamodb:${R}:table/Orders`, `arn:aws:dynamodb:${R}:table/Orders/index/by-day`],
  },
  {
    event: 'dynamodb BatchExecuteStatement',
    parameters: {
      statements: [{ statement: 'update T set x = ?' }, { statement: 'INSERT INTO "U" VALUE {}' }],
    },
    arns: [`arn:aws:dynamodb:${R}:table/T`, `arn:aws:dynamodb:${R}:table/U`],
  },
  {
    event: 'dynamodb ExecuteTransaction',
    parameters: { transactStatements: [{ statement: "EXISTS(SELECT * FROM T WHERE pk = '***')" }] },
    arns: [`arn:aws:dynamodb:${R}:table/T`],
  },
  {
    event: 'dynamodb ExecuteStatement',
    parameters: { statement: 'SELECT * FROM "arn:aws:dynamodb:eu-west-1:1:table/T"' },
    given: [{ ARN: `arn:aws:dynamodb:${R}:table/T` }],
    arns: [],
  },
  // What runs elsewhere.
  {
    event: 'ec2 StopInstances',
    parameters: { instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] } },
    arns: [`arn:aws:ec2:${R}:instance/i-1`, `arn:aws:ec2:${R}:instance/i-2`],
  },
  {
    event: 'ecs RunTask',
    parameters: { taskDefinition: 'td:3', cluster: 'c' },
    arns: [`arn:aws:ecs:${R}:task-definition/td:3`],
  },
  {
    event: 'ecs RunTask',
    parameters: { taskDefinition: 'td' },
    arns: [`arn:aws:ecs:${R}:task-definition/td:*`],
  },
  {
    event: 'ecs UpdateService',
    parameters: { cluster: `arn:aws:ecs:${R}:cluster/c`, service: 's' },
    arns: [`arn:aws:ecs:${R}:service/c/s`],
  },
  { event: 'ecs UpdateService', parameters: { service: 's' }, arns: [`arn:aws:ecs:${R}:service/default/s`] },
  {
    event: 'batch SubmitJob',
    parameters: { jobQueue: 'q', jobDefinition: `arn:aws:batch:${R}:job-definition/d:1` },
    arns: [
      `arn:aws:batch:${R}:job-definition/d:1*`,
      `arn:aws:batch:${R}:job-queue/q`,
      `arn:aws:batch:${R}:job/*`,
    ],
  },
  {
    event: 'route53 ChangeResourceRecordSets',
    parameters: { hostedZoneId: '/hostedzone/Z1' },
    arns: ['arn:aws:route53:::hostedzone/Z1'],
  },
  {
    event: 'cloudformation DescribeStacks',
    parameters: { stackName: 's' },
    arns: [`arn:aws:cloudformation:${R}:stack/s/*`],
  },
  {
    event: 'cloudformation DescribeStacks',
    parameters: { stackName: `arn:aws:cloudformation:${R}:stack/s/1` },
    arns: [`arn:aws:cloudformation:${R}:stack/s/1`],
  },
  {
    event: 'glue GetTables',
    parameters: { databaseName: 'd' },
    arns: [`arn:aws:glue:${R}:catalog`, `arn:aws:glue:${R}:database/d`, `arn:aws:glue:${R}:table/d/*`],
  },
  { event: 'glue GetConnection', parameters: { name: 'c' }, arns: [] },
  { event: 'glue GetUserDefinedFunction', parameters: { databaseName: 'd', functionName: 'f' }, arns: [] },
  {
    event: 'glue CreateDatabase',
    parameters: { databaseInput: { name: 'd' } },
    arns: [`arn:aws:glue:${R}:catalog`, `arn:aws:glue:${R}:database/d`],
  },
  {
    event: 'ec2 CreateNetworkInterface',
    parameters: { subnetId: 's-1', groupSet: { items: [{ groupId: 'sg-1' }] } },
    response: { networkInterface: { networkInterfaceId: 'eni-1' } },
    arns: [
      `arn:aws:ec2:${R}:network-interface/*`,
      `arn:aws:ec2:${R}:security-group/sg-1`,
      `arn:aws:ec2:${R}:subnet/s-1`,
    ],
  },
  {
    event: 'ec2 DetachNetworkInterface',
    parameters: { networkInterfaceId: 'eni-1' },
    arns: [`arn:aws:ec2:${R}:instance/*`, `arn:aws:ec2:${R}:network-interface/eni-1`],
  },
  {
    event: 'kms DeleteAlias',
    parameters: { aliasName: 'alias/a' },
    arns: [`arn:aws:kms:${R}:alias/a`, `arn:aws:kms:${R}:key/*`],
  },
  // It needs the instances too, which tags may choose.
  { event: 'ssm SendCommand', parameters: { documentName: 'D', instanceIds: ['i-1'] }, arns: [] },
  { event: 'events PutRule', parameters: { name: 'r' }, arns: [`arn:aws:events:${R}:rule/r`] },
  {
    event: 'states StartExecution',
    parameters: { stateMachineArn: `arn:aws:states:${R}:stateMachine:m` },
    arns: [`arn:aws:states:${R}:stateMachine:m`],
  },
  { event: 'kinesis PutRecord', parameters: { streamName: 's' }, arns: [`arn:aws:kinesis:${R}:stream/s`] },
  {
    event: 'firehose PutRecord',
    parameters: { deliveryStreamName: 'd' },
    arns: [`arn:aws:firehose:${R}:deliverystream/d`],
  },
  // Roles: only where the path is given.
  { event: 'iam GetRole', parameters: { roleName: 'r' }, arns: [] },
  {
    event: 'iam CreateRole',
    parameters: { roleName: 'r', path: '/p/' },
    response: { role: { arn: 'arn:aws:iam::111122223333:role/p/r' } },
    arns: ['arn:aws:iam::111122223333:role/p/r'],
  },
  {
    event: 'sts AssumeRole',
    parameters: { roleArn: 'arn:aws:iam::9:role/r' },
    arns: ['arn:aws:iam::9:role/r'],
  },
  // Others.
  {
    event: 'ecr BatchGetImage',
    parameters: { repositoryName: 'a/b', registryId: '9' },
    arns: ['arn:aws:ecr:eu-west-1:9:repository/a/b'],
  },
  {
    event: 'monitoring PutMetricAlarm',
    parameters: { alarmName: 'a' },
    arns: [`arn:aws:cloudwatch:${R}:alarm:a`],
  },
  {
    event: 'ec2 DeleteNetworkInterface',
    parameters: { networkInterfaceId: 'eni-1' },
    arns: [`arn:aws:ec2:${R}:network-interface/eni-1`],
  },
  {
    event: 'bedrock InvokeModel',
    parameters: { modelId: 'anthropic.claude-v2' },
    arns: ['arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-v2'],
  },
  { event: 'bedrock InvokeModel', parameters: { modelId: 'eu.anthropic.claude-v2' }, arns: [] },
  {
    event: 'rdsdata ExecuteStatement',
    parameters: { resourceArn: `arn:aws:rds:${R}:cluster:c` },
    arns: [`arn:aws:rds:${R}:cluster:c`],
  },
  {
    event: 'glue GetTable',
    parameters: { databaseName: 'd', name: 't' },
    arns: [`arn:aws:glue:${R}:catalog`, `arn:aws:glue:${R}:database/d`, `arn:aws:glue:${R}:table/d/t`],
  },
  // Hostile values.
  { event: 's3 GetObject', parameters: { bucketName: 'b', key: 'a\u0000b' }, arns: [] },
  {
    event: 's3 CopyObject',
    parameters: { bucketName: 'b', key: 'k', 'x-amz-copy-source': 's/a%00b' },
    arns: [],
  },
  { event: 'dynamodb PutItem', parameters: { tableName: 'HIDDEN_DUE_TO_SECURITY_REASONS' }, arns: [] },
  { event: 's3 GetObject', parameters: { bucketName: 'b', key: 'x'.repeat(3000) }, arns: [] },
  { event: 's3 GetObject', parameters: { bucketName: 'b', key: { a: 1 } }, arns: [] },
  {
    event: 's3 GetObject',
    parameters: { bucketName: 'b', key: 'a/*/c' },
    arns: ['arn:aws:s3:::b', 'arn:aws:s3:::b/a/*'],
  },
  {
    event: 's3 GetObject',
    parameters: { bucketName: 'b', key: 'a?b' },
    arns: ['arn:aws:s3:::b', 'arn:aws:s3:::b/a*'],
  },
  {
    event: 's3 GetObject',
    parameters: { bucketName: 'b', key: 'u/${aws:username}' },
    arns: ['arn:aws:s3:::b', 'arn:aws:s3:::b/u/*'],
  },
  { event: 's3 GetObject', parameters: JSON.parse('{"__proto__":{"bucketName":"b"}}'), arns: [] },
  { event: 'x Y', given: Array.from({ length: 300 }, (_, at) => ({ ARN: `arn:aws:x:::${at}` })), arns: [] },
];

describe('resources of a record', () => {
  for (const { event, parameters = null, given, response, arns } of cases) {
    it(`${event} ${JSON.stringify([parameters, given]).slice(0, 80)}`, () => {
      const [stem = '', eventName = ''] = event.split(' ');
      const record = makeRecord({
        eventSource: `${stem}.amazonaws.com`,
        eventName,
        requestParameters: parameters,
        responseElements: response ?? null,
        resources: given,
      });
      assert.deepEqual(extractRow(record).row.resources, arns);
    });
  }

  const partitions: readonly (readonly [role: string, region: string, partition: string])[] = [
    ['arn:aws-us-gov:iam::1:role/r', 'us-gov-west-1', 'aws-us-gov'],
    ['', 'cn-north-1', 'aws-cn'],
    ['', 'us-isob-east-1', 'aws-iso-b'],
    ['', 'eu-west-1', 'aws'],
    ['arn:evil*:iam::1:role/r', 'eu-west-1', 'aws'],
  ];
  for (const [arn, awsRegion, partition] of partitions) {
    it(`partition of ${arn || 'no principal'} in ${awsRegion}`, () => {
      const userIdentity = { type: 'AssumedRole', sessionContext: { sessionIssuer: { arn } } };
      const record = makeRecord({ userIdentity, awsRegion, requestParameters: { bucketName: 'b' } });
      assert.deepEqual(extractRow(record).row.resources, [`arn:${partition}:s3:::b`]);
    });
  }

  it('takes names in the account of the caller, not of the copy', () => {
    const userIdentity = { type: 'AWSAccount', accountId: '444455556666' };
    const parameters = { tableName: 'T' };
    const record = makeRecord({
      userIdentity,
      eventSource: 'dynamodb.amazonaws.com',
      requestParameters: parameters,
    });
    assert.deepEqual(extractRow(record).row.resources, ['arn:aws:dynamodb:eu-west-1:444455556666:table/T']);
  });

  it('has rows that are data only', () => {
    assert.deepEqual(structuredClone(arnRows), arnRows);
  });
});
