import { resolveOne } from '../../intrinsics.js';
import { child, findEntry, isNull, listOf, stringOf, type Entry, type Tree } from '../../tree.js';
import { readBoundary } from '../cloudFormation/roles.js';
import { addRole, type RoleHolding } from '../cloudFormation/template.js';
import { featuresOf } from './features.js';
import { ownLogs } from './logs.js';
import { ownRoleId, ownRoleName } from './names.js';
import {
  addFeatures,
  addStatements,
  attachAll,
  providerBoundary,
  providerManaged,
  providerStatements,
} from './roles.js';
import { rolesPlugin, type Service, type ServiceFunction } from './service.js';
import { lists } from './variables/variables.js';

/** Whether every function gets a role of its own: https://www.serverless.com/framework/docs/providers/aws/guide/iam */
export function isPerFunction({ provider }: Service): boolean {
  return stringOf(child(provider, 'iam', 'role', 'mode')) === 'perFunction';
}

/** The function's own statements: the framework's `iam.role.statements`, or the plug-in's `iamRoleStatements`. */
export function ownStatements({ body }: ServiceFunction): Entry | undefined {
  return findEntry(child(body, 'iam', 'role'), 'statements') ?? findEntry(body, 'iamRoleStatements');
}

/** Whether the function states permissions of its own, an empty list of them included. */
export function asksForOwnRole(fn: ServiceFunction): boolean {
  return ownStatements(fn) !== undefined || ownManaged(fn).length > 0;
}

/** Whether somebody makes a role from them: the plug-in, or the framework from version 4 on. */
export function makesOwnRoles({ root }: Service): boolean {
  if (lists(child(root, 'plugins'), rolesPlugin)) return true;
  const version = child(root, 'frameworkVersion');
  const text = version?.kind === 'scalar' ? version.text : '';
  return !/^[\s^~=v]*[123](?:\.|\s|$)/.test(text) && !/^\s*>=?\s*[123]\b[^|]*<=?\s*[1-4]\b/.test(text);
}

/**
 * The role of one function alone: the shared role's shape without its statements, which come back where they are
 * inherited. https://github.com/functionalone/serverless-iam-roles-per-function
 */
export function addOwnRole(fn: ServiceFunction, service: Service): RoleHolding {
  const { template } = service;
  const { key, body, resource } = fn;
  const role = child(body, 'iam', 'role');
  const stated = child(role, 'name') ?? child(body, 'iamRoleStatementsName');
  const name = resolveOne(stated, service.reading)?.text ?? ownRoleName(service.name, key);
  const holding = addRole(template, ownRoleId(key), name);
  const owner = resource.logicalId;
  holding.isFunctions = true;
  const inherited = inherits(fn, service) ? providerStatements(service) : undefined;
  if (inherited !== undefined) addStatements(service, holding, owner, 'provider', inherited);
  const own = ownStatements(fn);
  if (own !== undefined && !isNull(own.value) && listOf(own.value).length > 0) {
    addStatements(service, holding, owner, `functions/${key}`, own);
  }
  attachAll(service, holding, resource, [
    ...(isPerFunction(service) ? providerManaged(service) : []),
    ...ownManaged(fn),
  ]);
  addFeatures(service, holding, owner, `functions/${key}`, [
    ...ownLogs(fn, service),
    ...featuresOf(fn, service),
  ]);
  holding.boundary = boundaryOf(fn, service);
  return holding;
}

function ownManaged({ body }: ServiceFunction): readonly Tree[] {
  return listOf(child(body, 'iam', 'role', 'managedPolicies'));
}

function boundaryOf({ body }: ServiceFunction, service: Service): string | undefined {
  const own = child(body, 'iam', 'role', 'permissionsBoundary') ?? child(body, 'iamPermissionsBoundary');
  const all = pluginOption(service, 'iamGlobalPermissionsBoundary');
  return readBoundary(service.template, own ?? all) ?? providerBoundary(service);
}

function inherits({ body }: ServiceFunction, service: Service): boolean {
  const byDefault = flag(pluginOption(service, 'defaultInherit')) ?? isPerFunction(service);
  return (
    flag(child(body, 'iam', 'inheritStatements')) ??
    flag(child(body, 'iamRoleStatementsInherit')) ??
    byDefault
  );
}

function flag(tree: Tree | undefined): boolean | undefined {
  if (tree?.kind !== 'scalar' || tree.value === null) return undefined;
  return tree.value === true || tree.text === 'true';
}

function pluginOption({ pluginOptions }: Service, option: string): Tree | undefined {
  return child(pluginOptions, option);
}
