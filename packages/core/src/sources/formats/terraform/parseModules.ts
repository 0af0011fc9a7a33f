import { folderOf, noFiles, type SourceFiles } from '../../files.js';
import type { ParsedSource, Source, SourceModel } from '../../model.js';
import { sortedUnique } from '../../../util/order.js';
import { groupByFolder, readTerraform, type ParsedModule } from './readTerraform.js';

/**
 * Terraform's modules among sources, one a folder. A module that another one calls is read there, with the arguments of
 * the call: by itself it keeps only what no call brings in.
 */
export function parseModules(sources: readonly Source[], files: SourceFiles = noFiles): ParsedSource[] {
  const all = new Map(sources.map(({ uri, text }) => [uri, text]));
  const given: SourceFiles = {
    read: (uri) => all.get(uri) ?? files.read(uri),
    list: (folder) => files.list?.(folder) ?? [],
  };
  const byFolder = filesByFolder(sources);
  const parsed = groupByFolder(sources).map((group) => {
    const own = {
      ...given,
      list: (folder: string) => listed(folder, given, byFolder, folderOf(group[0]?.uri ?? '')),
    };
    return { folder: folderOf(group[0]?.uri ?? ''), module: readTerraform(group, own) };
  });
  return withoutCalled(parsed);
}

function filesByFolder(sources: readonly Source[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const { uri } of sources) {
    const folder = folderOf(uri);
    const known = folders.get(folder);
    if (known) known.push(uri);
    else folders.set(folder, [uri]);
  }
  return folders;
}

/** Files that are sources in other folders are modules that may be called; in the own one the host is asked for all. */
function listed(
  folder: string,
  given: SourceFiles,
  byFolder: ReadonlyMap<string, readonly string[]>,
  own: string,
): readonly string[] {
  const others = folder === own ? [] : (byFolder.get(folder) ?? []);
  return sortedUnique([...(given.list?.(folder) ?? []), ...others]);
}

interface ParsedFolder {
  readonly folder: string;
  readonly module: ParsedModule;
}

function withoutCalled(parsed: readonly ParsedFolder[]): ParsedSource[] {
  const dropped = new Set<string>();
  for (const { folder } of parsed) {
    const isCalled = parsed.some((other) => {
      return other.folder !== folder && !dropped.has(other.folder) && other.module.calls.includes(folder);
    });
    if (isCalled) dropped.add(folder);
  }
  const kept = parsed.filter(({ folder }) => !dropped.has(folder));
  const seen = new Set(kept.flatMap(({ module }) => placesOf(module.value)));
  return parsed.flatMap(({ folder, module }) => {
    const { value, problems, missing } = module;
    if (!dropped.has(folder)) return [{ value, problems, missing }];
    const rest = value.policies.filter((policy) =>
      policy.statements.some(({ uri, span }) => !seen.has(`${uri} ${span.from}`)),
    );
    if (rest.length === 0) return [];
    return [
      { value: { ...value, functions: [], resources: [], keeps: [], policies: rest }, problems: [], missing },
    ];
  });
}

function placesOf({ policies }: SourceModel): string[] {
  return policies.flatMap(({ statements }) => statements.map(({ uri, span }) => `${uri} ${span.from}`));
}
