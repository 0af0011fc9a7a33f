import { overlaps, plainlyIncludes } from '../util/patterns.js';
import { clauseId } from './contextSpace.js';
import {
  widenSymbols,
  type PatternTable,
  type Side,
  type SymbolicElement,
  type SymbolicStatement,
} from './symbolic.js';

/** The patterns behind the numbers of both elements. */
export interface Tables {
  readonly actions: PatternTable;
  readonly resources: PatternTable;
}

/**
 * The Allow statements of `inner` that are not plainly covered: by one Allow of `outer` that is as wide in each element,
 * while each Deny of `outer` either cannot meet them or stands in `inner` too. This settles most of what people write
 * without taking the patterns apart, however many there are; what is left needs the whole comparison.
 */
export function withoutPlainlyCovered(inner: Side, outer: Side, tables: Tables): Side {
  return {
    ...inner,
    allows: inner.allows.filter((statement) => !isCovered(statement, inner, outer, tables)),
  };
}

/** The Allow statements of `inner` that can meet one of `outer`. */
export function withoutPlainlyApart(inner: Side, outer: Side, tables: Tables): Side {
  const meets = (statement: SymbolicStatement): boolean =>
    outer.allows.some((allow) => !isApart(statement, allow, tables));
  return { ...inner, allows: inner.allows.filter(meets) };
}

function isCovered(statement: SymbolicStatement, inner: Side, outer: Side, tables: Tables): boolean {
  return (
    outer.allows.some((allow) => isWithin(statement, allow, tables)) &&
    outer.denies.every(
      (deny) => isApart(statement, deny, tables) || inner.denies.some((own) => isWithin(deny, own, tables)),
    )
  );
}

/** Whether `wide` applies wherever `narrow` does. */
function isWithin(
  narrow: SymbolicStatement,
  wide: SymbolicStatement,
  { actions, resources }: Tables,
): boolean {
  return (
    elementWithin(narrow.resource, wide.resource, resources) &&
    elementWithin(narrow.action, wide.action, actions) &&
    asksLess(narrow, wide)
  );
}

/** Whether each clause of `wide` is one of `narrow` too. */
function asksLess(narrow: SymbolicStatement, wide: SymbolicStatement): boolean {
  return wide.clauses.every((clause) => narrow.clauses.some((own) => clauseId(own) === clauseId(clause)));
}

function isApart(one: SymbolicStatement, other: SymbolicStatement, { actions, resources }: Tables): boolean {
  return (
    elementApart(one.action, other.action, actions) || elementApart(one.resource, other.resource, resources)
  );
}

/** Whether `wide` plainly applies to all that `narrow` does. */
export function elementWithin(narrow: SymbolicElement, wide: SymbolicElement, table: PatternTable): boolean {
  if (wide.negated) {
    return narrow.negated ? covers(narrow.patterns, wide.patterns, table) : noneOverlap(narrow, wide, table);
  }
  return narrow.negated
    ? wide.patterns.some((pattern) => isEverything(pattern, table))
    : covers(wide.patterns, narrow.patterns, table);
}

function elementApart(one: SymbolicElement, other: SymbolicElement, table: PatternTable): boolean {
  if (one.negated) return !other.negated && covers(one.patterns, other.patterns, table);
  return other.negated ? covers(other.patterns, one.patterns, table) : noneOverlap(one, other, table);
}

/** Each pattern within one of the outer ones. */
function covers(outer: readonly number[], inner: readonly number[], { patterns }: PatternTable): boolean {
  return inner.every((small) =>
    outer.some((large) => large === small || plainlyIncludes(patterns[large] ?? [], patterns[small] ?? [])),
  );
}

/** Whatever symbols and variables stand for. */
function noneOverlap(one: SymbolicElement, other: SymbolicElement, { patterns }: PatternTable): boolean {
  const widened = (number: number): ReturnType<typeof widenSymbols> => widenSymbols(patterns[number] ?? []);
  const others = other.patterns.map(widened);
  return one.patterns.map(widened).every((mine) => !others.some((theirs) => overlaps(mine, theirs)));
}

function isEverything(number: number, { patterns }: PatternTable): boolean {
  const [token, ...rest] = patterns[number] ?? [];
  return token?.kind === 'many' && token.spans && rest.length === 0;
}
