import { findCells, type Cell } from '../util/automaton.js';
import { compileMatcher, type Pattern } from '../util/patterns.js';
import { findGaps, type Gap, type PieceScope } from './comparePiece.js';
import type { CompiledPolicy } from './compile.js';
import { meetsIn, pieceId, splitByResource, type Meets, type Piece } from './pieces.js';
import { withoutPlainlyApart, withoutPlainlyCovered, type Tables } from './plainCover.js';
import {
  patternTable,
  symbolicSide,
  type PatternTable,
  type Side,
  type SymbolicStatement,
} from './symbolic.js';

/** The requests that are looked at; what is left out is free. */
export interface Scope extends PieceScope {
  /** A concrete action. */
  readonly action?: string;
}

/** A request in symbolic form: letters as in `Cell.witness`. */
export interface Difference extends Gap {
  readonly action: readonly string[];
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
  /** The questions about one Allow of `inner`, seeing statements that apply to one action. */
  readonly ask: (allow: SymbolicStatement, inner: Side, outer: Side) => Piece[];
}

const WITHIN: Relation = {
  reduce: withoutPlainlyCovered,
  ask: (allow, inner, outer) => [
    { allow, also: undefined, covers: [...outer.allows, ...inner.denies] },
    ...outer.denies.map((also) => ({ allow, also, covers: inner.denies })),
  ],
};

const APART: Relation = {
  reduce: withoutPlainlyApart,
  ask: (allow, inner, outer) =>
    outer.allows.map((also) => ({ allow, also, covers: [...inner.denies, ...outer.denies] })),
};

/**
 * The set of requests is cut by action into cells that no pattern can tell apart, and the question into pieces: one
 * Allow on one pattern, beside what can meet it.
 */
function search(
  inner: readonly CompiledPolicy[],
  outer: readonly CompiledPolicy[],
  scope: Scope,
  relation: Relation,
): Inclusion {
  const tables = { actions: patternTable(), resources: patternTable() };
  const outerSide = symbolicSide(outer, tables.actions, tables.resources);
  const size = outerSide.allows.length + outerSide.denies.length;
  const innerSide = relation.reduce(
    symbolicSide(inner, tables.actions, tables.resources, size),
    outerSide,
    tables,
  );
  if (innerSide.allows.length === 0) return { result: 'holds' };
  const cells = actionCells(tables.actions, innerSide, scope);
  if (!cells) return unknown('the action patterns can be combined in too many ways');
  const meets = meetsIn(tables.resources);
  const differences: Difference[] = [];
  let reason: string | undefined;
  for (const { action, piece } of pieces([innerSide, outerSide], cells, relation, meets)) {
    const gaps = findGaps(piece, tables.resources, scope);
    if (typeof gaps === 'string') reason = gaps;
    else differences.push(...gaps.map((gap) => ({ action, ...gap })));
    if (differences.length >= DIFFERENCE_LIMIT) break;
  }
  if (differences.length > 0) return { result: 'differs', differences };
  return reason === undefined ? { result: 'holds' } : unknown(reason);
}

/** Each question once, with an action that it is about. */
function* pieces(
  sides: readonly [Side, Side],
  cells: readonly Cell[],
  relation: Relation,
  meets: Meets,
): Generator<{ readonly action: readonly string[]; readonly piece: Piece }> {
  const seen = new Set<string>();
  for (const { matched, witness } of cells) {
    const [inner, outer] = selectByAction(sides, new Set(matched));
    for (const piece of split(inner, outer, relation, meets)) {
      const id = pieceId(piece);
      if (seen.has(id)) continue;
      seen.add(id);
      yield { action: witness, piece };
    }
  }
}

/** One after the other: most searches end before there is a question for every pair of statements. */
function* split(inner: Side, outer: Side, relation: Relation, meets: Meets): Generator<Piece> {
  for (const allow of inner.allows) {
    for (const question of relation.ask(allow, inner, outer)) yield* splitByResource(question, meets);
  }
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

function selectByAction(sides: readonly [Side, Side], matched: ReadonlySet<number>): [Side, Side] {
  const applies = ({ action }: SymbolicStatement): boolean =>
    action.patterns.some((pattern) => matched.has(pattern)) !== action.negated;
  const select = (side: Side): Side => ({
    allows: side.allows.filter(applies),
    denies: side.denies.filter(applies),
  });
  return [select(sides[0]), select(sides[1])];
}
