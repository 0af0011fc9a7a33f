import type { Resolved } from '../reading.js';
import type { RoleHolding, Template } from './template.js';

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
  const reference = template.roles.get(referencedId(name) ?? '');
  return reference ?? [...template.roles.values()].find(({ role }) => role.declaredName === name);
}
