import type { Resolved } from '../../reading.js';
import { idIn, type RoleHolding, type Template } from './template.js';

/** The logical id that a reference names: `${Orders}` and `${Orders.Arn}` → `Orders`; anything longer → undefined. */
export function referencedId(text: string): string | undefined {
  return /^\$\{([A-Za-z0-9]+)(?:\.Arn)?\}$/.exec(text)?.[1];
}

/**
 * The role of the template that an ARN, a name or a reference means; undefined where the template does not hold it.
 * A name is compared as it is written, symbols included.
 */
export function findRole(template: Template, { text }: Resolved): RoleHolding | undefined {
  const byReference = template.roles.get(referencedId(text) ?? '');
  if (byReference !== undefined) return byReference;
  const name = text.startsWith('arn:') ? text.slice(text.lastIndexOf('/') + 1) : text;
  return template.roles.get(referencedId(name) ?? '') ?? template.rolesByName.get(name);
}

/** A role that stands elsewhere: one for each name, whether it is named or given by its ARN. It holds nothing at first. */
export function roleElsewhere(template: Template, { text }: Resolved): RoleHolding {
  const isArn = text.startsWith('arn:');
  const name = isArn ? text.slice(text.lastIndexOf('/') + 1) : text;
  const known = template.rolesElsewhere.get(name);
  const role = { logicalId: undefined, declaredName: undefined, arn: isArn ? text : undefined };
  const holding = known ?? {
    role,
    policies: new Set(),
    attached: new Map(),
    boundary: undefined,
    isFunctions: false,
  };
  template.rolesElsewhere.set(name, holding);
  return isArn ? { ...holding, role } : holding;
}

/** The id of the managed policy of the template that a reference, a name or an ARN of that name means. */
export function findManagedPolicy(template: Template, text: string): string | undefined {
  const isOwnArn = text.startsWith('arn:') && text.includes(':policy/') && !text.includes(':iam::aws:');
  const name = isOwnArn ? text.slice(text.lastIndexOf('/') + 1) : undefined;
  const id = referencedId(name ?? text) ?? (name && template.managedByName.get(name));
  const isManaged = template.resources.get(id ?? '')?.type === 'AWS::IAM::ManagedPolicy';
  return id !== undefined && isManaged ? idIn(template, id) : undefined;
}
