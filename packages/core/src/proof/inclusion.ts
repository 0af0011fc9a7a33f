import { findCells, type Cell } from '../util/automaton.js';
import { compileMatcher, type Pattern } from '../util/patterns.js';
import type { CompiledPolicy } from './compile.js';
import { contextSpace, type ContextChoice } from './contextSpace.js';
import {
  findResourceCells,
  resourceView,
  viewId,
  type Literals,
  type ResourceView,
} from './resourceCells.js';
import { withoutPlainlyApart, withoutPlainlyCovered, type Tables } from './plainCover.js';
import { findDifference, type Cube } from './solve.js';
import {
  patternTable,
  symbolicSide,
  type PatternTable,
  type Side,
  type SymbolicStatement,
} from './symbolic.js';

/** The requests that are looked at; what is left out is free. */
export interface Scope {
  /** A concrete action. */
  readonly action?: string;
  /** Concrete names only: symbols of the policies are unknown names then, which may be among them. */
  readonly resource?: Pattern;
  /** Keys in lower case whose values are known. */
  readonly fixed: ReadonlyMap<string, readonly string[]>;
}

/** A request in symbolic form: letters as in `Cell.witness`. */
export interface Difference {
  readonly action: readonly string[];
  readonly resource: readonly string[];
  readonly context: ContextChoice;
}

export type Inclusion =
  | { readonly result: 'holds' }
  /** Requests that should show the failure; the first that `decide` confirms does. */
  | { readonly result: 'differs'; readonly differences: readonly Difference[] }
  | { readonly result: 'unknown'; readonly reason: string };

/** Differences collected before the search stops: some may not be confirmed by `decide`. */
const DIFFERENCE_LIMIT = 8;

/** Whether every request of the scope that `inner` allows, `outer` allows too. */
export function findInclusion(
  inner: readonly CompiledPolicy[],
  outer: readonly CompiledPolicy[],
  scope: Scope,
): Inclusion {
  return search(inner, outer, scope, WITHIN);
}

/** The same search for a request that both allow; `holds`: there is none. */
export function findOverlap(inner: readonly CompiledPolicy[], outer: readonly CompiledPolicy[]): Inclusion {
  return search(inner, outer, { fixed: new Map() }, APART);
}

/** What is looked for: requests that inner allows and, as the relation has it, outer does not or does too. */
interface Relation {
  /** `inner` without the Allow statements that plainly hold no such request. */
  readonly reduce: (inner: Side, outer: Side, tables: Tables) => Side;
  /** Whether there plainly is none, seeing the statements of one action. */
  readonly isSettled: (outer: Side, resources: PatternTable) => boolean;
  /** Whether symbols of outer's Allow statements must be tried as names, to find the request. */
  readonly followsOuter: boolean;
  /** The question, put as one of inclusion. */
  readonly put: (view: ResourceView) => ResourceView | undefined;
}

const WITHIN: Relation = {
  reduce: withoutPlainlyCovered,
  isSettled: alwaysAllows,
  followsOuter: false,
  put: (view) => view,
};

const APART: Relation = {
  reduce: withoutPlainlyApart,
  isSettled: ({ allows }) => allows.length === 0,
  followsOuter: true,
  put: bothAllow,
};

/** Ways in which two statements can apply together, beyond which the search gives up. */
const PRODUCT_LIMIT = 100_000;

/** What both allow is what an Allow of each allows and no Deny of either meets: not within the policy that allows nothing. */
function bothAllow({ innerAllow, innerDeny, outerAllow, outerDeny }: ResourceView): ResourceView | undefined {
  if (innerAllow.length * outerAllow.length > PRODUCT_LIMIT) return undefined;
  return {
    innerAllow: innerAllow.flatMap((mine) => outerAllow.map((theirs) => [...mine, ...theirs])),
    innerDeny: [...innerDeny, ...outerDeny],
    outerAllow: [],
    outerDeny: [],
  };
}

/**
 * The set of requests is cut into cells that no pattern can tell apart, first by action, then by resource; what is left
 * of a cell is a question about conditions, which is answered for all contexts at once.
 */
function search(
  inner: readonly CompiledPolicy[],
  outer: readonly CompiledPolicy[],
  scope: Scope,
  relation: Relation,
): Inclusion {
  const actions = patternTable();
  const resources = patternTable();
  const outerSide = symbolicSide(outer, actions, resources);
  const innerSide = relation.reduce(symbolicSide(inner, actions, resources), outerSide, {
    actions,
    resources,
  });
  const sides: Sides = { inner: innerSide, outer: outerSide, resources, scope, relation };
  if (innerSide.allows.length === 0) return { result: 'holds' };
  const cells = actionCells(actions, sides.inner, scope);
  if (!cells) return unknown('the action patterns can be combined in too many ways');
  const differences: Difference[] = [];
  let reason: string | undefined;
  const seen = new Set<string>();
  for (const cell of cells) {
    const selected = selectByAction(sides, new Set(cell.matched));
    const id = selectionId(sides, selected);
    if (selected.inner.allows.length === 0 || seen.has(id)) continue;
    seen.add(id);
    const found = compareResources(selected, cell.witness);
    if (typeof found === 'string') reason = found;
    else differences.push(...found);
    if (differences.length >= DIFFERENCE_LIMIT) break;
  }
  if (differences.length > 0) return { result: 'differs', differences };
  return reason === undefined ? { result: 'holds' } : unknown(reason);
}

