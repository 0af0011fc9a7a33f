import { findRefusal, parseTree } from '../../parseTree.js';
import { resolveOne, resolveTexts } from '../../intrinsics.js';
import type { Source } from '../../model.js';
import { openReading, readFile, type Reading } from '../../reading.js';
import { child, entriesOf, stringOf, type Tree } from '../../tree.js';
import { symbolsOf } from '../../../util/symbols.js';
import type { Template, TemplateResource } from './template.js';

/** The property that says where the template is, by type. */
const places: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
]);

/** Notes every nested stack whose template is at hand, with what it is given. */
export function noteNested(template: Template): void {
  const { reading, resources } = template;
  for (const resource of resources.values()) {
    const source = nestedSource(resource, reading);
    const root = source && openRoot(source);
    if (source === undefined || root === undefined || source.uri === reading.uri) continue;
    const { logicalId } = resource;
    reading.nested.push({ source, logicalId, given: givenTo(resource, root, reading) });
  }
}

/** Whether a resource brings in another template. */
export function isNested({ type }: TemplateResource): boolean {
  return places.has(type) || type.endsWith('::MODULE');
}

/**
 * The file of a nested stack: a local path, as `aws cloudformation package` and `sam build` take it. Undefined for one
 * in S3 or the application repository, or where the host has not given the file.
 */
export function nestedSource(resource: TemplateResource, reading: Reading): Source | undefined {
  const { properties, type, entry } = resource;
  const place = places.get(type);
  // CDK writes the address in its bucket, and the file beside the template into the metadata.
  const asset = stringOf(child(entry.value, 'Metadata', 'aws:asset:path'));
  const path = place === undefined ? undefined : (asset ?? stringOf(child(properties, place)));
  if (path === undefined || /^(?:[a-z0-9]+:\/\/|arn:)/i.test(path)) return undefined;
  return readFile(reading, path);
}

/** The parameters that a nested stack is given, and can be understood there. */
function givenTo({ properties }: TemplateResource, root: Tree, reading: Reading): Map<string, string> {
  const given = new Map<string, string>();
  for (const { key, value } of entriesOf(child(properties, 'Parameters'))) {
    const texts = value.kind === 'map' ? [] : resolveTexts(value, reading).map(({ text }) => text);
    const text = texts.join(',');
    if (texts.length > 0 && isPortable(text, root)) given.set(key, text);
  }
  return given;
}

/** Symbols that mean the same in every stack of an account. */
const everywhere = new Set(['${AWS::AccountId}', '${AWS::Partition}', '${AWS::Region}', '${AWS::URLSuffix}']);

/** Whether a text means the same in another template: it names nothing of its own that the other has by that name too. */
function isPortable(text: string, other: Tree): boolean {
  return symbolsOf(text).every((symbol) => {
    if (everywhere.has(symbol)) return true;
    const id = /^\$\{([A-Za-z0-9]+)(?:\.[A-Za-z0-9.]+)?\}$/.exec(symbol)?.[1];
    if (id === undefined) return false;
    return child(other, 'Resources', id) === undefined && child(other, 'Parameters', id) === undefined;
  });
}

/**
 * What `GetAtt` on the nested stacks of a template gives: `Child.Outputs.Arn` → text. Each template is opened for its
 * outputs alone; what it grants is read when it is read as a template.
 */
export function readOutputs(template: Template, root: Tree): Map<string, string> {
  const outputs = new Map<string, string>();
  for (const resource of template.resources.values()) {
    const source = nestedSource(resource, template.reading);
    const inner = source && openRoot(source);
    if (source === undefined || inner === undefined) continue;
    const given = givenTo(resource, inner, { ...template.reading, outputs });
    const outer = { ...template.reading, problems: [] };
    const reading = {
      ...openReading(source, outer),
      inTemplate: true,
      mappings: child(inner, 'Mappings'),
      given,
    };
    for (const { key, value } of entriesOf(child(inner, 'Outputs'))) {
      const text = resolveOne(child(value, 'Value'), reading)?.text;
      if (text !== undefined && isPortable(text, root))
        outputs.set(`${resource.logicalId}.Outputs.${key}`, text);
    }
  }
  return outputs;
}

/** The template of a file; undefined where it cannot be parsed, which is said when it is read. */
function openRoot(source: Source): Tree | undefined {
  return findRefusal(source) === undefined ? parseTree(source).tree : undefined;
}
