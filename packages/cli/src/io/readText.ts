import { readFile, stat } from 'node:fs/promises';
import type { Problem, Source } from '@leastwise/core';
import { toUri } from './paths.js';

/** A template is text that people wrote; beyond this it is something else. */
const largest = 64 * 1024 * 1024;

/** One file as text. */
export interface ReadSource {
  /** None where nothing could be read. */
  readonly source: Source | undefined;
  readonly problems: readonly Problem[];
}

/** One named file as text. Whatever is wrong with it is a problem `unreadable`, so that the rest is still analysed. */
export async function readText(path: string): Promise<ReadSource> {
  const uri = toUri(path);
  try {
    const stats = await stat(path);
    // Opening a pipe that nobody writes to would wait for ever; a folder is refused by the reader.
    if (!stats.isFile() && !stats.isDirectory())
      return unreadable(uri, 'not-a-file', 'is a pipe or a device: save it as a file and name that');
    if (stats.size > largest)
      return unreadable(uri, 'file-too-large', `is larger than ${largest / 1024 / 1024} MB`);
    return decoded(uri, await readFile(path));
  } catch (error) {
    return unreadable(uri, ...reasonOf(error));
  }
}

/** Ranges count from the text that editors show, so a byte order mark is no part of it. */
function decoded(uri: string, bytes: Uint8Array): ReadSource {
  try {
    return { source: { uri, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }, problems: [] };
  } catch {
    const { problems } = unreadable(uri, 'invalid-utf8', 'holds bytes that are not UTF-8: save it as UTF-8');
    return { source: { uri, text: new TextDecoder('utf-8').decode(bytes) }, problems };
  }
}

function unreadable(uri: string, code: string, message: string): ReadSource {
  return {
    source: undefined,
    problems: [{ kind: 'unreadable', code, uri, line: 0, message: `${uri} ${message}` }],
  };
}

/** Code and wording of an error of the file system. */
export function reasonOf(error: unknown): [code: string, message: string] {
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return ['file-missing', 'does not exist: check the path'];
    case 'EACCES':
    case 'EPERM':
      return ['no-permission', 'may not be read by this user'];
    case 'EISDIR':
      return ['is-folder', 'is a folder: name a file'];
    default:
      return ['read-failed', `could not be read: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** `ENOENT` and the like; '' where the error has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
