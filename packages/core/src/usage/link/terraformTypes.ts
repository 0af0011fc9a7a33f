import { BOUND_TYPES, type BoundType } from './resourceTypes.js';

/** What an attribute of a Terraform resource is. */
type Meaning = 'name' | 'arn' | 'url';

/** A Terraform resource type in the terms of CloudFormation's, and what its attributes are. */
export interface TerraformType {
  readonly type: BoundType;
  readonly attributes: Readonly<Record<string, Meaning>>;
}

const NAMED = { arn: 'arn', name: 'name', id: 'name' } as const;
const BY_ARN = { arn: 'arn', name: 'name', id: 'arn' } as const;

/**
 * Attributes from the "Attribute Reference" of each type's page,
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/<type>.
 */
const rows: readonly (readonly [terraform: string, type: string, attributes: TerraformType['attributes']])[] =
  [
    ['aws_s3_bucket', 'AWS::S3::Bucket', { arn: 'arn', bucket: 'name', id: 'name' }],
    ['aws_dynamodb_table', 'AWS::DynamoDB::Table', NAMED],
    ['aws_sqs_queue', 'AWS::SQS::Queue', { arn: 'arn', name: 'name', id: 'url', url: 'url' }],
    ['aws_sns_topic', 'AWS::SNS::Topic', BY_ARN],
    ['aws_lambda_function', 'AWS::Lambda::Function', { arn: 'arn', function_name: 'name', id: 'name' }],
    ['aws_sfn_state_machine', 'AWS::StepFunctions::StateMachine', BY_ARN],
    ['aws_iam_role', 'AWS::IAM::Role', NAMED],
    ['aws_kinesis_stream', 'AWS::Kinesis::Stream', BY_ARN],
    ['aws_kinesis_firehose_delivery_stream', 'AWS::KinesisFirehose::DeliveryStream', BY_ARN],
    ['aws_cloudwatch_event_bus', 'AWS::Events::EventBus', NAMED],
    ['aws_cloudwatch_event_rule', 'AWS::Events::Rule', NAMED],
    ['aws_secretsmanager_secret', 'AWS::SecretsManager::Secret', BY_ARN],
    ['aws_ssm_parameter', 'AWS::SSM::Parameter', NAMED],
    ['aws_cloudwatch_log_group', 'AWS::Logs::LogGroup', NAMED],
    ['aws_ecr_repository', 'AWS::ECR::Repository', NAMED],
    ['aws_ecs_cluster', 'AWS::ECS::Cluster', BY_ARN],
  ];

export const TERRAFORM_TYPES: ReadonlyMap<string, TerraformType> = new Map(
  rows.flatMap(([terraform, name, attributes]) => {
    const own = BOUND_TYPES.get(name);
    if (own === undefined) return [];
    // Terraform's ARN of a log group ends with its name.
    const { after: _after, ...type } = own;
    return [[terraform, { type: { ...type, generated: 'none' as const }, attributes }] as const];
  }),
);

/** Data sources that say where a module runs: type → attribute → what it is. */
export const PLACES: Readonly<Record<string, Readonly<Record<string, 'account' | 'region' | 'partition'>>>> =
  {
    aws_caller_identity: { account_id: 'account', id: 'account' },
    aws_region: { name: 'region', id: 'region', region: 'region' },
    aws_partition: { partition: 'partition', id: 'partition' },
  };
