import type { ArnRow } from '../arns.js';

const here = (service: string, resource: string): string =>
  `arn:\${partition}:${service}:\${region}:\${account}:${resource}`;

/**
 * Instances, tasks, jobs, builds, endpoints, zones: calls that functions make on what runs elsewhere. Only calls whose
 * every resource is in their parameters: a list that lacks one would be worse than none.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/, resource types of each action.
 */
export const computeArns: readonly ArnRow[] = [
  {
    stem: 'ec2',
    events: 'StartInstances StopInstances RebootInstances TerminateInstances',
    over: 'requestParameters.instancesSet.items[]',
    arn: here('ec2', 'instance/{instanceId}'),
  },
  // A family without revision runs its newest one.
  {
    stem: 'ecs',
    events: 'RunTask StartTask',
    arn: here('ecs', 'task-definition/{taskDefinition}'),
    form: 'revision',
  },
  {
    stem: 'ecs',
    events: 'UpdateService DeleteService',
    arn: here('ecs', 'service/{cluster|default}/{service}'),
    form: 'leaf',
  },
  { stem: 'batch', events: 'SubmitJob', arn: here('batch', 'job/*') },
  { stem: 'batch', events: 'SubmitJob', arn: here('batch', 'job-queue/{jobQueue}') },
  { stem: 'batch', events: 'SubmitJob', arn: here('batch', 'job-definition/{jobDefinition}*') },
  {
    stem: 'codebuild',
    events: 'StartBuild StartBuildBatch',
    arn: here('codebuild', 'project/{projectName}'),
  },
  { stem: 'codepipeline', events: 'StartPipelineExecution', arn: here('codepipeline', '{name}') },
  {
    stem: 'sagemaker',
    events: 'InvokeEndpoint InvokeEndpointAsync InvokeEndpointWithResponseStream',
    arn: here('sagemaker', 'endpoint/{endpointName}'),
  },
  {
    stem: 'sagemaker',
    events: 'InvokeEndpoint InvokeEndpointAsync InvokeEndpointWithResponseStream',
    arn: here('sagemaker', 'inference-component/{inferenceComponentName}'),
  },
  {
    stem: 'rds',
    events: 'StartDBInstance RebootDBInstance',
    arn: here('rds', 'db:{dBInstanceIdentifier}'),
  },
  {
    stem: 'rds',
    events: 'StartDBCluster StopDBCluster',
    arn: here('rds', 'cluster:{dBClusterIdentifier}'),
  },
  {
    stem: 'cloudformation',
    events:
      'DescribeStacks DescribeStackResource DescribeStackResources DescribeStackEvents GetTemplate ' +
      'ListStackResources DeleteStack',
    arn: here('cloudformation', 'stack/{stackName}/*'),
    ifArn: 'as is',
  },
  {
    stem: 'route53',
    events: 'ChangeResourceRecordSets ListResourceRecordSets GetHostedZone',
    arn: 'arn:${partition}:route53:::hostedzone/{hostedZoneId}',
    form: 'leaf',
  },
  {
    stem: 'route53',
    events: 'GetHostedZone',
    arn: 'arn:${partition}:route53:::hostedzone/{id}',
    form: 'leaf',
  },
  {
    stem: 'cloudfront',
    events: 'CreateInvalidation GetInvalidation ListInvalidations',
    arn: 'arn:${partition}:cloudfront::${account}:distribution/{distributionId}',
  },
];
