import { compileMatcher, type Pattern, type PatternToken } from '../../util/patterns.js';
import { templatePattern, type Template } from '../variables.js';
import type { ValueTest } from './family.js';
import { withVariables } from './string.js';

/** Number of colons in the head of an ARN; the sixth component runs to the end. */
const HEAD = 5;

/**
 * ArnEquals and ArnLike, which behave identically: case-sensitive, each of the six colon-delimited components checked
 * separately, each with `*` and `?`. What has fewer components is no ARN and matches nothing; a bare `*` is any ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function compileArnLike(expected: string, version: string | undefined): ValueTest {
  return withVariables(expected, version, (template) => {
    const pattern = arnPattern(template);
    if (!pattern) return () => false;
    const matches = compileMatcher(pattern);
    return (actual) => isArn(actual) && matches(actual);
  });
}

/** Wildcards stop at the colon in all components but the last. */
export function arnPattern(template: Template): Pattern | undefined {
  const plain = templatePattern(template);
  if (plain.length === 1 && plain[0]?.kind === 'many') return plain;
  let colons = 0;
  const tokens = plain.map((token): PatternToken => {
    if (token.kind === 'letter') {
      if (token.letter === ':') colons++;
      return token;
    }
    return { kind: token.kind, spans: colons >= HEAD };
  });
  return colons >= HEAD ? tokens : undefined;
}

/** Six components. */
export function isArn(text: string): boolean {
  let colons = 0;
  for (let at = text.indexOf(':'); at >= 0 && colons < HEAD; at = text.indexOf(':', at + 1)) colons++;
  return colons === HEAD;
}
