import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { compareText, type Problem, type Source } from '@leastwise/core';
import { UsageError } from '../exit.js';
import { toUri } from './paths.js';
import { readText, reasonOf } from './readText.js';

export interface ReadSources {
  readonly sources: readonly Source[];
  readonly problems: readonly Problem[];
}

const extensions = new Set(['.json', '.yaml', '.yml', '.template']);
const skippedFolders = new Set(['node_modules', '.git', '.aws-sam', '.serverless', '.terraform']);

/** Every SOURCE argument, folders opened, each file once, in the order of its path. */
export async function readSources(paths: readonly string[]): Promise<ReadSources> {
  const files = new Map<string, string>();
  const problems: Problem[] = [];
  for (const path of paths) {
    if (path.startsWith('account:')) {
      throw new UsageError(
        `account:FILE is not available in this version: name a template or a policy instead`,
      );
    }
    const listed = await listFiles(path);
    problems.push(...listed.problems);
    for (const file of listed.files) files.set(toUri(file), file);
  }
  const ordered = [...files].sort(([a], [b]) => compareText(a, b));
  const read = await Promise.all(ordered.map(([, file]) => readText(file)));
  return {
    sources: read.flatMap(({ source }) => source ?? []),
    problems: [...problems, ...read.flatMap((each) => each.problems)],
  };
}

async function listFiles(path: string): Promise<{ files: readonly string[]; problems: readonly Problem[] }> {
  try {
    if (!(await stat(path)).isDirectory()) return { files: [path], problems: [] };
    const files = await filesUnder(path);
    if (files.length > 0) return { files, problems: [] };
    const message = `${toUri(path)} holds no ${[...extensions].join(', ')} file`;
    return { files, problems: [{ kind: 'input', code: 'folder-empty', uri: toUri(path), line: 0, message }] };
  } catch (error) {
    // A file that is missing or closed to us is reported by its reader; a folder has no reader but this one.
    const [code, reason] = reasonOf(error);
    if (code === 'file-missing') return { files: [path], problems: [] };
    const message = `${toUri(path)} ${reason}`;
    return { files: [], problems: [{ kind: 'unreadable', code, uri: toUri(path), line: 0, message }] };
  }
}

/** Templates and policies at any depth. Of a `cdk.out` only the templates: the rest of its JSON is CDK's own. */
async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const isCdkOut = entries.some((entry) => entry.name === 'cdk.out' && entry.isFile());
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : filesUnder(path);
      return entry.isFile() && isSourceName(entry.name, isCdkOut) ? [path] : [];
    }),
  );
  return nested.flat();
}

function isSourceName(name: string, isCdkOut: boolean): boolean {
  if (isCdkOut) return name.endsWith('.template.json');
  return extensions.has(extname(name)) && !basename(name).startsWith('.');
}
