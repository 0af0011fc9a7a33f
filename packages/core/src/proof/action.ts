import { compileMatcher, parsePattern } from '../util/patterns.js';

/**
 * Compiles one Action or NotAction item. Prefix and name are compared without regard to case, `*` and `?` match in both.
 * The compiled test takes the action in lower case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function compileAction(pattern: string): (action: string) => boolean {
  return compileMatcher(parsePattern(pattern.toLowerCase()));
}
