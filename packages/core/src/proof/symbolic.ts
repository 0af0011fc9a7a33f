import type { Pattern, PatternToken } from '../util/patterns.js';
import { parsePattern, pushMany } from '../util/patterns.js';
import type { CompiledPolicy, CompiledStatement } from './compile.js';
import type { Clause } from './condition/condition.js';
import { resourcePattern } from './resource.js';
import { parseTemplate } from './variables.js';

/** A statement whose elements are sets of pattern numbers; `negated` is NotAction or NotResource. */
export interface SymbolicStatement {
  /** One of its own for each statement of a comparison. */
  readonly id: number;
  readonly action: SymbolicElement;
  readonly resource: SymbolicElement;
  readonly clauses: readonly Clause[];
}

export interface SymbolicElement {
  readonly negated: boolean;
  readonly patterns: readonly number[];
}

/** The statements of one side, by effect. */
export interface Side {
  readonly allows: readonly SymbolicStatement[];
  readonly denies: readonly SymbolicStatement[];
}

/** Numbers patterns: equal patterns get one number, whichever side and statement they come from. */
export interface PatternTable {
  readonly patterns: Pattern[];
  add(pattern: Pattern): number;
}

export function patternTable(): PatternTable {
  const numbers = new Map<string, number>();
  const patterns: Pattern[] = [];
  const add = (pattern: Pattern): number => {
    const id = pattern.map(tokenId).join('\u0000');
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, patterns.push(pattern) - 1);
    return patterns.length - 1;
  };
  return { patterns, add };
}

/** Statements that can never apply, because an element is malformed or an operator unknown, are left out. */
export function symbolicSide(
  policies: readonly CompiledPolicy[],
  actions: PatternTable,
  resources: PatternTable,
  firstId = 0,
): Side {
  const allows: SymbolicStatement[] = [];
  const denies: SymbolicStatement[] = [];
  for (const { statements, version } of policies) {
    for (const statement of statements) {
      const elements = symbolicElements(statement, version, actions, resources);
      if (!elements) continue;
      const list = statement.effect === 'Allow' ? allows : denies;
      list.push({ id: firstId + allows.length + denies.length, ...elements });
    }
  }
  return { allows, denies };
}

function symbolicElements(
  { action, resource, clauses }: CompiledStatement,
  version: string | undefined,
  actions: PatternTable,
  resources: PatternTable,
): Omit<SymbolicStatement, 'id'> | undefined {
  if (!action.items || !resource?.items || clauses.some((clause) => !clause.parsed)) return undefined;
  return {
    action: {
      negated: action.negated,
      patterns: action.items.map(({ text }) => actions.add(parsePattern(text.toLowerCase()))),
    },
    resource: {
      negated: resource.negated,
      patterns: resource.items.map(({ text }) =>
        resources.add(resourcePattern(parseTemplate(text, version))),
      ),
    },
    clauses,
  };
}

/** Whether the pattern holds a symbol or a variable. */
export function hasSymbol(pattern: Pattern): boolean {
  return pattern.some((token) => token.kind === 'letter' && token.letter.length > 1);
}

/** All names that the pattern could match, whatever its symbols stand for. */
export function widenSymbols(pattern: Pattern): Pattern {
  const tokens: PatternToken[] = [];
  for (const token of pattern) {
    if (token.kind === 'many') pushMany(tokens, token.spans);
    else if (token.kind === 'letter' && token.letter.length > 1) pushMany(tokens, true);
    else tokens.push(token);
  }
  return tokens;
}

function tokenId(token: PatternToken): string {
  if (token.kind === 'letter') return token.letter;
  return token.kind + (token.spans ? 'Spans' : 'Stops');
}
