import type { Pattern, PatternToken } from '../util/patterns.js';

/** A name that two patterns both match, and what each symbol or variable of the first one stands for in it. */
export interface Alignment {
  readonly name: string;
  /** By letter (`${aws:username}`). */
  readonly values: ReadonlyMap<string, string>;
}

/** Pairs of places beyond which no alignment is looked for. */
const SIZE_LIMIT = 1_000_000;

/** Place in both patterns, and the step that led there. */
interface Step {
  readonly left: number;
  readonly right: number;
  readonly from: number;
  readonly letter: string;
}

/**
 * One of the shortest names that both patterns match, where what is open in `pattern` may be any text and `other` is
 * read with its symbols as they are written. A letter that stands several times may get different texts: the caller
 * checks.
 */
export function align(pattern: Pattern, other: Pattern): Alignment | undefined {
  const target = spellLetters(other);
  const width = target.length + 1;
  if ((pattern.length + 1) * width > SIZE_LIMIT) return undefined;
  const seen = new Uint8Array((pattern.length + 1) * width);
  const steps: Step[] = [];
  const visit = (left: number, right: number, from: number, letter: string): void => {
    const at = left * width + right;
    if (seen[at]) return;
    seen[at] = 1;
    steps.push({ left, right, from, letter });
  };
  visit(0, 0, -1, '');
  for (let at = 0; at < steps.length; at++) {
    const { left, right } = steps[at] ?? { left: 0, right: 0 };
    const [mine, theirs] = [pattern[left], target[right]];
    if (!mine && !theirs) return trace(pattern, steps, at);
    if (mine && repeats(mine)) visit(left + 1, right, at, '');
    if (theirs?.kind === 'many') visit(left, right + 1, at, '');
    const letter = mine && theirs ? commonLetter(mine, theirs) : undefined;
    if (!mine || !theirs || letter === undefined) continue;
    visit(repeats(mine) ? left : left + 1, theirs.kind === 'many' ? right : right + 1, at, letter);
  }
  return undefined;
}

function trace(pattern: Pattern, steps: readonly Step[], last: number): Alignment {
  const values = new Map<string, string>();
  let name = '';
  for (let at = last; at >= 0; at = steps[at]?.from ?? -1) {
    const { letter, from } = steps[at] ?? { letter: '', from: -1 };
    name = letter + name;
    const token = pattern[steps[from]?.left ?? -1];
    if (token && isOpen(token)) values.set(token.letter, letter + (values.get(token.letter) ?? ''));
  }
  return { name, values };
}

function isOpen(token: PatternToken): token is PatternToken & { kind: 'letter' } {
  return token.kind === 'letter' && token.letter.length > 1;
}

function repeats(token: PatternToken): boolean {
  return token.kind === 'many' || isOpen(token);
}

function spellLetters(pattern: Pattern): PatternToken[] {
  return pattern.flatMap((token): PatternToken[] =>
    isOpen(token) ? token.letter.split('').map((letter) => ({ kind: 'letter', letter })) : [token],
  );
}

/** What wildcards on both sides agree on. */
const ANY = 'x';

function commonLetter(mine: PatternToken, theirs: PatternToken): string | undefined {
  const letter = isOpen(mine) || mine.kind !== 'letter' ? undefined : mine.letter;
  const stops = mine.kind !== 'letter' && !mine.spans;
  if (theirs.kind !== 'letter') {
    if (letter === undefined) return ANY;
    return theirs.spans || letter !== ':' ? letter : undefined;
  }
  if (letter !== undefined) return letter === theirs.letter ? letter : undefined;
  return stops && theirs.letter === ':' ? undefined : theirs.letter;
}
