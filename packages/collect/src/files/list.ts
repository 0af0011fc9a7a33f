import { readdirSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { compareText, type Problem } from '@leastwise/core';
import { fileProblem, unreadable } from '../problems.js';
import type { LogFile } from '../types.js';
import { kindOf, placeOf } from './place.js';

export interface Listing {
  readonly files: readonly LogFile[];
  readonly problems: readonly Problem[];
}

/** The log files under some files and folders, of any depth, each once, sorted. Symbolic links are followed. */
export function listLogs(roots: readonly string[]): Listing {
  const found = new Map<string, LogFile>();
  const problems: Problem[] = [];
  for (const root of roots) listRoot(root, found, problems);
  const files = [...found.values()].sort((a, b) => compareText(a.uri, b.uri));
  return { files, problems };
}

/** A path as people see it: relative to the working directory, with `/` on every system. */
export function toUri(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return (relative === '' ? '.' : relative).split(path.sep).join('/');
}

function listRoot(root: string, found: Map<string, LogFile>, problems: Problem[]): void {
  const stats = statOf(root, problems);
  if (!stats) return;
  if (stats.isDirectory()) listFolder(root, found, problems);
  else if (stats.isFile()) addFile(root, stats, true, found);
  else problems.push(unreadable(toUri(root), 'not-a-file', 'it is neither a file nor a folder'));
}

function listFolder(root: string, found: Map<string, LogFile>, problems: Problem[]): void {
  const waiting = [root];
  // By device and inode: a link may lead back up.
  const visited = new Set<string>();
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const stats = statOf(folder, problems);
    if (!stats || visited.has(`${stats.dev} ${stats.ino}`)) continue;
    visited.add(`${stats.dev} ${stats.ino}`);
    for (const entry of entriesOf(folder, problems)) {
      const child = path.join(folder, entry.name);
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) waiting.push(child);
      else visit(child, entry.isSymbolicLink(), waiting, found, problems);
    }
  }
}

function visit(
  child: string,
  isLink: boolean,
  waiting: string[],
  found: Map<string, LogFile>,
  problems: Problem[],
): void {
  const kind = kindOf(child);
  if (kind === 'other' && !isLink) return;
  const stats = statOf(child, problems);
  if (stats?.isDirectory()) waiting.push(child);
  else if (!stats || kind === 'other') return;
  else if (!stats.isFile())
    problems.push(unreadable(toUri(child), 'not-a-file', 'it is neither a file nor a folder'));
  else if (kind === 'packed') problems.push(packedProblem(child));
  else addFile(child, stats, false, found);
}

function packedProblem(file: string): Problem {
  const message = `${path.extname(file)} files are not read; unpack it to .json or .json.gz`;
  return unreadable(toUri(file), 'format-unsupported', message);
}

function addFile(file: string, stats: Stats, named: boolean, found: Map<string, LogFile>): void {
  const absolute = path.resolve(file);
  if (found.get(absolute)?.named) return;
  found.set(absolute, { path: absolute, uri: toUri(file), size: stats.size, named, ...placeOf(absolute) });
}

function statOf(file: string, problems: Problem[]): Stats | undefined {
  try {
    return statSync(file);
  } catch (error) {
    problems.push(fileProblem(toUri(file), error));
    return undefined;
  }
}

function entriesOf(folder: string, problems: Problem[]) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    problems.push(fileProblem(toUri(folder), error));
    return [];
  }
}
