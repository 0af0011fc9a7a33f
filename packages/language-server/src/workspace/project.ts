import { parseConfig, type Config, type Problem, type Snapshot } from '@leastwise/core';
import type { Host } from '../host.js';
import { folderOf, foldersUp, joinUri } from '../paths.js';
import { readJson } from './jsonFile.js';
import type { Settings } from './settings.js';
import { largestPacked, readSnapshotBytes, type ReadSnapshot } from './snapshotFile.js';

/** What an analysis takes besides the text itself: the same for all files of a folder. */
export interface Project {
  /** Folder of the config, else the workspace folder: paths in results are relative to it, and nothing above it is read for a source. */
  readonly root: string;
  readonly config: Config | undefined;
  readonly usage: readonly UsageFile[];
  readonly selectors: readonly unknown[];
  readonly trails: unknown;
  readonly problems: readonly Problem[];
  /** Every file that was looked for → its stamp then; undefined where it was not there. */
  readonly stamps: ReadonlyMap<string, string | undefined>;
}

export interface UsageFile {
  readonly uri: string;
  readonly snapshot: Snapshot;
}

/** What reading a project needs. `snapshots` keeps what was read, by uri and stamp, for other folders. */
export interface ProjectInput {
  readonly host: Host;
  readonly settings: Settings;
  /** The workspace folder that holds the file; undefined: a file opened alone. */
  readonly workspaceFolder: string | undefined;
  readonly snapshots: Map<string, { stamp: string; read: ReadSnapshot }>;
}

const configName = 'leastwise.config.yaml';
const usageNames = ['.leastwise/usage.json.gz', '.leastwise/usage.json'];
const mostConfig = 1_000_000;

/** Finds and reads all that counts for the files of a folder: the settings first, then the config, then `.leastwise/`. */
export async function readProject(folder: string, input: ProjectInput): Promise<Project> {
  const stamps = new Map<string, string | undefined>();
  const problems: Problem[] = [];
  const reading: Reading = { ...input, stamps, problems };
  const configUri = await findUp(folder, [configName], reading);
  const config = configUri === undefined ? undefined : await readConfig(configUri, reading);
  const root = configUri === undefined ? (input.workspaceFolder ?? folder) : folderOf(configUri);
  const named = namedFiles(root, config, input);
  const usageUris = named.usage.length > 0 ? named.usage : await nearest(folder, usageNames, reading);
  const beside = usageUris[0] === undefined ? root : folderOf(usageUris[0]);
  const usage = await Promise.all(usageUris.map((uri) => readUsage(uri, reading)));
  const answers = async (kind: 'selectors' | 'trails'): Promise<unknown[]> => {
    const uris = named[kind].length > 0 ? named[kind] : [joinUri(beside, `${kind}.json`)];
    return readAnswers(uris, named[kind].length > 0, reading);
  };
  const [selectors, trails] = [await answers('selectors'), await answers('trails')];
  return {
    root,
    config,
    usage: usage.filter((file) => file !== undefined),
    selectors: selectors.flat(),
    trails: mergeTrails(trails),
    problems,
    stamps,
  };
}

interface Reading extends ProjectInput {
  readonly stamps: Map<string, string | undefined>;
  readonly problems: Problem[];
}

type NamedFiles = Record<'usage' | 'selectors' | 'trails', readonly string[]>;

function namedFiles(
  root: string,
  config: Config | undefined,
  { settings, workspaceFolder }: ProjectInput,
): NamedFiles {
  const of = (key: keyof NamedFiles): string[] => {
    const set = settings[key].map((path) => joinUri(workspaceFolder ?? root, path));
    return set.length > 0 ? set : (config?.[key] ?? []).map((path) => joinUri(root, path));
  };
  return { usage: of('usage'), selectors: of('selectors'), trails: of('trails') };
}

async function findUp(
  folder: string,
  names: readonly string[],
  reading: Reading,
): Promise<string | undefined> {
  for (const at of foldersUp(folder))
    for (const name of names) {
      const uri = joinUri(at, name);
      if ((await stampOf(uri, reading)) !== undefined) return uri;
    }
  return undefined;
}

async function nearest(folder: string, names: readonly string[], reading: Reading): Promise<string[]> {
  const found = await findUp(folder, names, reading);
  return found === undefined ? [] : [found];
}

async function stampOf(uri: string, { host, stamps }: Reading): Promise<string | undefined> {
  const stamp = await host.stamp(uri);
  stamps.set(uri, stamp);
  return stamp;
}

async function readConfig(uri: string, reading: Reading): Promise<Config | undefined> {
  const bytes = await reading.host.read(uri, mostConfig);
  if (bytes === undefined) return undefined;
  const { value, problems } = parseConfig({ uri, text: new TextDecoder().decode(bytes) });
  reading.problems.push(...problems);
  return value;
}

async function readUsage(uri: string, reading: Reading): Promise<UsageFile | undefined> {
  const stamp = await stampOf(uri, reading);
  if (stamp === undefined) {
    reading.problems.push(unreadable(uri, 'is not there, or is no file: collect usage into a snapshot'));
    return undefined;
  }
  const kept = reading.snapshots.get(uri);
  if (kept?.stamp === stamp) return noted(uri, kept.read, reading);
  const bytes = await reading.host.read(uri, largestPacked);
  if (bytes === undefined) {
    reading.problems.push(unreadable(uri, 'cannot be read, or is larger than any snapshot'));
    return undefined;
  }
  const read = await readSnapshotBytes(bytes, uri);
  reading.snapshots.set(uri, { stamp, read });
  return noted(uri, read, reading);
}

/** One of which nothing could be read is no usage: silence in it means nothing. */
function noted(uri: string, { snapshot, problems }: ReadSnapshot, reading: Reading): UsageFile | undefined {
  reading.problems.push(...problems);
  return problems.length > 0 && snapshot.partitions.length === 0 ? undefined : { uri, snapshot };
}

async function readAnswers(uris: readonly string[], isNamed: boolean, reading: Reading): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const uri of uris) {
    const isThere = (await stampOf(uri, reading)) !== undefined;
    if (!isThere && isNamed) reading.problems.push(unreadable(uri, 'is not there'));
    if (!isThere) continue;
    const { value, problem } = await readJson(uri, reading.host);
    if (problem === undefined) answers.push(value);
    else reading.problems.push(problem);
  }
  return answers;
}

/** Several answers of `describe-trails` (one a region) read as one. */
function mergeTrails(answers: readonly unknown[]): unknown {
  if (answers.length < 2) return answers[0];
  return { trailList: answers.flatMap(trailList) };
}

function trailList(answer: unknown): unknown[] {
  const list =
    typeof answer === 'object' && answer !== null && 'trailList' in answer ? answer.trailList : answer;
  return Array.isArray(list) ? (list as unknown[]) : [];
}

function unreadable(uri: string, why: string): Problem {
  return { kind: 'unreadable', code: 'file-missing', uri, line: 0, message: `${uri} ${why}.` };
}
