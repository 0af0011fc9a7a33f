import type { AttachedPolicy, SourcePolicy, SourceRole } from '../model.js';
import type { Reading } from '../reading.js';
import { child, entriesOf, stringOf, type Entry, type Tree } from '../tree.js';

/** One resource of a template, as it is written. */
export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Tree | undefined;
  readonly entry: Entry;
}

/** What a role holds. Grows while the template is read: policies may attach themselves from elsewhere. */
export interface RoleHolding {
  readonly role: SourceRole;
  readonly policies: string[];
  readonly attached: AttachedPolicy[];
  boundary: string | undefined;
}

/** A template while it is read. */
export interface Template {
  readonly reading: Reading;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  /** SAM's `Globals`. */
  readonly globals: Tree | undefined;
  readonly policies: SourcePolicy[];
  /** Policy id → logical id of the resource it is written in. */
  readonly owners: Map<string, string>;
  /** By logical id, those that SAM generates included. */
  readonly roles: Map<string, RoleHolding>;
}

export function openTemplate(root: Tree, outer: Reading): Template {
  const reading: Reading = { ...outer, mappings: child(root, 'Mappings'), inTemplate: true };
  const resources = entriesOf(child(root, 'Resources')).map(toResource);
  return {
    reading,
    resources: new Map(resources.map((resource) => [resource.logicalId, resource])),
    globals: child(root, 'Globals'),
    policies: [],
    owners: new Map(),
    roles: new Map(),
  };
}

function toResource(entry: Entry): TemplateResource {
  return {
    logicalId: entry.key,
    type: stringOf(child(entry.value, 'Type')) ?? '',
    properties: child(entry.value, 'Properties'),
    entry,
  };
}

export function resourcesOfType(template: Template, ...types: readonly string[]): TemplateResource[] {
  return [...template.resources.values()].filter((resource) => types.includes(resource.type));
}

/** `template.yaml#OrdersFunction/Policies/0`. */
export function idIn(template: Template, ...path: readonly (string | number)[]): string {
  return `${template.reading.uri}#${path.join('/')}`;
}

export function addPolicy(template: Template, owner: string, policy: SourcePolicy): string {
  template.policies.push(policy);
  template.owners.set(policy.id, owner);
  return policy.id;
}
