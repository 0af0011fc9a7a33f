import type { Pattern } from '../util/patterns.js';
import { contextSpace, type ContextChoice, type Literal } from './contextSpace.js';
import { mayMatch, type Piece } from './pieces.js';
import { elementWithin } from './plainCover.js';
import { findResourceCells, resourceView, viewId, type ResourceView } from './resourceCells.js';
import { findDifference, type Cube } from './solve.js';
import type { PatternTable, SymbolicStatement } from './symbolic.js';

/** A request of the piece that nothing covers; letters as in `Cell.witness`. */
export interface Gap {
  readonly resource: readonly string[];
  readonly context: ContextChoice;
}

/** The requests of a piece that are looked at. */
export interface PieceScope {
  /** Concrete names only: symbols of the policies are unknown names then, which may be among them. */
  readonly resource?: Pattern;
  /** Keys in lower case whose values are known. */
  readonly fixed: ReadonlyMap<string, readonly string[]>;
}

/**
 * The gaps of a piece, none where it is covered, or why that cannot be told.
 *
 * Covers that plainly match all its names leave a question about conditions alone. Where that does not settle it, covers
 * are looked at one after the other: only those that may apply to a gap found so far. What is covered by some is covered by
 * all; a gap that no other cover can meet is one.
 */
export function findGaps(piece: Piece, table: PatternTable, scope: PieceScope): readonly Gap[] | string {
  const whole = piece.covers.filter(({ resource }) => elementWithin(piece.allow.resource, resource, table));
  if (whole.length > 0 && compareContexts(wholeView(piece, whole), scope.fixed) === undefined) return [];
  let used = new Set(whole);
  let found: readonly Gap[] = [];
  for (;;) {
    const gaps = gapsWith({ ...piece, covers: [...used] }, table, scope);
    // Too large with more covers: the gaps of before may still be gaps.
    if (typeof gaps === 'string') return found.length > 0 ? found : gaps;
    const more = piece.covers.filter(
      (cover) => !used.has(cover) && gaps.some(({ resource }) => mayMatch(cover.resource, resource, table)),
    );
    if (more.length === 0) return gaps;
    found = gaps;
    used = new Set([...used, ...more]);
  }
}

/** Every statement taken to apply to all names: too much of `also`, no more than there is of the covers. */
function wholeView({ allow, also }: Piece, whole: readonly SymbolicStatement[]): ResourceView {
  const literals = ({ clauses }: SymbolicStatement): Literal[] =>
    clauses.map((clause) => ({ kind: 'clause', clause }));
  return { asked: [[...literals(allow), ...(also ? literals(also) : [])]], covered: whole.map(literals) };
}

/** Names are cut into cells; in each, a question about conditions is left, which is answered for all contexts at once. */
function gapsWith(piece: Piece, table: PatternTable, scope: PieceScope): Gap[] | string {
  const cells = findResourceCells(piece, table, scope.resource);
  if (!cells) return 'the resource patterns can be combined in too many ways';
  const gaps: Gap[] = [];
  let reason: string | undefined;
  const seen = new Set<string>();
  for (const cell of cells) {
    const view = resourceView(piece, cell);
    const id = viewId(view);
    if (view.asked.length === 0 || seen.has(id)) continue;
    seen.add(id);
    const found = compareContexts(view, scope.fixed);
    if (typeof found === 'string') reason = found;
    else if (found) gaps.push({ resource: cell.witness, context: found });
  }
  return gaps.length > 0 || reason === undefined ? gaps : reason;
}

/** A context that is asked for and not covered; undefined: there is none; else why that cannot be told. */
function compareContexts(
  { asked, covered }: ResourceView,
  fixed: PieceScope['fixed'],
): ContextChoice | undefined | string {
  if (covered.some((literals) => literals.length === 0)) return undefined;
  const space = contextSpace([asked, covered].flat(2), fixed);
  const cubes = (ways: ResourceView['asked']): Cube[] => ways.map((literals) => space.cubeOf(literals));
  const answer = findDifference({ domains: space.domains, asked: cubes(asked), covered: cubes(covered) });
  if (answer === 'unknown') return 'the conditions can be combined in too many ways';
  if (answer !== 'none') return space.contextOf(answer);
  return space.isComplete ? undefined : 'the condition values can be combined in too many ways';
}
