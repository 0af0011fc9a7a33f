import type { Span } from '../../../util/text.js';
import type { SourcePolicy, Token } from '../../model.js';
import { rangeAt, report, type Reading } from '../../reading.js';
import { child, entriesOf, findEntry, isNull, stringOf, type Entry, type Tree } from '../../tree.js';
import type { Template, TemplateResource } from './template.js';

/** https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html */
const logActions = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** What AWSLambdaBasicExecutionRole grants, shown at the place that brings it in. */
export function impliedLogs(id: string, span: Span, reading: Reading): SourcePolicy {
  const range = rangeAt(reading, span);
  const token = (text: string): Token => ({ text, span, range, literal: false });
  const statement = {
    id: '0',
    sid: undefined,
    effect: 'Allow' as const,
    action: logActions.map(token),
    notAction: [],
    resource: [token('*')],
    notResource: [],
    condition: undefined,
    uri: reading.uri,
    span,
    range,
  };
  const name = 'AWSLambdaBasicExecutionRole';
  return { id, name, kind: 'implied', statements: [statement], uri: reading.uri, range };
}

/**
 * Events that Lambda polls with the function's own role.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html
 */
const pulledEvents = ['Kinesis', 'DynamoDB', 'SQS', 'MSK', 'MQ', 'SelfManagedKafka', 'DocumentDB'];

/** Everything SAM adds to a generated role that is not resolved yet, each as a problem where it is written. */
export function reportImplied(template: Template, resource: TemplateResource): void {
  const { reading } = template;
  const isFunction = resource.type === 'AWS::Serverless::Function';
  const section = isFunction ? 'Function' : 'StateMachine';
  const own = (key: string): Entry | undefined =>
    findEntry(resource.properties, key) ?? findEntry(child(template.globals, section), key);
  const unresolved = (entry: Entry | undefined, what: string): void => {
    if (entry === undefined || isNull(entry.value)) return;
    const why = `SAM gives the role of ${resource.logicalId} permissions for ${what}; they are not resolved yet.`;
    report(reading, 'unresolved', 'implied-unresolved', entry.keySpan, why);
  };
  const tracing = own('Tracing');
  if (isTracing(tracing?.value, isFunction)) unresolved(tracing, 'X-Ray tracing');
  if (!isFunction) return;
  unresolved(own('VpcConfig'), 'network interfaces in its VPC');
  unresolved(own('DeadLetterQueue'), 'its dead letter queue');
  unresolved(own('DurableConfig'), 'durable execution');
  unresolved(
    findEntry(own('EventInvokeConfig')?.value, 'DestinationConfig'),
    'the destinations of its invocations',
  );
  for (const event of entriesOf(child(resource.properties, 'Events'))) {
    const type = stringOf(child(event.value, 'Type')) ?? '';
    if (pulledEvents.includes(type)) unresolved(event, `polling its ${type} event source`);
  }
}

function isTracing(tree: Tree | undefined, isFunction: boolean): boolean {
  if (tree === undefined || isNull(tree)) return false;
  if (isFunction) return stringOf(tree) !== 'Disabled';
  const enabled = child(tree, 'Enabled');
  return enabled !== undefined && !(enabled.kind === 'scalar' && enabled.value === false);
}

/** Connectors write policies onto roles: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/managing-permissions-connectors.html */
export function reportConnectors(template: Template): void {
  for (const { logicalId, type, entry } of template.resources.values()) {
    const connectors = type === 'AWS::Serverless::Connector' ? entry : findEntry(entry.value, 'Connectors');
    if (connectors === undefined) continue;
    const why = `The connector at ${logicalId} grants permissions to a role; they are not resolved yet.`;
    report(template.reading, 'unresolved', 'implied-unresolved', connectors.keySpan, why);
  }
}
