import type { SourceFunction } from '../../model.js';
import { rangeAt } from '../../reading.js';
import { child, findEntry, isNull } from '../../tree.js';
import { readFunctions } from '../cloudFormation/functions.js';
import { readSeparatePolicies } from '../cloudFormation/roles.js';
import { idIn, type RoleHolding } from '../cloudFormation/template.js';
import { featuresOf } from './features.js';
import { sharedLogs } from './logs.js';
import { sharedRoleId } from './names.js';
import { addOwnRole, asksForOwnRole, isPerFunction, makesOwnRoles, ownStatements } from './ownRole.js';
import {
  addFeatures,
  addSharedRole,
  addStatements,
  attachAll,
  existingRole,
  namedRole,
  providerManaged,
  providerStatements,
  reportIgnored,
} from './roles.js';
import type { Service, ServiceFunction } from './service.js';

/**
 * The functions with the policies of their roles: a role they name, one of their own, or the one they share. Roles under
 * `resources` must have been read; policies that stand on their own are attached here, when all roles are there.
 */
export function readServiceFunctions(service: Service): SourceFunction[] {
  const roles = new Map(service.functions.map((fn) => [fn.key, roleOf(fn, service)]));
  const sharing = service.functions.filter(({ key }) => roles.get(key) === 'shared');
  const shared = fillSharedRole(service, sharing);
  readSeparatePolicies(service.template);
  const own = service.functions.map((fn) => {
    const role = roles.get(fn.key);
    return toFunction(fn, role === 'shared' ? shared : role, service);
  });
  return [...own, ...readFunctions(service.template)];
}

function roleOf(fn: ServiceFunction, service: Service): RoleHolding | 'shared' | undefined {
  const role = child(fn.body, 'role');
  const existing = isPerFunction(service) ? undefined : existingRole(service);
  const stated = role === undefined || isNull(role) ? existing : role;
  if (stated !== undefined) {
    const own = ownStatements(fn);
    const why = 'the function takes a role that is made elsewhere. Move the statements to that role.';
    if (own !== undefined && !isNull(own.value)) reportIgnored(service, own, why);
    return namedRole(service, stated);
  }
  if (isPerFunction(service)) return addOwnRole(fn, service);
  if (!asksForOwnRole(fn)) return 'shared';
  if (makesOwnRoles(service)) return addOwnRole(fn, service);
  const own = ownStatements(fn);
  const why =
    'version 3 of the framework knows it with the plug-in serverless-iam-roles-per-function only, which is not listed.';
  if (own !== undefined) reportIgnored(service, own, why);
  return 'shared';
}

/** The role that functions share holds what every one of them brings along. */
function fillSharedRole(service: Service, sharing: readonly ServiceFunction[]): RoleHolding | undefined {
  reportUnused(service, sharing);
  const statements = providerStatements(service);
  if (sharing.length === 0) {
    // Shown all the same: somebody may be about to write the first function.
    const nobody = { role: { logicalId: undefined, declaredName: undefined, arn: undefined } };
    const holding = {
      ...nobody,
      policies: new Set<string>(),
      attached: new Map(),
      boundary: undefined,
      isFunctions: true,
    };
    if (statements) addStatements(service, holding, sharedRoleId, 'provider', statements);
    return undefined;
  }
  const holding = addSharedRole(service);
  if (statements !== undefined) addStatements(service, holding, sharedRoleId, 'provider', statements);
  const [first] = sharing;
  if (first !== undefined) attachAll(service, holding, first.resource, providerManaged(service));
  addFeatures(service, holding, sharedRoleId, 'provider', sharedLogs(service, sharing));
  for (const fn of sharing) {
    addFeatures(service, holding, fn.resource.logicalId, `functions/${fn.key}`, featuresOf(fn, service));
  }
  return holding;
}

function reportUnused(service: Service, sharing: readonly ServiceFunction[]): void {
  const counted = providerStatements(service);
  const legacy = findEntry(service.provider, 'iamRoleStatements');
  if (legacy !== undefined && counted !== undefined && counted !== legacy) {
    reportIgnored(service, legacy, 'provider.iam.role.statements counts instead. Move the statements there.');
  }
  if (counted === undefined || service.functions.length === 0) return;
  if (existingRole(service) !== undefined && !isPerFunction(service)) {
    reportIgnored(service, counted, 'the provider names a role that is made elsewhere.');
  } else if (sharing.length === 0 && !isInherited(service)) {
    reportIgnored(service, counted, 'every function has a role of its own, which does not inherit it.');
  }
}

function isInherited({ template }: Service): boolean {
  return template.owners.has(idIn(template, 'provider'));
}

function toFunction(fn: ServiceFunction, holding: RoleHolding | undefined, service: Service): SourceFunction {
  const { reading, template } = service;
  return {
    id: idIn(template, fn.key),
    name: fn.key,
    kind: 'lambda',
    logicalId: fn.resource.logicalId,
    declaredName: fn.name,
    role: holding?.role,
    policies: [...(holding?.policies ?? [])],
    attached: [...(holding?.attached.values() ?? [])],
    boundary: holding?.boundary,
    uri: reading.uri,
    range: rangeAt(reading, fn.resource.entry.keySpan),
  };
}
