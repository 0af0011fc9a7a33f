import { resolveTexts } from '../../intrinsics.js';
import { quoted, type Reading } from '../../reading.js';
import { child, entriesOf, listOf, stringOf, type Tree } from '../../tree.js';
import { findRole, referencedId, roleElsewhere } from '../cloudFormation/references.js';
import type { RoleHolding, Template, TemplateResource } from '../cloudFormation/template.js';
import { connectorEnds } from './data/connectors.js';
import { generatesRole } from './generatedRoles.js';
import { madeType } from './madeResources.js';
import { textsOf } from './values.js';

/** One end of a connector, as far as it is told. */
export interface End {
  /** The type that CloudFormation sees. */
  readonly type: string;
  /** `Arn`, `Name`, ... → its texts. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** The role that calls on its behalf. */
  readonly holding: RoleHolding | undefined;
}

/** What SAM's types become. */
const transformed: ReadonlyMap<string, string> = new Map([
  ['AWS::Serverless::Function', 'AWS::Lambda::Function'],
  ['AWS::Serverless::StateMachine', 'AWS::StepFunctions::StateMachine'],
  ['AWS::Serverless::Api', 'AWS::ApiGateway::RestApi'],
  ['AWS::Serverless::HttpApi', 'AWS::ApiGatewayV2::Api'],
  ['AWS::Serverless::SimpleTable', 'AWS::DynamoDB::Table'],
  ['AWS::Serverless::GraphQLApi', 'AWS::AppSync::GraphQLApi'],
]);

/** An end by the logical id of a resource, or by all that SAM has to know of it; else what is wrong, as a sentence. */
export function findEnd(template: Template, reference: Tree, other: Tree): End | string {
  const id = stringOf(child(reference, 'Id'));
  const others = entriesOf(reference).filter(({ key }) => !['Id', 'Qualifier'].includes(key));
  const hasId = entriesOf(reference).some(({ key }) => key === 'Id');
  if (hasId === others.length > 0) return 'each end needs either Id or Type with its other properties.';
  if (!hasId) return describedEnd(template, reference);
  const resource = template.resources.get(id ?? '');
  const type = resource?.type ?? madeType(template, id ?? '');
  if (id === undefined || type === undefined) return `there is no resource ${quoted(id ?? '')}.`;
  const own = transformed.get(type) ?? type;
  const end = Object.hasOwn(connectorEnds, own) ? connectorEnds[own] : undefined;
  const attributes = Object.entries(end?.attributes ?? {}).map(([name, rest]): [string, string[]] => [
    name,
    [rest.startsWith('=') ? rest.slice(1) : `\${${id}${rest}}`],
  ]);
  const holding =
    resource === undefined
      ? template.roles.get(`${id}Role`)
      : holdingOf(template, resource, end?.role, other);
  return { type: own, values: new Map(attributes), holding };
}

function describedEnd(template: Template, reference: Tree): End | string {
  const type = stringOf(child(reference, 'Type'));
  if (!type) return 'Type is missing or not a string.';
  const { reading } = template;
  const given = ['Arn', 'Name', 'ResourceId', 'QueueUrl', 'Qualifier'];
  const values = given.map((name): [string, string[]] => [name, textsOf(child(reference, name), reading)]);
  const role = child(reference, 'RoleName');
  const [resolved] = role === undefined ? [] : resolveTexts(role, reading);
  return {
    type: transformed.get(type) ?? type,
    values: new Map(values),
    holding: resolved && (findRole(template, resolved) ?? roleElsewhere(template, resolved)),
  };
}

/** SAM takes the role of a resource only where it is a reference. */
function holdingOf(
  template: Template,
  resource: TemplateResource,
  property: string | undefined,
  other: Tree,
): RoleHolding | undefined {
  if (property === undefined) return undefined;
  if (generatesRole(resource)) return template.roles.get(`${resource.logicalId}Role`);
  const role = roleTree(template.reading, resource, property, other);
  const [resolved, ...more] = role?.kind === 'intrinsic' ? resolveTexts(role, template.reading) : [];
  if (resolved === undefined || more.length > 0 || referencedId(resolved.text) === undefined)
    return undefined;
  return findRole(template, resolved) ?? roleElsewhere(template, resolved);
}

function roleTree(
  reading: Reading,
  { type, properties }: TemplateResource,
  property: string,
  other: Tree,
): Tree | undefined {
  if (property !== 'Targets')
    return child(properties, type === 'AWS::Serverless::StateMachine' ? 'Role' : property);
  const arns = textsOf(child(other, 'Arn'), reading);
  const id = stringOf(child(other, 'Id'));
  const target = listOf(child(properties, 'Targets')).find((each) => {
    const [arn = ''] = textsOf(child(each, 'Arn'), reading);
    return (id !== undefined && referencedId(arn) === id) || arns.includes(arn);
  });
  return child(target, 'RoleArn');
}
