import type { Clause } from './condition/condition.js';
import { fixedSpace, groupOf, keySpace, type Group, type KeySpace } from './condition/keySpace.js';
import type { Cube } from './solve.js';

/**
 * Every request context that the clauses can tell apart, as a product: one variable for each key (and family of
 * operators on it), and one for each atom, a fact about the resource that only the value of a symbol could tell.
 */
export interface ContextSpace {
  readonly domains: readonly bigint[];
  readonly isComplete: boolean;
  /** The contexts in which all the literals hold. */
  cubeOf(literals: readonly Literal[]): Cube;
  /** The context of one choice for each variable; undefined: the key is missing. */
  contextOf(chosen: readonly number[]): ContextChoice;
}

export type ContextChoice = ReadonlyMap<string, readonly string[] | undefined>;

export type Literal =
  | { readonly kind: 'clause'; readonly clause: Clause }
  /** Whether the pattern of this number matches the resource; false is tried first. */
  | { readonly kind: 'atom'; readonly pattern: number; readonly isMatch: boolean };

/** `fixed`: keys (lower case) whose values are known. */
export function contextSpace(
  literals: readonly Literal[],
  fixed: ReadonlyMap<string, readonly string[]>,
): ContextSpace {
  const clauses = new Map<string, Clause>();
  for (const literal of literals)
    if (literal.kind === 'clause') clauses.set(clauseId(literal.clause), literal.clause);
  const spaces = splitByKey([...clauses.values()]).map(({ key, group, members }) => {
    const values = fixed.get(key);
    return { members, space: values ? fixedSpace(key, members, values) : keySpace(key, members, group) };
  });
  const atoms = [
    ...new Set(literals.flatMap((literal) => (literal.kind === 'atom' ? [literal.pattern] : []))),
  ];
  const masks = clauseMasks(spaces);
  return {
    domains: [
      ...spaces.map(({ space }) => (1n << BigInt(space.choices.length)) - 1n),
      ...atoms.map(() => 3n),
    ],
    isComplete: spaces.every(({ space }) => space.isComplete),
    cubeOf: (wanted) => {
      const cube = new Map<number, bigint>();
      for (const literal of wanted) {
        const [variable, mask] =
          literal.kind === 'atom'
            ? [spaces.length + atoms.indexOf(literal.pattern), literal.isMatch ? 2n : 1n]
            : (masks.get(clauseId(literal.clause)) ?? [0, 0n]);
        cube.set(variable, (cube.get(variable) ?? ~0n) & mask);
      }
      return cube;
    },
    contextOf: (chosen) =>
      mergeContext(spaces.map(({ space }, index) => ({ space, choice: chosen[index] ?? 0 }))),
  };
}

/** Equal ids: the same clause, whatever the order and spelling. */
export function clauseId(clause: Clause): string {
  const known = clauseIds.get(clause);
  if (known !== undefined) return known;
  const { parsed, operatorText, key, values, version } = clause;
  const operator = parsed ? [parsed.quantifier, parsed.ifExists, parsed.name] : operatorText;
  const sorted = [...new Set(values)].sort();
  const open = sorted.some((value) => value.includes('${')) ? version : '';
  const id = JSON.stringify([operator, key, sorted, open]);
  clauseIds.set(clause, id);
  return id;
}

/** Clauses never change, and are compared again and again. */
const clauseIds = new WeakMap<Clause, string>();

interface KeyGroup {
  readonly key: string;
  readonly group: Group;
  readonly members: Clause[];
}

/** Null clauses join the only family on their key; with several families each stands alone, which allows too much. */
function splitByKey(clauses: readonly Clause[]): KeyGroup[] {
  const families = new Map<string, Set<Group>>();
  for (const clause of clauses) {
    const groups = families.get(clause.key) ?? new Set();
    if (groupOf(clause) !== 'null') groups.add(groupOf(clause));
    families.set(clause.key, groups);
  }
  const split = new Map<string, KeyGroup>();
  for (const clause of clauses) {
    const groups = families.get(clause.key) ?? new Set();
    const own = groupOf(clause);
    const group = own === 'null' && groups.size === 1 ? ([...groups][0] ?? own) : own;
    const id = JSON.stringify([clause.key, group]);
    const found = split.get(id);
    if (found) found.members.push(clause);
    else split.set(id, { key: clause.key, group, members: [clause] });
  }
  return [...split.values()];
}

function clauseMasks(
  spaces: readonly { space: KeySpace; members: readonly Clause[] }[],
): ReadonlyMap<string, readonly [number, bigint]> {
  const masks = new Map<string, readonly [number, bigint]>();
  spaces.forEach(({ space, members }, variable) => {
    members.forEach((clause, index) => {
      let mask = 0n;
      space.choices.forEach((choice, bit) => {
        if (choice.holds[index]) mask |= 1n << BigInt(bit);
      });
      masks.set(clauseId(clause), [variable, mask]);
    });
  });
  return masks;
}

/** Where two families of operators share a key, the first that has values gives them. */
function mergeContext(chosen: readonly { space: KeySpace; choice: number }[]): ContextChoice {
  const context = new Map<string, readonly string[] | undefined>();
  for (const { space, choice } of chosen) {
    context.set(space.key, context.get(space.key) ?? space.choices[choice]?.values);
  }
  return context;
}
