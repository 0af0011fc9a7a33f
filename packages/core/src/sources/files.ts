import groupBy from 'lodash/groupBy.js';
import { compareText } from '../util/order.js';

/**
 * Other files that a source names: included fragments, nested templates, variables. Core opens no file: the host gives
 * the texts it has, and reads those that the parse asked for before it parses again.
 */
export interface SourceFiles {
  /** The text of that uri, spelled like the sources' own uris; undefined where the host has not given it. */
  read(uri: string): string | undefined;
  /** Uris of the texts that stand directly in that folder, for formats whose unit is a folder; sorted. */
  list?(folder: string): readonly string[];
}

/** A host that gives no other files. */
export const noFiles: SourceFiles = { read: () => undefined };

/** Files from a list of texts; the first of a uri counts. */
export function filesOf(sources: readonly { readonly uri: string; readonly text: string }[]): SourceFiles {
  const texts = new Map(sources.toReversed().map(({ uri, text }) => [uri, text]));
  const folders = groupBy([...texts.keys()].sort(compareText), folderOf);
  const list = (folder: string): readonly string[] =>
    Object.hasOwn(folders, folder) ? (folders[folder] ?? []) : [];
  return { read: (uri) => texts.get(uri), list };
}

/** `a/b.yaml` → `a`; a file at the top → ''. */
export function folderOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

/**
 * A path as a file of a folder writes it, as a uri like the sources' own: `.` and `..` resolved, `\` read as `/`. What
 * leads out of the top keeps its `..`: the host decides whether it may be read.
 */
export function resolveUri(folder: string, path: string): string {
  const own = path.replaceAll('\\', '/');
  const whole = isAbsolute(own) || folder === '' ? own : `${folder}/${own}`;
  const kept: string[] = [];
  for (const [index, part] of whole.split('/').entries()) {
    const last = kept.at(-1);
    if (part === '..' && last !== undefined && last !== '..' && last !== '') kept.pop();
    else if (part !== '.' && (part !== '' || (isAbsolute(whole) && index <= 2))) kept.push(part);
  }
  return kept.join('/');
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(path);
}
