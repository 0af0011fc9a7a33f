import { evaluateOutput, evaluateResourceAttribute } from './attributes.js';
import { choiceOf, knownText, listAt, opaqueAt, referenceAt } from './value.js';
import type { ModuleInstance, Place, ResourceInstance, ResourceValue, UnknownValue, Value } from './types.js';

/** `of[key]` or `of.key`; undefined where there is no such key. */
export function accessValue(of: Value | undefined, key: Value | undefined, at: Place): Value | undefined {
  switch (of?.kind) {
    case 'object':
      return accessObject(of.entries, key, at);
    case 'list':
      return accessList(of.items, key, at);
    case 'choice': {
      const values = of.values.flatMap((value) => accessValue(value, key, at) ?? []);
      return values.length === 0 ? undefined : choiceOf(values, at);
    }
    case 'unknown':
      return accessUnknown(of, key, at);
    case 'resource':
      return accessResource(of, key, at);
    case 'module':
      return accessModule(of.instances, key, at);
    case 'json':
      return opaqueAt(at);
    default:
      return undefined;
  }
}

/** By a key that is not known it may be any of them. */
function accessObject(
  entries: ReadonlyMap<string, { readonly value: Value }>,
  key: Value | undefined,
  at: Place,
): Value | undefined {
  const name = nameOf(key);
  if (name !== undefined) return entries.get(name)?.value;
  return anyOf(
    [...entries.values()].map(({ value }) => value),
    at,
  );
}

function accessList(items: readonly Value[], key: Value | undefined, at: Place): Value | undefined {
  const name = nameOf(key);
  if (name === undefined) return anyOf(items, at);
  return /^\d+$/.test(name) ? items[Number(name)] : undefined;
}

const maxChoices = 50;

function anyOf(values: readonly Value[], at: Place): Value {
  return values.length === 0 || values.length > maxChoices ? opaqueAt(at) : choiceOf(values, at);
}

/** A key as text; undefined where it is a symbol. */
function nameOf(key: Value | undefined): string | undefined {
  const name = knownText(key);
  return name?.includes('${') || key?.kind === 'unknown' ? undefined : name;
}

function accessUnknown(of: UnknownValue, key: Value | undefined, at: Place): Value {
  const name = nameOf(key);
  const assumed = of.assumed && accessValue(of.assumed, key, at);
  if (of.opaque || name === undefined || !of.symbol.startsWith('${') || of.symbol.startsWith('${Fn::')) {
    return { ...opaqueAt(at), assumed };
  }
  return referenceAt(`${of.symbol.slice(2, -1)}${step(name)}`, at, assumed);
}

/** `.name`, `[0]` or `["any text"]`. */
export function step(name: string): string {
  if (/^\d+$/.test(name)) return `[${name}]`;
  return /^[A-Za-z_][\w-]*$/.test(name) ? `.${name}` : `["${name}"]`;
}

/** An instance by its key, else an attribute. */
function accessResource(of: ResourceValue, key: Value | undefined, at: Place): Value | undefined {
  const name = nameOf(key);
  if (of.chosen) return name === undefined ? opaqueAt(at) : attributeOfAll(of, name, at);
  const chosen = name === undefined ? undefined : of.instances.filter((each) => hasKey(each, name));
  if (name === undefined || (chosen !== undefined && chosen.length > 0)) {
    return { ...of, instances: chosen ?? of.instances, chosen: true, at };
  }
  // Instances whose keys are not known stand for each of their keys.
  const isKey = /^\d+$/.test(name) || of.instances.some(({ address }) => address.endsWith(']'));
  if (isKey && of.instances.length > 0) {
    const open = of.instances.filter(({ address }) => !address.endsWith(']'));
    return open.length === 0 ? undefined : { ...of, instances: open, chosen: true, at };
  }
  return attributeOfAll(of, name, at);
}

function hasKey({ address }: ResourceInstance, name: string): boolean {
  return address.endsWith(`["${name}"]`) || (/^\d+$/.test(name) && address.endsWith(`[${name}]`));
}

function attributeOfAll(of: ResourceValue, name: string, at: Place): Value | undefined {
  if (of.instances.length === 0) return referenceAt(`${of.address}${step(name)}`, at);
  return choiceOf(
    of.instances.slice(0, maxChoices).map((instance) => evaluateResourceAttribute(instance, name, at)),
    at,
  );
}

/** `module.x.output`, `module.x["key"].output`. */
function accessModule(
  instances: readonly ModuleInstance[],
  key: Value | undefined,
  at: Place,
): Value | undefined {
  const name = nameOf(key);
  if (name === undefined) return { kind: 'module', instances, at };
  const chosen = instances.filter(
    ({ prefix }) => prefix.endsWith(`${step(name)}.`) || hasModuleKey(prefix, name),
  );
  const keyed = instances.some(({ prefix }) => prefix.endsWith('].'));
  if (keyed && chosen.length > 0) return { kind: 'module', instances: chosen, at };
  const values = instances.flatMap((instance) => evaluateOutput(instance, name, at) ?? []);
  return values.length === 0 ? undefined : choiceOf(values, at);
}

function hasModuleKey(prefix: string, name: string): boolean {
  return prefix.endsWith(`["${name}"].`) || prefix.endsWith(`[${name}].`);
}

/** `of[*].path`: of a list each item, of a single value a list of one. */
export function splatValue(
  of: Value | undefined,
  path: readonly (Value | undefined)[],
  at: Place,
): Value | undefined {
  if (of === undefined) return undefined;
  const each = (value: Value): Value | undefined =>
    path.reduce<Value | undefined>((inner, key) => accessValue(inner, key, at), value);
  const list = (values: readonly Value[]): Value =>
    listAt(
      values.flatMap((value) => each(value) ?? []),
      at,
    );
  if (of.kind === 'list') return list(of.items);
  if (of.kind === 'resource') {
    return list(of.instances.map((instance) => ({ ...of, instances: [instance], chosen: true })));
  }
  if (of.kind === 'object') return list([of]);
  if (of.kind === 'choice')
    return choiceOf(
      of.values.flatMap((value) => splatValue(value, path, at) ?? []),
      at,
    );
  if (of.kind === 'unknown' && of.assumed !== undefined) return splatValue(of.assumed, path, at);
  return of.kind === 'plain' && of.value === null ? listAt([], at) : opaqueAt(at);
}
