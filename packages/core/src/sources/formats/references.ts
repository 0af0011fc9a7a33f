import type { Resolved } from '../reading.js';
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

/** The id of the managed policy of the template that a reference, a name or an ARN of that name means. */
export function findManagedPolicy(template: Template, text: string): string | undefined {
  const isOwnArn = text.startsWith('arn:') && text.includes(':policy/') && !text.includes(':iam::aws:');
  const name = isOwnArn ? text.slice(text.lastIndexOf('/') + 1) : undefined;
  const id = referencedId(name ?? text) ?? (name && template.managedByName.get(name));
  const isManaged = template.resources.get(id ?? '')?.type === 'AWS::IAM::ManagedPolicy';
  return id !== undefined && isManaged ? idIn(template, id) : undefined;
}
