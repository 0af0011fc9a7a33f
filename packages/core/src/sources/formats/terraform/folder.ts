import { compareText } from '../../../util/order.js';
import { folderOf } from '../../files.js';
import { indexFiles, openFile } from './module.js';
import type { ModuleFiles, Run } from './types.js';

/** What the names of Terraform's files end with. */
export const terraformFile = /\.tf(?:\.json)?$/i;

/**
 * The module of a folder; undefined where the host gave none of its files. Core lists no folders: the host is asked for
 * the folder itself (`uri/*.tf`), and gives every file in it.
 */
export function folderFiles(folder: string, run: Run): ModuleFiles | undefined {
  if (run.folders.has(folder)) return run.folders.get(folder);
  const uris = (run.outer.files.list?.(folder) ?? []).filter((uri) => terraformFile.test(uri));
  const sources = uris.flatMap((uri) => {
    const text = run.outer.files.read(uri);
    return text === undefined ? [] : [{ uri, text }];
  });
  if (sources.length === 0) run.outer.missing.add(folderRequest(folder));
  const files = sources
    .filter(({ uri }) => folderOf(uri) === folder)
    .sort((a, b) => compareText(a.uri, b.uri))
    .map((source) => openFile(source, run.outer));
  const indexed = files.length === 0 ? undefined : indexFiles(folder, files);
  run.folders.set(folder, indexed);
  return indexed;
}

/** How `missing` asks for all of Terraform's files in a folder. */
export function folderRequest(folder: string): string {
  return folder === '' ? '*.tf' : `${folder}/*.tf`;
}
