import assert from 'node:assert/strict';
import { prepare } from '../../prepare.js';
import { expandActions } from '../catalog.js';
import { visibilityOf } from './visibility.js';
import { words } from './words.js';

/** Kind, with the data type and `read` or `write` where there is one → actions (words). */
const cases: readonly (readonly [expected: string, actions: string])[] = [
  [
    'data AWS::S3::Object read',
    's3:GetObject s3:GetObjectVersion s3:ListBucket s3:ListBucketVersions s3:ListMultipartUploadParts s3:GetObjectAcl',
  ],
  [
    'data AWS::S3::Object write',
    's3:PutObject s3:DeleteObject s3:DeleteObjectVersion s3:PutObjectTagging s3:AbortMultipartUpload',
  ],
  [
    'management s3 read',
    's3:GetBucketLocation s3:GetBucketPolicy s3:ListAllMyBuckets s3:GetLifecycleConfiguration s3:GetEncryptionConfiguration',
  ],
  [
    'management s3 write',
    's3:CreateBucket s3:DeleteBucket s3:PutBucketPolicy s3:PutLifecycleConfiguration s3:PutBucketCORS',
  ],
  ['unknown', 's3:ListBucketMultipartUploads s3:ReplicateObject s3:GetObjectVersionForReplication'],
  [
    'data AWS::DynamoDB::Table read',
    'dynamodb:GetItem dynamodb:Query dynamodb:Scan dynamodb:BatchGetItem dynamodb:PartiQLSelect',
  ],
  [
    'data AWS::DynamoDB::Table write',
    'dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem',
  ],
  ['data AWS::DynamoDB::Stream read', 'dynamodb:GetRecords dynamodb:GetShardIterator'],
  [
    'management dynamodb read',
    'dynamodb:DescribeTable dynamodb:ListTables dynamodb:DescribeStream dynamodb:ListStreams',
  ],
  ['management dynamodb write', 'dynamodb:CreateTable dynamodb:DeleteTable dynamodb:UpdateTimeToLive'],
  ['data AWS::SQS::Queue write', 'sqs:SendMessage sqs:DeleteMessage sqs:ChangeMessageVisibility'],
  ['data AWS::SQS::Queue read', 'sqs:ReceiveMessage sqs:GetQueueUrl sqs:GetQueueAttributes sqs:ListQueues'],
  [
    'management sqs write',
    'sqs:CreateQueue sqs:DeleteQueue sqs:PurgeQueue sqs:SetQueueAttributes sqs:TagQueue',
  ],
  ['data AWS::SNS::Topic write', 'sns:Publish'],
  ['management sns write', 'sns:CreateTopic sns:Subscribe sns:DeleteTopic sns:SetTopicAttributes'],
  ['management sns read', 'sns:ListTopics sns:GetTopicAttributes'],
  ['data AWS::Lambda::Function write', 'lambda:InvokeFunction'],
  ['management lambda read', 'lambda:GetFunction lambda:ListFunctions lambda:GetLayerVersion'],
  ['management lambda write', 'lambda:UpdateFunctionCode lambda:CreateFunction'],
  ['unknown', 'lambda:InvokeFunctionUrl lambda:InvokeAsync lambda:RunMicrovm'],
  [
    'management kms read',
    'kms:Decrypt kms:Encrypt kms:GenerateDataKey kms:Sign kms:DescribeKey kms:ReEncryptFrom',
  ],
  ['management kms write', 'kms:CreateKey kms:ScheduleKeyDeletion kms:DisableKey'],
  [
    'management secretsmanager read',
    'secretsmanager:GetSecretValue secretsmanager:DescribeSecret secretsmanager:ListSecrets',
  ],
  ['management secretsmanager write', 'secretsmanager:PutSecretValue secretsmanager:CreateSecret'],
  ['management ssm read', 'ssm:GetParameter ssm:GetParameters ssm:GetParametersByPath'],
  ['management ssm write', 'ssm:PutParameter ssm:SendCommand'],
  ['never', 'logs:PutLogEvents iam:PassRole execute-api:Invoke rds-db:connect'],
  [
    'management logs write',
    'logs:CreateLogGroup logs:CreateLogStream logs:DeleteLogGroup logs:PutRetentionPolicy',
  ],
  ['management logs read', 'logs:DescribeLogGroups logs:GetLogEvents logs:FilterLogEvents logs:StartQuery'],
  ['data AWS::Events::EventBus write', 'events:PutEvents'],
  ['management events write', 'events:PutRule events:PutTargets'],
  [
    'management states write',
    'states:StartExecution states:CreateStateMachine states:StopExecution states:SendTaskSuccess',
  ],
  ['management states read', 'states:DescribeExecution states:ListStateMachines'],
  ['data AWS::StepFunctions::Activity write', 'states:GetActivityTask'],
  ['unknown', 'states:StartSyncExecution states:InvokeHTTPEndpoint'],
  ['data AWS::Kinesis::Stream write', 'kinesis:PutRecord kinesis:PutRecords'],
  ['data AWS::Kinesis::Stream read', 'kinesis:GetRecords kinesis:GetShardIterator kinesis:SubscribeToShard'],
  ['management kinesis read', 'kinesis:DescribeStream kinesis:DescribeStreamSummary kinesis:ListStreams'],
  ['data AWS::KinesisFirehose::DeliveryStream write', 'firehose:PutRecord firehose:PutRecordBatch'],
  ['management firehose write', 'firehose:CreateDeliveryStream'],
  ['management iam read', 'iam:GetRole iam:ListRoles'],
  ['management iam write', 'iam:CreateRole iam:AttachRolePolicy iam:CreateServiceLinkedRole'],
  ['management sts read', 'sts:AssumeRole'],
  [
    'indirect',
    'sts:TagSession sts:SetSourceIdentity s3:BypassGovernanceRetention elasticfilesystem:ClientMount',
  ],
  ['management ecr read', 'ecr:BatchGetImage ecr:GetDownloadUrlForLayer ecr:GetAuthorizationToken'],
  ['data AWS::CloudWatch::Metric write', 'cloudwatch:PutMetricData'],
  ['data AWS::CloudWatch::Metric read', 'cloudwatch:GetMetricData cloudwatch:ListMetrics'],
  ['management monitoring read', 'cloudwatch:DescribeAlarms'],
  ['management monitoring write', 'cloudwatch:PutMetricAlarm cloudwatch:DeleteAlarms'],
  ['management ec2 write', 'ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:CreateTags'],
  ['management ec2 read', 'ec2:DescribeNetworkInterfaces ec2:DescribeSubnets'],
  ['data AWS::XRay::Trace write', 'xray:PutTraceSegments xray:PutTelemetryRecords'],
  ['management xray read', 'xray:GetSamplingRules xray:GetGroups'],
  ['data AWS::RDS::DBCluster write', 'rds-data:ExecuteStatement rds-data:BeginTransaction'],
  ['management bedrock read', 'bedrock:InvokeModelWithResponseStream bedrock:ListFoundationModels'],
  ['data AWS::Bedrock::Model read', 'bedrock:InvokeModel'],
  ['management bedrock write', 'bedrock:CreateAgentAlias bedrock:CreateFlow bedrock:DeletePrompt'],
  ['data AWS::Bedrock::KnowledgeBase read', 'bedrock:Retrieve'],
  ['unknown', 'bedrock:CreateSession bedrock:CallWithBearerToken'],
  ['management cognito-idp write', 'cognito-idp:AdminCreateUser'],
  ['data AWS::Cognito::IdentityPool write', 'cognito-identity:GetId'],
  ['data AWS::SES::EmailIdentity write', 'ses:SendEmail ses:SendRawEmail'],
  ['management ses write', 'ses:CreateEmailIdentity'],
  ['unknown', 'sagemaker:PutRecord sagemaker:CreateHub rds:ModifyCustomDBEngineVersion'],
  ['management sagemaker write', 'sagemaker:CreateEndpoint sagemaker:StopTrainingJob'],
  ['management athena write', 'athena:StartQueryExecution'],
  ['management athena read', 'athena:GetQueryExecution athena:GetQueryResults'],
  ['management glue write', 'glue:StartJobRun'],
  ['unknown', 'glue:GetTable glue:BatchCreatePartition'],
  ['management apigateway write', 'apigateway:POST'],
  ['management scheduler write', 'scheduler:CreateSchedule'],
  ['unknown', 'appsync:SourceGraphQL codecommit:GitPull made:Up s3:NotAnAction neptune-db:connect'],
];