interface Sides {
  readonly inner: Side;
  readonly outer: Side;
  readonly resources: PatternTable;
  readonly scope: Scope;
  readonly relation: Relation;
}

function unknown(reason: string): Inclusion {
  return { result: 'unknown', reason };
}

function actionCells(actions: PatternTable, inner: Side, scope: Scope): readonly Cell[] | undefined {
  if (scope.action !== undefined) {
    const name = scope.action.toLowerCase();
    const matched = actions.patterns.flatMap((pattern, index) =>
      compileMatcher(pattern)(name) ? [index] : [],
    );
    return [{ matched, witness: name.split('') }];
  }
  // Only names that some Allow of the inner side matches matter; with a NotAction among them that is all names.
  const isOpenEnded = inner.allows.some((statement) => statement.action.negated);
  const wanted = isOpenEnded
    ? new Set([actions.patterns.length])
    : new Set(inner.allows.flatMap(({ action }) => action.patterns));
  const cells = findCells([...actions.patterns, ACTION_NAME], { wanted });
  return cells?.filter(({ matched }) => matched.includes(actions.patterns.length));
}

/** What `decide` takes for an action: `service:Name`, with one colon. */
const ACTION_NAME: Pattern = [
  { kind: 'one', spans: false },
  { kind: 'many', spans: false },
  { kind: 'letter', letter: ':' },
  { kind: 'one', spans: false },
  { kind: 'many', spans: false },
];

function selectByAction(sides: Sides, matched: ReadonlySet<number>): Sides {
  const applies = ({ action }: SymbolicStatement): boolean =>
    action.patterns.some((pattern) => matched.has(pattern)) !== action.negated;
  const select = (side: Side): Side => ({
    allows: side.allows.filter(applies),
    denies: side.denies.filter(applies),
  });
  return { ...sides, inner: select(sides.inner), outer: select(sides.outer) };
}

function selectionId(all: Sides, selected: Sides): string {
  const places = (from: Side, side: Side): string =>
    [
      side.allows.map((s) => from.allows.indexOf(s)).join(),
      side.denies.map((s) => from.denies.indexOf(s)).join(),
    ].join('-');
  return `${places(all.inner, selected.inner)};${places(all.outer, selected.outer)}`;
}

/** The differences for one action, or why they cannot be told. */
function compareResources(sides: Sides, action: readonly string[]): Difference[] | string {
  const { inner, outer, resources, scope, relation } = sides;
  if (relation.isSettled(outer, resources)) return [];
  const cells = findResourceCells(inner, outer, resources, {
    scope: scope.resource,
    followsOuter: relation.followsOuter,
  });
  if (!cells) return 'the resource patterns can be combined in too many ways';
  const differences: Difference[] = [];
  let reason: string | undefined;
  const seen = new Set<string>();
  for (const cell of cells) {
    const view = relation.put(resourceView(inner, outer, cell));
    if (!view) return 'the statements can be combined in too many ways';
    const id = viewId(view);
    if (view.innerAllow.length === 0 || seen.has(id)) continue;
    seen.add(id);
    const found = compareContexts(view, scope.fixed);
    if (typeof found === 'string') reason = found;
    else if (found) differences.push({ action, resource: cell.witness, context: found });
  }
  return differences.length > 0 || reason === undefined ? differences : reason;
}

/** Allowed on everything, without condition, and nothing denied: no need to look closer. */
function alwaysAllows({ allows, denies }: Side, { patterns }: PatternTable): boolean {
  const isAny = (pattern: number): boolean => {
    const [token, ...rest] = patterns[pattern] ?? [];
    return token?.kind === 'many' && token.spans && rest.length === 0;
  };
  const grantsAll = ({ clauses, resource }: SymbolicStatement): boolean =>
    clauses.length === 0 && !resource.negated && resource.patterns.some(isAny);
  return denies.length === 0 && allows.some(grantsAll);
}

/** A context that inner allows and outer does not; undefined: there is none; else why that cannot be told. */
function compareContexts(view: ResourceView, fixed: Scope['fixed']): ContextChoice | undefined | string {
  const { innerAllow, innerDeny, outerAllow, outerDeny } = view;
  if (outerDeny.length === 0 && outerAllow.some((literals) => literals.length === 0)) return undefined;
  const space = contextSpace([innerAllow, innerDeny, outerAllow, outerDeny].flat(2), fixed);
  const cubes = (conjunctions: readonly Literals[]): Cube[] => conjunctions.map((ways) => space.cubeOf(ways));
  const answer = findDifference({
    domains: space.domains,
    innerAllow: cubes(innerAllow),
    innerDeny: cubes(innerDeny),
    outerAllow: cubes(outerAllow),
    outerDeny: cubes(outerDeny),
  });
  if (answer === 'unknown') return 'the conditions can be combined in too many ways';
  if (answer !== 'none') return space.contextOf(answer);
  return space.isComplete ? undefined : 'the condition values can be combined in too many ways';
}
