import { isNoValue } from '../../intrinsics.js';
import type { SourceStatement } from '../../model.js';
import { child, entriesOf, findEntry, isNull, stringOf, type Entry, type Tree } from '../../tree.js';
import type { RoleHolding, Template, TemplateResource } from '../cloudFormation/template.js';
import { featureAt, implyManaged, implyPolicy, refuseSam, type Feature } from './features.js';
import { madeStatement, type Place } from './statements.js';
import { isSet, textsOf, withDefault } from './values.js';

/**
 * What SAM gives the role of a function beside its `Policies` and events.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
export function implyExecution(
  template: Template,
  resource: TemplateResource,
  properties: Tree | undefined,
  holding: RoleHolding,
): void {
  const { logicalId, entry } = resource;
  const feature = (name: string): Feature =>
    featureAt(template, holding, logicalId, name, findEntry(properties, name) ?? entry);
  if (isSet(child(properties, 'DurableConfig')))
    implyManaged(feature('DurableConfig'), 'AWSLambdaBasicDurableExecutionRolePolicy');
  else implyManaged(featureAt(template, holding, logicalId, 'Role', entry), 'AWSLambdaBasicExecutionRole');
  const tracing = child(properties, 'Tracing');
  if (isSet(tracing) && stringOf(withDefault(template, tracing)) !== 'Disabled')
    implyManaged(feature('Tracing'), 'AWSXrayWriteOnlyAccess');
  if (isSet(child(properties, 'VpcConfig')))
    implyManaged(feature('VpcConfig'), 'AWSLambdaVPCAccessExecutionRole');
  implyDeadLetters(feature('DeadLetterQueue'), child(properties, 'DeadLetterQueue'));
  implyDestinations(template, resource, properties, holding);
}

/** A function with a role of its own gets nothing, but the destinations that SAM makes for it may be others' too. */
export function noteDestinations(
  template: Template,
  resource: TemplateResource,
  properties: Tree | undefined,
): void {
  for (const entry of destinationEntries(properties)) destinationsOf(template, resource, entry);
}

function destinationEntries(properties: Tree | undefined): Entry[] {
  return entriesOf(child(properties, 'EventInvokeConfig', 'DestinationConfig')).filter(
    ({ key, value }) => ['OnSuccess', 'OnFailure'].includes(key) && !isNull(value),
  );
}

function destinationType(template: Template, { value }: Entry): string | undefined {
  return stringOf(withDefault(template, child(value, 'Type')));
}

/** X-Ray of a state machine: only a plain `true` counts. In `aws-cn` and `aws-us-gov` the policy has another name and the same text. */
export function implyStateMachine(
  template: Template,
  { logicalId }: TemplateResource,
  properties: Tree | undefined,
  holding: RoleHolding,
): void {
  const tracing = findEntry(properties, 'Tracing');
  const enabled = child(tracing?.value, 'Enabled');
  if (tracing !== undefined && enabled?.kind === 'scalar' && enabled.value === true)
    implyManaged(featureAt(template, holding, logicalId, 'Tracing', tracing), 'AWSXrayWriteOnlyAccess');
}

/** The action that sends to a target of this type. */
const deadLetterActions: ReadonlyMap<string, string> = new Map([
  ['SQS', 'sqs:SendMessage'],
  ['SNS', 'sns:Publish'],
]);

function implyDeadLetters(feature: Feature, queue: Tree | undefined): void {
  if (!isSet(queue)) return;
  const { template, at } = feature;
  const action = deadLetterActions.get(stringOf(child(queue, 'Type')) ?? '');
  const target = child(queue, 'TargetArn');
  if (action === undefined || !isSet(target)) {
    refuseSam(template, at, 'DeadLetterQueue needs Type, SQS or SNS, and TargetArn.');
    return;
  }
  const { reading } = template;
  const statement = madeStatement([action], textsOf(target, reading), { reading, span: at });
  implyPolicy(feature, 'DeadLetterQueuePolicy', [statement]);
}

/** `OnSuccess` and `OnFailure` of asynchronous calls; SAM makes the queue or topic where no destination is given. */
function implyDestinations(
  template: Template,
  resource: TemplateResource,
  properties: Tree | undefined,
  holding: RoleHolding,
): void {
  const { logicalId } = resource;
  for (const entry of destinationEntries(properties)) {
    const name = `EventInvokeConfig.DestinationConfig.${entry.key}`;
    const feature = featureAt(template, holding, logicalId, name, entry);
    const type = destinationType(template, entry);
    const arns = destinationsOf(template, resource, entry);
    const place = { reading: template.reading, span: entry.keySpan };
    const statements = sendTo(type, arns, place);
    if (statements !== undefined && arns.length > 0) implyPolicy(feature, `${name}Policy`, statements);
    else
      refuseSam(
        template,
        entry.keySpan,
        `${entry.key} needs Type, one of SQS, SNS, EventBridge, Lambda and S3Bucket, and a Destination.`,
      );
  }
}

/**
 * Where no destination is given SAM makes one, and writes it back into what it read: of a config that stands in `Globals`
 * the first function's counts for all that take it from there, unless they have a list of `IgnoreGlobals`.
 */
function destinationsOf(
  template: Template,
  { logicalId, entry }: TemplateResource,
  config: Entry,
): readonly string[] {
  const { reading } = template;
  const isShared = child(entry.value, 'IgnoreGlobals') === undefined;
  const known = isShared ? written.get(config.value) : undefined;
  const destination = child(config.value, 'Destination');
  const given = textsOf(destination, reading);
  if (known !== undefined || !mayLack(destination)) return known ?? given;
  const arns = [
    ...given,
    ...madeDestination(`${logicalId}EventInvokeConfig${config.key}`, destinationType(template, config)),
  ];
  if (isShared) written.set(config.value, arns);
  return arns;
}

const written = new WeakMap<Tree, readonly string[]>();

/** Missing, or `AWS::NoValue` in one branch of an `Fn::If`. */
function mayLack(destination: Tree | undefined): boolean {
  if (destination === undefined || isNull(destination) || isNoValue(destination)) return true;
  if (destination.kind !== 'intrinsic' || destination.name !== 'Fn::If' || destination.arg.kind !== 'seq')
    return false;
  return destination.arg.items.slice(1).some(isNoValue);
}

/** What SAM makes itself, as it is referred to. */
function madeDestination(id: string, type: string | undefined): string[] {
  if (type === 'SQS') return [`\${${id}Queue.Arn}`];
  return type === 'SNS' ? [`\${${id}Topic}`] : [];
}

/** The statements that allow sending to a destination of this type; undefined where SAM knows no such type. */
export function sendTo(
  type: string | undefined,
  arns: readonly string[],
  place: Place,
): SourceStatement[] | undefined {
  const one = (action: string): SourceStatement[] => [madeStatement([action], arns, place)];
  switch (type) {
    case 'SQS':
      return one('sqs:SendMessage');
    case 'SNS':
      return one('sns:publish');
    case 'EventBridge':
      return one('events:PutEvents');
    case 'Lambda':
      return one('lambda:InvokeFunction');
    case 'S3Bucket': {
      const objects = arns.map((arn) => `${arn}/*`);
      return [madeStatement(['s3:PutObject'], objects, place), ...one('s3:ListBucket')];
    }
    default:
      return undefined;
  }
}
