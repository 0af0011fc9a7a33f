import { quoted, report } from '../../reading.js';
import { child, entriesOf, listOf, stringOf, type Entry, type Tree } from '../../tree.js';
import type { Template, TemplateResource } from '../cloudFormation/template.js';
import { globalsProperties } from './data/globals.js';

const prefix = 'AWS::Serverless::';

/**
 * The properties of a SAM resource with those of `Globals` under them: objects are merged key by key, lists put one after
 * the other, and of everything else the resource's own counts. The parts keep their places in the text.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function samProperties(template: Template, resource: TemplateResource): Tree | undefined {
  const known = merged.get(resource);
  if (known !== undefined) return known.properties;
  const properties = mergeInto(globalsFor(template, resource), resource.properties);
  merged.set(resource, { properties });
  return properties;
}

const merged = new WeakMap<TemplateResource, { readonly properties: Tree | undefined }>();

function globalsFor(template: Template, { type, entry }: TemplateResource): Tree | undefined {
  const section = type.startsWith(prefix) ? type.slice(prefix.length) : '';
  const globals = child(template.globals, section);
  if (globals?.kind !== 'map') return undefined;
  const ignored = child(entry.value, 'IgnoreGlobals');
  if (stringOf(ignored) === '*') return undefined;
  const names = new Set(listOf(ignored).map(stringOf));
  const entries = globals.entries.filter(({ key }) => mayStand(section, key) && !names.has(key));
  return { ...globals, entries };
}

function mayStand(section: string, key: string): boolean {
  const names = Object.hasOwn(globalsProperties, section) ? globalsProperties[section] : undefined;
  return names?.split(' ').includes(key) ?? false;
}

/** The nesting was bounded when the text was parsed. */
function mergeInto(global: Tree | undefined, local: Tree | undefined): Tree | undefined {
  if (global === undefined) return local;
  if (local === undefined) return global;
  if (global.kind === 'seq' && local.kind === 'seq')
    return { ...local, items: [...global.items, ...local.items], literal: false };
  if (global.kind !== 'map' || local.kind !== 'map') return local;
  const entries = new Map<string, Entry>(entriesOf(global).map((entry) => [entry.key, entry]));
  for (const entry of entriesOf(local)) {
    const value = mergeInto(entries.get(entry.key)?.value, entry.value) ?? entry.value;
    entries.set(entry.key, value === entry.value ? entry : { ...entry, value });
  }
  return { ...local, entries: [...entries.values()], literal: false };
}

/** Sections and properties that SAM does not take: it refuses the whole template for them. */
export function reportGlobals({ reading, globals }: Template): void {
  for (const { key, keySpan, value } of entriesOf(globals)) {
    if (!Object.hasOwn(globalsProperties, key)) {
      const why = `${quoted(key)} is no section of Globals; SAM refuses the template.`;
      report(reading, 'input', 'globals-invalid', keySpan, why);
      continue;
    }
    for (const entry of entriesOf(value)) {
      if (mayStand(key, entry.key)) continue;
      const why = `${quoted(entry.key)} cannot stand in Globals of ${key}; SAM refuses the template. Write it at each resource.`;
      report(reading, 'input', 'globals-invalid', entry.keySpan, why);
    }
  }
}
