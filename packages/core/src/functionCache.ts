import type { Comparison } from './findings/compare.js';
import type { GrantToken, LocatedFinding } from './findings/rule.js';
import type { Finding } from './findings/types.js';
import type { SourceFunction, SourceModel, Token } from './sources/model.js';
import { analyzeFunction, narrowingOf, type AnalyzedFunction, type Shared } from './analyzeFunction.js';
import { collectGrants, policiesOf } from './grants/grant.js';
import { readFacts, type FunctionFacts } from './functionFacts.js';
import { managedPolicyPatterns } from './usage/link/managedPolicies.js';
import type { Link } from './usage/link/types.js';

/**
 * Results of the last analysis, for the next one: a function whose own statements, role and usage are what they were is
 * not judged again, only its places are. What an analysis did not ask for is forgotten after it: as much is kept as
 * one analysis needs.
 */
export interface FunctionCache {
  /** One analysis: ask it for each function, in any order. */
  open(shared: Shared): (model: SourceModel, fn: SourceFunction, link: Link) => AnalyzedFunction;
}

export function createFunctionCache(): FunctionCache {
  const results = new Generations<{ key: string; result: AnalyzedFunction }>();
  const facts = new Generations<FunctionFacts>();
  const texts = new Generations<number>();
  let next = 0;
  /** Long texts that many keys hold, as a number. */
  const idOf = (text: string): number => texts.get(text, () => next++);
  return {
    open(shared) {
      for (const each of [results, facts, texts]) each.turn();
      const linked = idOf(linksKey(shared.links));
      const bindings = new Map<Link['bindings'], number>();
      const bindingsOf = (link: Link): number => {
        const known = bindings.get(link.bindings) ?? idOf(JSON.stringify(link.bindings));
        bindings.set(link.bindings, known);
        return known;
      };
      return (model, fn, link) => {
        const managed = managedPolicyPatterns(model, fn, link);
        const { principals, sessions, stacks, because, seen } = link;
        const own = JSON.stringify([linked, principals, sessions, managed]);
        const key = [own, bindingsOf(link), stacks, because, seen, contentOf(model, fn)].join('\n');
        const known = results.peek(fn.id);
        const moved = known?.key === key ? moveTo(known.result, model, fn, shared) : undefined;
        const read = (): FunctionFacts =>
          facts.get(own, () => readFacts(link, shared.links, shared.snapshot, managed));
        const result = moved ?? analyzeFunction(model, fn, link, shared, read());
        results.set(fn.id, { key, result });
        // Kept although nobody asked: the next edit may be in this very function.
        if (moved !== undefined) read();
        return result;
      };
    },
  };
}

/** Which sessions are whose. A function that nobody was seen as takes nothing from the others. */
function linksKey(links: readonly Link[]): string {
  return JSON.stringify(
    links.flatMap(({ principals, sessions }) => (principals.length === 0 ? [] : [[principals, sessions]])),
  );
}

/** All that the result depends on in the source, without places. */
function contentOf(model: SourceModel, fn: SourceFunction): string {
  const { uri, format, hasAccountLiteral } = model;
  const keeps = model.keeps.filter(
    ({ function: name }) => name === undefined || name === fn.name || name === fn.id,
  );
  return JSON.stringify([uri, format, hasAccountLiteral, fn, policiesOf(model, fn), keeps], withoutPlaces);
}

function withoutPlaces(key: string, value: unknown): unknown {
  return key === 'range' || key === 'span' ? undefined : value;
}

/** The same result at the places of a newer model; undefined where the two do not match after all. */
function moveTo(
  result: AnalyzedFunction,
  model: SourceModel,
  fn: SourceFunction,
  { options }: Shared,
): AnalyzedFunction | undefined {
  const { analysis, user, problems, use } = result;
  const before = user.context;
  const twins = new Map<object, object>();
  pairUp([before.fn, policiesOf(before.model, before.fn)], [fn, policiesOf(model, fn)], twins);
  const grants = collectGrants(model, fn);
  if (grants.length !== user.comparisons.length || grants.length !== analysis.grants.length) return undefined;
  const comparisons = user.comparisons.map((comparison, index): Comparison => {
    const moved: Comparison = { ...comparison, grant: grants[index] ?? comparison.grant };
    twins.set(comparison, moved);
    return moved;
  });
  const findings = result.findings.map((finding) => moveFinding(finding, twins));
  if (findings.includes(undefined)) return undefined;
  const context = { ...before, model, fn };
  return {
    analysis: {
      ...analysis,
      grants: analysis.grants.map((grant, index) => {
        const { action, resource } = grants[index] ?? {};
        const range = action?.range ?? grant.range;
        return { ...grant, range, resourceRange: resource?.range ?? grant.resourceRange };
      }),
    },
    findings: findings.filter((finding) => finding !== undefined),
    user: { context, comparisons, narrowing: (soft) => narrowingOf(context, options, soft) },
    problems: problems.map((problem) => ({ ...problem, line: fn.range.start.line })),
    use,
  };
}

function moveFinding(
  { finding, places }: LocatedFinding,
  twins: ReadonlyMap<object, object>,
): LocatedFinding | undefined {
  const range = twins.get(finding.range) as Finding['range'] | undefined;
  const moved = places.map(({ comparison, token }) => ({
    comparison: twins.get(comparison) as Comparison | undefined,
    token: twins.get(token) as Token | undefined,
  }));
  const whole = moved.filter((place): place is GrantToken => !!place.comparison && !!place.token);
  if (range === undefined || whole.length !== moved.length) return undefined;
  return { finding: { ...finding, range }, places: whole };
}

/** Two values of one shape: each object of the first with the one that stands for it in the second. */
function pairUp(before: unknown, after: unknown, twins: Map<object, object>): void {
  if (!isObject(before) || !isObject(after) || twins.has(before)) return;
  twins.set(before, after);
  for (const [key, value] of Object.entries(before))
    pairUp(value, (after as Record<string, unknown>)[key], twins);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A map that forgets what was not asked for between two turns. */
class Generations<T> {
  private now = new Map<string, T>();
  private before = new Map<string, T>();

  turn(): void {
    this.before = this.now;
    this.now = new Map();
  }

  peek(key: string): T | undefined {
    return this.now.get(key) ?? this.before.get(key);
  }

  set(key: string, value: T): void {
    this.now.set(key, value);
  }

  get(key: string, make: () => T): T {
    const value = this.peek(key) ?? make();
    this.now.set(key, value);
    return value;
  }
}
