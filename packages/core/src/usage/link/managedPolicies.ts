import type { SourceFunction, SourceModel, SourceResource } from '../../sources/model.js';
import { openPattern } from '../../util/symbols.js';
import type { Link } from './types.js';

/**
 * Patterns of the ARNs of the managed policies that a function uses: those it names, and those of its own source, by
 * their stated name or the one that CloudFormation gives (`<stack>-<LogicalId>-<suffix>`; a name so long that it was cut
 * is not found). Good for asking whether one of them was changed: a pattern that is a little too wide only waits longer.
 */
export function managedPolicyPatterns(model: SourceModel, fn: SourceFunction, link: Link): string[] {
  const own = model.resources.filter(
    ({ type, logicalId }) =>
      type === 'AWS::IAM::ManagedPolicy' && fn.policies.includes(`${model.uri}#${logicalId}`),
  );
  const held = new Set(fn.policies);
  const named = model.policies.flatMap(({ id, origin }) =>
    origin?.kind === 'managed' && held.has(id) ? [origin.name] : [],
  );
  return [
    ...[...fn.attached.map(({ arn }) => arn), ...named]
      .map(openPattern)
      .filter((arn) => arn.startsWith('arn:')),
    ...own.flatMap((policy) => names(policy, link).map((name) => `arn:*:iam::*:policy/*${name}`)),
  ];
}

function names({ logicalId, declaredName }: SourceResource, { stacks }: Link): string[] {
  if (declaredName !== undefined) return [openPattern(declaredName)];
  const anyStack = stacks.length === 0 ? ['*'] : stacks;
  return anyStack.map((stack) => `${stack}-${logicalId}-*`);
}
