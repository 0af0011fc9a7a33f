import { alternativesOf, resolveOne, resolveTexts } from '../../intrinsics.js';
import { quoted, rangeAt, report } from '../../reading.js';
import { checkPolicySize, type policyLimits } from '../../policySize.js';
import { readPolicy } from '../../statements.js';
import { child, listOf, type Tree } from '../../tree.js';
import { attachManaged } from './managedPolicies.js';
import { findManagedPolicy, findRole, roleElsewhere } from './references.js';
import {
  addPolicy,
  addRole,
  idIn,
  resourcesOfType,
  type Template,
  type TemplateResource,
} from './template.js';

/** `AWS::IAM::Role` with what it holds itself. Users and groups are read too: their policies are grants of no function. */
export function readRoles(template: Template): void {
  for (const resource of resourcesOfType(template, 'AWS::IAM::Role')) {
    const { logicalId, properties } = resource;
    const declaredName = resolveOne(child(properties, 'RoleName'), template.reading)?.text;
    const holding = addRole(template, logicalId, declaredName);
    readInlinePolicies(template, resource).forEach((id) => holding.policies.add(id));
    for (const item of listOf(child(properties, 'ManagedPolicyArns'))) {
      attachManaged(template, holding, resource, item);
    }
    holding.boundary = readBoundary(template, child(properties, 'PermissionsBoundary'));
  }
  for (const resource of resourcesOfType(template, 'AWS::IAM::User', 'AWS::IAM::Group')) {
    readInlinePolicies(template, resource);
  }
}

/** The `Policies` of a role, user or group: objects of PolicyName and PolicyDocument. */
function readInlinePolicies(template: Template, resource: TemplateResource): string[] {
  const { reading } = template;
  const policies = child(resource.properties, 'Policies');
  const items = policies ? alternativesOf(policies) : [];
  for (const list of items) checkPolicySize(documentsOf(list), holderOf(resource.type), reading);
  return items.flatMap(listOf).flatMap((item, index) =>
    alternativesOf(item).flatMap((policy, branch, all) => {
      const document = child(policy, 'PolicyDocument');
      if (document === undefined) {
        reportNoDocument(template, policy);
        return [];
      }
      const step = all.length > 1 ? [index, branch] : [index];
      const id = idIn(template, resource.logicalId, 'Policies', ...step);
      const name = resolveOne(child(policy, 'PolicyName'), reading)?.text ?? String(index);
      return [
        addPolicy(template, resource.logicalId, readPolicy(document, { id, name, kind: 'inline' }, reading)),
      ];
    }),
  );
}

/** The documents that the list holds in any case, whatever conditions choose. */
function documentsOf(list: Tree): Tree[] {
  return listOf(list).flatMap((item) => child(item, 'PolicyDocument') ?? []);
}

function holderOf(type: string): keyof typeof policyLimits {
  if (type.endsWith('ManagedPolicy')) return 'managed';
  if (type.includes('::User')) return 'user';
  return type.includes('::Group') ? 'group' : 'role';
}

function reportNoDocument({ reading }: Template, policy: Tree): void {
  if (policy.kind === 'intrinsic') {
    const why = `This policy is ${policy.name}, which the template alone cannot resolve; its grants are not looked at.`;
    report(reading, 'unresolved', 'intrinsic-opaque', policy.span, why);
    return;
  }
  const why = 'A policy of a role needs PolicyName and PolicyDocument.';
  report(reading, 'input', 'policy-invalid', policy.span, why);
}

/** The id of a managed policy of the template, else the ARN as far as it is known (a problem: what it allows is not). */
export function readBoundary(template: Template, tree: Tree | undefined): string | undefined {
  const { reading } = template;
  const boundary = resolveOne(tree, reading);
  if (tree === undefined || boundary === undefined) return undefined;
  const own = findManagedPolicy(template, boundary.text);
  if (own !== undefined) return own;
  const why = `The permissions boundary ${quoted(boundary.text)} stands outside this source; what it cuts off is not looked at.`;
  report(reading, 'unresolved', 'boundary-unresolved', tree.span, why);
  return boundary.text;
}

/** Policies that stand on their own. `holder` names the property that lists who has them. */
const separatePolicies: Readonly<
  Record<string, { kind: 'inline' | 'managed'; document: string; name: string; holder: string | undefined }>
> = {
  'AWS::IAM::Policy': { kind: 'inline', document: 'PolicyDocument', name: 'PolicyName', holder: 'Roles' },
  'AWS::IAM::RolePolicy': {
    kind: 'inline',
    document: 'PolicyDocument',
    name: 'PolicyName',
    holder: 'RoleName',
  },
  'AWS::IAM::UserPolicy': {
    kind: 'inline',
    document: 'PolicyDocument',
    name: 'PolicyName',
    holder: undefined,
  },
  'AWS::IAM::GroupPolicy': {
    kind: 'inline',
    document: 'PolicyDocument',
    name: 'PolicyName',
    holder: undefined,
  },
  'AWS::IAM::ManagedPolicy': {
    kind: 'managed',
    document: 'PolicyDocument',
    name: 'ManagedPolicyName',
    holder: 'Roles',
  },
  'AWS::SSO::PermissionSet': { kind: 'inline', document: 'InlinePolicy', name: 'Name', holder: undefined },
};

/** Reads the policies that stand on their own and attaches them to the roles they name. Roles must be there already. */
export function readSeparatePolicies(template: Template): void {
  const { reading } = template;
  for (const resource of resourcesOfType(template, ...Object.keys(separatePolicies))) {
    const shape = separatePolicies[resource.type];
    const document = shape && child(resource.properties, shape.document);
    if (shape === undefined || (document === undefined && resource.type === 'AWS::SSO::PermissionSet'))
      continue;
    if (document === undefined) {
      const why = `${resource.logicalId} has no ${shape.document}.`;
      report(reading, 'input', 'policy-invalid', resource.entry.keySpan, why);
    }
    const id = idIn(template, resource.logicalId);
    const declared = resolveOne(child(resource.properties, shape.name), reading)?.text;
    const place = { id, name: declared ?? resource.logicalId, kind: shape.kind };
    const empty = { statements: [], uri: reading.uri, range: rangeAt(reading, resource.entry.keySpan) };
    if (document) checkPolicySize([document], holderOf(resource.type), reading);
    const policy = document ? readPolicy(document, place, reading) : { ...place, ...empty };
    addPolicy(template, resource.logicalId, policy);
    if (shape.holder !== undefined) attachToRoles(template, id, child(resource.properties, shape.holder));
  }
}

function attachToRoles(template: Template, policyId: string, holders: Tree | undefined): void {
  const { reading } = template;
  if (holders === undefined) return;
  for (const resolved of resolveTexts(holders, reading)) {
    const holding = findRole(template, resolved);
    if (holding !== undefined) holding.policies.add(policyId);
    else {
      roleElsewhere(template, resolved).policies.add(policyId);
      const code = resolved.opaque ? 'intrinsic-opaque' : 'role-unresolved';
      const why = `The role ${quoted(resolved.text)} is not in this source; who else holds this policy is not known.`;
      report(reading, 'unresolved', code, resolved.at.span, why);
    }
  }
}
