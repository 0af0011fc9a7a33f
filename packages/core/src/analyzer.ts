import type { Analysis, AnalyzeOptions } from './analysis.js';
import type { AnalyzedFunction, Shared } from './analyzeFunction.js';
import { catalogReady } from './catalog/catalog.js';
import { countEvents } from './eventCounts.js';
import { createFunctionCache, type FunctionCache } from './functionCache.js';
import { sortFindings } from './findings/rules.js';
import { resolveManagedPolicies } from './grants/managedPolicies.js';
import type { ParsedSource, SourceModel } from './sources/model.js';
import { buildCoverage } from './usage/coverage/buildCoverage.js';
import { coverageEntries } from './usage/coverage/entries.js';
import type { FunctionUse } from './usage/functionUse.js';
import { readState, withState } from './usage/link/terraformState.js';
import { linkFunctions } from './usage/link/linkFunctions.js';
import { uniteSnapshots } from './usage/snapshot/unite.js';
import type { Snapshot } from './usage/types.js';
import { withPrincipals } from './principals.js';
import { compareText } from './util/order.js';
import type { Problem } from './util/problems.js';

/** One analysis, and what the functions did, by their ids: for an editor, which shows the days and places of each call. */
export interface AnalyzedSources {
  readonly analysis: Analysis;
  readonly use: ReadonlyMap<string, FunctionUse>;
  /** What edits are made from: see `openEdits`. */
  readonly models: readonly SourceModel[];
  readonly functions: readonly AnalyzedFunction[];
  readonly options: AnalyzeOptions;
}

/** The pipeline with its usage and options in place, for sources that change while these do not. */
export interface Analyzer {
  /** Takes what `parseSources` gave: all that belongs together at once. */
  analyze(parsed: readonly ParsedSource[]): AnalyzedSources;
}

/** Prepares what does not depend on the sources. Load the catalog before: `await prepare()`. */
export function createAnalyzer(usage: readonly Snapshot[], options: AnalyzeOptions): Analyzer {
  const snapshot = uniteSnapshots(usage);
  const coverage = buildCoverage(snapshot, {
    selectors: options.selectors ?? [],
    trails: options.trails,
    now: Date.parse(options.now) / 1000,
  });
  const prepared: Prepared = {
    options,
    snapshot,
    coverage,
    entries: coverageEntries(coverage),
    events: countEvents(snapshot),
    cache: createFunctionCache(),
  };
  return { analyze: (parsed) => analyzeParsed(parsed, prepared) };
}

interface Prepared extends Pick<Shared, 'options' | 'snapshot' | 'coverage'> {
  readonly entries: Analysis['coverage'];
  readonly events: Analysis['events'];
  readonly cache: FunctionCache;
}

function analyzeParsed(
  parsed: readonly ParsedSource[],
  { options, snapshot, coverage, entries, events, cache }: Prepared,
): AnalyzedSources {
  const resolved = resolveManagedPolicies(
    withPrincipals(
      parsed.map(({ value }) => value),
      options.principals ?? [],
    ),
  );
  const models = resolved.value;
  const state = readState(options.state ?? []);
  const linked = linkFunctions(models, snapshot, {
    stacks: [...(options.stacks ?? []), ...(options.config?.stacks ?? [])],
    principals: options.principals ?? [],
    links: withState(options.config?.links ?? [], models, state),
    state,
  });
  const shared: Shared = { options, snapshot, coverage, links: linked.value };
  const functions = analyzeAll(models, shared, cache);
  const analysis: Analysis = {
    version: 1,
    window: coverage.window,
    gaps: [...coverage.gaps],
    coverage: entries,
    events,
    functions: functions.map(({ analysis }) => analysis).sort((a, b) => compareText(a.id, b.id)),
    findings: sortFindings(functions.flatMap(({ findings }) => findings.map(({ finding }) => finding))),
    problems: sortProblems([
      ...notReady(),
      ...parsed.flatMap(({ problems }) => problems),
      ...resolved.problems,
      ...linked.problems,
      ...functions.flatMap(({ problems }) => problems),
    ]),
  };
  const use = new Map(functions.map((each) => [each.analysis.id, each.use]));
  return { analysis, use, models, functions, options };
}

function analyzeAll(
  models: readonly SourceModel[],
  shared: Shared,
  cache: FunctionCache,
): AnalyzedFunction[] {
  const analyze = cache.open(shared);
  const linkOf = new Map(shared.links.map((link) => [link.functionId, link]));
  return models.flatMap((model) =>
    model.functions.map((fn) => {
      const link = linkOf.get(fn.id) ?? {
        functionId: fn.id,
        principals: [],
        sessions: [],
        bindings: {},
        because: '',
        stacks: [],
        seen: false,
      };
      return analyze(model, fn, link);
    }),
  );
}

function notReady(): Problem[] {
  if (catalogReady()) return [];
  const message =
    'The catalog of AWS actions is not loaded: call `await prepare()` first. Nothing is called unused.';
  return [{ kind: 'input', code: 'catalog-not-ready', uri: '', line: 0, message }];
}

/** By file, line and code; equal ones once. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...unique.values()].sort(
    (a, b) =>
      compareText(a.uri, b.uri) ||
      a.line - b.line ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}
