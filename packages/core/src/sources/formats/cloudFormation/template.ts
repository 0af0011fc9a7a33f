import { resolveOne } from '../../intrinsics.js';
import type { AttachedPolicy, SourcePolicy, SourceRole } from '../../model.js';
import type { Reading } from '../../reading.js';
import { child, entriesOf, stringOf, type Entry, type Tree } from '../../tree.js';

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
  /** Policy ids, in the order in which the source gives them. */
  readonly policies: Set<string>;
  /** By ARN. */
  readonly attached: Map<string, AttachedPolicy>;
  boundary: string | undefined;
  /** Whether a function of the source has this role; the others' use is not known. */
  isFunctions: boolean;
}

/** A template while it is read. */
export interface Template {
  readonly reading: Reading;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  /** SAM's `Globals`. */
  readonly globals: Tree | undefined;
  /** `Parameters`, for the defaults that SAM itself decides on. */
  readonly parameters: Tree | undefined;
  readonly policies: SourcePolicy[];
  /** Policy id → logical id of the resource it is written in. */
  readonly owners: Map<string, string>;
  /** By logical id, those that SAM generates included. */
  readonly roles: Map<string, RoleHolding>;
  /** By the name that the template states, the first of a name. */
  readonly rolesByName: Map<string, RoleHolding>;
  /** Roles that stand elsewhere, by name as it is written: what this template itself attaches to them. */
  readonly rolesElsewhere: Map<string, RoleHolding>;
  /** `ManagedPolicyName` → logical id. */
  readonly managedByName: ReadonlyMap<string, string>;
}

/** Indexes the resources; roles and policies are read by the later steps. */
export function openTemplate(root: Tree, outer: Reading): Template {
  const reading: Reading = { ...outer, mappings: child(root, 'Mappings'), inTemplate: true };
  const resources = entriesOf(child(root, 'Resources')).map(toResource);
  return {
    reading,
    resources: new Map(resources.map((resource) => [resource.logicalId, resource])),
    globals: child(root, 'Globals'),
    parameters: child(root, 'Parameters'),
    policies: [],
    owners: new Map(),
    roles: new Map(),
    rolesByName: new Map(),
    rolesElsewhere: new Map(),
    managedByName: new Map(managedNames(resources, reading)),
  };
}

function managedNames(resources: readonly TemplateResource[], reading: Reading): [string, string][] {
  return resources
    .filter(({ type }) => type === 'AWS::IAM::ManagedPolicy')
    .flatMap(({ logicalId, properties }): [string, string][] => {
      const name = resolveOne(child(properties, 'ManagedPolicyName'), reading)?.text;
      return name === undefined ? [] : [[name, logicalId]];
    });
}

function toResource(entry: Entry): TemplateResource {
  return {
    logicalId: entry.key,
    type: stringOf(child(entry.value, 'Type')) ?? '',
    properties: child(entry.value, 'Properties'),
    entry,
  };
}

/** The resources of any of these types, in the order of the template. */
export function resourcesOfType(template: Template, ...types: readonly string[]): TemplateResource[] {
  return [...template.resources.values()].filter((resource) => types.includes(resource.type));
}

/** `template.yaml#OrdersFunction/Policies/0`. */
export function idIn(template: Template, ...path: readonly (string | number)[]): string {
  return `${template.reading.uri}#${path.join('/')}`;
}

/** A role that holds nothing yet. */
export function addRole(
  template: Template,
  logicalId: string,
  declaredName: string | undefined,
): RoleHolding {
  const holding: RoleHolding = {
    role: { logicalId, declaredName, arn: undefined },
    policies: new Set(),
    attached: new Map(),
    boundary: undefined,
    isFunctions: false,
  };
  template.roles.set(logicalId, holding);
  if (declaredName !== undefined && !template.rolesByName.has(declaredName)) {
    template.rolesByName.set(declaredName, holding);
  }
  return holding;
}

/** Puts the policy into the model and gives its id back. `owner` is the resource it is written in. */
export function addPolicy(template: Template, owner: string, policy: SourcePolicy): string {
  template.policies.push(policy);
  template.owners.set(policy.id, owner);
  return policy.id;
}
