import { templateText } from '../variables.js';
import type { ValueTest } from './family.js';
import { withVariables } from './string.js';

/**
 * Bool: `true` or `false`, as text or JSON, without regard to case; anything else on either side matches nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean
 */
export function compileBool(expected: string, version: string | undefined): ValueTest {
  return withVariables(expected, version, (template) => {
    const wanted = parseBool(templateText(template));
    return (actual) => wanted !== undefined && parseBool(actual) === wanted;
  });
}

export function parseBool(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}
