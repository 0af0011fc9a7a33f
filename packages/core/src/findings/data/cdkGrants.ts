/** A `grant` method of a CDK construct and what it allows on the construct's own resource. */
export interface CdkGrant {
  /** `Table.grantReadData`. */
  readonly name: string;
  readonly actions: readonly string[];
}

const readTable = [
  'BatchGetItem',
  'Query',
  'GetItem',
  'Scan',
  'ConditionCheckItem',
  'GetRecords',
  'GetShardIterator',
];
const writeTable = ['BatchWriteItem', 'PutItem', 'UpdateItem', 'DeleteItem'];
const readBucket = ['GetObject*', 'GetBucket*', 'List*'];
const oldPut = ['PutObject*', 'Abort*'];
const put = [
  'PutObject',
  'PutObjectLegalHold',
  'PutObjectRetention',
  'PutObjectTagging',
  'PutObjectVersionTagging',
  'Abort*',
];
const readStream = [
  'DescribeStreamSummary',
  'GetRecords',
  'GetShardIterator',
  'ListShards',
  'SubscribeToShard',
  'DescribeStream',
  'ListStreams',
  'DescribeStreamConsumer',
];
const writeStream = ['ListShards', 'PutRecord', 'PutRecords'];

const of = (name: string, prefix: string, ...actions: readonly string[]): CdkGrant => ({
  name,
  actions: [...new Set(actions)].map((action) => `${prefix}:${action}`),
});

/**
 * Read in November 2026 in github.com/aws/aws-cdk, packages/aws-cdk-lib: aws-dynamodb/lib/perms.ts, aws-s3/lib/perms.ts and
 * bucket-grants.ts, aws-sqs/lib/queue-base.ts, aws-kinesis/lib/stream.ts. A bucket has two forms of each that puts: with the
 * feature flag `@aws-cdk/aws-s3:grantWriteWithoutAcl` and, with ACLs, without it.
 */
export const cdkGrants: readonly CdkGrant[] = [
  of('Table.grantReadData', 'dynamodb', ...readTable, 'DescribeTable'),
  of('Table.grantWriteData', 'dynamodb', ...writeTable, 'DescribeTable'),
  of('Table.grantReadWriteData', 'dynamodb', ...readTable, ...writeTable, 'DescribeTable'),
  of('Table.grantFullAccess', 'dynamodb', '*'),
  of('Bucket.grantRead', 's3', ...readBucket),
  of('Bucket.grantPut', 's3', ...put),
  of('Bucket.grantPut', 's3', ...oldPut),
  of('Bucket.grantDelete', 's3', 'DeleteObject*'),
  of('Bucket.grantWrite', 's3', 'DeleteObject*', ...put),
  of('Bucket.grantWrite', 's3', 'DeleteObject*', ...oldPut),
  of('Bucket.grantReadWrite', 's3', ...readBucket, 'DeleteObject*', ...put),
  of('Bucket.grantReadWrite', 's3', ...readBucket, 'DeleteObject*', ...oldPut),
  of(
    'Queue.grantConsumeMessages',
    'sqs',
    'ReceiveMessage',
    'ChangeMessageVisibility',
    'GetQueueUrl',
    'DeleteMessage',
    'GetQueueAttributes',
  ),
  of('Queue.grantSendMessages', 'sqs', 'SendMessage', 'GetQueueAttributes', 'GetQueueUrl'),
  of('Queue.grantPurge', 'sqs', 'PurgeQueue', 'GetQueueAttributes', 'GetQueueUrl'),
  of('Stream.grantRead', 'kinesis', ...readStream),
  of('Stream.grantWrite', 'kinesis', ...writeStream),
  of('Stream.grantReadWrite', 'kinesis', ...readStream, ...writeStream),
];
