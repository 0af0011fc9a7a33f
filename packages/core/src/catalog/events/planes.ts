import type { Confidence } from './types.js';
import { words } from './words.js';

/**
 * In services that have data event types: which of the actions that dataTypes.ts does not name are management events.
 * `rest`: all of them, but for those named in `unknown`. Services with data types and without a row are `unknown`.
 */
export interface PlaneRow {
  readonly prefix: string;
  readonly management: 'rest' | { readonly only: string };
  readonly unknown?: string;
  readonly source: string;
  readonly confidence: Confidence;
}

const guide = (page: string): string => `https://docs.aws.amazon.com/${page}`;
const restOf = (prefix: string, source: string, unknown = ''): PlaneRow => ({
  prefix,
  management: 'rest',
  unknown,
  source,
  confidence: 'documented',
});

export const planeRows: readonly PlaneRow[] = [
  restOf('s3', guide('AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html')),
  restOf('s3express', guide('AmazonS3/latest/userguide/s3-express-log-files.html')),
  restOf('dynamodb', guide('amazondynamodb/latest/developerguide/logging-using-cloudtrail.html')),
  restOf('lambda', guide('lambda/latest/dg/logging-using-cloudtrail.html')),
  restOf('sns', guide('sns/latest/dg/logging-using-cloudtrail.html')),
  restOf('sqs', guide('AWSSimpleQueueService/latest/SQSDeveloperGuide/logging-using-cloudtrail.html')),
  restOf('logs', guide('AmazonCloudWatch/latest/logs/logging_cw_api_calls_cwl.html'), 'StartLiveTail'),
  restOf('events', guide('eventbridge/latest/userguide/eb-logging-monitoring.html'), 'PutPartnerEvents'),
  restOf('cloudwatch', guide('AmazonCloudWatch/latest/monitoring/logging_cw_api_calls.html')),
  // GetSamplingRules, GetGroups and GetEncryptionConfig are recorded as management events in the corpora.
  restOf('xray', guide('xray/latest/devguide/xray-api-cloudtrail.html'), 'GetSamplingStatisticSummaries'),
  restOf(
    'ssm',
    guide('systems-manager/latest/userguide/monitoring-cloudtrail-logs.html'),
    'GetExecutionPreview StartExecutionPreview',
  ),
  restOf('ec2', guide('AWSEC2/latest/UserGuide/monitor-with-cloudtrail.html')),
  restOf(
    'ecs',
    guide('AmazonECS/latest/developerguide/logging-using-cloudtrail.html'),
    'Poll StartTelemetrySession',
  ),
  restOf('appconfig', guide('appconfig/latest/userguide/logging-using-cloudtrail.html'), 'GetConfiguration'),
  restOf('appsync', guide('appsync/latest/devguide/cloudtrail-logging.html')),
  restOf('cognito-identity', guide('cognito/latest/developerguide/logging-using-cloudtrail.html')),
  restOf('ses', guide('ses/latest/dg/logging-using-cloudtrail.html'), 'SendCustomVerificationEmail'),
  restOf('servicediscovery', guide('cloud-map/latest/dg/logging-using-cloudtrail.html')),
  restOf('verifiedpermissions', guide('verifiedpermissions/latest/userguide/cloudtrail-event-logging.html')),
  restOf('ebs', guide('ebs/latest/userguide/logging-ebs-apis-using-cloudtrail.html')),
  restOf('acm', guide('acm/latest/userguide/cloudtrail.html')),
  restOf(
    'eks',
    guide('eks/latest/userguide/logging-using-cloudtrail.html'),
    'ListDashboardData ListDashboardResources',
  ),
  {
    prefix: 'states',
    management: {
      only: 'CreateActivity CreateStateMachine DeleteActivity DeleteStateMachine StartExecution StopExecution',
    },
    source: guide('step-functions/latest/dg/procedure-cloud-trail.html'),
    confidence: 'documented',
  },
  {
    prefix: 'kinesis',
    management: {
      only: `
        AddTagsToStream CreateStream DecreaseStreamRetentionPeriod DeleteStream DeregisterStreamConsumer
        DescribeLimits DescribeStream DescribeStreamSummary DescribeStreamConsumer DisableEnhancedMonitoring EnableEnhancedMonitoring
        IncreaseStreamRetentionPeriod ListStreamConsumers ListStreams ListTagsForStream MergeShards
        RegisterStreamConsumer RemoveTagsFromStream SplitShard StartStreamEncryption StopStreamEncryption
        UpdateShardCount UpdateStreamMode
      `,
    },
    source: guide('streams/latest/dev/logging-using-cloudtrail.html'),
    confidence: 'documented',
  },
  {
    prefix: 'firehose',
    management: {
      only: `
        CreateDeliveryStream DeleteDeliveryStream DescribeDeliveryStream ListDeliveryStreams
        ListTagsForDeliveryStream StartDeliveryStreamEncryption StopDeliveryStreamEncryption TagDeliveryStream
        UntagDeliveryStream UpdateDestination
      `,
    },
    source: guide('firehose/latest/dev/monitoring-using-cloudtrail.html'),
    confidence: 'documented',
  },
  {
    prefix: 'bedrock',
    management: {
      only: `
        InvokeModel InvokeModelWithResponseStream ListFoundationModels GetFoundationModel ListInferenceProfiles
        GetInferenceProfile CreateGuardrail GetGuardrail ListGuardrails UpdateGuardrail DeleteGuardrail
        CreateAgent GetAgent ListAgents UpdateAgent DeleteAgent PrepareAgent CreateKnowledgeBase GetKnowledgeBase
        ListKnowledgeBases UpdateKnowledgeBase DeleteKnowledgeBase StartIngestionJob GetIngestionJob
        ListIngestionJobs CreateModelInvocationJob GetModelInvocationJob ListModelInvocationJobs
        StopModelInvocationJob PutModelInvocationLoggingConfiguration GetModelInvocationLoggingConfiguration
        GetFoundationModelAvailability PutFoundationModelEntitlement CreateFoundationModelAgreement
        ListFoundationModelAgreementOffers PutUseCaseForModelAccess
      `,
    },
    source: guide('bedrock/latest/userguide/logging-using-cloudtrail.html'),
    confidence: 'documented',
  },
  ...[
    ['greengrass', 'ListResourceDefinitions'],
    ['guardduty', 'ListDetectors ListInvitations'],
    ['iot', 'ListActiveViolations ListJobs ListStreams ListThingTypes'],
    ['kinesisvideo', 'ListStreams'],
    [
      'redshift',
      `DescribeAccountAttributes DescribeClusterDbRevisions DescribeClusters DescribeClusterSecurityGroups
       DescribeEventCategories DescribeEventSubscriptions DescribeHsmClientCertificates DescribeHsmConfigurations
       DescribeOrderableClusterOptions DescribeStorage DescribeTableRestoreStatus`,
    ],
    [
      'sagemaker',
      `ListAlgorithms ListCodeRepositories ListCompilationJobs ListEndpoints ListHyperParameterTuningJobs
       ListLabelingJobs ListModelPackages ListModels ListNotebookInstanceLifecycleConfigs ListNotebookInstances
       ListSubscribedWorkteams ListTrainingJobs ListTransformJobs ListWorkteams`,
    ],
  ].map(([prefix = '', only = '']): PlaneRow => ({
    prefix,
    management: { only },
    source: 'recorded as management events (umccr cloudtrail-parquet-lambda)',
    confidence: 'observed',
  })),
  {
    // Calls on tables of Lake Formation are data events; which ones is not said.
    prefix: 'glue',
    management: 'rest',
    unknown: `
      BatchCreatePartition BatchDeletePartition BatchDeleteTable BatchDeleteTableVersion BatchGetPartition
      BatchUpdatePartition CreatePartition CreatePartitionIndex CreateTable CreateTableOptimizer
      DeleteColumnStatisticsForPartition DeleteColumnStatisticsForTable DeletePartition DeletePartitionIndex
      DeleteTable DeleteTableVersion GetColumnStatisticsForPartition GetColumnStatisticsForTable GetPartition
      GetPartitionIndexes GetPartitions GetTable GetTables GetTableVersion GetTableVersions SearchTables
      UpdateColumnStatisticsForPartition UpdateColumnStatisticsForTable UpdatePartition UpdateTable
    `,
    source:
      'CloudTrail user guide: AWS::Glue::Table is API activity on tables that were created by Lake Formation',
    confidence: 'documented',
  },
];

const rowByPrefix = new Map(planeRows.map((row) => [row.prefix, row]));
const named = new Map(
  planeRows.map((row) => {
    const list = row.management === 'rest' ? (row.unknown ?? '') : row.management.only;
    return [row.prefix, new Set(words(list.toLowerCase()))] as const;
  }),
);

/** What is known of an action that is no data event, in a service that has some; undefined: the service has no row. */
export function planeOf(prefix: string, name: string): { management: boolean; row: PlaneRow } | undefined {
  const row = rowByPrefix.get(prefix);
  if (row === undefined) return undefined;
  const listed = named.get(prefix)?.has(name.toLowerCase()) ?? false;
  return { management: row.management === 'rest' ? !listed : listed, row };
}
