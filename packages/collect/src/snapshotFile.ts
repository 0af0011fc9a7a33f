import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { decodeSnapshot, emptySnapshot, encodeSnapshot, type Snapshot } from '@leastwise/core';
import { toUri } from './files/list.js';
import { fileProblem, unreadable } from './problems.js';
import { packingOf } from './read/gzip.js';
import type { Collected } from './types.js';

/** Unpacked; Node's longest text is a little above. */
const largest = 500 * 2 ** 20;

/** Reads what `writeSnapshot` wrote. Never rejects: an unreadable snapshot is empty, with its problem. */
export async function readSnapshot(file: string): Promise<Collected> {
  const uri = toUri(file);
  try {
    const stats = await stat(file);
    if (!stats.isFile()) return failed(uri, 'not-a-file', 'it is no file');
    if (stats.size > largest) return failed(uri, 'snapshot-too-large', 'it is larger than any snapshot');
    return readBytes(await readFile(file), uri);
  } catch (error) {
    return { value: emptySnapshot, problems: [fileProblem(uri, error)] };
  }
}

function readBytes(bytes: Buffer, uri: string): Collected {
  if (packingOf(bytes) !== 'gzip') return decodeSnapshot(bytes.toString('utf8'), uri);
  let text: Buffer;
  try {
    text = gunzipSync(bytes, { maxOutputLength: largest });
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    if (tooLarge) return failed(uri, 'snapshot-too-large', 'it unpacks to more than any snapshot');
    return failed(uri, 'gzip-damaged', 'its gzip data are cut or damaged; collect it again');
  }
  return decodeSnapshot(text.toString('utf8'), uri);
}

function failed(uri: string, code: string, message: string): Collected {
  return { value: emptySnapshot, problems: [unreadable(uri, code, message)] };
}

/**
 * Writes the snapshot, gzipped where the name ends in `.gz`: the same bytes for the same snapshot. The file is complete
 * or the old one: a temporary file beside it, synchronised and renamed. Rejects with the file system's error.
 */
export async function writeSnapshot(snapshot: Snapshot, file: string): Promise<void> {
  const text = Buffer.from(encodeSnapshot(snapshot));
  const bytes = file.endsWith('.gz') ? packed(text) : text;
  // A device or a pipe can't be renamed over.
  if (await isSpecial(file)) return writeFile(file, bytes);
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}.tmp`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function isSpecial(file: string): Promise<boolean> {
  const stats = await stat(file).catch(() => undefined);
  return stats !== undefined && !stats.isFile() && !stats.isDirectory();
}

/** Node writes no time into the header; the byte that names the operating system is set to "unknown". */
function packed(text: Buffer): Buffer {
  const bytes = gzipSync(text, { level: 9 });
  bytes[9] = 255;
  return bytes;
}
