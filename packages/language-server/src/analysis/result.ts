import type {
  AnalyzedSources,
  FunctionAnalysis,
  GrantAnalysis,
  Position,
  Range,
  SourceFunction,
  SourceModel,
} from '@leastwise/core';
import { fileKey, joinUri, relativeTo } from '../paths.js';
import type { Project } from '../workspace/project.js';
import { rebase, type Rebase } from './rebase.js';
import type { Unit } from './unit.js';

/** One finished analysis, and the texts it was made from. */
export interface Result extends AnalyzedSources {
  readonly uri: string;
  readonly project: Project;
  readonly unit: Unit;
  /** The document's own text could not be parsed as a whole. */
  readonly broken: boolean;
  /** Written tokens by file, as core spells it. */
  readonly tokens: ReadonlyMap<string, readonly WrittenToken[]>;
}

/** An action or resource as somebody wrote it, with every grant that it takes part in. */
export interface WrittenToken {
  readonly kind: 'action' | 'resource';
  readonly range: Range;
  readonly grants: readonly { readonly fn: FunctionAnalysis; readonly grant: GrantAnalysis }[];
}

/** The latest good result of a document seen from its present text. */
export interface View {
  readonly result: Result;
  readonly rebase: Rebase;
  /** The result was made from the present text. */
  readonly current: boolean;
}

export function viewOf(result: Result, text: string): View {
  const made = result.unit.sources.find(({ uri }) => uri === ownName(result))?.text ?? '';
  return { result, rebase: rebase(made, text), current: made === text };
}

/** The document's name as core spells it. */
export function ownName({ uri, project }: Pick<Result, 'uri' | 'project'>): string {
  return relativeTo(project.root, uri);
}

/** What the document's source says, as of the view's result. */
export function modelOf({ result }: View): SourceModel | undefined {
  const own = ownName(result);
  return result.unit.parsed.find(({ value }) => value.uri === own)?.value;
}

/** The uri of a file of the result: the document's own in the client's spelling. */
export function clientUri(result: Result, name: string): string {
  return name === ownName(result) ? result.uri : joinUri(result.project.root, name);
}

/** The tokens of the document at a place of its present text, innermost first. */
export function tokensAt(view: View, position: Position): WrittenToken[] {
  const at = view.rebase.toOld(position);
  if (at === undefined) return [];
  const own = view.result.tokens.get(ownName(view.result)) ?? [];
  return own.filter(({ range }) => holds(range, at)).sort((a, b) => sizeOf(a.range) - sizeOf(b.range));
}

/** The function's place in its source. */
export function functionOf(result: Result, id: string): SourceFunction | undefined {
  for (const { value } of result.unit.parsed) {
    const found = value.functions.find((fn) => fn.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether two uris name one file. */
export function isSameFile(a: string, b: string): boolean {
  return a === b || fileKey(a) === fileKey(b);
}

/** Groups the grants of an analysis by the tokens that state them. */
export function indexTokens({ analysis }: AnalyzedSources): Map<string, WrittenToken[]> {
  const byFile = new Map<string, Map<string, WrittenToken & { grants: WrittenToken['grants'][number][] }>>();
  for (const fn of analysis.functions)
    for (const grant of fn.grants)
      for (const [kind, range] of [
        ['action', grant.range],
        ['resource', grant.resourceRange],
      ] as const) {
        const own = byFile.get(grant.uri) ?? new Map<string, never>();
        byFile.set(grant.uri, own);
        const key = `${kind} ${keyOf(range)}`;
        const known = own.get(key);
        if (known === undefined) own.set(key, { kind, range, grants: [{ fn, grant }] });
        else known.grants.push({ fn, grant });
      }
  return new Map([...byFile].map(([file, tokens]) => [file, [...tokens.values()]]));
}

export function keyOf({ start, end }: Range): string {
  return `${start.line}:${start.character}-${end.line}:${end.character}`;
}

function holds({ start, end }: Range, { line, character }: Position): boolean {
  const afterStart = line > start.line || (line === start.line && character >= start.character);
  return afterStart && (line < end.line || (line === end.line && character <= end.character));
}

function sizeOf({ start, end }: Range): number {
  return (end.line - start.line) * 100_000 + end.character - start.character;
}
