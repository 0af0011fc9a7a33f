import { findCells } from '../../util/automaton.js';
import type { Pattern, PatternToken } from '../../util/patterns.js';
import { pushMany } from '../../util/patterns.js';
import { templatePattern, templateText, type Part, type Template } from '../variables.js';
import { arnPattern } from './arn.js';

/** The values that one policy value of a string or ARN operator accepts. */
export interface Language {
  /** Undefined: nothing. Where `isOpaque`, an upper bound: what a reference stands for is not known. */
  readonly most: Pattern | undefined;
  readonly isOpaque: boolean;
  /** Where opaque: the values under the sample that counterexamples use. */
  readonly sample: Pattern | undefined;
}

/** What variables stand for in counterexamples. */
export function sampleValue(part: Part & { kind: 'variable' }): string {
  return part.key.replaceAll(/[^a-z0-9]+/g, '-');
}

/** `name`: the operator in lower case without negation, as `stringlike`. */
export function languageOf(name: string, template: Template): Language {
  const isOpaque = template.some((part) => part.kind === 'variable' || part.kind === 'symbol');
  const sampled = template.map((part): Part =>
    part.kind === 'variable' ? { kind: 'literal', text: sampleValue(part) } : part,
  );
  return {
    isOpaque,
    most: isOpaque ? pattern(name, template.map(widen)) : pattern(name, template),
    sample: isOpaque ? spellSymbols(pattern(name, sampled)) : undefined,
  };
}

/** Stands for any text until the pattern is made: no value can hold it. */
const ANY = '\uffff';

function widen(part: Part): Part {
  return part.kind === 'variable' || part.kind === 'symbol' ? { kind: 'literal', text: ANY } : part;
}

function pattern(name: string, template: Template): Pattern | undefined {
  if (name.startsWith('arn')) return withAny(arnOf(template));
  if (name === 'stringlike') return withAny(templatePattern(template));
  const isExact = name === 'stringequals';
  const letters = templateText(template)
    .split('')
    .map((letter) => letterToken(letter, isExact));
  return withAny(letters);
}

/** A bare `*` of an ARN operator is any ARN. */
function arnOf(template: Template): Pattern | undefined {
  const found = arnPattern(template);
  return found?.length === 1 && found[0]?.kind === 'many' ? ANY_ARN : found;
}

const ANY_ARN: Pattern = [0, 1, 2, 3, 4, 5].flatMap((component): PatternToken[] =>
  component < 5
    ? [
        { kind: 'many', spans: false },
        { kind: 'letter', letter: ':' },
      ]
    : [{ kind: 'many', spans: true }],
);

function letterToken(letter: string, isExact: boolean): PatternToken {
  if (isExact) return { kind: 'letter', letter };
  const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
  const hasTwin = lower !== upper && lower.length === 1 && upper.length === 1;
  return hasTwin ? { kind: 'letter', letter: lower, other: upper } : { kind: 'letter', letter };
}

function withAny(pattern: Pattern | undefined): Pattern | undefined {
  if (!pattern) return undefined;
  const tokens: PatternToken[] = [];
  for (const token of pattern) {
    if (token.kind === 'many') pushMany(tokens, token.spans);
    else if (token.kind === 'letter' && token.letter === ANY) pushMany(tokens, true);
    else tokens.push(token);
  }
  return tokens;
}

function spellSymbols(pattern: Pattern | undefined): Pattern | undefined {
  return pattern?.flatMap((token): PatternToken[] =>
    token.kind === 'letter' && token.letter.length > 1
      ? token.letter.split('').map((letter) => ({ kind: 'letter', letter }))
      : [token],
  );
}

/** One value for every way in which values can be accepted or not. */
export interface ValueCell {
  readonly text: string;
  /** By index of the language. */
  readonly accepted: readonly boolean[];
}

/** Opaque languages that can be told apart in one cell; beyond it the answer is unknown. */
const OPAQUE_LIMIT = 4;

/** Undefined: too many ways to tell apart. Cells that agree with the sample come first. */
export function valueCells(languages: readonly Language[]): ValueCell[] | undefined {
  // The empty text has a cell of its own: set operators take it for a missing key.
  const patterns: Pattern[] = [[]];
  const add = (pattern: Pattern | undefined): number => (pattern ? patterns.push(pattern) - 1 : -1);
  const places = languages.map(({ most, sample }) => ({ most: add(most), sample: add(sample) }));
  const found = findCells(patterns, { limit: 5_000 });
  if (!found) return undefined;
  const agreed: ValueCell[] = [];
  const others: ValueCell[] = [];
  for (const { matched, witness } of found) {
    const text = witness.join('');
    const within = new Set(matched);
    const accepted = places.map(({ most, sample }, index) =>
      within.has(languages[index]?.isOpaque ? sample : most),
    );
    const open = languages.flatMap(({ isOpaque }, index) =>
      isOpaque && within.has(places[index]?.most ?? -1) ? [index] : [],
    );
    if (open.length > OPAQUE_LIMIT) return undefined;
    agreed.push({ text, accepted });
    for (let flips = 1; flips < 1 << open.length; flips++)
      others.push({ text, accepted: flip(accepted, open, flips) });
  }
  return [...agreed, ...others];
}

/** `flips`: a bit for each place of `open`. */
function flip(accepted: readonly boolean[], open: readonly number[], flips: number): boolean[] {
  const flipped = [...accepted];
  open.forEach((index, bit) => {
    if ((flips >> bit) % 2 === 1) flipped[index] = !flipped[index];
  });
  return flipped;
}
