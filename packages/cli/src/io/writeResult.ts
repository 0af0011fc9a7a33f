import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { UsageError } from '../exit.js';
import { errorCode } from './readText.js';

/** The result to `path`, or to standard output where there is none. */
export async function writeResult(text: string, path: string | undefined): Promise<void> {
  if (path === undefined || path === '-') await writeOut(text);
  else await writeFileSafely(path, text);
}

/** Waits until the text is handed over; a reader that left early (`| head`) is no error of ours. */
function writeOut(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error && errorCode(error) !== 'EPIPE') reject(outputError(error));
      else resolve();
    });
  });
}

function outputError(error: Error): UsageError {
  return new UsageError(`the result could not be written to standard output: ${error.message}`);
}

/** Temporary file beside it, fsync, rename: the file is the old one or the new one, never half of one. */
export async function writeFileSafely(path: string, text: string): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    // A device or a pipe (/dev/stderr) can't be renamed over.
    if (await isSpecial(path)) {
      await writeFile(path, text);
      return;
    }
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw writeError(path, error);
  }
}

async function isSpecial(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/** What to say where `--out` cannot be written. */
export function writeError(path: string, error: unknown): UsageError {
  return new UsageError(`--out ${path}: ${cannotWrite(error)}`);
}

function cannotWrite(error: unknown): string {
  if (errorCode(error) === 'ENOENT') return 'its folder does not exist: create it first';
  if (['EISDIR', 'ENOTEMPTY', 'EEXIST'].includes(errorCode(error))) return 'is a folder: name a file';
  if (['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error))) return 'may not be written by this user';
  return `could not be written (${error instanceof Error ? error.message : String(error)})`;
}
