import { findRefusal, parseTree } from '../../parseTree.js';
import { readFile, type Reading } from '../../reading.js';
import type { TracedPosition } from '../../model.js';
import { child, entriesOf, listOf, stringOf, type Tree } from '../../tree.js';

/** What a cloud assembly says of one of its stacks: https://docs.aws.amazon.com/cdk/v2/guide/deploy.html */
export interface AssemblyStack {
  /** The name it is deployed by; may be missing where the app leaves it to the deployment. */
  readonly stackName: string | undefined;
  /** Logical id → where the app's own code made the resource. */
  readonly traces: ReadonlyMap<string, TracedPosition>;
}

/** Whether a file is a template of a cloud assembly: it stands in a `cdk.out`, or beside the manifest of one. */
export function isAssemblyTemplate(reading: Reading): boolean {
  const uri = reading.uri.replaceAll('\\', '/');
  if (!uri.endsWith('.template.json')) return false;
  return (
    /(?:^|\/)cdk\.out\//.test(uri) || child(readJson(reading, 'manifest.json'), 'artifacts') !== undefined
  );
}

/** The stack that a template belongs to; a nested one has its traces with the stack around it. */
export function readAssembly(reading: Reading): AssemblyStack {
  const file = reading.uri.replaceAll('\\', '/').split('/').at(-1) ?? '';
  const artifacts = entriesOf(child(readJson(reading, 'manifest.json'), 'artifacts'));
  const own = artifacts.find(({ value }) => stringOf(child(value, 'properties', 'templateFile')) === file);
  const around = own ? [own] : artifacts;
  const traces = new Map<string, TracedPosition>();
  for (const { value } of around) {
    for (const metadata of metadataOf(value, reading)) {
      for (const [logicalId, trace] of tracesOf(metadata)) traces.set(logicalId, trace);
    }
  }
  const stated = stringOf(child(own?.value, 'properties', 'stackName'));
  return { stackName: stated ?? own?.key, traces };
}

/** In the manifest itself, or since CDK 2.245 in a file beside it. */
function metadataOf(artifact: Tree, reading: Reading): Tree[] {
  const inside = child(artifact, 'metadata');
  const path = stringOf(child(artifact, 'additionalMetadataFile'));
  const beside = path === undefined ? undefined : readJson(reading, path);
  return [inside, beside].filter((tree) => tree !== undefined);
}

/** `/Stack/Fn/Resource` → entries: one names the logical id, another the stack of the call that made it. */
function tracesOf(metadata: Tree): [string, TracedPosition][] {
  return entriesOf(metadata).flatMap(({ value }): [string, TracedPosition][] => {
    const entries = listOf(value);
    const named = entries.find((entry) => stringOf(child(entry, 'type')) === 'aws:cdk:logicalId');
    const logicalId = stringOf(child(named, 'data'));
    const made = entries.find((entry) => stringOf(child(entry, 'type')) === 'aws:cdk:creationStack');
    const frames = [...listOf(child(made, 'data')), ...listOf(child(named, 'trace'))];
    const trace = frames.map((frame) => positionOf(stringOf(frame) ?? '')).find((at) => at !== undefined);
    return logicalId === undefined || trace === undefined ? [] : [[logicalId, trace]];
  });
}

/** `new Api (/app/lib/api.ts:12:5)` → file, line and character counted from 0; frames of libraries are none. */
function positionOf(frame: string): TracedPosition | undefined {
  if (frame.length > 1000 || frame.includes('node_modules')) return undefined;
  const [, path, line, character] = /([^\s()]+\.[cm]?[jt]sx?):(\d{1,7}):(\d{1,7})/.exec(frame) ?? [];
  if (path === undefined || path.startsWith('node:')) return undefined;
  return {
    uri: path.replace(/^file:\/\//, ''),
    position: { line: Number(line) - 1, character: Number(character) - 1 },
  };
}

function readJson(reading: Reading, path: string): Tree | undefined {
  const source = readFile(reading, path);
  return source && findRefusal(source) === undefined ? parseTree(source).tree : undefined;
}
