import { resolveOne, resolveTexts } from '../../intrinsics.js';
import { quoted, report } from '../../reading.js';
import { readPolicy } from '../../statements.js';
import { child, findEntry, isNull, listOf, stringOf, type Entry, type Tree } from '../../tree.js';
import { openRole, uniteRoles } from '../cloudFormation/functions.js';
import { attachManaged } from '../cloudFormation/managedPolicies.js';
import { readBoundary } from '../cloudFormation/roles.js';
import {
  addPolicy,
  addRole,
  idIn,
  type RoleHolding,
  type TemplateResource,
} from '../cloudFormation/template.js';
import { featurePolicy, type Feature } from './feature.js';
import { sharedRoleId, sharedRoleName } from './names.js';
import type { Service } from './service.js';

/** The statements of the provider, where they count: `iam.role.statements` before the legacy `iamRoleStatements`. */
export function providerStatements({ provider }: Service): Entry | undefined {
  const entry = findEntry(child(provider, 'iam', 'role'), 'statements');
  return isSet(entry) ? entry : present(findEntry(provider, 'iamRoleStatements'));
}

/** `provider.iam.role` or `provider.role` where it names a role that stands elsewhere. */
export function existingRole({ provider }: Service): Tree | undefined {
  const role = child(provider, 'iam', 'role');
  if (role?.kind === 'intrinsic' || (role?.kind === 'scalar' && !isNull(role))) return role;
  return present(findEntry(provider, 'role'))?.value;
}

/** The role that the framework makes for all functions without one of their own; nothing is in it yet. */
export function addSharedRole(service: Service): RoleHolding {
  const { provider, template } = service;
  const stated = child(provider, 'iam', 'role', 'name');
  const name = resolveOne(stated, service.reading)?.text ?? sharedRoleName(service.name);
  const holding = template.roles.get(sharedRoleId) ?? addRole(template, sharedRoleId, name);
  holding.isFunctions = true;
  holding.boundary = providerBoundary(service) ?? holding.boundary;
  return holding;
}

export function providerBoundary({ provider, template }: Service): string | undefined {
  const role = child(provider, 'iam', 'role');
  const stated =
    child(role, 'permissionsBoundary') ??
    child(role, 'permissionBoundary') ??
    child(provider, 'rolePermissionsBoundary');
  return readBoundary(template, stated);
}

/** `managedPolicies` of the provider, or the legacy `iamManagedPolicies`. */
export function providerManaged({ provider }: Service): readonly Tree[] {
  const entry = findEntry(child(provider, 'iam', 'role'), 'managedPolicies');
  return listOf((isSet(entry) ? entry : findEntry(provider, 'iamManagedPolicies'))?.value);
}

export function attachAll(
  service: Service,
  holding: RoleHolding,
  owner: TemplateResource,
  items: readonly Tree[],
): void {
  for (const item of items) attachManaged(service.template, holding, owner, item);
}

/** A list of statements as a policy of its own, made once however many roles hold it. `path` is where it stands. */
export function addStatements(
  service: Service,
  holding: RoleHolding,
  owner: string,
  path: string,
  statements: Entry,
): void {
  const { template } = service;
  const id = idIn(template, path);
  if (!template.owners.has(id)) {
    const { span, literal } = statements.value;
    const document: Tree = { kind: 'map', entries: [{ ...statements, key: 'Statement' }], span, literal };
    addPolicy(template, owner, readPolicy(document, { id, name: path, kind: 'inline' }, template.reading));
  }
  holding.policies.add(id);
}

export function addFeatures(
  service: Service,
  holding: RoleHolding,
  owner: string,
  path: string,
  features: readonly Feature[],
): void {
  const { template } = service;
  features.forEach((feature, index) => {
    const id = idIn(template, path, 'implied', `${feature.name}${index}`);
    addPolicy(template, owner, featurePolicy(id, feature, template.reading));
    holding.policies.add(id);
  });
}

/** A role that is named: by ARN, by the logical id of a role under `resources`, or by a reference. */
export function namedRole(service: Service, tree: Tree): RoleHolding | undefined {
  const { template } = service;
  const name = stringOf(tree);
  const own = name === undefined ? undefined : template.roles.get(name);
  if (own !== undefined) {
    own.isFunctions = true;
    return own;
  }
  const found = resolveTexts(tree, template.reading).map((resolved) => openRole(template, resolved));
  const [first, ...others] = found;
  return first && others.reduce(uniteRoles, first);
}

/** Statements that the framework leaves out. */
export function reportIgnored({ reading }: Service, entry: Entry, why: string): void {
  const what = `${quoted(entry.key)} is not granted: ${why}`;
  report(reading, 'input', 'policies-ignored', entry.keySpan, what);
}

function present(entry: Entry | undefined): Entry | undefined {
  return isSet(entry) ? entry : undefined;
}

function isSet(entry: Entry | undefined): entry is Entry {
  return entry !== undefined && !isNull(entry.value);
}
