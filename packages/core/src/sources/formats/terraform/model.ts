import { rangeAt } from '../../reading.js';
import { readStatements } from '../../statements.js';
import type { AttachedPolicy, PolicyOrigin, SourcePolicy, SourceRole, SourceStatement } from '../../model.js';
import type { DocumentParts } from './documents.js';
import { childrenOf, instancesOf } from './instances.js';
import type { Declared, ModuleInstance, Place, ResourceInstance, Run } from './types.js';

/** What a role holds. Grows while the module is read: policies attach themselves from elsewhere. */
export interface RoleHolding {
  readonly role: SourceRole;
  /** Policy ids, in the order in which the source gives them. */
  readonly policies: Set<string>;
  readonly attached: Map<string, AttachedPolicy>;
  boundary: string | undefined;
}

/** A resource instance, and the file of the root module that brings it in. */
export interface Found {
  readonly instance: ResourceInstance;
  readonly rootUri: string;
}

/** A `module` block, wherever it stands. */
export interface FoundModule {
  readonly name: string;
  readonly address: string;
  readonly declared: Declared;
  readonly module: ModuleInstance;
  readonly rootUri: string;
}

/** A module with all it calls, while it is read. */
export interface Terraform {
  readonly run: Run;
  readonly found: readonly Found[];
  readonly modules: readonly FoundModule[];
  readonly policies: SourcePolicy[];
  readonly ids: Set<string>;
  /** What a document is → the policy that was made of it: one document used twice is one policy. */
  readonly byDocument: Map<string, SourcePolicy>;
  /** Address of an `aws_iam_policy` → its policy. */
  readonly managed: Map<string, string>;
  /** By address, those of module calls too; and by the name that is stated. */
  readonly roles: Map<string, RoleHolding>;
  readonly rolesByName: Map<string, RoleHolding>;
  /** Policy id → addresses of what writes it, for keep comments. */
  readonly owners: Map<string, readonly string[]>;
}

/** All resources of a module and of those it calls, in the order of the files. */
export function openTerraform(root: ModuleInstance): Terraform {
  const found: Found[] = [];
  const modules: FoundModule[] = [];
  const visit = (module: ModuleInstance, rootUri: string | undefined): void => {
    for (const declared of module.files.resources.values()) {
      const uri = rootUri ?? declared.reading.uri;
      for (const instance of instancesOf(declared, module)) found.push({ instance, rootUri: uri });
    }
    for (const [name, declared] of module.files.modules) {
      const uri = rootUri ?? declared.reading.uri;
      const address = `${module.prefix}module.${name}`;
      modules.push({ name, address, declared, module, rootUri: uri });
      if (found.length > maxFound) continue;
      for (const child of childrenOf(module, name)) visit(child, uri);
    }
  };
  visit(root, undefined);
  return {
    run: root.run,
    found,
    modules,
    policies: [],
    ids: new Set(),
    byDocument: new Map(),
    managed: new Map(),
    roles: new Map(),
    rolesByName: new Map(),
    owners: new Map(),
  };
}

/** More resources than any state holds: modules that call each other many times over end here. */
const maxFound = 20_000;

export function resourcesOf(terraform: Terraform, ...types: readonly string[]): Found[] {
  return terraform.found.filter(({ instance: { declared } }) => {
    return !declared.isData && types.includes(declared.type);
  });
}

export function dataOf(terraform: Terraform, type: string): Found[] {
  return terraform.found.filter(({ instance: { declared } }) => declared.isData && declared.type === type);
}

/** `main.tf#aws_iam_role.orders`: the file that declares it, and its address. */
export function idOf({ declared, address }: ResourceInstance, ...path: readonly (string | number)[]): string {
  return [`${declared.reading.uri}#${address}`, ...path].join('/');
}

/** How a policy is called and where it stands. */
export interface PolicyPlace {
  readonly id: string;
  readonly name: string;
  readonly kind: SourcePolicy['kind'];
  readonly at: Place;
  readonly owner: string;
  readonly origin?: PolicyOrigin;
}

/** The policy of a document; the one that is there already where the same document, as it came out, was used before. */
export function addPolicy(terraform: Terraform, document: DocumentParts, place: PolicyPlace): string {
  const statements = readStatements(document.statements);
  const key = document.key === '' ? '' : `${place.kind} ${document.key} ${signatureOf(statements)}`;
  const known = key === '' ? undefined : terraform.byDocument.get(key);
  const owners = terraform.owners.get(known?.id ?? place.id) ?? [];
  terraform.owners.set(known?.id ?? place.id, [...owners, place.owner]);
  if (known !== undefined) return known.id;
  const { id, name, kind, at, origin } = place;
  const policy: SourcePolicy = {
    id: uniqueId(id, terraform),
    name,
    kind,
    statements,
    ...(origin ? { origin } : {}),
    ...standsAt(statements, at),
  };
  terraform.policies.push(policy);
  if (key !== '') terraform.byDocument.set(key, policy);
  return policy.id;
}

/** Where the document stands: with its statements where they share a file, else where it is used. */
function standsAt(statements: readonly SourceStatement[], at: Place): Pick<SourcePolicy, 'uri' | 'range'> {
  const [first] = statements;
  const isOneFile = first !== undefined && statements.every(({ uri }) => uri === first.uri);
  if (isOneFile && first.uri !== at.reading.uri) return { uri: first.uri, range: first.range };
  return { uri: at.reading.uri, range: rangeAt(at.reading, at.span) };
}

/** An expression comes out differently for each instance and each call of its module. */
function signatureOf(statements: readonly SourceStatement[]): string {
  const texts = statements.map(({ sid, action, notAction, resource, notResource, condition }) => [
    sid,
    ...[action, notAction, resource, notResource].map((tokens) => tokens.map(({ text }) => text)),
    condition,
  ]);
  return JSON.stringify(texts);
}

function uniqueId(id: string, { policies, ids }: Terraform): string {
  const unique = ids.has(id) ? `${id}/${policies.length}` : id;
  ids.add(unique);
  return unique;
}

/** A role that holds nothing yet. */
export function addRole(terraform: Terraform, address: string, role: SourceRole): RoleHolding {
  const holding: RoleHolding = { role, policies: new Set(), attached: new Map(), boundary: undefined };
  terraform.roles.set(address, holding);
  const name = role.declaredName;
  if (name !== undefined && !terraform.rolesByName.has(name)) terraform.rolesByName.set(name, holding);
  return holding;
}
