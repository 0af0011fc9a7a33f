import { words } from './words.js';

/** Which service takes up the roles that calls of some actions pass. */
interface TakerRow {
  readonly service: string;
  readonly actions: string;
  /** Only where the request names exactly one role: further ones may be for another service. */
  readonly one?: true;
  /** The principal in China where AWS's own policies or pages show it; without it, none is known there. */
  readonly china?: string;
  readonly source: string;
}

const policy = (name: string): string =>
  `https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${name}.html`;

/**
 * Only where AWS names the principal for roles passed with these very calls, most often in the managed policy for the
 * service. Left out on purpose: CodeBuild and CodeCommit do not support the key (source below); EC2 instance profiles,
 * EMR, Batch, RDS, Synthetics, CodeDeploy and CloudWatch Logs hand roles to several services or name none.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService
 */
const takers: readonly TakerRow[] = [
  {
    service: 'lambda',
    actions: 'lambda:CreateFunction lambda:UpdateFunctionConfiguration',
    china: 'lambda.amazonaws.com',
    source: policy('AWSLambda_FullAccess'),
  },
  {
    service: 'ecs-tasks',
    actions: 'ecs:RegisterTaskDefinition ecs:RunTask ecs:StartTask',
    china: 'ecs-tasks.amazonaws.com',
    source: policy('AmazonECS_FullAccess'),
  },
  {
    service: 'events',
    actions: 'events:PutRule events:PutTargets',
    source: policy('AmazonEventBridgeFullAccess'),
  },
  {
    service: 'scheduler',
    actions: 'scheduler:CreateSchedule scheduler:UpdateSchedule',
    source: policy('AmazonEventBridgeSchedulerFullAccess'),
  },
  {
    service: 'pipes',
    actions: 'pipes:CreatePipe pipes:UpdatePipe',
    // Overrides of an ECS target name roles of the task.
    one: true,
    source: policy('AmazonEventBridgePipesFullAccess'),
  },
  {
    service: 'states',
    actions: 'states:CreateStateMachine states:UpdateStateMachine',
    source: policy('AmazonSageMakerFullAccess'),
  },
  {
    service: 'firehose',
    actions: 'firehose:CreateDeliveryStream firehose:UpdateDestination',
    source: policy('ApplicationDiscoveryServiceContinuousExportServiceRolePolicy'),
  },
  {
    service: 'glue',
    actions: 'glue:CreateCrawler glue:UpdateCrawler glue:CreateJob glue:UpdateJob',
    source: policy('AWSGlueConsoleFullAccess'),
  },
  {
    service: 'sagemaker',
    actions: `sagemaker:CreateAutoMLJob sagemaker:CreateAutoMLJobV2 sagemaker:CreateHyperParameterTuningJob
      sagemaker:CreateModel sagemaker:CreateNotebookInstance sagemaker:CreatePipeline sagemaker:CreateProcessingJob
      sagemaker:CreateTrainingJob sagemaker:UpdateNotebookInstance sagemaker:UpdatePipeline`,
    one: true,
    source: policy('AmazonSageMakerFullAccess'),
  },
  {
    service: 'apigateway',
    actions: 'apigateway:PATCH apigateway:POST apigateway:PUT',
    source: policy('AmazonSageMakerPartnerServiceCatalogProductsCloudFormationServiceRolePolicy'),
  },
  {
    service: 'cloudformation',
    actions: `cloudformation:CreateChangeSet cloudformation:CreateStack cloudformation:DeleteStack
      cloudformation:UpdateStack`,
    source: policy('AWSServiceRoleForSMS'),
  },
  {
    service: 'codepipeline',
    actions: 'codepipeline:CreatePipeline codepipeline:UpdatePipeline',
    // Actions of a pipeline may run under roles of their own.
    one: true,
    source: policy('AWSCodePipeline_FullAccess'),
  },
  {
    service: 'backup',
    actions: 'backup:CreateBackupSelection backup:StartBackupJob backup:StartCopyJob backup:StartRestoreJob',
    source: policy('AWSBackupOperatorAccess'),
  },
  {
    service: 'transfer',
    actions: 'transfer:CreateServer transfer:CreateUser transfer:UpdateServer transfer:UpdateUser',
    source: policy('AWSTransferFullAccess'),
  },
  {
    service: 'cloudtrail',
    actions: 'cloudtrail:CreateTrail cloudtrail:UpdateTrail',
    source: policy('AWSCloudTrail_FullAccess'),
  },
  {
    service: 'appsync',
    actions: `appsync:CreateDataSource appsync:CreateGraphqlApi appsync:UpdateDataSource appsync:UpdateGraphqlApi`,
    source: policy('AWSAppSyncAdministrator'),
  },
  {
    service: 'mediaconvert',
    actions: 'mediaconvert:CreateJob',
    source: policy('AWSElementalMediaConvertFullAccess'),
  },
  {
    service: 'ssm',
    actions: 'ssm:StartAutomationExecution',
    source: policy('AWSConfigRemediationServiceRolePolicy'),
  },
  {
    service: 'emr-serverless',
    actions: 'emr-serverless:StartJobRun',
    source: policy('AmazonSageMakerCanvasDataPrepFullAccess'),
  },
  {
    service: 'application-autoscaling',
    actions: 'application-autoscaling:RegisterScalableTarget',
    china: 'application-autoscaling.amazonaws.com.cn',
    source: policy('AmazonDynamoDBFullAccess'),
  },
];

const byAction = new Map(takers.flatMap((row) => words(row.actions).map((action) => [action, row] as const)));

/**
 * The value of `iam:PassedToService` for the roles that a call passes: the service principal that takes them up.
 * Undefined where AWS does not say, or another service may be meant. `roles`: how many roles the request names.
 */
export function passedToService(
  action: string,
  { partition, roles }: { readonly partition: string; readonly roles: number },
): string | undefined {
  const row = byAction.get(action);
  if (row === undefined || (row.one === true && roles !== 1)) return undefined;
  if (partition === 'aws-cn') return row.china;
  return partition === 'aws' || partition === 'aws-us-gov' ? `${row.service}.amazonaws.com` : undefined;
}

/** Every action of the table with where it is from, for checks. */
export function passedToSources(): ReadonlyMap<string, string> {
  return new Map([...byAction].map(([action, { source }]) => [action, source]));
}
