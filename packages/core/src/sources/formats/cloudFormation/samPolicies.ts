import { alternativesOf } from '../../intrinsics.js';
import { quoted, report } from '../../reading.js';
import { checkPolicySize } from '../../policySize.js';
import { readPolicy } from '../../statements.js';
import { child, isNull, listOf, stringOf, type MapTree, type Tree } from '../../tree.js';
import { attachLogs, attachManaged } from './managedPolicies.js';
import { reportImplied } from './implied.js';
import { readBoundary } from './roles.js';
import {
  addPolicy,
  addRole,
  idIn,
  resourcesOfType,
  type RoleHolding,
  type Template,
  type TemplateResource,
} from './template.js';

const samTypes = ['AWS::Serverless::Function', 'AWS::Serverless::StateMachine'];

/**
 * The roles that SAM generates, for functions and state machines without `Role`. With `Role`, SAM ignores `Policies`.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
export function readGeneratedRoles(template: Template): void {
  for (const resource of resourcesOfType(template, ...samTypes)) {
    const role = child(resource.properties, 'Role');
    const policies = child(resource.properties, 'Policies');
    if (!generatesRole(resource)) {
      if (policies !== undefined && !isNull(policies)) reportIgnored(template, policies);
      continue;
    }
    if (role !== undefined && !isNull(role)) reportConditional(template, role);
    generateRole(template, resource, policies);
  }
}

/** Without `Role`, or with one that an `Fn::If` may leave out. */
export function generatesRole(resource: TemplateResource): boolean {
  const role = child(resource.properties, 'Role');
  return samTypes.includes(resource.type) && (role === undefined || isNull(role) || mayBeAbsent(role));
}

function mayBeAbsent(tree: Tree): boolean {
  return countLeaves(tree) > alternativesOf(tree).length;
}

/** Leaves of nested `Fn::If`s, `AWS::NoValue` included. */
function countLeaves(tree: Tree): number {
  const parts =
    tree.kind === 'intrinsic' && tree.name === 'Fn::If' && tree.arg.kind === 'seq'
      ? tree.arg.items.slice(1)
      : [];
  return parts.length === 0 ? 1 : parts.reduce((sum, part) => sum + countLeaves(part), 0);
}

function generateRole(template: Template, resource: TemplateResource, policies: Tree | undefined): void {
  const { logicalId, properties, entry } = resource;
  const holding = addRole(template, `${logicalId}Role`, undefined);
  (policies ? alternativesOf(policies) : []).forEach((alternative, branch, all) => {
    listOf(alternative).forEach((item, index) => {
      const step = all.length > 1 ? [branch, index] : [index];
      readEntry(template, resource, holding, item, step);
    });
  });
  if (resource.type === 'AWS::Serverless::Function') attachLogs(template, holding, resource, entry.keySpan);
  reportImplied(template, resource);
  const section = resource.type === 'AWS::Serverless::Function' ? 'Function' : 'StateMachine';
  const boundary =
    child(properties, 'PermissionsBoundary') ?? child(template.globals, section, 'PermissionsBoundary');
  holding.boundary = readBoundary(template, boundary);
}

/** One entry: a managed policy, an inline document, a policy template, or an `Fn::If` over those. */
function readEntry(
  template: Template,
  resource: TemplateResource,
  holding: RoleHolding,
  item: Tree,
  step: number[],
): void {
  alternativesOf(item).forEach((entry, branch, all) => {
    const path = all.length > 1 ? [...step, branch] : step;
    if (entry.kind === 'intrinsic' || stringOf(entry) !== undefined) {
      attachManaged(template, holding, resource, entry);
    } else if (entry.kind === 'map' && child(entry, 'Statement') !== undefined) {
      const id = idIn(template, resource.logicalId, 'Policies', ...path);
      const name = `${resource.logicalId}RolePolicy${step.at(-1) ?? 0}`;
      checkPolicySize([entry], 'role', template.reading);
      const policy = readPolicy(entry, { id, name, kind: 'inline' }, template.reading);
      holding.policies.add(addPolicy(template, resource.logicalId, policy));
    } else if (entry.kind === 'map' && entry.entries.length > 0) reportTemplates(template, entry);
    else reportBadEntry(template, entry);
  });
}

function reportTemplates({ reading }: Template, map: MapTree): void {
  const isDocument = map.entries.some(({ key }) => ['Effect', 'PolicyDocument', 'PolicyName'].includes(key));
  if (isDocument) {
    const why =
      'An inline policy of a SAM resource is an object with Statement; SAM does not accept this one.';
    report(reading, 'input', 'policy-invalid', map.span, why);
    return;
  }
  for (const { key, keySpan } of map.entries) {
    const why = `The SAM policy template ${quoted(key)} is not resolved yet; its grants are not looked at.`;
    report(reading, 'unresolved', 'policy-template-unresolved', keySpan, why);
  }
}

function reportBadEntry({ reading }: Template, entry: Tree): void {
  const why =
    'An entry of Policies must be a policy name or ARN, a policy template, or an object with Statement.';
  report(reading, 'input', 'policy-invalid', entry.span, why);
}

function reportIgnored({ reading }: Template, policies: Tree): void {
  const why =
    'SAM ignores Policies where Role is set: these permissions are not granted. Move them to the role.';
  report(reading, 'input', 'policies-ignored', policies.span, why);
}

function reportConditional({ reading }: Template, role: Tree): void {
  const why = 'Role is set under a condition only; the role that SAM generates otherwise is looked at.';
  report(reading, 'unresolved', 'role-conditional', role.span, why);
}
