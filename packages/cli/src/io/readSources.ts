import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { readLiveAccount } from '@leastwise/collect';
import { compareText, parseSource, type Problem, type Source } from '@leastwise/core';
import { toUri } from './paths.js';
import { readText, reasonOf } from './readText.js';

/** The texts, in the order of their paths, and what was wrong with the rest. */
export interface ReadSources {
  readonly sources: readonly Source[];
  readonly problems: readonly Problem[];
}

interface Listed {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

const extensions = ['.json', '.yaml', '.yml', '.template', '.tf'];
/** The account itself rather than a file of it. */
const liveNames = new Set(['account:', 'account:live']);
const skippedFolders = new Set(['node_modules']);

/** Every SOURCE argument, folders opened, each file once, in the order of its path. */
export async function readSources(paths: readonly string[]): Promise<ReadSources> {
  const named = new Set<string>();
  const files = new Map<string, string>();
  const problems: Problem[] = [];
  const live: Source[] = [];
  for (const argument of paths) {
    if (liveNames.has(argument)) {
      const account = await readLiveAccount();
      if (account.source) live.push(account.source);
      problems.push(...account.problems);
      continue;
    }
    const path = argument.replace(/^account:/, '');
    const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
    // A file that is missing is reported by its reader.
    const listed = isFolder ? await listFolder(path) : { files: [path], problems: [] };
    for (const file of listed.files) files.set(toUri(file), file);
    if (!isFolder) named.add(toUri(path));
    problems.push(...listed.problems);
  }
  const read = await readAll(files);
  return {
    sources: [
      ...live.slice(0, 1),
      ...read.sources.filter((source) => named.has(source.uri) || looksLikeSource(source)),
    ],
    problems: [...problems, ...read.problems],
  };
}

async function readAll(files: ReadonlyMap<string, string>): Promise<ReadSources> {
  const ordered = [...files].sort(([a], [b]) => compareText(a, b));
  const sources: Source[] = [];
  const problems: Problem[] = [];
  for (const [, file] of ordered) {
    const read = await readText(file);
    if (read.source) sources.push(read.source);
    problems.push(...read.problems);
  }
  return { sources, problems };
}

/**
 * A folder holds other YAML and JSON too, fragments of templates among them. What was named by itself is read whatever
 * it looks like.
 */
function looksLikeSource(source: Source): boolean {
  const { uri, text } = source;
  if (/\.tf(?:\.json)?$/.test(uri)) return true;
  const mayBe = ['Resources', 'Statement', 'provider', 'AccountRoles', 'RoleDetailList'];
  if (!mayBe.some((word) => text.includes(word))) return false;
  return !parseSource(source).problems.some(({ code }) => code === 'source-unknown');
}

async function listFolder(folder: string): Promise<Listed> {
  const listed = await listUnder(folder);
  if (listed.files.length > 0 || listed.problems.length > 0) return listed;
  return {
    files: [],
    problems: [problem(folder, 'input', 'folder-empty', `holds no ${extensions.join(', ')} file`)],
  };
}

/** Templates and policies at any depth; links are not followed, so that a ring of them ends. */
async function listUnder(folder: string): Promise<Listed> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const isCdkOut = entries.some((entry) => entry.name === 'cdk.out' && entry.isFile());
    const files = entries.filter((entry) => entry.isFile() && isSourceName(entry.name, isCdkOut));
    const folders = entries.filter(
      (entry) => entry.isDirectory() && !isSkipped(entry.name) && (!isCdkOut || isAssembly(entry.name)),
    );
    const nested = await Promise.all(folders.map((entry) => listUnder(join(folder, entry.name))));
    return {
      files: [...files.map((entry) => join(folder, entry.name)), ...nested.flatMap((each) => each.files)],
      problems: nested.flatMap((each) => each.problems),
    };
  } catch (error) {
    return { files: [], problems: [problem(folder, 'unreadable', ...reasonOf(error))] };
  }
}

/** Of a `cdk.out` only the templates: the rest of its JSON is CDK's own. */
function isSourceName(name: string, isCdkOut: boolean): boolean {
  if (isCdkOut) return name.endsWith('.template.json');
  return extensions.includes(extname(name)) && !name.startsWith('.');
}

/** A stage of the app has an assembly of its own; the other folders are assets. */
function isAssembly(name: string): boolean {
  return name.startsWith('assembly-');
}

/** Other people's templates, and what tools write beside ours. */
function isSkipped(name: string): boolean {
  return name.startsWith('.') || skippedFolders.has(name);
}

function problem(path: string, kind: Problem['kind'], code: string, message: string): Problem {
  const uri = toUri(path);
  return { kind, code, uri, line: 0, message: `${uri} ${message}` };
}
