import type { Reading } from '../../reading.js';
import { child, entriesOf, listOf, stringOf, type Entry, type Tree } from '../../tree.js';
import type { Feature, FeatureGrant } from './feature.js';
import { networkActions } from './networkActions.js';
import type { Service, ServiceFunction } from './service.js';
import { texts } from './texts.js';

type GrantsOf = (event: Tree, reading: Reading, fn: ServiceFunction) => FeatureGrant[];

/** Events that the framework grants something for; the others only let a service call the function. */
const grantsByEvent: ReadonlyMap<string, GrantsOf> = new Map([
  ['stream', streamGrants],
  ['sqs', (event, reading) => [{ actions: queueActions, resources: arnOf(event, reading) }]],
  ['msk', mskGrants],
  ['kafka', kafkaGrants],
  ['activemq', brokerGrants],
  ['rabbitmq', brokerGrants],
  ['websocket', () => [{ actions: ['execute-api:ManageConnections'], resources: [connections] }]],
  ['cloudFront', () => [{ actions: edgeLogActions, resources: ['arn:${AWS::Partition}:logs:*:*:*'] }]],
  ['schedule', schedulerGrants],
]);

/** Events that brokers' pollers and streams bring permissions along with, each at the event's own key. */
export function eventFeatures(fn: ServiceFunction, { reading }: Service): Feature[] {
  const events = listOf(child(fn.body, 'events')).flatMap((event): readonly Entry[] => entriesOf(event));
  return events.flatMap(({ key, keySpan, value }) => {
    const grants = grantsByEvent.get(key)?.(value, reading, fn) ?? [];
    return grants.length === 0 ? [] : [{ name: key, span: keySpan, grants }];
  });
}

const queueActions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const connections = 'arn:${AWS::Partition}:execute-api:*:*:*/@connections/*';
const edgeLogActions = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** https://www.serverless.com/framework/docs/providers/aws/events/streams */
function streamGrants(event: Tree, reading: Reading): FeatureGrant[] {
  const resources = arnOf(event, reading);
  const service = stringOf(child(event, 'type')) ?? resources[0]?.split(':')[2];
  const read = (...names: string[]): string[] => names.map((name) => `${service}:${name}`);
  const consumer = child(event, 'consumer');
  const isConsumer =
    service === 'kinesis' && consumer?.kind === 'scalar' ? consumer.value === true : consumer;
  const actions = isConsumer
    ? read('GetRecords', 'GetShardIterator', 'DescribeStreamSummary', 'ListShards')
    : read('GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams');
  return [
    ...(service === 'dynamodb' || service === 'kinesis' ? [{ actions, resources }] : []),
    ...(isConsumer ? [{ actions: ['kinesis:SubscribeToShard'], resources: consumers(event, reading) }] : []),
    ...failureGrants(child(event, 'destinations', 'onFailure'), reading),
  ];
}

/** A consumer that the framework makes has a name of its own; any consumer of the stream stands for it. */
function consumers(event: Tree, reading: Reading): string[] {
  const consumer = child(event, 'consumer');
  const isMade = consumer?.kind === 'scalar' && consumer.value === true;
  return isMade ? arnOf(event, reading).map((arn) => `${arn}/consumer/*`) : texts(consumer, reading);
}

function failureGrants(target: Tree | undefined, reading: Reading): FeatureGrant[] {
  if (target === undefined) return [];
  const resources = arnOf(target, reading);
  const service = stringOf(child(target, 'type')) ?? resources[0]?.split(':')[2];
  const actions = service === 'sns' ? ['sns:Publish'] : ['sqs:ListQueues', 'sqs:SendMessage'];
  return [{ actions, resources }];
}

function mskGrants(event: Tree, reading: Reading): FeatureGrant[] {
  return [
    { actions: ['kafka:DescribeCluster', 'kafka:GetBootstrapBrokers'], resources: arnOf(event, reading) },
    { actions: networkActions.broker, resources: ['*'] },
  ];
}

/** https://docs.aws.amazon.com/lambda/latest/dg/smaa-permissions.html */
function kafkaGrants(event: Tree, reading: Reading): FeatureGrant[] {
  const access = entriesOf(child(event, 'accessConfigurations'));
  const secrets = access
    .filter(({ key }) => !key.startsWith('vpc'))
    .flatMap(({ value }) => texts(value, reading));
  const inVpc = access.some(({ key }) => key.startsWith('vpc'));
  return [
    ...(secrets.length > 0 ? [{ actions: ['secretsmanager:GetSecretValue'], resources: secrets }] : []),
    ...(inVpc ? [{ actions: networkActions.broker, resources: ['*'] }] : []),
  ];
}

function brokerGrants(event: Tree, reading: Reading): FeatureGrant[] {
  return [
    {
      actions: ['secretsmanager:GetSecretValue'],
      resources: texts(child(event, 'basicAuthArn'), reading),
    },
    { actions: ['mq:DescribeBroker'], resources: arnOf(event, reading) },
    { actions: networkActions.broker, resources: ['*'] },
  ];
}

/** `method: scheduler`: EventBridge Scheduler calls the function with the function's own role. */
function schedulerGrants(event: Tree, _reading: Reading, fn: ServiceFunction): FeatureGrant[] {
  if (stringOf(child(event, 'method')) !== 'scheduler') return [];
  const arn = `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${fn.name}`;
  return [{ actions: ['lambda:InvokeFunction'], resources: [arn, `${arn}:*`] }];
}

/** The ARN of an event that is one, or an object with `arn`. */
function arnOf(event: Tree, reading: Reading): string[] {
  return texts(event.kind === 'map' ? child(event, 'arn') : event, reading);
}
