import type { Range } from '@leastwise/core';
import type { Analyses } from '../analysis/analyses.js';
import { isSameFile, type Result, type View } from '../analysis/result.js';
import { squigglesOf, type Squiggle } from './squiggles.js';

/** What a document's view says of itself and of the files it reads, at their places in the present text. */
export function diagnosticsOf(
  view: View,
  broken: Result | undefined,
  options: { readonly hints: boolean },
): Squiggle[] {
  const { result } = view;
  const bad = broken === undefined ? [] : syntaxSquiggles(broken, options);
  // A result of a broken text, where there never was a good one: nothing is said of the lines around the break.
  const own = squigglesCached(result, options).filter(({ code }) => broken === undefined || !isSyntax(code));
  return [
    ...bad,
    ...own.flatMap((squiggle) => {
      if (!isSameFile(squiggle.uri, result.uri)) return [squiggle];
      const range = view.rebase.toNew(squiggle.range);
      if (range === undefined || bad.some((each) => touches(each.range, range))) return [];
      return [{ ...squiggle, range, related: movedRelated(squiggle, view) }];
    }),
  ];
}

/** What every result says of one file: a file may be read by several documents. */
export function diagnosticsAt(
  uri: string,
  all: readonly { readonly from: string; readonly squiggles: readonly Squiggle[] }[],
): Squiggle[] {
  const about = all
    .map(({ squiggles }) => squiggles.filter((squiggle) => isSameFile(squiggle.uri, uri)))
    .filter((own) => own.length > 0);
  const [only] = about;
  if (about.length <= 1) return only ?? [];
  const seen = new Set<string>();
  return about.flatMap((own) =>
    own.filter((squiggle) => {
      const key = JSON.stringify([squiggle.range, squiggle.code, squiggle.message]);
      return seen.has(key) ? false : seen.add(key);
    }),
  );
}

/** All views of all documents, as squiggles by the document they come from. */
export function allDiagnostics(
  analyses: Analyses,
  hintsOf: (uri: string) => boolean,
): { from: string; squiggles: Squiggle[] }[] {
  return analyses.results().flatMap(({ uri }) => {
    const view = analyses.view(uri);
    if (view === undefined) return [];
    return [{ from: uri, squiggles: diagnosticsOf(view, analyses.broken(uri), { hints: hintsOf(uri) }) }];
  });
}

const made = new WeakMap<Result, Map<boolean, Squiggle[]>>();

/** A result never changes: its squiggles are made once. */
function squigglesCached(result: Result, options: { readonly hints: boolean }): Squiggle[] {
  const known = made.get(result) ?? new Map<boolean, Squiggle[]>();
  made.set(result, known);
  const squiggles = known.get(options.hints) ?? squigglesOf(result, options);
  known.set(options.hints, squiggles);
  return squiggles;
}

function syntaxSquiggles(broken: Result, options: { readonly hints: boolean }): Squiggle[] {
  return squigglesCached(broken, options).filter(
    ({ code, uri }) => isSyntax(code) && isSameFile(uri, broken.uri),
  );
}

function isSyntax(code: string): boolean {
  return code.endsWith('-syntax') || code === 'syntax-more';
}

function touches(a: Range, b: Range): boolean {
  return a.start.line <= b.end.line && b.start.line <= a.end.line;
}

function movedRelated({ related }: Squiggle, { result, rebase }: View): Squiggle['related'] {
  return related.flatMap((each) => {
    if (!isSameFile(each.uri, result.uri)) return [each];
    const range = rebase.toNew(each.range);
    return range === undefined ? [] : [{ ...each, range }];
  });
}
