import type { AnalyzeOptions, FunctionAnalysis } from './analysis.js';
import { compareGrants, type Comparison } from './findings/compare.js';
import { createContext, type FunctionContext } from './findings/context.js';
import { oneTimeUse } from './findings/oneTime.js';
import { checkRules } from './findings/rules.js';
import type { LocatedFinding } from './findings/rule.js';
import type { FunctionFacts } from './functionFacts.js';
import { toGrantAnalysis } from './grantAnalysis.js';
import { documentOf } from './grants/document.js';
import { collectGrants, policiesOf } from './grants/grant.js';
import { checkProofs } from './proofs.js';
import type { SourceFunction, SourceModel, SourcePolicy } from './sources/model.js';
import { defaultEndDate } from './suggestions/expire.js';
import { narrowRole, type NarrowedRole } from './suggestions/narrowRole.js';
import type { NarrowContext } from './suggestions/narrowContext.js';
import type { PlanUser } from './suggestions/planUsers.js';
import { collectReferences } from './suggestions/references.js';
import type { Coverage } from './usage/coverage/types.js';
import { toUsage, type FunctionUse } from './usage/functionUse.js';
import type { Link } from './usage/link/types.js';
import type { Snapshot } from './usage/types.js';
import { sortedUnique } from './util/order.js';
import type { Problem } from './util/problems.js';

/** What is the same for every function of one analysis. */
export interface Shared {
  readonly options: AnalyzeOptions;
  readonly snapshot: Snapshot;
  readonly coverage: Coverage;
  readonly links: readonly Link[];
}

export interface AnalyzedFunction {
  readonly analysis: FunctionAnalysis;
  readonly findings: readonly LocatedFinding[];
  readonly user: PlanUser;
  readonly problems: readonly Problem[];
  readonly use: FunctionUse;
}

/** One function through comparison, findings, narrowing and proof. */
export function analyzeFunction(
  model: SourceModel,
  fn: SourceFunction,
  link: Link,
  shared: Shared,
  facts: FunctionFacts,
): AnalyzedFunction {
  const context = contextOf(model, fn, link, shared, facts);
  const comparisons = compareGrants(collectGrants(model, fn), context);
  const narrowed = narrow(comparisons, context, shared.options);
  const checked = checkProofs(narrowed.document, context, narrowed.attached);
  const findings = checkRules(comparisons, context, shared.options.config?.severities ?? {});
  return {
    analysis: {
      id: fn.id,
      name: fn.name,
      principal: link.principals[0] ?? '',
      session: link.sessions?.[0] ?? null,
      bindings: link.bindings,
      grants: comparisons.map(toGrantAnalysis),
      usage: toUsage(context.use),
      ...(checked.withheld ? {} : { narrowed: narrowed.document }),
      keepAttached: attachedArns(checked.withheld ? namedOf(context) : narrowed.attached, fn),
      expiring: checked.withheld ? [] : [...narrowed.expiring],
      proofs: checked.proofs,
    },
    findings,
    user: { context, comparisons, narrowing: (soft) => narrowingOf(context, shared.options, soft) },
    problems: checked.problems,
    use: context.use,
  };
}

function contextOf(
  model: SourceModel,
  fn: SourceFunction,
  link: Link,
  { options, coverage }: Shared,
  facts: FunctionFacts,
): FunctionContext {
  return createContext({
    model,
    fn,
    link,
    ...facts,
    coverage,
    minWindow: options.minWindow ?? options.config?.minWindow ?? 30,
    now: options.now,
    keeps: [...model.keeps, ...(options.config?.keep ?? [])],
  });
}

function narrow(
  comparisons: readonly Comparison[],
  context: FunctionContext,
  options: AnalyzeOptions,
): NarrowedRole {
  const stated = policiesOf(context.model, context.fn).filter(({ kind }) => kind !== 'implied');
  if (context.seen)
    return narrowRole(stated, comparisons, narrowingOf(context, options, options.soft ?? false));
  const own = stated.filter(({ kind }) => kind !== 'named');
  return { document: documentOf(own), expiring: [], attached: namedOf(context) };
}

function namedOf({ model, fn }: FunctionContext): SourcePolicy[] {
  return policiesOf(model, fn).filter(({ kind }) => kind === 'named');
}

/** What stays attached: named policies that are kept as they are, and those that nobody could look into. */
function attachedArns(kept: readonly SourcePolicy[], fn: SourceFunction): string[] {
  const named = kept.map(({ name, origin }) => origin?.name ?? name);
  return sortedUnique([...named, ...fn.attached.map(({ arn }) => arn)]);
}

/** What narrowing a function needs beside its comparisons. */
export function narrowingOf(context: FunctionContext, options: AnalyzeOptions, soft: boolean): NarrowContext {
  return {
    function: context,
    tightness: options.tightness ?? 'resources',
    soft,
    endDate: defaultEndDate(options.now),
    references: collectReferences(context),
    oneTime: (action, judgements, resources) => oneTimeUse(action, judgements, resources, context),
  };
}
