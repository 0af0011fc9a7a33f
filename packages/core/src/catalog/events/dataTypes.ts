import type { Confidence } from './types.js';
import { eventSourceOf } from './sources.js';
import { words } from './words.js';

/** Actions whose calls are data events, off by default, under one `resources.type`. */
export interface DataRow {
  readonly type: string;
  readonly prefix: string;
  /** Words, without prefix: the actions that authorise the APIs of AWS's list for this type. */
  readonly actions: string;
  readonly source: string;
  readonly confidence: Confidence;
}

const GUIDE = 'CloudTrail user guide, table of data event resource types (2026)';
const S3 = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html';
const DYNAMODB =
  'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/logging-using-cloudtrail.html';
const BEDROCK = 'https://docs.aws.amazon.com/bedrock/latest/userguide/logging-using-cloudtrail.html';
const documented = (type: string, prefix: string, actions: string, source: string): DataRow => ({
  type: `AWS::${type}`,
  prefix,
  actions,
  source,
  confidence: 'documented',
});
const believed = (type: string, prefix: string, actions: string, source = GUIDE): DataRow => ({
  ...documented(type, prefix, actions, source),
  confidence: 'general knowledge',
});

const OBJECT_ACTIONS = `
  AbortMultipartUpload BypassGovernanceRetention DeleteObject DeleteObjectTagging DeleteObjectVersion
  DeleteObjectVersionTagging GetObject GetObjectAcl GetObjectAttributes GetObjectLegalHold GetObjectRetention
  GetObjectTagging GetObjectTorrent GetObjectVersion GetObjectVersionAcl GetObjectVersionAttributes
  GetObjectVersionTagging GetObjectVersionTorrent ListBucket ListBucketVersions ListMultipartUploadParts PutObject
  PutObjectAcl PutObjectLegalHold PutObjectRetention PutObjectTagging PutObjectVersionAcl
  PutObjectVersionTagging RestoreObject
`;

