import { overlaps } from '../util/patterns.js';
import { widenSymbols, type PatternTable, type Side, type SymbolicElement } from './symbolic.js';

/** One Allow of the inner side on one of its resource patterns, beside all that can meet it. */
export interface Piece {
  readonly inner: Side;
  readonly outer: Side;
  /** Equal ids: the same question. */
  readonly id: string;
}

/** Whether two patterns, by number, may match one name, whatever symbols and variables stand for. */
export type Meets = (one: number, other: number) => boolean;

/** Remembers its answers: patterns meet in many statements. */
export function meetsIn({ patterns }: PatternTable): Meets {
  const known = new Map<number, boolean>();
  const widened = new Map<number, ReturnType<typeof widenSymbols>>();
  const wide = (number: number): ReturnType<typeof widenSymbols> => {
    const found = widened.get(number) ?? widenSymbols(patterns[number] ?? []);
    widened.set(number, found);
    return found;
  };
  return (one, other) => {
    const id = Math.min(one, other) * patterns.length + Math.max(one, other);
    const found = known.get(id) ?? overlaps(wide(one), wide(other));
    known.set(id, found);
    return found;
  };
}

/**
 * Cuts the question into small ones: a request that the inner side allows is allowed by one of its statements on one of
 * their patterns, and what cannot meet that pattern has no say in it. So the patterns taken apart together stay few,
 * however many a policy has.
 */
export function* resourcePieces(inner: Side, outer: Side, meets: Meets): Generator<Piece> {
  for (const allow of inner.allows) {
    for (const resource of elementsOf(allow.resource)) {
      const near = nearby(resource, meets);
      const piece = {
        inner: { allows: [{ ...allow, resource }], denies: near(inner.denies) },
        outer: { allows: near(outer.allows), denies: near(outer.denies) },
      };
      yield { ...piece, id: pieceId(piece) };
    }
  }
}

function elementsOf(resource: SymbolicElement): readonly SymbolicElement[] {
  if (resource.negated) return [resource];
  return resource.patterns.map((pattern) => ({ negated: false, patterns: [pattern] }));
}

/** Keeps of the statements what can meet the element; a NotResource that it cannot meet excepts nothing there. */
function nearby(within: SymbolicElement, meets: Meets): (statements: Side['allows']) => Side['allows'] {
  const [pattern] = within.patterns;
  if (within.negated || pattern === undefined) return (statements) => statements;
  return (statements) =>
    statements.flatMap((statement) => {
      const { negated, patterns } = statement.resource;
      const met = patterns.filter((other) => meets(pattern, other));
      return negated || met.length > 0 ? [{ ...statement, resource: { negated, patterns: met } }] : [];
    });
}

function pieceId({ inner, outer }: Omit<Piece, 'id'>): string {
  const ids = (statements: Side['allows']): string => statements.map(({ id }) => id).join();
  // What is met follows from the pattern.
  const pattern = inner.allows[0]?.resource.patterns.join() ?? '';
  return [pattern, ids(inner.allows), ids(inner.denies), ids(outer.allows), ids(outer.denies)].join(';');
}
