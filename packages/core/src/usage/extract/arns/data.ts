import type { ArnRow } from '../arns.js';

const S3 = 'arn:${partition}:s3:::';
const DYNAMODB = 'arn:${partition}:dynamodb:${region}:${account}:';
const TABLE = `${DYNAMODB}table/{tableName}`;
const STATEMENT = `${DYNAMODB}table/{statement}`;

/** Buckets, objects, tables, streams of records. */
export const dataArns: readonly ArnRow[] = [
  { stem: 's3', events: '*', arn: `${S3}{bucketName}` },
  { stem: 's3', events: '*', arn: `${S3}{bucketName}/{key}`, form: 'bucket' },
  // Its keys are not logged.
  { stem: 's3', events: 'DeleteObjects', arn: `${S3}{bucketName}/*`, form: 'bucket' },
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
  { stem: 'dynamodb', events: 'ExecuteStatement', arn: STATEMENT, form: 'statement' },
  ...['statements[]', 'requestItems[]', 'transactStatements[]'].map((list): ArnRow => ({
    stem: 'dynamodb',
    events: 'BatchExecuteStatement ExecuteTransaction',
    over: `requestParameters.${list}`,
    arn: STATEMENT,
    form: 'statement',
  })),
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
  {
    stem: 'dynamodb',
    events: 'CreateGlobalTable UpdateGlobalTable UpdateGlobalTableSettings',
    arn: `${DYNAMODB}table/{globalTableName}`,
  },
  { stem: 'kinesis', events: '*', arn: 'arn:${partition}:kinesis:${region}:${account}:stream/{streamName}' },
  { stem: 'kinesis', events: '*', arn: '{streamARN}' },
  {
    stem: 'kinesis',
    events: 'StartStreamEncryption StopStreamEncryption',
    arn: 'arn:${partition}:kms:${region}:${account}:{keyId}',
    form: 'key',
  },
  { stem: 'kinesis', events: '*', arn: '{consumerARN}' },
  {
    stem: 'firehose',
    events: '*',
    arn: 'arn:${partition}:firehose:${region}:${account}:deliverystream/{deliveryStreamName}',
  },
  {
    stem: 'timestream',
    events: '*',
    arn: 'arn:${partition}:timestream:${region}:${account}:database/{databaseName}/table/{tableName}',
  },
  { stem: 'rdsdata', events: '*', arn: '{resourceArn}' },
  { stem: 'rdsdataapi', events: '*', arn: '{resourceArn}' },
];
