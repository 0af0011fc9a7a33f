import { filesOf, noFiles, type SourceFiles } from './files.js';
import { parseModules } from './formats/terraform/parseModules.js';
import { terraformFile } from './formats/terraform/folder.js';
import type { ParsedSource, Source } from './model.js';
import { withNested } from './nestedSources.js';
import { parseSource } from './parseSource.js';

/**
 * Reads the sources of one run: a model each; formats whose unit is a folder give one model for all their files there.
 * `files` are texts that are looked into where a source names them, and are no sources themselves.
 */
export function parseSources(sources: readonly Source[], files: SourceFiles = noFiles): ParsedSource[] {
  const own = filesOf(sources);
  const all: SourceFiles = { read: (uri) => own.read(uri) ?? files.read(uri) };
  const isModule = ({ uri }: Source): boolean => terraformFile.test(uri);
  const modules = parseModules(sources.filter(isModule), {
    ...files,
    read: (uri) => all.read(uri),
  });
  // A policy in a file that a module reads is that module's.
  const read = new Set(
    modules.flatMap(({ value }) =>
      value.policies.flatMap((policy) => policy.statements.map(({ uri }) => uri)),
    ),
  );
  const others = withNested(
    sources.filter((source) => !isModule(source)).map((source) => parseSource(source, all)),
    all,
  );
  return [
    ...others.filter(({ value }) => value.format !== 'policy-json' || !read.has(value.uri)),
    ...modules,
  ];
}
