import type { SourceStatement } from '../../model.js';
import { child, entriesOf, listOf, stringOf, type Entry, type Tree } from '../../tree.js';
import type { RoleHolding, Template, TemplateResource } from '../cloudFormation/template.js';
import { sendTo } from './executionFeatures.js';
import { featureAt, implyManaged, implyPolicy, refuseSam, type Feature } from './features.js';
import { schemaRegistry } from './schemaRegistry.js';
import { madeStatement, type Place } from './statements.js';
import { isSet, textsOf } from './values.js';

/** One event that Lambda polls with the function's own role. */
interface Pulled {
  readonly feature: Feature;
  readonly place: Place;
  readonly properties: Tree | undefined;
}

/** The managed policy that an event source of this type brings. */
const managedOf: ReadonlyMap<string, string> = new Map([
  ['Kinesis', 'AWSLambdaKinesisExecutionRole'],
  ['DynamoDB', 'AWSLambdaDynamoDBExecutionRole'],
  ['SQS', 'AWSLambdaSQSQueueExecutionRole'],
  ['MSK', 'AWSLambdaMSKExecutionRole'],
]);

/** The statements that an event source of this type adds, or what SAM finds wrong. */
const statementsOf: ReadonlyMap<string, (pulled: Pulled) => SourceStatement[] | string> = new Map([
  ['Kinesis', () => []],
  ['DynamoDB', () => []],
  ['SQS', () => []],
  ['MSK', ofMsk],
  ['MQ', ofMq],
  ['SelfManagedKafka', ofKafka],
  ['DocumentDB', ofDocumentDb],
]);

/**
 * What the event sources that are polled give the function's role; those that push give it nothing.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html
 */
export function implyEventSources(
  template: Template,
  { logicalId }: TemplateResource,
  properties: Tree | undefined,
  holding: RoleHolding,
): void {
  for (const event of entriesOf(child(properties, 'Events'))) {
    const type = stringOf(child(event.value, 'Type')) ?? '';
    const read = statementsOf.get(type);
    if (read === undefined) continue;
    const feature = featureAt(template, holding, logicalId, `Events.${event.key}`, event);
    const place = { reading: template.reading, span: event.keySpan };
    const pulled = { feature, place, properties: child(event.value, 'Properties') };
    const managed = managedOf.get(type);
    if (managed !== undefined) implyManaged(feature, managed);
    const statements = read(pulled);
    if (typeof statements === 'string')
      refuseSam(template, event.keySpan, `${type} event ${event.key}: ${statements}`);
    else implyPolicy(feature, `${event.key}${type}Policy`, statements);
    implyFailures(pulled, event);
  }
}

/** Where batches go that could not be handled; without `Type` SAM grants nothing. */
function implyFailures({ feature, place, properties }: Pulled, event: Entry): void {
  const config = child(properties, 'DestinationConfig');
  if (!isSet(config)) return;
  const failure = child(config, 'OnFailure');
  const type = stringOf(child(failure, 'Type'));
  if (type === undefined || type === 'Kafka') return;
  const arns = textsOf(child(failure, 'Destination'), place.reading);
  const known = ['SQS', 'SNS', 'S3'].includes(type);
  const statements =
    known && arns.length > 0 ? sendTo(type === 'S3' ? 'S3Bucket' : type, arns, place) : undefined;
  if (statements !== undefined) implyPolicy(feature, `${event.key}OnFailurePolicy`, statements);
  else
    refuseSam(
      feature.template,
      place.span,
      'OnFailure needs a Destination and, as Type, SQS, SNS, S3 or Kafka.',
    );
}

const readSecret = 'secretsmanager:GetSecretValue';

function allow(actions: readonly string[], tree: Tree | undefined, place: Place): SourceStatement {
  return madeStatement(actions, textsOf(tree, place.reading), place);
}

function ofMsk({ place, properties }: Pulled): SourceStatement[] {
  const certificates = accessOf(properties).filter(
    ({ type, uri }) => type === 'CLIENT_CERTIFICATE_TLS_AUTH' && isSet(uri),
  );
  return [
    ...schemaRegistry(properties, place),
    ...certificates.map(({ uri }) => allow([readSecret], uri, place)),
  ];
}

function ofMq({ place, properties }: Pulled): SourceStatement[] | string {
  const secret = basicAuth(properties, ['BASIC_AUTH', 'VIRTUAL_HOST']);
  if (typeof secret === 'string') return secret;
  return [
    allow([readSecret], secret, place),
    allow(['mq:DescribeBroker'], child(properties, 'Broker'), place),
    ...decryptSecret(properties, place),
  ];
}

/** Subnets or security groups of a Kafka cluster or a DocumentDB cluster: Lambda makes network interfaces there. */
const networkActions = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeVpcs',
  'ec2:DescribeSubnets',
  'ec2:DescribeSecurityGroups',
];

