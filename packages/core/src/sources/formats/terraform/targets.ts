import { addRole, type RoleHolding, type Terraform } from './model.js';
import { alternativesOfValue, textOf } from './value.js';
import type { Value } from './types.js';

/** Roles that a value means: by reference, by ARN or by name as it is written. */
export interface NamedRoles {
  readonly holdings: readonly RoleHolding[];
  /** Names of those that the module does not hold; each has a holding of its own. */
  readonly elsewhere: readonly string[];
}

/** A role that stands elsewhere holds what this module attaches to it. */
export function findRoles(terraform: Terraform, value: Value): NamedRoles {
  const holdings: RoleHolding[] = [];
  const elsewhere: string[] = [];
  for (const text of textsOf(value)) {
    const known = findRole(terraform, text);
    if (known === undefined) elsewhere.push(text);
    holdings.push(known ?? roleElsewhere(terraform, text));
  }
  return { holdings, elsewhere };
}

function textsOf(value: Value): string[] {
  const values =
    value.kind === 'choice' || value.kind === 'list'
      ? (value.kind === 'list' ? value.items : value.values).flatMap(textsOf)
      : undefined;
  if (values !== undefined) return values;
  // A variable is known by its symbol, so that all that name it mean one role.
  const texts = value.kind === 'unknown' ? [value.symbol] : alternativesOfValue(value).map(textOf);
  return texts.filter((text) => text !== undefined && text !== '') as string[];
}

function findRole(terraform: Terraform, text: string): RoleHolding | undefined {
  const name = text.startsWith('arn:') ? text.slice(text.lastIndexOf('/') + 1) : text;
  for (const candidate of [text, name]) {
    const address = referencedAddress(candidate);
    const byAddress = address === undefined ? undefined : terraform.roles.get(address);
    const holding =
      byAddress ?? terraform.roles.get(candidate.slice(2, -1)) ?? terraform.rolesByName.get(candidate);
    if (holding) return holding;
  }
  return undefined;
}

/** `${aws_iam_role.orders.arn}` → `aws_iam_role.orders`. */
export function referencedAddress(text: string): string | undefined {
  return /^\$\{([^${}]+)\.(?:arn|id|name|unique_id|role|role_name|policy_arn)\}$/.exec(text)?.[1];
}

function roleElsewhere(terraform: Terraform, text: string): RoleHolding {
  const isArn = text.startsWith('arn:') || /\.(?:arn|role_arn|iam_role_arn)\}$/.test(text);
  const known = terraform.roles.get(text);
  if (known !== undefined) return known;
  return addRole(terraform, text, {
    logicalId: undefined,
    declaredName: isArn || text.startsWith('${') ? undefined : text,
    arn: text.startsWith('arn:') ? text : undefined,
  });
}

/** Ids of the module's own managed policies that a value means. */
export function findManaged(terraform: Terraform, value: Value): string[] {
  return textsOf(value).flatMap((text) => {
    const address = referencedAddress(text);
    const byAddress = address === undefined ? undefined : terraform.managed.get(address);
    const isOwn = text.startsWith('arn:') && text.includes(':policy/') && !text.includes(':iam::aws:');
    const byName = isOwn
      ? terraform.managed.get(`:policy/${text.slice(text.lastIndexOf('/') + 1)}`)
      : undefined;
    return byAddress ?? byName ?? [];
  });
}
