import { topMark } from './paths.js';
import { folderOf } from '../../files.js';
import type { HclAccess, HclExpression } from '../../hcl/syntax.js';
import { childrenOf, instancesOf } from './instances.js';
import { evaluateIn, attributeOf } from './module.js';
import { isNullValue, opaqueAt, referenceAt, textAt } from './value.js';
import type { ModuleInstance, Place, Scope, Value } from './types.js';

/**
 * What the first names of a reference mean: `var.x`, `local.x`, `path.module`, `module.x`, `aws_sqs_queue.x`, `data.t.x`.
 * Undefined where the access is a step behind these, or on a name of the scope.
 */
export function resolveReference(
  access: HclAccess,
  scope: Scope,
  at: Place,
): { value: Value | undefined } | undefined {
  const name = nameIn(access.key);
  if (name === undefined) return undefined;
  const { of } = access;
  if (of.kind === 'access' && of.of.kind === 'variable' && of.of.name === 'data') {
    const type = nameIn(of.key);
    return type === undefined || scope.names.has('data')
      ? undefined
      : resource(`data.${type}.${name}`, scope, at);
  }
  if (of.kind !== 'variable' || scope.names.has(of.name)) return undefined;
  return resolveNamed(of.name, name, scope, at);
}

function nameIn(key: HclExpression): string | undefined {
  return key.kind === 'literal' && typeof key.value === 'string' ? key.value : undefined;
}

function resolveNamed(
  root: string,
  name: string,
  scope: Scope,
  at: Place,
): { value: Value | undefined } | undefined {
  const { module } = scope;
  switch (root) {
    case 'var':
      return { value: variableOf(module, name, at) };
    case 'local':
      return { value: localOf(module, name, at) };
    case 'path':
      return { value: pathOf(module, name, at) };
    case 'module': {
      const instances = childrenOf(module, name);
      const isOpen = instances.length === 0;
      return {
        value: isOpen ? referenceAt(`${module.prefix}module.${name}`, at) : { kind: 'module', instances, at },
      };
    }
    case 'data':
      return undefined;
    case 'each':
    case 'count':
    case 'self':
    case 'terraform':
      return { value: referenceAt(`${root}.${name}`, at) };
    default:
      return resource(`${root}.${name}`, scope, at);
  }
}

function resource(address: string, { module }: Scope, at: Place): { value: Value } {
  const declared = module.files.resources.get(address);
  if (declared === undefined) return { value: referenceAt(`${module.prefix}${address}`, at) };
  const instances = instancesOf(declared, module);
  const whole = `${module.prefix}${address}`;
  return { value: { kind: 'resource', address: whole, instances, chosen: false, at } };
}

/**
 * A variable of a module that is called is what the call gives, else its default. One of a root module stays a symbol, its
 * default assumed: each stage may set another value.
 */
function variableOf(module: ModuleInstance, name: string, at: Place): Value | undefined {
  if (module.variables.has(name)) return module.variables.get(name);
  const value = readVariable(module, name, at);
  module.variables.set(name, value);
  return value;
}

function readVariable(module: ModuleInstance, name: string, at: Place): Value | undefined {
  const preset = defaultOf(module, name);
  if (module.inputs !== undefined) {
    const given = module.inputs.get(name);
    const nullable = isNullValue(given) && preset !== undefined;
    return nullable || given === undefined
      ? (preset ?? referenceAt(`${module.prefix}var.${name}`, at))
      : given;
  }
  const set = module.settings.get(name);
  return set ?? referenceAt(`var.${name}`, at, preset);
}

function defaultOf(module: ModuleInstance, name: string): Value | undefined {
  const declared = module.files.variables.get(name);
  const attribute = declared && attributeOf(declared.block.body, 'default');
  if (declared === undefined || attribute === undefined) return undefined;
  return evaluateIn(attribute.value, { module, names: new Map() }, declared.reading);
}

/** A local that needs itself is an error of the module; here it stays open. */
function localOf(module: ModuleInstance, name: string, at: Place): Value | undefined {
  if (module.locals.has(name)) return module.locals.get(name);
  const own = module.files.locals.get(name);
  if (own === undefined) return referenceAt(`${module.prefix}local.${name}`, at);
  module.locals.set(name, opaqueAt({ reading: own.reading, span: own.attribute.span }));
  const value = evaluateIn(own.attribute.value, { module, names: new Map() }, own.reading);
  module.locals.set(name, value);
  return value;
}

/** Folders as uris. `path.root` and `path.cwd` are the root module's folder, where Terraform is run in it as is usual. */
function pathOf(module: ModuleInstance, name: string, at: Place): Value {
  if (name === 'module') return textAt(absolute(module.files.folder), at);
  const root = folderOf(module.run.outer.uri);
  return name === 'root' || name === 'cwd' ? textAt(absolute(root), at) : opaqueAt(at);
}

/** Marked, so that `file()` can tell a path from the sources' top from one beside the module. */
function absolute(folder: string): string {
  return `${topMark}${folder}`;
}
