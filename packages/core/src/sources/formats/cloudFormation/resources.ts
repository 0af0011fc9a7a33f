import { resolveOne } from '../../intrinsics.js';
import type { SourceResource } from '../../model.js';
import { rangeAt } from '../../reading.js';
import { child } from '../../tree.js';
import type { Template } from './template.js';

/**
 * The property that states a resource's physical name, by type.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html
 */
const nameProperties: ReadonlyMap<string, string> = new Map([
  ['AWS::AppSync::GraphQLApi', 'Name'],
  ['AWS::Athena::WorkGroup', 'Name'],
  ['AWS::Batch::JobDefinition', 'JobDefinitionName'],
  ['AWS::Batch::JobQueue', 'JobQueueName'],
  ['AWS::CloudWatch::Alarm', 'AlarmName'],
  ['AWS::CodeBuild::Project', 'Name'],
  ['AWS::CodeCommit::Repository', 'RepositoryName'],
  ['AWS::CodePipeline::Pipeline', 'Name'],
  ['AWS::DynamoDB::GlobalTable', 'TableName'],
  ['AWS::DynamoDB::Table', 'TableName'],
  ['AWS::ECR::Repository', 'RepositoryName'],
  ['AWS::ECS::Cluster', 'ClusterName'],
  ['AWS::ECS::Service', 'ServiceName'],
  ['AWS::ECS::TaskDefinition', 'Family'],
  ['AWS::Events::EventBus', 'Name'],
  ['AWS::Events::Rule', 'Name'],
  ['AWS::Glue::Job', 'Name'],
  ['AWS::IAM::ManagedPolicy', 'ManagedPolicyName'],
  ['AWS::IAM::Role', 'RoleName'],
  ['AWS::KMS::Alias', 'AliasName'],
  ['AWS::Kinesis::Stream', 'Name'],
  ['AWS::KinesisFirehose::DeliveryStream', 'DeliveryStreamName'],
  ['AWS::Lambda::Function', 'FunctionName'],
  ['AWS::Logs::LogGroup', 'LogGroupName'],
  ['AWS::OpenSearchService::Domain', 'DomainName'],
  ['AWS::RDS::DBCluster', 'DBClusterIdentifier'],
  ['AWS::RDS::DBInstance', 'DBInstanceIdentifier'],
  ['AWS::S3::Bucket', 'BucketName'],
  ['AWS::SNS::Topic', 'TopicName'],
  ['AWS::SQS::Queue', 'QueueName'],
  ['AWS::SSM::Parameter', 'Name'],
  ['AWS::Scheduler::Schedule', 'Name'],
  ['AWS::SecretsManager::Secret', 'Name'],
  ['AWS::Serverless::Function', 'FunctionName'],
  ['AWS::Serverless::SimpleTable', 'TableName'],
  ['AWS::Serverless::StateMachine', 'Name'],
  ['AWS::StepFunctions::Activity', 'Name'],
  ['AWS::StepFunctions::StateMachine', 'StateMachineName'],
]);

/** Every resource of the template in its order, those under a `Condition` included. */
export function readResources(template: Template): SourceResource[] {
  const { reading } = template;
  return [...template.resources.values()].map(({ logicalId, type, properties, entry }) => {
    const property = nameProperties.get(type);
    const name = property === undefined ? undefined : child(properties, property);
    return {
      logicalId,
      type,
      declaredName: resolveOne(name, reading)?.text,
      range: rangeAt(reading, entry.keySpan),
    };
  });
}
