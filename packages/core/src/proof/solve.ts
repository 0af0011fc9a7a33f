/**
 * A set of assignments that is a product: for each variable it names, the values it allows as a bit mask. A variable it
 * does not name is free.
 */
export type Cube = ReadonlyMap<number, bigint>;

export interface Question {
  /** For each variable the mask of all its values; lower bits are tried first. */
  readonly domains: readonly bigint[];
  readonly asked: readonly Cube[];
  readonly covered: readonly Cube[];
}

/** For each variable the value chosen; `none`: there is no such assignment; `unknown`: the search was given up. */
export type Answer = readonly number[] | 'none' | 'unknown';

/** Steps after which the search gives up. */
const BUDGET = 50_000;

/** The search goes as deep as there are cubes to stay out of. */
const CUBES = 1_000;

/** Looks for an assignment in one of the cubes asked about that none of the others covers. */
export function findDifference({ domains, asked, covered }: Question): Answer {
  if (covered.length > CUBES) return 'unknown';
  const budget = { left: BUDGET };
  for (const cube of asked) {
    const box = restrict(domains, cube);
    const found = box && search(box, covered, budget);
    if (found) return found.map(lowestBit);
  }
  return budget.left <= 0 ? 'unknown' : 'none';
}

type Box = readonly bigint[];

/** A box outside all the forbidden cubes: cut the first that overlaps away, one variable after the other. */
function search(box: Box, forbidden: readonly Cube[], budget: { left: number }): Box | undefined {
  if (budget.left-- <= 0) return undefined;
  const open = forbidden.filter((cube) => restrict(box, cube) !== undefined);
  const [cube] = open;
  if (!cube) return box;
  const rest = open.slice(1);
  let inside = box;
  for (const [variable, allowed] of cube) {
    const outside = (inside[variable] ?? 0n) & ~allowed;
    if (outside !== 0n) {
      const found = search(inside.with(variable, outside), rest, budget);
      if (found) return found;
    }
    inside = inside.with(variable, (inside[variable] ?? 0n) & allowed);
  }
  return undefined;
}

function restrict(box: Box, cube: Cube): Box | undefined {
  const restricted = [...box];
  for (const [variable, allowed] of cube) {
    const left = (restricted[variable] ?? 0n) & allowed;
    if (left === 0n) return undefined;
    restricted[variable] = left;
  }
  return restricted;
}

function lowestBit(mask: bigint): number {
  let bit = 0;
  while (bit < 4096 && ((mask >> BigInt(bit)) & 1n) === 0n) bit++;
  return bit;
}