/** Authentication whose URI is no secret. */
const withoutSecret = ['IAM_AUTH', 'IAM_OAUTHBEARER_AUTH'];
const kafkaSecrets = [
  'SASL_SCRAM_256_AUTH',
  'SASL_SCRAM_512_AUTH',
  'BASIC_AUTH',
  'CLIENT_CERTIFICATE_TLS_AUTH',
  'OAUTHBEARER_AUTH',
];
const kafkaOthers = [
  'VPC_SUBNET',
  'VPC_SECURITY_GROUP',
  'SERVER_ROOT_CA_CERTIFICATE',
  'OAUTHBEARER_SCOPE',
  'OAUTHBEARER_AUDIENCE',
  'OAUTHBEARER_LOGICAL_CLUSTER',
  'OAUTHBEARER_IDENTITY_POOL',
];

function ofKafka({ place, properties }: Pulled): SourceStatement[] | string {
  const access = accessOf(properties);
  const wrong = kafkaMistake(properties, access);
  if (wrong !== undefined) return wrong;
  const secrets = access.filter(
    ({ type }) => kafkaSecrets.includes(type) || type === 'SERVER_ROOT_CA_CERTIFICATE',
  );
  const inNetwork = access.some(({ type }) => type === 'VPC_SUBNET');
  return [
    ...secrets.map(({ uri }) => allow([readSecret], uri, place)),
    ...(inNetwork ? [madeStatement(networkActions, ['*'], place)] : []),
    ...decryptSecret(properties, place),
    ...schemaRegistry(properties, place),
  ];
}

function kafkaMistake(properties: Tree | undefined, access: readonly Access[]): string | undefined {
  if (!isSet(child(properties, 'KafkaBootstrapServers'))) return 'KafkaBootstrapServers is missing.';
  const topics = child(properties, 'Topics');
  if (listOf(topics).length !== 1) return 'Topics needs exactly one topic.';
  if (access.length === 0) return 'SourceAccessConfigurations is missing.';
  const known = [...kafkaSecrets, ...withoutSecret, ...kafkaOthers];
  if (access.some(({ type, uri }) => !known.includes(type) || (!isSet(uri) && !withoutSecret.includes(type))))
    return 'every one of SourceAccessConfigurations needs a known Type and a URI.';
  const methods = access.filter(({ type }) => kafkaSecrets.includes(type) || withoutSecret.includes(type));
  if (methods.length > 1) return 'SourceAccessConfigurations has more than one way to authenticate.';
  const has = (name: string): boolean => access.some(({ type }) => type === name);
  return has('VPC_SUBNET') === has('VPC_SECURITY_GROUP')
    ? undefined
    : 'VPC_SUBNET and VPC_SECURITY_GROUP go together.';
}

function ofDocumentDb({ place, properties }: Pulled): SourceStatement[] | string {
  const secret = basicAuth(properties, ['BASIC_AUTH']);
  if (typeof secret === 'string') return secret;
  const rds = (type: string): string =>
    `arn:\${AWS::Partition}:rds:\${AWS::Region}:\${AWS::AccountId}:${type}:*`;
  return [
    allow([readSecret], secret, place),
    madeStatement(['rds:DescribeDBClusterParameters'], [rds('cluster-pg')], place),
    madeStatement(['rds:DescribeDBSubnetGroups'], [rds('subgrp')], place),
    allow(['rds:DescribeDBClusters'], child(properties, 'Cluster'), place),
    madeStatement(networkActions, ['*'], place),
    ...decryptSecret(properties, place),
  ];
}

/** `SecretsManagerKmsKeyId`: the id of a key, in the text as it stands. */
function decryptSecret(properties: Tree | undefined, place: Place): SourceStatement[] {
  const key = stringOf(child(properties, 'SecretsManagerKmsKeyId'));
  if (!key) return [];
  const arn = `arn:\${AWS::Partition}:kms:\${AWS::Region}:\${AWS::AccountId}:key/${key}`;
  return [madeStatement(['kms:Decrypt'], [arn], place)];
}

interface Access {
  readonly type: string;
  readonly uri: Tree | undefined;
}

function accessOf(properties: Tree | undefined): Access[] {
  const configurations = child(properties, 'SourceAccessConfigurations');
  return listOf(configurations).map((each) => ({
    type: stringOf(child(each, 'Type')) ?? '',
    uri: child(each, 'URI'),
  }));
}

/** The one secret of `BASIC_AUTH`, or what is wrong with it. */
function basicAuth(properties: Tree | undefined, types: readonly string[]): Tree | string {
  const access = accessOf(properties);
  if (access.some(({ type }) => !types.includes(type)))
    return `SourceAccessConfigurations takes only ${types.join(' and ')}.`;
  const [first, ...others] = access.filter(({ type }) => type === 'BASIC_AUTH');
  if (first === undefined || others.length > 0 || !isSet(first.uri))
    return 'SourceAccessConfigurations needs one BASIC_AUTH with a URI.';
  return first.uri;
}
