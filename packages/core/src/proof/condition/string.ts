import { compileMatcher } from '../../util/patterns.js';
import type { Context } from '../context.js';
import {
  hasVariable,
  parseTemplate,
  resolveTemplate,
  templatePattern,
  templateText,
  type Template,
} from '../variables.js';
import type { ValueTest } from './family.js';

/**
 * The string operators: exact, exact without case, and with `*` and `?`. Variables are allowed; one without a value is
 * equal to nothing and like nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
 */
export function compileStringEquals(expected: string, version: string | undefined): ValueTest {
  return withVariables(expected, version, (template) => {
    const text = templateText(template);
    return (actual) => actual === text;
  });
}

export function compileStringEqualsIgnoreCase(expected: string, version: string | undefined): ValueTest {
  return withVariables(expected, version, (template) => {
    const text = templateText(template).toLowerCase();
    return (actual) => actual.toLowerCase() === text;
  });
}

export function compileStringLike(expected: string, version: string | undefined): ValueTest {
  return withVariables(expected, version, (template) => compileMatcher(templatePattern(template)));
}

/** Compiles once where there is no variable, else for each request. */
export function withVariables(
  expected: string,
  version: string | undefined,
  compile: (template: Template) => (actual: string) => boolean,
): ValueTest {
  const template = parseTemplate(expected, version);
  if (!hasVariable(template)) return compile(template);
  return (actual: string, context: Context) => {
    const resolved = resolveTemplate(template, context);
    return resolved !== undefined && compile(resolved)(actual);
  };
}
