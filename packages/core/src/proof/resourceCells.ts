import { findCells, type Cell } from '../util/automaton.js';
import { overlaps, type Pattern } from '../util/patterns.js';
import type { Literal } from './contextSpace.js';
import type { Piece } from './pieces.js';
import { hasSymbol, widenSymbols, type PatternTable, type SymbolicStatement } from './symbolic.js';

/** Facts that hold together. */
export type Literals = readonly Literal[];

/** What is left of a piece in one cell of resources: the ways in which its statements apply. */
export interface ResourceView {
  /** Of `allow` and `also` together. */
  readonly asked: readonly Literals[];
  readonly covered: readonly Literals[];
}

export interface ResourceCell {
  readonly witness: readonly string[];
  /** Patterns that match all names of the cell. */
  readonly matched: ReadonlySet<number>;
  /** Patterns that may match, depending on what symbols and variables stand for. */
  readonly open: ReadonlySet<number>;
  /** Whether names are concrete: then a symbol of the inner side is one more unknown. */
  readonly isConcrete: boolean;
}

/**
 * Cuts the resources of a piece into cells. A name that a symbol of `allow` made is looked at with the symbol as one
 * letter: whatever the symbol stands for, every concrete name has such a spelling. That a pattern does *not* match such a
 * name is not sure, hence `open`. Undefined: too many cells.
 */
export function findResourceCells(
  { allow, also, covers }: Piece,
  table: PatternTable,
  scope: Pattern | undefined,
): ResourceCell[] | undefined {
  const asking = [allow, ...(also ? [also] : [])];
  const numbers = [...new Set([...asking, ...covers].flatMap(({ resource }) => resource.patterns))];
  const patterns = numbers.map((number) => table.patterns[number] ?? []);
  const widened = patterns.map(widenSymbols);
  const symbolic = patterns.map(hasSymbol);
  const local = (statements: readonly SymbolicStatement[]): Set<number> =>
    new Set(statements.flatMap(({ resource }) => resource.patterns.map((number) => numbers.indexOf(number))));
  const allowed = local([allow]);
  const isOpenEnded = allow.resource.negated;
  const wanted = scope ? new Set([patterns.length * 2]) : isOpenEnded ? undefined : allowed;
  const cells = findCells(
    [
      ...patterns,
      ...widened.map((pattern, index) => (symbolic[index] ? pattern : NOTHING)),
      scope ?? NOTHING,
    ],
    {
      ...(wanted && { wanted }),
      symbolsOf: scope ? new Set() : local(asking),
    },
  );
  const mayMatch = overlapCache(widened);
  return cells?.map((cell) =>
    readCell(cell, { numbers, symbolic, allowed, isOpenEnded, mayMatch }, scope !== undefined),
  );
}

/** Matches no name: NUL is in none. */
const NOTHING: Pattern = [{ kind: 'letter', letter: '\u0000' }];

interface LocalPatterns {
  readonly numbers: readonly number[];
  readonly symbolic: readonly boolean[];
  readonly allowed: ReadonlySet<number>;
  readonly isOpenEnded: boolean;
  readonly mayMatch: (one: number, other: number) => boolean;
}

function readCell(cell: Cell, local: LocalPatterns, isConcrete: boolean): ResourceCell {
  const { numbers, symbolic, allowed, isOpenEnded, mayMatch } = local;
  const count = numbers.length;
  const matched = new Set(cell.matched);
  const makers = isConcrete ? [] : cell.matched.filter((index) => index < count && allowed.has(index));
  const isSymbolic = makers.some((index) => symbolic[index]);
  const isOpen = (index: number): boolean => {
    if (matched.has(index)) return false;
    if (symbolic[index] && matched.has(count + index)) return true;
    return isSymbolic && (isOpenEnded || makers.some((maker) => mayMatch(maker, index)));
  };
  const named = (indices: readonly number[]): Set<number> =>
    new Set(indices.map((index) => numbers[index] ?? -1));
  return {
    witness: cell.witness,
    matched: named(cell.matched.filter((index) => index < count)),
    open: named(numbers.flatMap((_, index) => (isOpen(index) ? [index] : []))),
    isConcrete,
  };
}

function overlapCache(widened: readonly Pattern[]): (one: number, other: number) => boolean {
  const known = new Map<string, boolean>();
  return (one, other) => {
    const id = `${one},${other}`;
    const found = known.get(id) ?? overlaps(widened[one] ?? [], widened[other] ?? []);
    known.set(id, found);
    return found;
  };
}

export function resourceView({ allow, also, covers }: Piece, cell: ResourceCell): ResourceView {
  const asked = waysToApply(allow, cell, true);
  return {
    asked: also
      ? asked.flatMap((mine) => waysToApply(also, cell, false).map((theirs) => [...mine, ...theirs]))
      : asked,
    covered: covers.flatMap((cover) => waysToApply(cover, cell, false)),
  };
}

/** Equal ids: the same question. */
export function viewId(view: ResourceView): string {
  const literalId = (literal: Literal): unknown =>
    literal.kind === 'atom'
      ? [literal.pattern, literal.isMatch]
      : [literal.clause.operatorText, literal.clause.key, literal.clause.values];
  return JSON.stringify([view.asked, view.covered].map((list) => list.map((ways) => ways.map(literalId))));
}

/** The lists of facts under which the statement applies to the cell; none: it never does. */
function waysToApply(
  { resource, clauses }: SymbolicStatement,
  cell: ResourceCell,
  isMaker: boolean,
): Literals[] {
  const conditions = clauses.map((clause): Literal => ({ kind: 'clause', clause }));
  const open = resource.patterns.filter((pattern) => cell.open.has(pattern));
  const isMatched = resource.patterns.some((pattern) => cell.matched.has(pattern));
  if (resource.negated) {
    if (isMatched) return [];
    return [[...conditions, ...open.map((pattern): Literal => ({ kind: 'atom', pattern, isMatch: false }))]];
  }
  if (isMatched) return [conditions];
  // Names that a symbol makes have their own cells, in which the pattern matches for sure.
  if (isMaker && !cell.isConcrete) return [];
  return open.map((pattern) => [...conditions, { kind: 'atom', pattern, isMatch: true }]);
}
