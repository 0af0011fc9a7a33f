import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareText } from '@leastwise/core';
import type { Host } from '../host.js';

/** The machine's own files and clock. Only `file:` uris are read. */
export function createNodeHost(): Host {
  return {
    read: readBytes,
    list: (folder) => namesOf(folder, 'file'),
    folders: (folder) => namesOf(folder, 'folder'),
    stamp: stampOf,
    isBelow,
    now: () => Date.now(),
  };
}

async function readBytes(uri: string, most: number): Promise<Uint8Array | undefined> {
  const file = pathOf(uri);
  if (file === undefined) return undefined;
  try {
    const stats = await stat(file);
    return stats.isFile() && stats.size <= most ? await readFile(file) : undefined;
  } catch {
    return undefined;
  }
}

async function namesOf(uri: string, kind: 'file' | 'folder'): Promise<string[]> {
  const folder = pathOf(uri);
  if (folder === undefined) return [];
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const wanted = entries.filter((entry) => (kind === 'file' ? entry.isFile() : entry.isDirectory()));
    return wanted.map(({ name }) => name).sort(compareText);
  } catch {
    return [];
  }
}

async function stampOf(uri: string): Promise<string | undefined> {
  const file = pathOf(uri);
  const stats = file === undefined ? undefined : await stat(file).catch(() => undefined);
  return stats?.isFile() ? `${stats.mtimeMs} ${stats.size}` : undefined;
}

async function isBelow(uri: string, folder: string): Promise<boolean> {
  const [file, top] = [pathOf(uri), pathOf(folder)];
  if (file === undefined || top === undefined) return false;
  const [target, base] = await Promise.all([file, top].map((each) => realpath(each).catch(() => undefined)));
  if (target === undefined || base === undefined) return false;
  const way = path.relative(base, target);
  return way !== '' && !way.startsWith('..') && !path.isAbsolute(way);
}

function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
