import type { Context } from '../context.js';

/** Whether one value of the request context fits the policy value that the test was compiled from. */
export type ValueTest = (actual: string, context: Context) => boolean;

/**
 * One operator without its qualifiers and without negation. `compile` gets a policy value as text and the version of the
 * policy (variables); a value that is no number, date or the like compiles to a test that nothing passes.
 */
export interface Operator {
  readonly family: 'string' | 'arn' | 'numeric' | 'date' | 'bool' | 'binary' | 'ip';
  readonly negated: boolean;
  readonly compile: (expected: string, version: string | undefined) => ValueTest;
}

export const never: ValueTest = () => false;
