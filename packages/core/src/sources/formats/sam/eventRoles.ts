import type { SourceStatement } from '../../model.js';
import { child, entriesOf, findEntry, stringOf, type Tree } from '../../tree.js';
import { addRole, type Template, type TemplateResource } from '../cloudFormation/template.js';
import { featureAt, implyPolicy } from './features.js';
import { madeStatement, type Place } from './statements.js';
import { isSet, textsOf, withDefault } from './values.js';

/** Events of a state machine that start it with a role of their own, and whether they take one that is given. */
const startedBy: ReadonlyMap<string, { readonly takesRole: boolean }> = new Map([
  ['Schedule', { takesRole: true }],
  ['ScheduleV2', { takesRole: true }],
  ['CloudWatchEvent', { takesRole: false }],
  ['EventBridgeRule', { takesRole: false }],
  ['Api', { takesRole: false }],
]);

/**
 * The roles that SAM makes for events, principals of their own: EventBridge, its scheduler and API Gateway take them to
 * start a state machine, the scheduler also to call a function.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-statemachine.html
 */
export function addEventRoles(
  template: Template,
  resource: TemplateResource,
  properties: Tree | undefined,
): void {
  const isFunction = resource.type === 'AWS::Serverless::Function';
  for (const event of entriesOf(child(properties, 'Events'))) {
    const type = stringOf(child(event.value, 'Type')) ?? '';
    const own = child(event.value, 'Properties');
    const shape = isFunction && type !== 'ScheduleV2' ? undefined : startedBy.get(type);
    if (shape === undefined || (shape.takesRole && isSet(child(own, 'RoleArn')))) continue;
    const id = `${resource.logicalId}${event.key}`;
    const holding = addRole(template, `${id}Role`, undefined);
    const feature = featureAt(template, holding, resource.logicalId, `Events.${event.key}`, event);
    const place = { reading: template.reading, span: event.keySpan };
    const target = targetOf(template, resource, properties);
    const start = madeStatement(
      [isFunction ? 'lambda:InvokeFunction' : 'states:StartExecution'],
      [target],
      place,
    );
    const letters = type === 'ScheduleV2' ? deadLetters(id, own, place) : [];
    implyPolicy(feature, `${id}RolePolicy`, [start, ...letters]);
  }
}

/** The function or state machine, or the alias of it that events go to. */
function targetOf(
  template: Template,
  { logicalId, type }: TemplateResource,
  properties: Tree | undefined,
): string {
  const isFunction = type === 'AWS::Serverless::Function';
  const alias = stringOf(withDefault(template, child(properties, 'AutoPublishAlias')));
  const usesAlias = isFunction || isSet(child(properties, 'UseAliasAsEventTarget'));
  if (alias && usesAlias) return `\${${logicalId}Alias${alias.replaceAll('-', 'D').replaceAll('_', 'U')}}`;
  return isFunction ? `\${${logicalId}.Arn}` : `\${${logicalId}}`;
}

/** Where the scheduler puts what it could not deliver: a queue that is given, or one that SAM makes. */
function deadLetters(id: string, properties: Tree | undefined, place: Place): SourceStatement[] {
  const config = findEntry(properties, 'DeadLetterConfig')?.value;
  if (!isSet(config)) return [];
  const given = textsOf(child(config, 'Arn'), place.reading);
  const queue = stringOf(child(config, 'QueueLogicalId')) ?? `${id}Queue`;
  return [madeStatement(['sqs:SendMessage'], given.length > 0 ? given : [`\${${queue}.Arn}`], place)];
}
