import { overlaps, type Pattern } from '../util/patterns.js';
import { widenSymbols, type PatternTable, type SymbolicElement, type SymbolicStatement } from './symbolic.js';

/**
 * A small question: of the requests for one action to which `allow` applies, and `also` where given, does one of `covers`
 * apply to each?
 */
export interface Piece {
  /** With one of its resource patterns, or with all of its NotResource. */
  readonly allow: SymbolicStatement;
  readonly also: SymbolicStatement | undefined;
  readonly covers: readonly SymbolicStatement[];
}

/** Equal ids: the same question. */
export function pieceId({ allow, also, covers }: Piece): string {
  // Which patterns of the others are left follows from that of `allow`.
  const ids = [allow, ...(also ? [also] : []), ...covers].map(({ id }) => id);
  return `${allow.resource.patterns.join()};${also !== undefined};${ids.join()}`;
}

/** Whether two patterns, by number, may match one name, whatever symbols and variables stand for. */
export type Meets = (one: number, other: number) => boolean;

/** Remembers its answers: patterns meet in many statements. */
export function meetsIn({ patterns }: PatternTable): Meets {
  const known = new Map<number, boolean>();
  const widened = new Map<number, Pattern>();
  const wide = (number: number): Pattern => {
    const found = widened.get(number) ?? widenSymbols(patterns[number] ?? []);
    widened.set(number, found);
    return found;
  };
  return (one, other) => {
    if (one === other) return true;
    const id = Math.min(one, other) * patterns.length + Math.max(one, other);
    const found = known.get(id) ?? overlaps(wide(one), wide(other));
    known.set(id, found);
    return found;
  };
}

/**
 * A request that a statement allows is on one of its patterns, and what cannot meet that pattern has no say in it. So the
 * patterns taken apart together stay few, however many a policy has.
 */
export function splitByResource(piece: Piece, meets: Meets): Piece[] {
  const { allow, also, covers } = piece;
  if (allow.resource.negated) return [piece];
  return allow.resource.patterns.flatMap((pattern): Piece[] => {
    const near = nearby(pattern, meets);
    const beside = also && near(also);
    if (also && !beside) return [];
    return [
      {
        allow: { ...allow, resource: { negated: false, patterns: [pattern] } },
        also: beside,
        covers: covers.map(near).filter((cover) => cover !== undefined),
      },
    ];
  });
}

/** What of a statement can meet the pattern; a NotResource that it cannot meet excepts nothing there. */
function nearby(
  pattern: number,
  meets: Meets,
): (statement: SymbolicStatement) => SymbolicStatement | undefined {
  return (statement) => {
    const { negated, patterns } = statement.resource;
    const met = patterns.filter((other) => meets(pattern, other));
    return negated || met.length > 0 ? { ...statement, resource: { negated, patterns: met } } : undefined;
  };
}

/** Whether the element could match a name with symbols in it, whatever those and its own stand for. */
export function mayMatch(
  { negated, patterns }: SymbolicElement,
  name: readonly string[],
  table: PatternTable,
): boolean {
  if (negated) return true;
  const wide = widenSymbols(name.map((letter) => ({ kind: 'letter', letter })));
  return patterns.some((pattern) => overlaps(widenSymbols(table.patterns[pattern] ?? []), wide));
}
