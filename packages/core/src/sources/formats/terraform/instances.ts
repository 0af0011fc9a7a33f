import type { Span } from '../../../util/text.js';
import { folderOf, resolveUri } from '../../files.js';
import { pairsOf } from './pairs.js';
import { folderFiles } from './folder.js';
import { evaluateIn, attributeOf } from './module.js';
import {
  alternativesOfValue,
  isNullValue,
  knownText,
  objectAt,
  plainAt,
  referenceAt,
  textAt,
} from './value.js';
import type {
  Declared,
  ModuleInstance,
  Place,
  ResourceBlock,
  ResourceInstance,
  Scope,
  Value,
} from './types.js';

/** More instances than this are read as one, whose key is open. */
const maxInstances = 200;
const maxModuleDepth = 8;

/** One repetition of a block: what stands behind its address, and what `each` or `count` mean in it. */
interface Repetition {
  readonly key: string;
  readonly names: ReadonlyMap<string, Value>;
}

/** The instances of a resource: of `count` and `for_each` as far as they are known, else one whose key is open. */
export function instancesOf(declared: ResourceBlock, module: ModuleInstance): readonly ResourceInstance[] {
  const known = module.instances.get(declared.address);
  if (known !== undefined) return known;
  module.instances.set(declared.address, []);
  const instances = repetitionsOf(declared, module).map(({ key, names }) => ({
    declared,
    address: `${module.prefix}${declared.address}${key}`,
    scope: { module, names },
  }));
  module.instances.set(declared.address, instances);
  return instances;
}

function repetitionsOf({ block, reading }: Declared, module: ModuleInstance): Repetition[] {
  const scope: Scope = { module, names: new Map() };
  const count = attributeOf(block.body, 'count');
  const forEach = attributeOf(block.body, 'for_each');
  if (count !== undefined) {
    const at = { reading, span: count.value.span };
    return countRepetitions(evaluateIn(count.value, scope, reading), at);
  }
  if (forEach !== undefined) {
    const at = { reading, span: forEach.value.span };
    return eachRepetitions(evaluateIn(forEach.value, scope, reading), at);
  }
  return [{ key: '', names: new Map() }];
}

/** What may be none or some is there: its grants count. */
function countRepetitions(value: Value | undefined, at: Place): Repetition[] {
  const numbers = value === undefined ? [] : alternativesOfValue(value).map(numberOf);
  const open = [
    { key: '', names: new Map([['count', objectAt([['index', referenceAt('count.index', at)]], at)]]) },
  ];
  if (value?.kind === 'unknown' || numbers.length === 0) return open;
  const most = Math.max(...numbers.map((number) => number ?? NaN));
  if (Number.isNaN(most) || most > maxInstances) return open;
  return Array.from({ length: most }, (_, index) => ({
    key: `[${index}]`,
    names: new Map([['count', objectAt([['index', plainAt(index, at)]], at)]]),
  }));
}

function numberOf(value: Value): number | undefined {
  const number = value.kind === 'plain' ? value.value : Number(knownText(value) ?? NaN);
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}

/** A default that is empty says only that somebody gives the rest. */
function eachRepetitions(value: Value | undefined, at: Place): Repetition[] {
  const pairs = value && pairsOf(value);
  const isOpen = value?.kind === 'unknown' && (pairs?.length ?? 0) === 0;
  if (pairs === undefined || isOpen || pairs.length > maxInstances) {
    const open = objectAt(
      [
        ['key', referenceAt('each.key', at)],
        ['value', referenceAt('each.value', at)],
      ],
      at,
    );
    return [{ key: '', names: new Map([['each', open]]) }];
  }
  const isList = (each: Value): boolean => each.kind === 'plain';
  return pairs.flatMap(({ key, value: item }) => {
    // A set's key is its value.
    const name = isList(key) ? knownText(item) : knownText(key);
    if (name === undefined || isNullValue(item)) return [];
    const each = objectAt(
      [
        ['key', textAt(name, at)],
        ['value', item],
      ],
      at,
    );
    return [{ key: `["${name}"]`, names: new Map([['each', each]]) }];
  });
}

/** What a `module` block brings in: none where its source is not a local folder that can be read. */
export function childrenOf(module: ModuleInstance, name: string): readonly ModuleInstance[] {
  const known = module.children.get(name);
  if (known !== undefined) return known;
  module.children.set(name, []);
  const declared = module.files.modules.get(name);
  const children = declared ? openChildren(declared, name, module) : [];
  module.children.set(name, children);
  return children;
}

function openChildren(declared: Declared, name: string, module: ModuleInstance): ModuleInstance[] {
  const { block, reading } = declared;
  const source = localSource(declared);
  if (source === undefined) return [];
  const folder = resolveUri(folderOf(reading.uri), source);
  const tooDeep = module.ancestors.length >= maxModuleDepth || module.ancestors.includes(folder);
  const files = tooDeep ? undefined : folderFiles(folder, module.run);
  if (files === undefined) return [];
  return repetitionsOf(declared, module).map(({ key, names }) => {
    const scope: Scope = { module, names };
    const inputs = new Map<string, Value>();
    for (const attribute of block.body.attributes) {
      const value = evaluateIn(attribute.value, scope, reading);
      if (value !== undefined) inputs.set(attribute.name, value);
    }
    return {
      run: module.run,
      files,
      prefix: `${module.prefix}module.${name}${key}.`,
      inputs,
      settings: new Map(),
      locals: new Map(),
      variables: new Map(),
      instances: new Map(),
      children: new Map(),
      ancestors: [...module.ancestors, folder],
    };
  });
}

/** `./modules/fn`, `../fn`: https://developer.hashicorp.com/terraform/language/modules/sources#local-paths */
export function localSource({ block }: Declared): string | undefined {
  const source = sourceOf(block.body);
  return source !== undefined && /^\.\.?(?:\/|$)/.test(source) ? source : undefined;
}

/** The source as it is written: it must be a literal. */
export function sourceOf(body: Declared['block']['body']): string | undefined {
  const value = attributeOf(body, 'source')?.value;
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

/** Where a module's source stands, for a problem. */
export function sourceSpan({ block }: Declared): Span {
  return attributeOf(block.body, 'source')?.value.span ?? block.typeSpan;
}
