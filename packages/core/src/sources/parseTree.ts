import { findTooDeep, maxDepth, maxLength } from './depth.js';
import { parseJsonTree, type TreeResult } from './jsonTree.js';
import type { Source } from './model.js';
import { parseYamlTree } from './yamlTree.js';

/** Why a text is not handed to a parser at all, and where. */
export interface Refusal {
  readonly code: 'source-too-large' | 'source-empty' | 'source-too-deep';
  readonly why: string;
  readonly at: number;
}

/** What keeps a YAML or JSON text from being parsed; undefined where it may be. */
export function findRefusal({ uri, text }: Source): Refusal | undefined {
  if (text.length > maxLength) {
    const why = `The file has ${text.length} characters, more than the ${maxLength} that are read; no template or policy is that long.`;
    return { code: 'source-too-large', why, at: 0 };
  }
  if (text.trim() === '') return { code: 'source-empty', why: 'The file is empty.', at: 0 };
  const at = findTooDeep(text, isJsonText(uri, text) ? 'json' : 'yaml');
  if (at === undefined) return undefined;
  const why = `The nesting is deeper than ${maxDepth} levels here; the file is not read.`;
  return { code: 'source-too-deep', why, at };
}

/** YAML or JSON text as a tree, whichever it is. Call `findRefusal` first. */
export function parseTree({ uri, text }: Source): TreeResult {
  if (!isJsonText(uri, text)) return parseYamlTree(text);
  const json = parseJsonTree(text);
  if (json.issues.length === 0 || !/\.ya?ml$/i.test(uri)) return json;
  // A YAML file may be one flow map; it was scanned for brackets, and indentation is no nesting in there.
  const yaml = findTooDeep(text, 'yaml') === undefined ? parseYamlTree(text) : json;
  return yaml.issues.length < json.issues.length ? yaml : json;
}

/** Whether a text is read as JSON first. */
export function isJsonText(uri: string, text: string): boolean {
  const start = text.trimStart()[0] ?? '';
  return /\.json$/i.test(uri) || start === '{' || start === '[';
}
