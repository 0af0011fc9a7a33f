import { never, type ValueTest } from './family.js';

/** How two numbers or instants compare. */
export type Comparison = (actual: number, expected: number) => boolean;

/**
 * The numeric operators: integers and decimals, no variables, no wildcards.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric
 */
export function compileNumeric(compare: Comparison): (expected: string) => ValueTest {
  return compileOrdered(parseNumber, compare);
}

/** Shared with dates: both sides are parsed, and what cannot be parsed matches nothing. */
export function compileOrdered(
  parse: (text: string) => number | undefined,
  compare: Comparison,
): (expected: string) => ValueTest {
  return (expected) => {
    const bound = parse(expected);
    if (bound === undefined) return never;
    return (text) => {
      const actual = parse(text);
      return actual !== undefined && compare(actual, bound);
    };
  };
}

export function parseNumber(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : undefined;
}
