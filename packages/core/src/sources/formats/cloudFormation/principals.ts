import { alternativesOf, resolveOne, resolveTexts } from '../../intrinsics.js';
import type { SourceFunction, SourceRole } from '../../model.js';
import { rangeAt } from '../../reading.js';
import { child, listOf, type Tree } from '../../tree.js';
import { attachManaged } from './managedPolicies.js';
import { referencedId } from './references.js';
import { readBoundary } from './roles.js';
import { idIn, resourcesOfType, type RoleHolding, type Template, type TemplateResource } from './template.js';

/**
 * People of a template, each analysed like a function: users with what they and their groups hold, groups without a
 * member here, and permission sets of IAM Identity Center. Policies must have been read.
 */
export function readPrincipals(template: Template): SourceFunction[] {
  const groups = holdersOf(template, 'Group');
  const users = holdersOf(template, 'User');
  const joined = new Set<string>();
  for (const { resource, holding } of users.values()) {
    for (const group of groupsOf(template, resource, groups)) {
      joined.add(group.resource.logicalId);
      group.holding.policies.forEach((id) => holding.policies.add(id));
      group.holding.attached.forEach((policy, arn) => holding.attached.set(arn, policy));
    }
  }
  const alone = [...groups.values()].filter(({ resource }) => !joined.has(resource.logicalId));
  const sets = resourcesOfType(template, 'AWS::SSO::PermissionSet').map((set) =>
    permissionSet(template, set),
  );
  return [...users.values(), ...alone, ...sets].map((holder) => toPrincipal(template, holder));
}

interface Holder {
  readonly resource: TemplateResource;
  readonly holding: RoleHolding;
}

type Kind = 'User' | 'Group';

function holdersOf(template: Template, kind: Kind): ReadonlyMap<string, Holder> {
  const holders = resourcesOfType(template, `AWS::IAM::${kind}`).map((resource): Holder => {
    const declaredName = resolveOne(child(resource.properties, `${kind}Name`), template.reading)?.text;
    const role = { logicalId: resource.logicalId, declaredName, arn: undefined, isUser: true };
    const holding = emptyHolding(role);
    for (const item of itemsAt(resource, 'ManagedPolicyArns'))
      attachManaged(template, holding, resource, item);
    const boundary = child(resource.properties, 'PermissionsBoundary');
    holding.boundary = kind === 'User' ? readBoundary(template, boundary) : undefined;
    for (const { id } of template.policies) {
      if (template.owners.get(id) === resource.logicalId) holding.policies.add(id);
    }
    return { resource, holding };
  });
  const byId = new Map(holders.map((holder) => [holder.resource.logicalId, holder]));
  attachSeparate(template, kind, byId);
  return byId;
}

function emptyHolding(role: SourceRole): RoleHolding {
  return { role, policies: new Set(), attached: new Map(), boundary: undefined, isFunctions: true };
}

/** Policies that stand on their own and name their users or groups. */
function attachSeparate(template: Template, kind: Kind, holders: ReadonlyMap<string, Holder>): void {
  const shapes: [string, string][] = [
    ['AWS::IAM::Policy', `${kind}s`],
    ['AWS::IAM::ManagedPolicy', `${kind}s`],
    [`AWS::IAM::${kind}Policy`, `${kind}Name`],
  ];
  for (const [type, property] of shapes) {
    for (const policy of resourcesOfType(template, type)) {
      for (const holder of named(template, child(policy.properties, property), holders)) {
        holder.holding.policies.add(idIn(template, policy.logicalId));
      }
    }
  }
}

/** The groups that a user states, and those that take it in: `AWS::IAM::UserToGroupAddition`. */
function groupsOf(
  template: Template,
  user: TemplateResource,
  groups: ReadonlyMap<string, Holder>,
): readonly Holder[] {
  const additions = resourcesOfType(template, 'AWS::IAM::UserToGroupAddition').filter(({ properties }) => {
    const own = new Map([
      [user.logicalId, { resource: user, holding: emptyHolding(nobody(template, user)) }],
    ]);
    return named(template, child(properties, 'Users'), own).length > 0;
  });
  return [
    ...named(template, child(user.properties, 'Groups'), groups),
    ...additions.flatMap(({ properties }) => named(template, child(properties, 'GroupName'), groups)),
  ];
}

function nobody({ reading }: Template, { logicalId, properties }: TemplateResource): SourceRole {
  return {
    logicalId,
    declaredName: resolveOne(child(properties, 'UserName'), reading)?.text,
    arn: undefined,
  };
}

/** The holders that references or names mean. */
function named(
  { reading }: Template,
  tree: Tree | undefined,
  holders: ReadonlyMap<string, Holder>,
): Holder[] {
  const texts = tree === undefined || tree.kind === 'map' ? [] : resolveTexts(tree, reading);
  return texts.flatMap(({ text }) => {
    const byId = holders.get(referencedId(text) ?? '');
    const found = byId ?? [...holders.values()].find(({ holding }) => holding.role.declaredName === text);
    return found === undefined ? [] : [found];
  });
}

/**
 * A permission set becomes a role in each account it is assigned to.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles-concept.html
 */
function permissionSet(template: Template, resource: TemplateResource): Holder {
  const name = resolveOne(child(resource.properties, 'Name'), template.reading)?.text ?? '${sso::name}';
  const declaredName = `AWSReservedSSO_${name}_\${sso::suffix}`;
  const holding = emptyHolding({ logicalId: undefined, declaredName, arn: undefined });
  const inline = idIn(template, resource.logicalId);
  if (template.owners.has(inline)) holding.policies.add(inline);
  for (const item of itemsAt(resource, 'ManagedPolicies')) attachManaged(template, holding, resource, item);
  for (const reference of itemsAt(resource, 'CustomerManagedPolicyReferences')) {
    const item = child(reference, 'Name');
    if (item !== undefined) attachManaged(template, holding, resource, item);
  }
  const boundary = child(resource.properties, 'PermissionsBoundary', 'ManagedPolicyArn');
  holding.boundary = readBoundary(template, boundary);
  return { resource, holding };
}

function itemsAt({ properties }: TemplateResource, key: string): readonly Tree[] {
  return listOf(child(properties, key)).flatMap(alternativesOf);
}

function toPrincipal(template: Template, { resource, holding }: Holder): SourceFunction {
  const { reading } = template;
  const { logicalId, entry } = resource;
  return {
    id: idIn(template, logicalId),
    name: logicalId,
    kind: 'principal',
    logicalId: holding.role.logicalId,
    declaredName: undefined,
    role: holding.role,
    policies: [...holding.policies],
    attached: [...holding.attached.values()],
    boundary: holding.boundary,
    uri: reading.uri,
    range: rangeAt(reading, entry.keySpan),
  };
}
