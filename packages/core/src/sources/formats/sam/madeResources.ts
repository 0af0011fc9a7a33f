import { child, findEntry, stringOf } from '../../tree.js';
import { resourcesOfType, type Template } from '../cloudFormation/template.js';

/** Events for which SAM makes a rule of EventBridge, under the resource's logical id and their own. */
const ruleEvents = ['Schedule', 'CloudWatchEvent', 'EventBridgeRule'];
const implicitApis: ReadonlyMap<string, string> = new Map([
  ['ServerlessRestApi', 'AWS::ApiGateway::RestApi'],
  ['ServerlessHttpApi', 'AWS::ApiGatewayV2::Api'],
]);
const destination = /^EventInvokeConfigOn(?:Success|Failure)(Queue|Topic)$/;

/**
 * The type of a resource that SAM makes and a template may refer to: rules of events, queues and topics of destinations,
 * implicit APIs.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
export function madeType(template: Template, id: string): string | undefined {
  const api = implicitApis.get(id);
  if (api !== undefined) return api;
  for (const { logicalId, properties } of resourcesOfType(
    template,
    'AWS::Serverless::Function',
    'AWS::Serverless::StateMachine',
  )) {
    if (!id.startsWith(logicalId)) continue;
    const rest = id.slice(logicalId.length);
    const event = findEntry(child(properties, 'Events'), rest)?.value;
    if (ruleEvents.includes(stringOf(child(event, 'Type')) ?? '')) return 'AWS::Events::Rule';
    const kind = destination.exec(rest)?.[1];
    if (kind !== undefined) return kind === 'Queue' ? 'AWS::SQS::Queue' : 'AWS::SNS::Topic';
  }
  return undefined;
}
