import { child, entriesOf, findEntry, isNull, stringOf, type Entry } from '../../tree.js';
import { eventFeatures } from './eventFeatures.js';
import type { Feature, FeatureGrant } from './feature.js';
import { networkActions } from './networkActions.js';
import type { Service, ServiceFunction } from './service.js';
import { texts } from './texts.js';

/**
 * What the framework adds to a function's role by itself, logs aside. Actions and resources as `serverless package`
 * writes them (Serverless Framework 3.40 and 4); https://www.serverless.com/framework/docs/providers/aws/guide/iam
 */
export function featuresOf(fn: ServiceFunction, service: Service): Feature[] {
  return [
    ...vpcFeature(fn, service),
    ...tracingFeature(fn, service),
    ...keyFeature(fn, service),
    ...onErrorFeature(fn, service),
    ...fileSystemFeature(fn, service),
    ...destinationFeatures(fn, service),
    ...eventFeatures(fn, service),
  ];
}

function feature(name: string, entry: Entry, ...grants: FeatureGrant[]): Feature[] {
  return [{ name, span: entry.keySpan, grants }];
}

/** A managed policy that the framework attaches: AWSLambdaVPCAccessExecutionRole. */
function vpcFeature(fn: ServiceFunction, { provider }: Service): Feature[] {
  const own = findEntry(fn.body, 'vpc');
  const entry = isSet(own) ? own : findEntry(provider, 'vpc');
  return isSet(entry) ? feature('vpc', entry, { actions: networkActions.managed, resources: ['*'] }) : [];
}

function tracingFeature(fn: ServiceFunction, { provider }: Service): Feature[] {
  // A function cannot switch off what the provider switches on.
  const entries = [findEntry(fn.body, 'tracing'), findEntry(child(provider, 'tracing'), 'lambda')];
  const entry = entries.find(isOn);
  const actions = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
  return entry ? feature('tracing', entry, { actions, resources: ['*'] }) : [];
}

function keyFeature(fn: ServiceFunction, { provider, root, reading }: Service): Feature[] {
  const entry =
    findEntry(fn.body, 'kmsKeyArn') ??
    findEntry(fn.body, 'awsKmsKeyArn') ??
    findEntry(provider, 'kmsKeyArn') ??
    findEntry(root, 'awsKmsKeyArn');
  if (!isSet(entry) || entry.value.kind !== 'scalar') return [];
  return feature('kmsKeyArn', entry, { actions: ['kms:Decrypt'], resources: texts(entry.value, reading) });
}

function onErrorFeature(fn: ServiceFunction, { reading }: Service): Feature[] {
  const entry = findEntry(fn.body, 'onError');
  if (!isSet(entry)) return [];
  return feature('onError', entry, { actions: ['sns:Publish'], resources: texts(entry.value, reading) });
}

function fileSystemFeature(fn: ServiceFunction, { reading }: Service): Feature[] {
  const entry = findEntry(fn.body, 'fileSystemConfig');
  const resources = texts(child(entry?.value, 'arn'), reading);
  const actions = ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'];
  return entry === undefined ? [] : feature('fileSystemConfig', entry, { actions, resources });
}

/** https://www.serverless.com/framework/docs/providers/aws/guide/functions#destinations */
function destinationFeatures(fn: ServiceFunction, service: Service): Feature[] {
  return entriesOf(child(fn.body, 'destinations')).flatMap((entry) => {
    const target = child(entry.value, 'arn') ?? entry.value;
    const stated = stringOf(child(entry.value, 'type'));
    return texts(target, service.reading).flatMap((text) => {
      const other = service.functions.find(({ key }) => key === text);
      const action = other ? 'lambda:InvokeFunction' : destinationAction(text, stated);
      const arn = `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${other?.name ?? ''}`;
      return action === undefined
        ? []
        : feature('destinations', entry, { actions: [action], resources: [other ? arn : text] });
    });
  });
}

function destinationAction(arn: string, stated: string | undefined): string | undefined {
  if (stated === 'function' || arn.includes(':function:')) return 'lambda:InvokeFunction';
  if (stated === 'sqs' || arn.includes(':sqs:')) return 'sqs:SendMessage';
  if (stated === 'sns' || arn.includes(':sns:')) return 'sns:Publish';
  return stated === 'eventBus' || arn.includes(':event-bus/') ? 'events:PutEvents' : undefined;
}

function isOn(entry: Entry | undefined): boolean {
  return isSet(entry) && !(entry.value.kind === 'scalar' && entry.value.value === false);
}

function isSet(entry: Entry | undefined): entry is Entry {
  return entry !== undefined && !isNull(entry.value);
}
