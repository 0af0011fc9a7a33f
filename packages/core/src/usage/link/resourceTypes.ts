/**
 * How CloudFormation refers to what a template makes: what `Ref` and `GetAtt` return, how the ARN is built, and the name
 * it gives where none is stated. One row a type; every row from the "Return values" part of the type's own page,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-<service>-<resource>.html, the ARN
 * from https://docs.aws.amazon.com/service-authorization/latest/reference/ and the longest name from the service's API.
 */
export interface BoundType {
  /** What `Ref` returns; `id`: a name that cannot be told from the template. */
  readonly ref: 'name' | 'arn' | 'url' | 'id';
  readonly service: string;
  /** Before the name in the ARN's resource part. */
  readonly before: string;
  /** After the name, in the ARN that `GetAtt Arn` returns. */
  readonly after?: string;
  /** Buckets have neither account nor region in their ARN. */
  readonly global?: true;
  /** A character that ends the name when a longer ARN is read (`bucket/key`, `table/T/index/I`). */
  readonly ends?: string;
  readonly max: number;
  /** Generated names: `<stack>-<LogicalId>-<suffix>` unless told otherwise. */
  readonly generated?: 'lower' | 'without stack' | 'cfn' | 'none';
  /** Characters the service adds to the name: a secret's `-AbCdEf`. */
  readonly tail?: number;
  /** `GetAtt` attributes other than `Arn`. */
  readonly attributes?: Readonly<Record<string, 'name' | 'arn' | 'url'>>;
}

const TABLE: BoundType = { ref: 'name', service: 'dynamodb', before: 'table/', ends: '/', max: 255 };
const FUNCTION: BoundType = { ref: 'name', service: 'lambda', before: 'function:', ends: ':', max: 64 };
const STATE_MACHINE: BoundType = {
  ref: 'arn',
  service: 'states',
  before: 'stateMachine:',
  ends: ':',
  max: 80,
  generated: 'without stack',
  attributes: { Name: 'name' },
};

export const BOUND_TYPES: ReadonlyMap<string, BoundType> = new Map<string, BoundType>([
  [
    'AWS::S3::Bucket',
    { ref: 'name', service: 's3', before: '', ends: '/', global: true, max: 63, generated: 'lower' },
  ],
  ['AWS::DynamoDB::Table', TABLE],
  ['AWS::DynamoDB::GlobalTable', TABLE],
  ['AWS::Serverless::SimpleTable', TABLE],
  [
    'AWS::SQS::Queue',
    { ref: 'url', service: 'sqs', before: '', max: 80, attributes: { QueueName: 'name', QueueUrl: 'url' } },
  ],
  [
    'AWS::SNS::Topic',
    {
      ref: 'arn',
      service: 'sns',
      before: '',
      ends: ':',
      max: 256,
      attributes: { TopicName: 'name', TopicArn: 'arn' },
    },
  ],
  ['AWS::Lambda::Function', FUNCTION],
  ['AWS::Serverless::Function', FUNCTION],
  ['AWS::StepFunctions::StateMachine', STATE_MACHINE],
  ['AWS::Serverless::StateMachine', STATE_MACHINE],
  ['AWS::IAM::Role', { ref: 'name', service: 'iam', before: 'role/', max: 64 }],
  ['AWS::Kinesis::Stream', { ref: 'name', service: 'kinesis', before: 'stream/', ends: '/', max: 128 }],
  [
    'AWS::KinesisFirehose::DeliveryStream',
    { ref: 'name', service: 'firehose', before: 'deliverystream/', max: 64 },
  ],
  [
    'AWS::Events::EventBus',
    {
      ref: 'name',
      service: 'events',
      before: 'event-bus/',
      max: 256,
      generated: 'none',
      attributes: { Name: 'name' },
    },
  ],
  ['AWS::Events::Rule', { ref: 'name', service: 'events', before: 'rule/', max: 64 }],
  [
    'AWS::SecretsManager::Secret',
    {
      ref: 'arn',
      service: 'secretsmanager',
      before: 'secret:',
      max: 512,
      generated: 'without stack',
      tail: 7,
      attributes: { Id: 'arn' },
    },
  ],
  ['AWS::SSM::Parameter', { ref: 'name', service: 'ssm', before: 'parameter/', max: 1011, generated: 'cfn' }],
  [
    'AWS::KMS::Key',
    { ref: 'id', service: 'kms', before: 'key/', max: 64, generated: 'none', attributes: { KeyId: 'name' } },
  ],
  [
    'AWS::Logs::LogGroup',
    { ref: 'name', service: 'logs', before: 'log-group:', after: ':*', ends: ':', max: 512 },
  ],
  [
    'AWS::ECR::Repository',
    { ref: 'name', service: 'ecr', before: 'repository/', max: 256, generated: 'lower' },
  ],
  ['AWS::ECS::Cluster', { ref: 'name', service: 'ecs', before: 'cluster/', max: 255 }],
]);
