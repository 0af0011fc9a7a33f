import type { SourceResource } from '@leastwise/core';

/** Namespaces of resource types whose IAM prefix is not their own name in lower case. */
const prefixes: ReadonlyMap<string, string> = new Map([
  ['StepFunctions', 'states'],
  ['ApiGateway', 'execute-api'],
  ['ApiGatewayV2', 'execute-api'],
  ['OpenSearchService', 'es'],
  ['Elasticsearch', 'es'],
  ['KinesisFirehose', 'firehose'],
  ['EFS', 'elasticfilesystem'],
  ['CertificateManager', 'acm'],
]);

/** SAM's own types. Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-resources-and-properties.html */
const samPrefixes: ReadonlyMap<string, string> = new Map([
  ['AWS::Serverless::Function', 'lambda'],
  ['AWS::Serverless::SimpleTable', 'dynamodb'],
  ['AWS::Serverless::StateMachine', 'states'],
]);

/** Types of which `Ref` is the ARN; most others have the attribute `Arn`. */
const refIsArn: ReadonlySet<string> = new Set([
  'AWS::SNS::Topic',
  'AWS::SecretsManager::Secret',
  'AWS::StepFunctions::StateMachine',
  'AWS::Serverless::StateMachine',
]);

/** Types that have neither. */
const noArn: ReadonlySet<string> = new Set(['AWS::SSM::Parameter', 'AWS::ApiGateway::RestApi']);

/** How a template names the ARN of one of its own resources, and which service's actions it may be a resource of. */
export function ownReference({
  logicalId,
  type,
}: SourceResource): { service: string; yaml: string; bare: string } | undefined {
  const [vendor, namespace = ''] = type.split('::');
  if (vendor !== 'AWS' || noArn.has(type) || namespace === 'IAM' || namespace === 'CloudFormation')
    return undefined;
  const service = samPrefixes.get(type) ?? prefixes.get(namespace) ?? namespace.toLowerCase();
  if (service === 'serverless') return undefined;
  if (refIsArn.has(type)) return { service, yaml: `!Ref ${logicalId}`, bare: logicalId };
  return { service, yaml: `!GetAtt ${logicalId}.Arn`, bare: `${logicalId}.Arn` };
}
