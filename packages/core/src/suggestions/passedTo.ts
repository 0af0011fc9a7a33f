import { oneOrMany } from '../grants/document.js';
import { passedServices, PASSED_TO_SERVICE } from '../findings/passRole.js';
import type { SourceStatement } from '../sources/model.js';
import type { PolicyCondition } from '../sources/policy.js';
import type { Judgement } from '../findings/compare.js';
import type { NarrowContext } from './narrowContext.js';

/**
 * The services to which `iam:PassRole` of a statement may be limited. Undefined where it stays as it is: the statement
 * names them already, or not every pass that it may have allowed tells its service.
 */
export function limitPassedTo(
  action: string,
  statement: SourceStatement,
  judgements: readonly Judgement[],
  { tightness, function: context }: NarrowContext,
): readonly string[] | undefined {
  if (tightness !== 'resources') return undefined;
  return passedServices(action, statement.condition, judgements, context);
}

/**
 * A condition with the services added; all else of it is kept. Operators and keys are spelt in any case, and the same
 * one twice is refused.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html (Duplicate keys
 * with different case)
 */
export function withPassedTo(
  condition: PolicyCondition | undefined,
  services: readonly string[],
): PolicyCondition {
  const operator = Object.keys(condition ?? {}).find((name) => name.toLowerCase() === 'stringequals');
  const name = operator ?? 'StringEquals';
  return { ...condition, [name]: { ...condition?.[name], [PASSED_TO_SERVICE]: oneOrMany(services) } };
}