/** First row wins where two types share an action. */
export const dataRows: readonly DataRow[] = [
  // HeadBucket, which s3:ListBucket authorises too, stands in both lists; listing objects only in this one.
  documented('S3::Object', 's3', OBJECT_ACTIONS, S3),
  documented('S3Express::Object', 's3express', 'CreateSession', S3),
  documented(
    'S3ObjectLambda::AccessPoint',
    's3-object-lambda',
    `AbortMultipartUpload DeleteObject DeleteObjectTagging DeleteObjectVersion DeleteObjectVersionTagging GetObject
     GetObjectAcl GetObjectLegalHold GetObjectRetention GetObjectTagging GetObjectVersion GetObjectVersionAcl
     GetObjectVersionTagging ListBucket ListBucketVersions ListMultipartUploadParts PutObject PutObjectAcl
     PutObjectLegalHold PutObjectRetention PutObjectTagging PutObjectVersionAcl PutObjectVersionTagging
     RestoreObject WriteGetObjectResponse`,
    S3,
  ),
  documented(
    'S3Outposts::Object',
    's3-outposts',
    `AbortMultipartUpload DeleteObject DeleteObjectTagging DeleteObjectVersion DeleteObjectVersionTagging GetObject
     GetObjectTagging GetObjectVersion GetObjectVersionTagging ListBucket ListBucketVersions
     ListMultipartUploadParts PutObject PutObjectAcl PutObjectTagging PutObjectVersionTagging`,
    S3,
  ),
  documented(
    'DynamoDB::Table',
    'dynamodb',
    `BatchGetItem BatchWriteItem ConditionCheckItem DeleteItem GetItem PartiQLDelete PartiQLInsert PartiQLSelect
     PartiQLUpdate PutItem Query Scan SearchVectors UpdateItem`,
    DYNAMODB,
  ),
  documented('DynamoDB::Stream', 'dynamodb', 'GetRecords GetShardIterator', DYNAMODB),
  documented(
    'Lambda::Function',
    'lambda',
    'InvokeFunction',
    'https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html',
  ),
  documented(
    'SNS::Topic',
    'sns',
    'Publish',
    'https://docs.aws.amazon.com/sns/latest/dg/logging-using-cloudtrail.html',
  ),
  documented(
    'SQS::Queue',
    'sqs',
    `ChangeMessageVisibility DeleteMessage GetQueueAttributes GetQueueUrl ListDeadLetterSourceQueues ListQueueTags
     ListQueues ReceiveMessage SendMessage`,
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/logging-using-cloudtrail.html',
  ),
  documented(
    'CloudWatch::Metric',
    'cloudwatch',
    'GetMetricData GetMetricStatistics GetMetricWidgetImage ListMetrics PutMetricData',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/logging_cw_api_calls.html',
  ),
  documented(
    'XRay::Trace',
    'xray',
    `BatchGetTraces GetSamplingTargets GetServiceGraph GetTimeSeriesServiceStatistics GetTraceGraph
     GetTraceSummaries PutTelemetryRecords PutTraceSegments`,
    'https://docs.aws.amazon.com/xray/latest/devguide/xray-api-cloudtrail.html',
  ),
  documented('Events::EventBus', 'events', 'PutEvents', GUIDE),
  believed(
    'Kinesis::Stream',
    'kinesis',
    'GetRecords GetShardIterator ListShards PutRecord PutRecords SubscribeToShard',
  ),
  believed('KinesisFirehose::DeliveryStream', 'firehose', 'PutRecord PutRecordBatch'),
  believed(
    'RDS::DBCluster',
    'rds-data',
    'BatchExecuteStatement BeginTransaction CommitTransaction ExecuteSql ExecuteStatement RollbackTransaction',
  ),
  believed(
    'SES::EmailIdentity',
    'ses',
    'SendBounce SendBulkEmail SendBulkTemplatedEmail SendEmail SendRawEmail SendTemplatedEmail',
  ),
  believed(
    'Cognito::IdentityPool',
    'cognito-identity',
    'GetCredentialsForIdentity GetId GetOpenIdToken GetOpenIdTokenForDeveloperIdentity UnlinkIdentity',
  ),
  believed('ServiceDiscovery::Namespace', 'servicediscovery', 'DiscoverInstances DiscoverInstancesRevision'),
  believed('VerifiedPermissions::PolicyStore', 'verifiedpermissions', 'IsAuthorized IsAuthorizedWithToken'),
  believed('AppSync::GraphQLApi', 'appsync', 'GraphQL'),
  documented(
    'AppConfig::Configuration',
    'appconfig',
    'GetLatestConfiguration StartConfigurationSession',
    GUIDE,
  ),
  documented('B2BI::Transformer', 'b2bi', 'GetTransformerJob StartTransformerJob', GUIDE),
  // It authorises InvokeModel and Converse, which are management events, and StartAsyncInvoke, which is a data event.
  documented('Bedrock::Model', 'bedrock', 'InvokeModel', BEDROCK),
  documented('Bedrock::AgentAlias', 'bedrock', 'InvokeAgent', BEDROCK),
  documented('Bedrock::AsyncInvoke', 'bedrock', 'GetAsyncInvoke', BEDROCK),
  documented('Bedrock::FlowAlias', 'bedrock', 'InvokeFlow', BEDROCK),
  documented('Bedrock::Guardrail', 'bedrock', 'ApplyGuardrail', BEDROCK),
  documented('Bedrock::InlineAgent', 'bedrock', 'InvokeInlineAgent', BEDROCK),
  documented('Bedrock::KnowledgeBase', 'bedrock', 'Retrieve RetrieveAndGenerate', BEDROCK),
  documented('Bedrock::PromptVersion', 'bedrock', 'RenderPrompt', BEDROCK),
  documented('CloudTrail::Channel', 'cloudtrail-data', 'PutAuditEvents', GUIDE),
  documented(
    'EC2::Snapshot',
    'ebs',
    'GetSnapshotBlock ListChangedBlocks ListSnapshotBlocks PutSnapshotBlock',
    GUIDE,
  ),
  documented('GreengrassV2::ComponentVersion', 'greengrass', 'ResolveComponentCandidates', GUIDE),
  documented('KinesisVideo::Stream', 'kinesisvideo', 'GetMedia PutMedia', GUIDE),
  documented(
    'SageMaker::Endpoint',
    'sagemaker',
    'InvokeEndpoint InvokeEndpointAsync InvokeEndpointWithResponseStream',
    GUIDE,
  ),
  documented('SageMaker::Job', 'sagemaker', 'CompleteRollout Sample SampleWithResponseStream', GUIDE),
  documented(
    'StepFunctions::Activity',
    'states',
    'GetActivityTask',
    'https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cloud-trail.html',
  ),
  documented('SSM::ManagedNode', 'ssm', 'RequestManagedInstanceRoleToken', GUIDE),
  documented('SSMMessages::ControlChannel', 'ssmmessages', 'CreateControlChannel OpenControlChannel', GUIDE),
  documented(
    'GameLiftStreams::Application',
    'gameliftstreams',
    'CreateStreamUrl GetStreamUrl RevokeStreamUrl StartStreamSession',
    GUIDE,
  ),
  documented('Timestream::Table', 'timestream', 'Select SelectValues', GUIDE),
];

const typeByAction = new Map<string, DataRow>();
for (const row of dataRows) {
  for (const action of words(row.actions)) {
    const key = `${row.prefix}:${action}`.toLowerCase();
    if (!typeByAction.has(key)) typeByAction.set(key, row);
  }
}

/** The event source of a type's data events; undefined: not known, or several. */
export function sourceOfType(type: string): string | undefined {
  const prefixes = new Set(dataRows.filter((row) => row.type === type).map((row) => row.prefix));
  const [prefix] = prefixes;
  // S3 logs calls through Object Lambda and to Outposts, EC2 those on snapshots' blocks.
  if (prefix === undefined || prefixes.size > 1 || /^(?:s3-|ebs$|ssmmessages$|rds-data$)/.test(prefix))
    return undefined;
  return eventSourceOf(prefix);
}

/** The data event type under which calls of this action are logged. */
export function dataTypeOf(action: string): DataRow | undefined {
  return typeByAction.get(action.toLowerCase());
}
