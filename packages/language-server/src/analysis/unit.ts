import { filesOf, parseSources, type ParsedSource, type Source } from '@leastwise/core';
import type { Host } from '../host.js';
import { baseName, fileKey, folderOf, joinUri, relativeTo } from '../paths.js';

/** The texts that are analysed together, spelled as core knows them: relative to the project's root. */
export interface Unit {
  readonly sources: readonly Source[];
  /** Texts that the sources name. */
  readonly files: readonly Source[];
  /** The sources, parsed with the files in sight. */
  readonly parsed: readonly ParsedSource[];
}

/** Where the texts of a unit come from: what is open in the editor wins over the disk. */
export interface Texts {
  readonly root: string;
  readonly host: Host;
  /** The text of an open document by its file key. */
  openText(key: string): string | undefined;
  /** Uris of open documents. */
  openUris(): readonly string[];
}

/** A file may name others in turn; a ring of them ends here. */
const maxRounds = 8;
const maxFiles = 1000;
const mostBytes = 16_000_000;

/** The document, what its format reads with it, and what these name, from below the project's root only. */
export async function gatherUnit(uri: string, text: string, texts: Texts): Promise<Unit> {
  const own: Source = { uri: relativeTo(texts.root, uri), text };
  const sources = isTerraform(uri) ? await folderSources(own, uri, texts) : [own];
  const files = new Map<string, Source>();
  const asked = new Set<string>();
  for (let round = 1; ; round++) {
    const parsed = parseSources(sources, filesOf([...files.values()]));
    const wanted = parsed.flatMap(({ missing }) => missing).filter((name) => !asked.has(name));
    const read = round < maxRounds && asked.size < maxFiles ? await readNamed(wanted, asked, texts) : [];
    if (read.length === 0) return { sources, files: [...files.values()], parsed };
    for (const file of read) files.set(file.uri, file);
  }
}

async function readNamed(wanted: readonly string[], asked: Set<string>, texts: Texts): Promise<Source[]> {
  const found: Source[] = [];
  for (const name of new Set(wanted)) {
    asked.add(name);
    const text = await readBelow(name, texts);
    if (text !== undefined) found.push({ uri: name, text });
  }
  return found;
}

function isTerraform(uri: string): boolean {
  return /\.tf(?:\.json)?$/i.test(uri);
}

/** Terraform reads a folder as one: the files beside this one, and those open there that are not saved yet. */
async function folderSources(own: Source, uri: string, texts: Texts): Promise<Source[]> {
  const folder = folderOf(uri);
  const listed = (await texts.host.list(folder)).map((name) => joinUri(folder, name));
  const open = texts.openUris().filter((each) => folderOf(each) === folder);
  const beside = new Map([...listed, ...open].filter(isTerraform).map((each) => [fileKey(each), each]));
  const sources = [own];
  for (const [key, each] of [...beside].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (key === fileKey(uri)) continue;
    const text = texts.openText(key) ?? (await readText(each, texts.host));
    if (text !== undefined) sources.push({ uri: relativeTo(texts.root, each), text });
  }
  return sources;
}

/** A text named by a source; sources are other people's, so only files below the root are opened. */
async function readBelow(name: string, texts: Texts): Promise<string | undefined> {
  if (name.startsWith('/') || name.startsWith('..') || /^[a-z][a-z0-9+.-]*:/i.test(name)) return undefined;
  const uri = joinUri(texts.root, name);
  const open = texts.openText(fileKey(uri));
  if (open !== undefined) return open;
  return (await texts.host.isBelow(uri, texts.root)) ? readText(uri, texts.host) : undefined;
}

async function readText(uri: string, host: Host): Promise<string | undefined> {
  if (baseName(uri) === '') return undefined;
  const bytes = await host.read(uri, mostBytes);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
