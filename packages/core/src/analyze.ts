import type { Analysis, AnalyzeInput } from './analysis.js';
import { analyzeFunction, type Shared } from './analyzeFunction.js';
import { catalogReady } from './catalog/catalog.js';
import { countEvents } from './eventCounts.js';
import { sortFindings } from './findings/rules.js';
import { resolveManagedPolicies } from './grants/managedPolicies.js';
import type { SourceModel } from './sources/model.js';
import { filesOf } from './sources/files.js';
import { parseSources } from './sources/parseSources.js';
import { buildCoverage } from './usage/coverage/buildCoverage.js';
import { coverageEntries } from './usage/coverage/entries.js';
import { linkFunctions } from './usage/link/linkFunctions.js';
import { uniteSnapshots } from './usage/snapshot/unite.js';
import { withPrincipals } from './principals.js';
import { compareText } from './util/order.js';
import type { Problem } from './util/problems.js';

/**
 * The whole pipeline: source texts and usage in; verdicts, findings, narrowed policies with their proofs, and every
 * problem met on the way out. Pure and total; `await prepare()` must have loaded the catalog, else nothing is known and
 * everything is kept.
 */
export function analyze(input: AnalyzeInput): Analysis {
  const { options } = input;
  const parsed = parseSources(input.sources, filesOf(input.files ?? []));
  const resolved = resolveManagedPolicies(
    withPrincipals(
      parsed.map(({ value }) => value),
      options.principals ?? [],
    ),
  );
  const models = resolved.value;
  const snapshot = uniteSnapshots(input.usage);
  const coverage = buildCoverage(snapshot, {
    selectors: options.selectors ?? [],
    trails: options.trails,
    now: Date.parse(options.now) / 1000,
  });
  const linked = linkFunctions(models, snapshot, {
    stacks: [...(options.stacks ?? []), ...(options.config?.stacks ?? [])],
    principals: options.principals ?? [],
    links: options.config?.links ?? [],
  });
  const functions = analyzeAll(models, { options, snapshot, coverage, links: linked.value });
  return {
    version: 1,
    window: coverage.window,
    coverage: coverageEntries(coverage),
    events: countEvents(snapshot),
    functions: functions.map(({ analysis }) => analysis).sort((a, b) => compareText(a.id, b.id)),
    findings: sortFindings(functions.flatMap(({ findings }) => findings)),
    problems: sortProblems([
      ...notReady(),
      ...parsed.flatMap(({ problems }) => problems),
      ...resolved.problems,
      ...linked.problems,
      ...functions.flatMap(({ problems }) => problems),
    ]),
  };
}

function analyzeAll(models: readonly SourceModel[], shared: Shared): ReturnType<typeof analyzeFunction>[] {
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
      return analyzeFunction(model, fn, link, shared);
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
