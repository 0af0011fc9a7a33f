import type { PolicyCondition } from '../../sources/policy.js';
import { lookup, type Context } from '../context.js';
import { isRecord, isScalar } from '../guards.js';
import { parseBool } from './bool.js';
import type { ValueTest } from './family.js';
import { parseOperator, type ParsedOperator } from './operators.js';

/** One operator × key of a Condition element. All of a statement's clauses must hold. */
export interface Clause {
  /** As written. */
  readonly operatorText: string;
  /** Undefined: not an operator of IAM; the clause never holds. */
  readonly parsed: ParsedOperator | undefined;
  readonly keyText: string;
  /** In lower case. */
  readonly key: string;
  /** As written, numbers and booleans as text. */
  readonly values: readonly string[];
  /** Of the policy: whether values may hold variables. */
  readonly version: string | undefined;
  readonly holds: (context: Context) => boolean;
}

/** What is malformed (a key without values, a value that is an object) never holds. */
export function compileCondition(
  condition: PolicyCondition | undefined,
  version: string | undefined,
): Clause[] {
  if (condition === undefined) return [];
  if (!isRecord(condition)) return [compileClause('', '', [], version)];
  return Object.entries(condition).flatMap(([operatorText, keys]) =>
    isRecord(keys)
      ? Object.entries(keys).map(([keyText, values]) => compileClause(operatorText, keyText, values, version))
      : [compileClause('', '', [], version)],
  );
}

function compileClause(
  operatorText: string,
  keyText: string,
  values: unknown,
  version: string | undefined,
): Clause {
  const parsed = parseOperator(operatorText);
  const texts = (Array.isArray(values) ? values : [values]).filter(isScalar).map(String);
  const key = keyText.toLowerCase();
  const holds = parsed ? compileTest(parsed, key, texts, version) : (): boolean => false;
  return { operatorText, parsed, keyText, key, values: texts, version, holds };
}

function compileTest(
  parsed: ParsedOperator,
  key: string,
  values: readonly string[],
  version: string | undefined,
): Clause['holds'] {
  const { operator } = parsed;
  if (operator === 'null') {
    return (context) => values.some((value) => parseBool(value) === (lookup(context, key) === undefined));
  }
  const tests = values.map((value) => operator.compile(value, version));
  return (context) => evaluate(parsed, operator.negated, tests, lookup(context, key), context);
}

/** Applies a compiled operator to the values of its key. */
function evaluate(
  parsed: ParsedOperator,
  negated: boolean,
  tests: readonly ValueTest[],
  actual: readonly string[] | undefined,
  context: Context,
): boolean {
  const fits = (value: string): boolean => tests.some((test) => test(value, context));
  return evaluateValues(parsed, negated, actual, (value) => value === '', fits);
}

/**
 * A missing key: `IfExists` and `ForAllValues` hold, `ForAnyValue` does not, else negated operators hold and the others
 * do not. Several values: `ForAllValues` wants each, `ForAnyValue` one to fit; with a negated operator a value fits where
 * no policy value does. Without a set operator a positive operator wants one, a negated one each.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function evaluateValues<Value>(
  { quantifier, ifExists }: ParsedOperator,
  negated: boolean,
  actual: readonly Value[] | undefined,
  isEmpty: (value: Value) => boolean,
  fits: (value: Value) => boolean,
): boolean {
  const each = quantifier === 'all' || (quantifier === 'none' && negated);
  if (actual === undefined) return ifExists || each;
  // A set of empty strings is as a missing key for the set operators ("a null dataset, such as an empty string").
  if (quantifier !== 'none' && actual.every(isEmpty)) return quantifier === 'all';
  return each
    ? actual.every((value) => fits(value) !== negated)
    : actual.some((value) => fits(value) !== negated);
}