function shown(action: string): string {
  const visibility = visibilityOf(action);
  if (visibility.kind === 'management') {
    const stem = visibility.eventSource.replace('.amazonaws.com', '');
    return `management ${stem} ${visibility.readOnly ? 'read' : 'write'}`;
  }
  if (visibility.kind === 'data') return `data ${visibility.type} ${visibility.readOnly ? 'read' : 'write'}`;
  return visibility.kind;
}

describe('visibilityOf', () => {
  before(() => prepare());

  for (const [expected, actions] of cases) {
    for (const action of words(actions)) {
      it(`${action}: ${expected}`, () => assert.equal(shown(action), expected));
    }
  }

  it('says why, always', () => {
    const silent = expandActions('*').filter((action) => visibilityOf(action).because.length < 5);
    assert.deepEqual(silent, []);
  });

  it('does not depend on the case of the action', () => {
    assert.deepEqual(visibilityOf('S3:getobject'), visibilityOf('s3:GetObject'));
  });

  it('calls about half of all actions visible, as the facts say', () => {
    const all = expandActions('*');
    const management = all.filter((action) => visibilityOf(action).kind === 'management').length;
    assert.ok(
      management > all.length * 0.5 && management < all.length * 0.62,
      `${management} of ${all.length}`,
    );
  });
});
