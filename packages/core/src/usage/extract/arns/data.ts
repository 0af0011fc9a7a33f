import type { ArnRow } from '../arns.js';

const S3 = 'arn:${partition}:s3:::';
const DYNAMODB = 'arn:${partition}:dynamodb:${region}:${account}:';
const TABLE = `${DYNAMODB}table/{tableName}`;

/** Buckets, objects, tables, streams of records. */
export const dataArns: readonly ArnRow[] = [
  { stem: 's3', events: '*', arn: `${S3}{bucketName}` },
  { stem: 's3', events: '*', arn: `${S3}{bucketName}/{key}` },
  { stem: 's3', events: 'CopyObject UploadPartCopy', arn: `${S3}{x-amz-copy-source}`, form: 'copySource' },
  { stem: 's3', events: 'CopyObject UploadPartCopy', arn: `${S3}{x-amz-copy-source}`, form: 'copyBucket' },
  {
    stem: 's3',
    events: 'PutObject CreateMultipartUpload CopyObject',
    arn: '{x-amz-server-side-encryption-aws-kms-key-id}',
  },
  { stem: 'dynamodb', events: '*', arn: TABLE },
  { stem: 'dynamodb', events: 'Query Scan', arn: `${TABLE}/index/{indexName}`, instead: true },
  {
    stem: 'dynamodb',
    events: 'TransactWriteItems TransactGetItems',
    over: 'requestParameters.requestItems[]',
    arn: TABLE,
  },
  { stem: 'dynamodb', events: '*', arn: '{resourceArn}' },
  { stem: 'dynamodb', events: '*', arn: '{streamArn}' },
  { stem: 'dynamodb', events: '*', arn: '{backupArn}' },
  { stem: 'dynamodb', events: '*', arn: '{tableArn}' },
  {
    stem: 'dynamodb',
    events: 'CreateBackup RestoreTableFromBackup',
    arn: `${DYNAMODB}table/{targetTableName}`,
  },
  {
    stem: 'dynamodb',
    events: '*',
    arn: `arn:\${partition}:dynamodb::\${account}:global-table/{globalTableName}`,
  },
  { stem: 'kinesis', events: '*', arn: 'arn:${partition}:kinesis:${region}:${account}:stream/{streamName}' },
  { stem: 'kinesis', events: '*', arn: '{streamARN}' },
  { stem: 'kinesis', events: '*', arn: '{consumerARN}' },
  {
    stem: 'firehose',
    events: '*',
    arn: 'arn:${partition}:firehose:${region}:${account}:deliverystream/{deliveryStreamName}',
  },
  { stem: 'rdsdata', events: '*', arn: '{resourceArn}' },
  { stem: 'rdsdataapi', events: '*', arn: '{resourceArn}' },
];
