import { quoted, report, type Reading } from '../../reading.js';
import {
  child,
  entriesOf,
  findEntry,
  isNull,
  listOf,
  type Entry,
  type MapTree,
  type Tree,
} from '../../tree.js';
import { openTemplate, type Template, type TemplateResource } from '../cloudFormation/template.js';
import { resolveOne } from '../../intrinsics.js';
import { functionLogicalId } from './names.js';
import { stageSymbol } from './variables/variableSymbol.js';

/** A serverless.yml while it is read, its variables resolved. */
export interface Service {
  readonly reading: Reading;
  readonly root: Tree;
  /** The service's name; may hold symbols. */
  readonly name: string;
  readonly stackName: string;
  readonly provider: Tree | undefined;
  readonly functions: readonly ServiceFunction[];
  /** What the source says to the plug-in that gives functions roles of their own. */
  readonly pluginOptions: Tree | undefined;
  /** What stands under `resources`, with the roles that the framework makes. */
  readonly template: Template;
}

export interface ServiceFunction {
  readonly key: string;
  /** As a resource of the stack: its logical id, and where it stands. */
  readonly resource: TemplateResource;
  readonly body: Tree;
  /** The Lambda function's name; may hold symbols. */
  readonly name: string;
}

/** https://github.com/functionalone/serverless-iam-roles-per-function */
export const rolesPlugin = 'serverless-iam-roles-per-function';

export function openService(
  root: MapTree,
  reading: Reading,
  name: string,
  pluginOptions: Tree | undefined,
): Service {
  const provider = child(root, 'provider');
  const template = openTemplate(mergeResources(root, reading), reading);
  const stackName = resolveOne(child(provider, 'stackName'), reading)?.text ?? `${name}-${stageSymbol}`;
  return {
    reading: template.reading,
    root,
    name,
    stackName,
    provider,
    pluginOptions,
    functions: functionEntries(root, reading).map((entry) => toFunction(entry, name, template.reading)),
    template,
  };
}

/** `functions` is a map or a list of maps; of a key that stands in two of them, the last counts. */
function functionEntries(root: Tree, reading: Reading): Entry[] {
  const functions = findEntry(root, 'functions');
  const entries = listOf(functions?.value).flatMap((part) => {
    if (part.kind === 'map' || isNull(part)) return entriesOf(part);
    const what = part.kind === 'intrinsic' ? 'cannot be resolved from the source alone' : 'is no object';
    const why = `This part of functions ${what}; its functions are not looked at.`;
    report(reading, 'unresolved', 'functions-unresolved', part.span, why);
    return [];
  });
  return [...new Map(entries.map((entry) => [entry.key, entry])).values()];
}

function toFunction(entry: Entry, service: string, reading: Reading): ServiceFunction {
  const { key, value } = entry;
  const logicalId = functionLogicalId(key);
  const resource = { logicalId, type: 'AWS::Lambda::Function', properties: undefined, entry };
  const name = resolveOne(child(value, 'name'), reading)?.text ?? `${service}-${stageSymbol}-${key}`;
  return { key, resource, body: value, name };
}

/**
 * The template under `resources`: one, or a list of parts.
 * https://www.serverless.com/framework/docs/providers/aws/guide/resources
 */
function mergeResources(root: MapTree, reading: Reading): Tree {
  const parts = listOf(child(root, 'resources')).flatMap((part): MapTree[] => {
    if (part.kind === 'map') return [part];
    if (part.kind === 'intrinsic') {
      const why = `This part of resources is ${quoted(part.name)}, which is not known here; it is not looked at.`;
      report(reading, 'unresolved', 'resources-unresolved', part.span, why);
    }
    return [];
  });
  const sections = ['Resources', 'Mappings', 'Conditions', 'Outputs'];
  const entries = sections.map((key): Entry => {
    const own = parts.flatMap((part) => entriesOf(child(part, key)));
    const { span } = root;
    return { key, keySpan: span, value: { kind: 'map', entries: own, span, literal: false } };
  });
  return { kind: 'map', entries, span: root.span, literal: false };
}
