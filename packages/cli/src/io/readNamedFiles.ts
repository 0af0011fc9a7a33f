import { readdir, realpath } from 'node:fs/promises';
import { relative } from 'node:path';
import { compareText, filesOf, parseSources, prepare, type Problem, type Source } from '@leastwise/core';
import { toUri } from './paths.js';
import type { ReadSources } from './readSources.js';
import { readText } from './readText.js';

/** A file may name others in turn; a ring of them ends here. */
const maxRounds = 8;
const maxFiles = 1000;

/**
 * The local files that sources name (fragments, nested templates, policies in files of their own). Sources are other
 * people's text: only files below the working directory are opened.
 */
export async function readNamedFiles(sources: readonly Source[]): Promise<ReadSources> {
  const files: Source[] = [];
  const problems: Problem[] = [];
  const asked = new Set<string>();
  const known = new Set(sources.map(({ uri }) => uri));
  await prepare({ formats: formatsOf(sources) });
  for (let round = 0; round < maxRounds; round++) {
    const parsed = parseSources(sources, filesOf(files));
    const wanted = parsed.flatMap(({ missing }) => missing).filter((uri) => !asked.has(uri) && isBelow(uri));
    if (wanted.length === 0 || asked.size >= maxFiles) break;
    wanted.forEach((uri) => asked.add(uri));
    const before = files.length;
    for (const uri of await filesNamed(wanted)) {
      if (known.has(uri)) continue;
      known.add(uri);
      // One that is not there is reported by the parser, at the place that names it.
      if (!(await leadsBelow(uri))) continue;
      const read = await readText(uri);
      if (read.source) files.push(read.source);
      problems.push(...read.problems);
    }
    if (files.length === before) break;
  }
  return { sources: files, problems };
}

/** The parsers that these sources need: loading one takes longer than reading a template. */
export function formatsOf(sources: readonly Source[]): string[] {
  const isNeeded = (pattern: RegExp): boolean => sources.some(({ uri }) => pattern.test(uri));
  return [...(isNeeded(terraformFile) ? ['terraform'] : []), ...(isNeeded(programFile) ? ['cdk'] : [])];
}

const programFile = /\.[cm]?[jt]sx?$/i;
const terraformFile = /\.tf(?:\.json)?$/i;
/** A Terraform module is a folder, with the values of variables that Terraform loads by itself. */
const moduleFile = /(?:\.tf|\.auto\.tfvars|^terraform\.tfvars)(?:\.json)?$/i;

/** `infra/*.tf` stands for the module's files in that folder. */
async function filesNamed(wanted: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const uri of wanted) {
    if (!/(?:^|\/)\*\.tf$/.test(uri)) files.push(uri);
    else {
      const folder = uri.slice(0, -'*.tf'.length);
      const names = await readdir(folder === '' ? '.' : folder).catch(() => []);
      files.push(...names.filter((name) => moduleFile.test(name)).map((name) => `${folder}${name}`));
    }
  }
  return [...new Set(files)].sort(compareText);
}

/** There, and below the working directory when every link on the way is followed. */
async function leadsBelow(uri: string): Promise<boolean> {
  const [target, top] = await Promise.all([realpath(uri).catch(() => undefined), realpath('.')]);
  return target !== undefined && isBelow(toUri(relative(top, target)));
}

/** Relative, and not led out of the working directory. */
function isBelow(uri: string): boolean {
  return !uri.startsWith('/') && !uri.startsWith('..') && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri);
}
