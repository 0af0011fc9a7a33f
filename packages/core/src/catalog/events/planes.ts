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
  // Of Hub, MLflow, feature groups, trial components and training sessions it is not known which calls are data events.
  restOf(
    'sagemaker',
    'SageMaker AI developer guide, management events in CloudTrail: all control plane operations',
    `AssociateTrialComponent BatchGetMetrics BatchGetRecord BatchPutMetrics BatchWriteRecord CreateHub
     CreateHubContentPresignedUrls CreateHubContentReference CreateMlflowApp CreateMlflowTrackingServer
     CreatePresignedMlflowAppUrl CreatePresignedMlflowTrackingServerUrl CreateTrialComponent DeleteHub
     DeleteHubContent DeleteHubContentReference DeleteHumanLoop DeleteMlflowApp
     DeleteMlflowTrackingServer DeleteRecord DeleteTrialComponent DescribeHub DescribeHubContent
     DescribeHumanLoop DescribeMlflowApp DescribeMlflowTrackingServer DescribeTrialComponent
     DisassociateTrialComponent GetDeployments GetDeviceRegistration GetRecord ImportHubContent
     ListHubContentVersions ListHubContents ListHubs ListHumanLoops ListMlflowApps
     ListMlflowTrackingServers ListRecords ListTrialComponents PutRecord SendHeartbeat StartHumanLoop
     StartMlflowTrackingServer StopHumanLoop StopMlflowTrackingServer UpdateHub UpdateHubContent
     UpdateHubContentReference UpdateMlflowApp UpdateMlflowTrackingServer UpdateReward
     UpdateTrialComponent`,
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
    // The page counts StartSyncExecution to both kinds, the API reference says that it is not logged.
    prefix: 'states',
    management: {
      only: `
        CreateActivity CreateStateMachine CreateStateMachineAlias DeleteActivity DeleteStateMachine
        DeleteStateMachineAlias DeleteStateMachineVersion DescribeActivity DescribeExecution DescribeMapRun
        DescribeStateMachine DescribeStateMachineAlias DescribeStateMachineForExecution GetExecutionHistory
        ListActivities ListExecutions ListMapRuns ListStateMachineAliases ListStateMachineVersions
        ListStateMachines ListTagsForResource PublishStateMachineVersion RedriveExecution SendTaskFailure
        SendTaskHeartbeat SendTaskSuccess StartExecution StopExecution TagResource TestState UntagResource
        UpdateMapRun UpdateStateMachine UpdateStateMachineAlias ValidateStateMachineDefinition
      `,
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
    // All operations of the APIs Bedrock and Agents for Bedrock, but for those whose resources have a data event type.
    prefix: 'bedrock',
    management: {
      only: `
        AssociateAgentCollaborator AssociateAgentKnowledgeBase BatchDeleteEvaluationJob CreateAgent
        CreateAgentActionGroup CreateAgentAlias CreateCustomModel CreateCustomModelDeployment CreateDataSource
        CreateEvaluationJob CreateFlow CreateFlowAlias CreateFlowVersion CreateFoundationModelAgreement
        CreateGuardrail CreateGuardrailVersion CreateInferenceProfile CreateKnowledgeBase
        CreateMarketplaceModelEndpoint CreateModelCopyJob CreateModelCustomizationJob CreateModelImportJob
        CreateModelInvocationJob CreatePrompt CreatePromptRouter CreatePromptVersion
        CreateProvisionedModelThroughput DeleteAgent DeleteAgentActionGroup DeleteAgentAlias
        DeleteAgentVersion DeleteCustomModel DeleteCustomModelDeployment DeleteDataSource
        DeleteEnforcedGuardrailConfiguration DeleteFlow DeleteFlowAlias DeleteFlowVersion
        DeleteFoundationModelAgreement DeleteGuardrail DeleteImportedModel DeleteInferenceProfile
        DeleteKnowledgeBase DeleteKnowledgeBaseDocuments DeleteMarketplaceModelEndpoint
        DeleteModelInvocationLoggingConfiguration DeletePrompt DeletePromptRouter
        DeleteProvisionedModelThroughput DeleteResourcePolicy DeregisterMarketplaceModelEndpoint
        DisassociateAgentCollaborator DisassociateAgentKnowledgeBase GetAccountDataRetention GetAgent
        GetAgentActionGroup GetAgentAlias GetAgentCollaborator GetAgentKnowledgeBase GetAgentVersion
        GetCustomModel GetCustomModelDeployment GetDataSource GetEvaluationJob GetFlow GetFlowAlias
        GetFlowVersion GetFoundationModel GetFoundationModelAvailability GetGuardrail GetImportedModel
        GetInferenceProfile GetIngestionJob GetKnowledgeBase GetKnowledgeBaseDocuments
        GetMarketplaceModelEndpoint GetModelCopyJob GetModelCustomizationJob GetModelImportJob
        GetModelInvocationJob GetModelInvocationLoggingConfiguration GetPrompt GetPromptRouter
        GetProvisionedModelThroughput GetResourcePolicy GetUseCaseForModelAccess IngestKnowledgeBaseDocuments
        InvokeModelWithResponseStream ListAgentActionGroups ListAgentAliases ListAgentCollaborators
        ListAgentKnowledgeBases ListAgentVersions ListAgents ListAsyncInvokes ListCustomModelDeployments
        ListCustomModels ListDataSources ListEnforcedGuardrailsConfiguration ListEvaluationJobs
        ListFlowAliases ListFlowVersions ListFlows ListFoundationModelAgreementOffers ListFoundationModels
        ListGuardrails ListImportedModels ListInferenceProfiles ListIngestionJobs ListKnowledgeBaseDocuments
        ListKnowledgeBases ListMarketplaceModelEndpoints ListModelCopyJobs ListModelCustomizationJobs
        ListModelImportJobs ListModelInvocationJobs ListPromptRouters ListPrompts
        ListProvisionedModelThroughputs ListTagsForResource PrepareAgent PrepareFlow PutAccountDataRetention
        PutEnforcedGuardrailConfiguration PutModelInvocationLoggingConfiguration PutResourcePolicy
        PutUseCaseForModelAccess RegisterMarketplaceModelEndpoint StartIngestionJob StopEvaluationJob
        StopIngestionJob StopModelCustomizationJob StopModelInvocationJob TagResource UntagResource
        UpdateAgent UpdateAgentActionGroup UpdateAgentAlias UpdateAgentCollaborator UpdateAgentKnowledgeBase
        UpdateCustomModelDeployment UpdateDataSource UpdateFlow UpdateFlowAlias UpdateGuardrail
        UpdateKnowledgeBase UpdateMarketplaceModelEndpoint UpdatePrompt UpdateProvisionedModelThroughput
        ValidateFlowDefinition
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
