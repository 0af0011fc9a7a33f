import { randomBytes } from 'node:crypto';
import {
  access,
  constants,
  open,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  type FileHandle,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../exit.js';

/** A file that becomes another text, if it still holds the first one. */
export interface Replacement {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Replaces files, all or none of them: each new text goes to a temporary file beside the old one and to the disk, and
 * only then do they take its place, with the old one's mode. A file that no longer holds what was analysed, or that is
 * not UTF-8, is a `UsageError`, and nothing is written.
 */
export async function replaceFiles(replacements: readonly Replacement[]): Promise<void> {
  const prepared: Prepared[] = [];
  try {
    for (const replacement of replacements) prepared.push(await prepare(replacement));
    await takePlaces(prepared);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`nothing was changed: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await Promise.all(prepared.map(({ temporary }) => rm(temporary, { force: true })));
  }
}

interface Prepared {
  readonly temporary: string;
  readonly target: string;
  readonly mode: number;
  /** What the old file holds, mark included. */
  readonly old: string;
}

/** Should one of them not take its place, those that did are put back. */
async function takePlaces(prepared: readonly Prepared[]): Promise<void> {
  const done: Prepared[] = [];
  try {
    for (const each of prepared) {
      await rename(each.temporary, each.target);
      done.push(each);
    }
  } catch (error) {
    for (const { target, old, mode } of done) await rename(await writeBeside(target, old, mode), target);
    throw error;
  }
}

/** A link stays a link: what it leads to is replaced. */
async function prepare({ path, before, after }: Replacement): Promise<Prepared> {
  const target = await realpath(path);
  const mark = await readMark(path, before);
  const { mode } = await stat(target);
  // A rename asks for the folder's permission only: a file that is write-protected stays as it is.
  await access(target, constants.W_OK);
  const temporary = await writeBeside(target, `${mark}${after}`, mode);
  return { temporary, target, mode, old: `${mark}${before}` };
}

/** The path of a new temporary file in the same folder. */
async function writeBeside(target: string, text: string, mode: number): Promise<string> {
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  const file = await open(temporary, 'wx', mode);
  try {
    await fill(file, text, mode);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return temporary;
}

async function fill(file: FileHandle, text: string, mode: number): Promise<void> {
  await file.writeFile(text);
  // What the process masks out when it makes a file is part of the old one's mode.
  await file.chmod(mode);
  await file.sync();
}

/** The byte order mark that the reader took off, or ''. */
async function readMark(path: string, before: string): Promise<string> {
  const bytes = await readFile(path);
  const text = Buffer.from(bytes).toString('utf8');
  const mark = text.startsWith('\uFEFF') && !before.startsWith('\uFEFF') ? '\uFEFF' : '';
  if (!Buffer.from(`${mark}${before}`, 'utf8').equals(bytes)) {
    throw new UsageError(`${path} has changed since it was read, or is not UTF-8: nothing was changed`);
  }
  return mark;
}
