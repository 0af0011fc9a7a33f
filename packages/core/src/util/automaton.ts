import type { Pattern, PatternToken } from './patterns.js';

/** All names that the same patterns match, with one of them. */
export interface Cell {
  /** Indices of the patterns that match, ascending. */
  readonly matched: readonly number[];
  /** Letters of one name of the cell; a symbol is one letter. */
  readonly witness: readonly string[];
}

export interface CellOptions {
  /** Only cells in which one of these matches are wanted; none given: all cells, also that of names which nothing matches. */
  readonly wanted?: ReadonlySet<number>;
  /** Patterns whose symbols are tried as letters; none given: all. */
  readonly symbolsOf?: ReadonlySet<number>;
  /** States after which the search gives up; 20,000. */
  readonly limit?: number;
}

/**
 * Cuts the set of all names into cells, by which of the patterns match: the subset construction over all patterns at
 * once. Exact; undefined where the limit is reached.
 */
export function findCells(patterns: readonly Pattern[], options: CellOptions = {}): Cell[] | undefined {
  const machine = buildMachine(patterns, options);
  const start = machine.close(machine.starts);
  const visited: Visited[] = [{ states: start, parent: -1, letter: '' }];
  const seen = new Set([start.join()]);
  const cells = new Map<string, Cell>();
  for (let at = 0; at < visited.length; at++) {
    const here = visited[at];
    if (!here) break;
    const matched = machine.accepting(here.states);
    const name = matched.join();
    if (!cells.has(name)) cells.set(name, { matched, witness: trace(visited, at) });
    for (const letter of machine.letters(here.states)) {
      const states = machine.step(here.states, letter);
      const key = states.join();
      if (seen.has(key) || !machine.isAlive(states)) continue;
      seen.add(key);
      visited.push({ states, parent: at, letter });
      if (visited.length > (options.limit ?? 20_000)) return undefined;
    }
  }
  const { wanted } = options;
  return [...cells.values()].filter((cell) => !wanted || cell.matched.some((index) => wanted.has(index)));
}

/** Whether every name that `inner` matches is matched by one of `outer`; undefined: too large to tell. */
export function includesUnion(outer: readonly Pattern[], inner: Pattern): boolean | undefined {
  const cells = findCells([inner, ...outer], { wanted: new Set([0]) });
  return cells?.every((cell) => cell.matched.length > 1);
}

/** Whether every name that `inner` matches is matched by `outer`; undefined: too large to tell. */
export function includesPattern(outer: Pattern, inner: Pattern): boolean | undefined {
  return includesUnion([outer], inner);
}

/** Whether some name is matched by both; undefined: too large to tell. */
export function overlaps(one: Pattern, other: Pattern): boolean | undefined {
  const cells = findCells([one, other], { wanted: new Set([0]) });
  return cells?.some((cell) => cell.matched.length > 1);
}

interface Visited {
  readonly states: readonly number[];
  readonly parent: number;
  readonly letter: string;
}

function trace(visited: readonly Visited[], last: number): string[] {
  const letters: string[] = [];
  for (let at = last; at > 0; at = visited[at]?.parent ?? -1) letters.push(visited[at]?.letter ?? '');
  return letters.reverse();
}

/** A state is a place in one pattern; places of all patterns are numbered through. */
interface Machine {
  readonly starts: readonly number[];
  close(states: readonly number[]): number[];
  step(states: readonly number[], letter: string): number[];
  letters(states: readonly number[]): string[];
  accepting(states: readonly number[]): number[];
  isAlive(states: readonly number[]): boolean;
}

function buildMachine(patterns: readonly Pattern[], { wanted, symbolsOf }: CellOptions): Machine {
  const tokens: (PatternToken | undefined)[] = [];
  const owner: number[] = [];
  const starts: number[] = [];
  patterns.forEach((pattern, index) => {
    starts.push(tokens.length);
    for (const token of [...pattern, undefined]) {
      tokens.push(token);
      owner.push(index);
    }
  });
  const close = (states: Iterable<number>): number[] => closeStates(states, tokens, owner);
  return {
    starts,
    close,
    step: (states, letter) => close(stepStates(states, tokens, letter)),
    letters: (states) => lettersOf(states, tokens, (state) => symbolsOf?.has(owner[state] ?? -1) ?? true),
    accepting: (states) =>
      states.filter((state) => tokens[state] === undefined).map((state) => owner[state] ?? -1),
    isAlive: (states) => !wanted || states.some((state) => wanted.has(owner[state] ?? -1)),
  };
}

/**
 * A `*` may be left at once. Behind a `*` that spans everything, earlier places of the same pattern add nothing: whatever
 * they could still match, the `*` can too. Dropping them keeps the construction small.
 */
function closeStates(
  states: Iterable<number>,
  tokens: readonly (PatternToken | undefined)[],
  owner: readonly number[],
): number[] {
  const closed = new Set(states);
  for (const state of closed) if (tokens[state]?.kind === 'many') closed.add(state + 1);
  const floor = new Map<number, number>();
  for (const state of closed) {
    const token = tokens[state];
    if (token?.kind === 'many' && token.spans) {
      const index = owner[state] ?? -1;
      floor.set(index, Math.max(floor.get(index) ?? -1, state));
    }
  }
  return [...closed].filter((state) => state >= (floor.get(owner[state] ?? -1) ?? -1)).sort((a, b) => a - b);
}

function stepStates(
  states: readonly number[],
  tokens: readonly (PatternToken | undefined)[],
  letter: string,
): Set<number> {
  const next = new Set<number>();
  for (const state of states) {
    const token = tokens[state];
    if (!token || !accepts(token, letter)) continue;
    next.add(token.kind === 'many' ? state : state + 1);
  }
  return next;
}

/** A symbol may be long, short or hold a colon: only itself and a `*` that spans everything are sure to match it. */
function accepts(token: PatternToken, letter: string): boolean {
  if (token.kind === 'letter') return token.letter === letter || token.other === letter;
  if (letter.length > 1) return token.kind === 'many' && (token.spans || COLON_FREE.has(letter));
  return token.spans || letter !== ':';
}

/** Pseudo parameters whose values never hold a colon. */
const COLON_FREE: ReadonlySet<string> = new Set([
  '${AWS::AccountId}',
  '${AWS::Partition}',
  '${AWS::Region}',
  '${AWS::StackName}',
  '${AWS::URLSuffix}',
]);

/** Stand for every character that no pattern names at this place. */
const OTHERS = 'xeaionrst0123456789-_/.bcdfghjklmpquvwyzXEAIONRST'.split('');

/** The letters that can lead to different states, and one for all the rest. */
function lettersOf(
  states: readonly number[],
  tokens: readonly (PatternToken | undefined)[],
  followsSymbols: (state: number) => boolean,
): string[] {
  const letters = new Set<string>();
  let open = states.length === 0;
  for (const state of states) {
    const token = tokens[state];
    if (token?.kind === 'letter') {
      if (token.letter.length === 1 || followsSymbols(state)) letters.add(token.letter);
      if (token.other !== undefined) letters.add(token.other);
    } else if (token) {
      open = true;
      if (!token.spans) letters.add(':');
    } else open = true;
  }
  if (open || letters.size > 0) letters.add(otherThan(letters));
  return [...letters];
}

function otherThan(letters: ReadonlySet<string>): string {
  const usual = OTHERS.find((letter) => !letters.has(letter));
  if (usual !== undefined) return usual;
  for (let code = 0x4e00; ; code++) {
    const letter = String.fromCharCode(code);
    if (!letters.has(letter)) return letter;
  }
}
