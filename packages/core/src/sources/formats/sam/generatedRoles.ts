import { alternativesOf, isNoValue } from '../../intrinsics.js';
import type { SourceFunction } from '../../model.js';
import { checkPolicySize } from '../../policySize.js';
import { rangeAt, report, type Reading } from '../../reading.js';
import { readPolicy } from '../../statements.js';
import { child, findEntry, isNull, listOf, stringOf, type Tree } from '../../tree.js';
import { attachManaged } from '../cloudFormation/managedPolicies.js';
import { readBoundary } from '../cloudFormation/roles.js';
import {
  addPolicy,
  addRole,
  idIn,
  resourcesOfType,
  type RoleHolding,
  type Template,
  type TemplateResource,
} from '../cloudFormation/template.js';
import { addEventRoles } from './eventRoles.js';
import { implyEventSources } from './eventSources.js';
import { implyExecution, implyStateMachine, noteDestinations } from './executionFeatures.js';
import { featureAt, implyManaged, refuseSam } from './features.js';
import { reportGlobals, samProperties } from './globals.js';
import { readPolicyTemplate } from './policyTemplates.js';
import { isSet } from './values.js';

/** The property that names an existing role, by the types for which SAM makes one otherwise. */
const roleProperties: ReadonlyMap<string, string> = new Map([
  ['AWS::Serverless::Function', 'Role'],
  ['AWS::Serverless::StateMachine', 'Role'],
  ['AWS::Serverless::WebFunction', 'ExecutionRoleArn'],
]);

/**
 * The roles that SAM generates, for functions and state machines without `Role`, and those for their events. With `Role`,
 * SAM ignores `Policies` and adds nothing.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
export function readGeneratedRoles(template: Template): void {
  reportGlobals(template);
  for (const resource of resourcesOfType(template, ...roleProperties.keys())) {
    const properties = samProperties(template, resource);
    if (generatesRole(resource)) generateRole(template, resource);
    else if (resource.type === 'AWS::Serverless::Function') noteDestinations(template, resource, properties);
    addEventRoles(template, resource, properties);
  }
}

/** Without a role, or with one that an `Fn::If` leaves out in one of its branches; the latter in functions alone. */
export function generatesRole(resource: TemplateResource): boolean {
  const property = roleProperties.get(resource.type);
  if (property === undefined) return false;
  const role = child(resource.properties, property);
  if (role === undefined || isNull(role)) return true;
  // `AWS::NoValue` by itself is what a condition that is decided leaves of an `Fn::If`.
  return resource.type === 'AWS::Serverless::Function' && [role, ...branchesOf(role)].some(isNoValue);
}

/** `Policies` beside a `Role`: SAM leaves them out for a function, and refuses them for a state machine. */
export function ignoredPolicies(
  resource: TemplateResource,
  reading: Reading,
): SourceFunction['ignored'] | undefined {
  const policies = findEntry(resource.properties, 'Policies');
  if (policies === undefined || !isSet(policies.value)) return undefined;
  if (!roleProperties.has(resource.type) || generatesRole(resource)) return undefined;
  const { keySpan, value } = policies;
  return {
    name: 'Policies',
    span: { from: keySpan.from, to: value.span.to },
    range: rangeAt(reading, keySpan),
  };
}

function branchesOf(tree: Tree): readonly Tree[] {
  const isIf = tree.kind === 'intrinsic' && tree.name === 'Fn::If' && tree.arg.kind === 'seq';
  return isIf ? tree.arg.items.slice(1) : [];
}

function generateRole(template: Template, resource: TemplateResource): void {
  const { logicalId, type, entry } = resource;
  const properties = samProperties(template, resource);
  const id = `${logicalId}Role`;
  if (template.resources.has(id)) {
    const why = `The role that SAM makes for ${logicalId} is called ${id}, and so is another resource.`;
    refuseSam(template, entry.keySpan, why);
  }
  const holding = addRole(template, id, undefined);
  if (type === 'AWS::Serverless::Function') implyExecution(template, resource, properties, holding);
  if (type === 'AWS::Serverless::StateMachine') implyStateMachine(template, resource, properties, holding);
  if (type === 'AWS::Serverless::WebFunction')
    implyManaged(
      featureAt(template, holding, logicalId, 'ExecutionRoleArn', entry),
      'AWSLambdaBasicExecutionRole',
    );
  if (type === 'AWS::Serverless::Function') implyEventSources(template, resource, properties, holding);
  // The features were read first, since naming what they bring anyway grants nothing more; they stand behind.
  const implied = [...holding.policies];
  if (type !== 'AWS::Serverless::WebFunction') readPolicies(template, resource, holding);
  for (const id of implied) {
    holding.policies.delete(id);
    holding.policies.add(id);
  }
  holding.boundary = readBoundary(template, child(properties, 'PermissionsBoundary'));
}

function readPolicies(template: Template, resource: TemplateResource, holding: RoleHolding): void {
  const policies = child(resource.properties, 'Policies');
  if (!isSet(policies)) return;
  alternativesOf(policies).forEach((alternative, branch, all) => {
    listOf(alternative).forEach((item, index) => {
      readEntry(template, resource, holding, item, all.length > 1 ? [branch, index] : [index]);
    });
  });
}

/** One entry: a managed policy, an inline document, a policy template, or an `Fn::If` over those. */
function readEntry(
  template: Template,
  resource: TemplateResource,
  holding: RoleHolding,
  item: Tree,
  step: number[],
): void {
  const kinds = new Set<string>();
  alternativesOf(item).forEach((entry, branch, all) => {
    const path = all.length > 1 ? [...step, branch] : step;
    const place = {
      id: idIn(template, resource.logicalId, 'Policies', ...path),
      name: `${resource.logicalId}RolePolicy${step.at(-1) ?? 0}`,
    };
    kinds.add(readAlternative(template, resource, holding, entry, place));
  });
  if (kinds.size > 1)
    refuseSam(template, item.span, 'Both branches of an Fn::If in Policies must be of one kind.');
}

/** Gives the kind of entry back. */
function readAlternative(
  template: Template,
  resource: TemplateResource,
  holding: RoleHolding,
  entry: Tree,
  place: { readonly id: string; readonly name: string },
): 'managed' | 'inline' | 'template' | 'none' {
  const add = (policy: Parameters<typeof addPolicy>[2]): void => {
    holding.policies.add(addPolicy(template, resource.logicalId, policy));
  };
  if (entry.kind === 'intrinsic' || stringOf(entry) !== undefined) {
    attachManaged(template, holding, resource, entry);
    return 'managed';
  }
  if (entry.kind === 'map' && findEntry(entry, 'Statement') !== undefined) {
    checkPolicySize([entry], 'role', template.reading);
    add(readPolicy(entry, { ...place, kind: 'inline' }, template.reading));
    return 'inline';
  }
  if (entry.kind === 'map' && entry.entries.length > 0) {
    const policy = readPolicyTemplate(template, entry, place);
    if (policy !== undefined) add(policy);
    return 'template';
  }
  reportBadEntry(template, entry);
  return 'none';
}

function reportBadEntry({ reading }: Template, entry: Tree): void {
  const why =
    'An entry of Policies must be a policy name or ARN, a policy template, or an object with Statement.';
  report(reading, 'input', 'policy-invalid', entry.span, why);
}
