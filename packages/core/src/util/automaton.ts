import type { Pattern, PatternToken } from './patterns.js';

/** All names that the same patterns match, with one of them. */
export interface Cell {
  /** Indices of the patterns that match, ascending. */
  readonly matched: readonly number[];
  /** Letters of one shortest name of the cell; a symbol is one letter. */
  readonly witness: readonly string[];
}

export interface CellOptions {
  /** Only cells in which one of these matches are wanted; none given: all cells, also that of names nothing matches. */
  readonly wanted?: ReadonlySet<number>;
  /** Patterns whose symbols are tried as letters; none given: all. */
  readonly symbolsOf?: ReadonlySet<number>;
  /** States after which the search gives up; 10,000. */
  readonly limit?: number;
}

/**
 * Cuts the set of all names into cells, by which of the patterns match: the subset construction over all patterns at
 * once. Exact; undefined where the limit is reached.
 */
export function findCells(patterns: readonly Pattern[], options: CellOptions = {}): Cell[] | undefined {
  const machine = buildMachine(patterns, options);
  const visited: Visited[] = [{ states: startStates(machine), parent: -1, letter: -1 }];
  const seen = new Set([visited[0]?.states.join()]);
  const cells = new Map<string, Cell>();
  for (let at = 0; at < visited.length; at++) {
    const states = visited[at]?.states ?? [];
    const matched = acceptedBy(machine, states);
    const name = matched.join();
    if (!cells.has(name)) cells.set(name, { matched, witness: trace(machine, visited, at) });
    for (const letter of lettersOf(machine, states)) {
      const next = step(machine, states, letter);
      if (!isAlive(machine, next)) continue;
      const key = next.join();
      if (seen.has(key)) continue;
      seen.add(key);
      visited.push({ states: next, parent: at, letter });
      if (visited.length > (options.limit ?? 10_000)) return undefined;
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

interface Visited {
  readonly states: readonly number[];
  readonly parent: number;
  readonly letter: number;
}

function trace(machine: Machine, visited: readonly Visited[], last: number): string[] {
  const letters: string[] = [];
  for (let at = last; at > 0; at = visited[at]?.parent ?? -1) {
    const letter = visited[at]?.letter ?? 0;
    letters.push(machine.symbols[letter - FIRST_SYMBOL] ?? String.fromCharCode(letter));
  }
  return letters.reverse();
}

/**
 * A state is a place in one pattern; the places of all patterns are numbered through, each pattern's behind one another,
 * with one more for its end. Letters are character codes; symbols come behind them.
 */
interface Machine {
  readonly starts: readonly number[];
  readonly kinds: readonly Kind[];
  /** Of a letter: its code and that of its twin, else -1. */
  readonly codes: readonly number[];
  readonly others: readonly number[];
  readonly owners: readonly number[];
  readonly symbols: readonly string[];
  /** By letter code minus `FIRST_SYMBOL`. */
  readonly isColonFree: readonly boolean[];
  readonly wanted: readonly boolean[] | undefined;
  readonly followsSymbols: readonly boolean[];
}

type Kind = 'letter' | 'one' | 'oneStops' | 'many' | 'manyStops' | 'end';

const FIRST_SYMBOL = 0x10000;
const COLON = 58;

/** Pseudo parameters whose values never hold a colon. */
const COLON_FREE: ReadonlySet<string> = new Set([
  '${AWS::AccountId}',
  '${AWS::Partition}',
  '${AWS::Region}',
  '${AWS::StackName}',
  '${AWS::URLSuffix}',
]);

function buildMachine(patterns: readonly Pattern[], { wanted, symbolsOf }: CellOptions): Machine {
  const symbols: string[] = [];
  const codeOf = (letter: string | undefined): number => {
    if (letter === undefined) return -1;
    if (letter.length === 1) return letter.charCodeAt(0);
    if (!symbols.includes(letter)) symbols.push(letter);
    return FIRST_SYMBOL + symbols.indexOf(letter);
  };
  const places = patterns.flatMap((pattern, owner) => [
    ...pattern.map((token) => ({ token, owner })),
    { token: undefined, owner },
  ]);
  let length = 0;
  return {
    starts: patterns.map((pattern) => (length += pattern.length + 1) - pattern.length - 1),
    kinds: places.map(({ token }) => kindOf(token)),
    codes: places.map(({ token }) => (token?.kind === 'letter' ? codeOf(token.letter) : -1)),
    others: places.map(({ token }) => (token?.kind === 'letter' ? codeOf(token.other) : -1)),
    owners: places.map(({ owner }) => owner),
    symbols,
    isColonFree: symbols.map((symbol) => COLON_FREE.has(symbol)),
    wanted: wanted && patterns.map((_, index) => wanted.has(index)),
    followsSymbols: patterns.map((_, index) => symbolsOf?.has(index) ?? true),
  };
}

function kindOf(token: PatternToken | undefined): Kind {
  if (!token) return 'end';
  if (token.kind === 'letter') return 'letter';
  return token.spans ? token.kind : `${token.kind}Stops`;
}

function startStates(machine: Machine): number[] {
  const states: number[] = [];
  for (const start of machine.starts) enter(machine, states, start);
  return states;
}

/**
 * Adds a place, and the one behind it where it is a `*`, which may match nothing. Behind a `*` that spans everything the
 * earlier places of the same pattern add nothing: whatever they could still match, the `*` can too. Dropping them keeps
 * the construction small. Places come in ascending order but for the last two.
 */
function enter(machine: Machine, states: number[], place: number): void {
  if (states.at(-1) === place || states.at(-2) === place) return;
  const kind = machine.kinds[place];
  if (kind === 'many') {
    const owner = machine.owners[place];
    while (states.length > 0 && machine.owners[states.at(-1) ?? -1] === owner) states.pop();
  }
  states.push(place);
  if (kind === 'many' || kind === 'manyStops') states.push(place + 1);
}

function step(machine: Machine, states: readonly number[], letter: number): number[] {
  const next: number[] = [];
  for (const state of states) {
    if (!accepts(machine, state, letter)) continue;
    const kind = machine.kinds[state];
    enter(machine, next, kind === 'many' || kind === 'manyStops' ? state : state + 1);
  }
  return next;
}

/** A symbol may be long, short or hold a colon: only itself and a `*` that spans everything are sure to match it. */
function accepts({ kinds, codes, others, isColonFree }: Machine, state: number, letter: number): boolean {
  const isSymbol = letter >= FIRST_SYMBOL;
  switch (kinds[state]) {
    case 'letter':
      return codes[state] === letter || others[state] === letter;
    case 'many':
      return true;
    case 'manyStops':
      return isSymbol ? (isColonFree[letter - FIRST_SYMBOL] ?? false) : letter !== COLON;
    case 'one':
      return !isSymbol;
    case 'oneStops':
      return !isSymbol && letter !== COLON;
    default:
      return false;
  }
}

function acceptedBy({ kinds, owners }: Machine, states: readonly number[]): number[] {
  const accepted: number[] = [];
  for (const state of states) if (kinds[state] === 'end') accepted.push(owners[state] ?? -1);
  return accepted;
}

function isAlive({ wanted, owners }: Machine, states: readonly number[]): boolean {
  return !wanted || states.some((state) => wanted[owners[state] ?? -1]);
}

/** Stand for every character that no pattern names at this place. */
const USUAL = 'xeaionrst0123456789-_/.bcdfghjklmpquvwyz'.split('').map((letter) => letter.charCodeAt(0));

/** The letters that can lead to different states, and one for all the rest where the rest leads anywhere. */
function lettersOf(machine: Machine, states: readonly number[]): Set<number> {
  const { kinds, codes, others, owners, followsSymbols, wanted } = machine;
  const letters = new Set<number>();
  let isOpen = !wanted;
  for (const state of states) {
    const code = codes[state] ?? -1;
    if (code >= 0 && (code < FIRST_SYMBOL || followsSymbols[owners[state] ?? -1])) letters.add(code);
    const other = others[state] ?? -1;
    if (other >= 0) letters.add(other);
    const kind = kinds[state];
    if (kind === 'manyStops' || kind === 'oneStops') letters.add(COLON);
    isOpen ||= kind !== 'letter' && kind !== 'end';
  }
  if (isOpen) letters.add(otherThan(letters));
  return letters;
}

function otherThan(letters: ReadonlySet<number>): number {
  const usual = USUAL.find((letter) => !letters.has(letter));
  if (usual !== undefined) return usual;
  let letter = 0x4e00;
  while (letters.has(letter)) letter++;
  return letter;
}
