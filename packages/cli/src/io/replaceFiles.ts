import { randomBytes } from 'node:crypto';
import { open, readFile, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
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
    for (const { temporary, target } of prepared) await rename(temporary, target);
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
}

/** A link stays a link: what it leads to is replaced. */
async function prepare({ path, before, after }: Replacement): Promise<Prepared> {
  const target = await realpath(path);
  const mark = await readMark(path, before);
  const { mode } = await stat(target);
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  const file = await open(temporary, 'wx', mode);
  try {
    await fill(file, `${mark}${after}`, mode);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return { temporary, target };
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
