import { choiceOf, isNullValue, opaqueAt, plainAt, truthOf } from './value.js';
import type { Place, Value } from './types.js';

/** `!`, `&&`, comparison and arithmetic, on what is known. */
export function operate(operator: string, operands: readonly (Value | undefined)[], at: Place): Value {
  const [left, right] = operands;
  const known = operands.length === 1 ? one(operator, left) : logic(operator, left, right);
  const result = known ?? compare(operator, left, right) ?? arithmetic(operator, left, right);
  return result === undefined ? unknownResult(operator, at) : plainAt(result, at);
}

function one(operator: string, operand: Value | undefined): boolean | undefined {
  const truth = truthOf(operand);
  return operator === '!' && truth !== undefined ? !truth : undefined;
}

function logic(operator: string, left: Value | undefined, right: Value | undefined): boolean | undefined {
  const sides = [truthOf(left), truthOf(right)];
  if (operator === '&&') return sides.includes(false) ? false : sides.includes(undefined) ? undefined : true;
  if (operator === '||') return sides.includes(true) ? true : sides.includes(undefined) ? undefined : false;
  return undefined;
}

/** Equality of what is written; a resource is never null. */
function compare(operator: string, left: Value | undefined, right: Value | undefined): boolean | undefined {
  if ((operator !== '==' && operator !== '!=') || left === undefined || right === undefined) return undefined;
  const same = isSame(left, right);
  return same === undefined ? undefined : (operator === '==') === same;
}

function isSame(left: Value, right: Value): boolean | undefined {
  const [a, b] = [comparable(left), comparable(right)];
  if (a === undefined || b === undefined) return undefined;
  return a === b;
}

/** A value as something that `===` compares; undefined where it is not known. */
function comparable(value: Value): string | number | boolean | null | undefined {
  if (value.kind === 'plain') return value.value;
  if (value.kind === 'text') return value.text.includes('${') ? undefined : value.text;
  if (
    value.kind === 'list' ||
    value.kind === 'object' ||
    value.kind === 'json' ||
    value.kind === 'document'
  ) {
    return '\u0000some';
  }
  return isNullValue(value) ? null : undefined;
}

function arithmetic(
  operator: string,
  left: Value | undefined,
  right: Value | undefined,
): number | boolean | undefined {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === undefined || b === undefined) return undefined;
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? undefined : a / b;
    case '%':
      return b === 0 ? undefined : a % b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    default:
      return undefined;
  }
}

function numberOf(value: Value | undefined): number | undefined {
  return value?.kind === 'plain' && typeof value.value === 'number' ? value.value : undefined;
}

const tests = new Set(['!', '&&', '||', '==', '!=', '<', '<=', '>', '>=']);

/** A test that is not known is true or false. */
function unknownResult(operator: string, at: Place): Value {
  return tests.has(operator) ? choiceOf([plainAt(true, at), plainAt(false, at)], at) : opaqueAt(at);
}
