import { quoted, rangeAt, type Reading } from '../../reading.js';
import { argumentOf, nameArgument } from './attributes.js';
import { repeatedBlocks } from './dataDocument.js';
import { documentOf } from './documents.js';
import { itemsIn } from './functionsOfCollections.js';
import { evaluateIn, attributeOf, reportOnce } from './module.js';
import { addPolicy, addRole, dataOf, idOf, resourcesOf, type RoleHolding, type Terraform } from './model.js';
import { findManaged, findRoles } from './targets.js';
import { isNullValue, knownText, textOf } from './value.js';
import type { Place, ResourceInstance, Value } from './types.js';

/** `aws_iam_role` with what it holds itself, and the roles that data sources name. */
export function readRoles(terraform: Terraform): void {
  for (const { instance } of resourcesOf(terraform, 'aws_iam_role')) {
    const declaredName = roleName(instance);
    addRole(terraform, instance.address, { logicalId: instance.address, declaredName, arn: undefined });
  }
  for (const { instance } of dataOf(terraform, 'aws_iam_role')) {
    const declaredName = nameArgument(instance, 'name');
    addRole(terraform, instance.address, { logicalId: instance.address, declaredName, arn: undefined });
  }
}

/** Without a name Terraform makes one: `terraform-` or the prefix given, and a suffix that only an apply knows. */
function roleName(instance: ResourceInstance): string {
  const name = nameArgument(instance, 'name');
  const prefix = nameArgument(instance, 'name_prefix') ?? 'terraform-';
  return name ?? `${prefix}\${${instance.address.replace(/[^A-Za-z0-9_.[\]"-]/g, '_')}.unique_id}`;
}

/** `inline_policy`, `managed_policy_arns` and `permissions_boundary`. The module's own managed policies must be read. */
export function readRoleArguments(terraform: Terraform): void {
  for (const { instance } of resourcesOf(terraform, 'aws_iam_role')) {
    const holding = terraform.roles.get(instance.address);
    if (holding === undefined) continue;
    readInline(terraform, instance, holding);
    attachEach(terraform, instance, 'managed_policy_arns', [holding]);
    holding.boundary = readBoundary(terraform, instance);
  }
}

function readInline(terraform: Terraform, instance: ResourceInstance, holding: RoleHolding): void {
  const { declared, scope } = instance;
  const { reading } = declared;
  const blocks = repeatedBlocks(declared.block.body, 'inline_policy', scope, reading);
  blocks.forEach(({ block, scope: inner }, index) => {
    const policy = attributeOf(block.body, 'policy');
    if (policy === undefined) return;
    const name = attributeOf(block.body, 'name');
    const at = { reading, span: policy.value.span };
    const document = documentOf(evaluateIn(policy.value, inner, reading), terraform.run, at);
    const id = idOf(instance, 'inline_policy', index);
    const called = (name && knownText(evaluateIn(name.value, inner, reading))) ?? String(index);
    const place = { id, name: called, kind: 'inline', at, owner: instance.address } as const;
    holding.policies.add(addPolicy(terraform, document, place));
  });
}

function readBoundary(terraform: Terraform, instance: ResourceInstance): string | undefined {
  const attribute = attributeOf(instance.declared.block.body, 'permissions_boundary');
  const value = argumentOf(instance, 'permissions_boundary');
  if (attribute === undefined || value === undefined || isNullValue(value)) return undefined;
  const [own] = findManaged(terraform, value);
  if (own !== undefined) return own;
  const text = textOf(value) ?? '';
  const { reading } = instance.declared;
  const why = `The permissions boundary ${quoted(text)} stands outside this source; what it cuts off is not looked at.`;
  reportOnce(terraform.run, reading, 'unresolved', 'boundary-unresolved', attribute.value.span, why);
  return text;
}

/** Attaches every managed policy that an argument names to the roles. */
export function attachEach(
  terraform: Terraform,
  { declared, scope }: ResourceInstance,
  argument: string,
  holdings: readonly RoleHolding[],
): void {
  const attribute = attributeOf(declared.block.body, argument);
  if (attribute === undefined) return;
  const value = evaluateIn(attribute.value, scope, declared.reading);
  const at = { reading: declared.reading, span: attribute.value.span };
  for (const item of value === undefined ? [] : namedIn(value)) attachOne(terraform, item, at, holdings);
}

/** The items of a list; a symbol is one item whatever its default. */
function namedIn(value: Value): readonly Value[] {
  if (value.kind === 'unknown' && knownText(value.assumed) !== undefined) return [value];
  return value.kind === 'choice' ? value.values.flatMap(namedIn) : itemsIn(value);
}

/** A policy of the module, else one that stands elsewhere, by its ARN as far as it is known. */
export function attachOne(
  terraform: Terraform,
  value: Value,
  at: Place,
  holdings: readonly RoleHolding[],
): void {
  const own = findManaged(terraform, value);
  for (const holding of holdings) own.forEach((id) => holding.policies.add(id));
  if (own.length > 0) return;
  const arn = (value.kind === 'unknown' && knownText(value.assumed)) || textOf(value);
  if (arn === undefined || arn === '') return;
  const here = value.at.reading === at.reading ? value.at : at;
  const { reading, span } = here;
  for (const { attached } of holdings) {
    if (!attached.has(arn)) attached.set(arn, { arn, uri: reading.uri, span, range: rangeAt(reading, span) });
  }
  const why = `The managed policy ${quoted(arn)} stands outside this source and is not resolved yet; its grants are not looked at.`;
  reportOnce(terraform.run, reading, 'unresolved', 'managed-policy-unresolved', span, why);
}

/** The roles that an argument names; a problem where one stands elsewhere. */
export function rolesNamed(
  terraform: Terraform,
  instance: ResourceInstance,
  argument: string,
): readonly RoleHolding[] {
  const attribute = attributeOf(instance.declared.block.body, argument);
  const value = argumentOf(instance, argument);
  if (attribute === undefined || value === undefined) return [];
  return rolesOf(terraform, value, { reading: instance.declared.reading, span: attribute.value.span });
}

/** As `rolesNamed`, for a value. */
export function rolesOf(terraform: Terraform, value: Value, at: Place): readonly RoleHolding[] {
  const { holdings, elsewhere } = findRoles(terraform, value);
  for (const name of elsewhere) reportElsewhere(terraform, name, at.reading, at);
  return holdings;
}

function reportElsewhere({ run }: Terraform, name: string, reading: Reading, at: Place): void {
  const why = `The role ${quoted(name)} is not in this source; who else holds this policy is not known.`;
  reportOnce(run, reading, 'unresolved', 'role-unresolved', at.span, why);
}
