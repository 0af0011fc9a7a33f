import groupBy from 'lodash/groupBy.js';
import type { SourceFiles } from './files.js';
import type { NestedTemplate, ParsedSource, SourceModel, SourceResource } from './model.js';
import { parseSource } from './parseSource.js';
import { sortedUnique } from '../util/order.js';
import { symbolsOf } from '../util/symbols.js';

/** Templates in templates beyond this are not followed; CloudFormation itself stops earlier. */
const maxNesting = 8;

/**
 * Adds the templates that others bring in, read with what they are given. One that is a source itself is read so too: the
 * template that brings it in knows more. Parameters that two places give differently stay open.
 */
export function withNested(parsed: readonly ParsedSource[], files: SourceFiles): ParsedSource[] {
  let all = [...parsed];
  const read = new Set<string>();
  for (let round = 0; round < maxNesting; round++) {
    const uses = groupBy(
      all.flatMap(({ nested, value }) => (nested ?? []).map((use): Use => ({ ...use, by: value }))),
      ({ source }) => source.uri,
    );
    const found = Object.entries(uses).filter(([uri]) => !read.has(uri));
    if (found.length === 0) break;
    const inner = new Map(found.map(([uri, each]) => [uri, readNested(each, files)]));
    found.forEach(([uri]) => read.add(uri));
    const replaced = all.map((each) => inner.get(each.value.uri)?.at(0) ?? each);
    const known = new Set(all.map(({ value }) => value.uri));
    all = [...replaced, ...[...inner].flatMap(([uri, each]) => (known.has(uri) ? [] : each))];
  }
  return all;
}

interface Use extends NestedTemplate {
  /** The model of the template that brings it in. */
  readonly by: SourceModel;
}

function readNested(uses: readonly Use[], files: SourceFiles): ParsedSource[] {
  const [first, ...others] = uses;
  if (first === undefined) return [];
  const agreed = [...first.given].filter(([name, value]) =>
    others.every(({ given }) => given.get(name) === value),
  );
  const parsed = parseSource(first.source, files, new Map(agreed));
  const nestedAs = sortedUnique(uses.map(({ logicalId }) => logicalId));
  const resources = [...parsed.value.resources, ...borrowed(first.by, agreed)];
  return [{ ...parsed, value: { ...parsed.value, nestedAs, resources } }];
}

/** Resources of the outer template that what it gives names: they are to be found like the template's own. */
function borrowed(by: SourceModel, given: readonly (readonly [string, string])[]): SourceResource[] {
  const symbols = given.flatMap(([, text]) => symbolsOf(text));
  return by.resources
    .filter(({ logicalId }) =>
      symbols.some((symbol) => symbol === `\${${logicalId}}` || symbol.startsWith(`\${${logicalId}.`)),
    )
    .map((resource) => ({ ...resource, uri: resource.uri ?? by.uri }));
}
