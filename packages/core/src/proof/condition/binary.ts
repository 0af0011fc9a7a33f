import { never, type ValueTest } from './family.js';

/**
 * BinaryEquals: both sides are base64 of the bytes that are compared; the padding may be left out.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals
 */
export function compileBinary(expected: string): ValueTest {
  const wanted = canonical(expected);
  return wanted === undefined ? never : (actual) => canonical(actual) === wanted;
}

function canonical(base64: string): string | undefined {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(base64) ? base64.replace(/=+$/, '') : undefined;
}
