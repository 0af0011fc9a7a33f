import type { SourcePolicy } from '../sources/model.js';
import { listed, type RuleFinding } from './rule.js';

/**
 * What a rule finds in a policy that stands in the source as one item (a policy template, a managed policy's name) is one
 * finding at that item: there is but one place to show it, and one edit.
 */
export function byItem(found: readonly RuleFinding[]): RuleFinding[] {
  const groups = new Map<SourcePolicy, RuleFinding[]>();
  const results: (RuleFinding | RuleFinding[])[] = [];
  for (const finding of found) {
    const policy = finding.comparison?.grant.policy;
    const group = policy === undefined ? undefined : groups.get(policy);
    if (group !== undefined) group.push(finding);
    else if (policy === undefined || !isItem(policy)) results.push(finding);
    else {
      const first = [finding];
      groups.set(policy, first);
      results.push(first);
    }
  }
  return results
    .map((each) => (Array.isArray(each) ? merge(each) : each))
    .filter((each) => each !== undefined);
}

function isItem({ origin }: SourcePolicy): boolean {
  return origin !== undefined && origin.kind !== 'feature';
}

function merge([first, ...others]: readonly RuleFinding[]): RuleFinding | undefined {
  const policy = first?.comparison?.grant.policy;
  if (first === undefined || policy === undefined) return first;
  const name = policy.origin?.kind === 'managed' ? policy.name : (policy.origin?.name ?? policy.name);
  const tokens = others.map(({ token }) => token.text);
  const more = others.length === 0 ? '' : ` ${others.length} more like it in ${name}: ${listed(tokens)}.`;
  return {
    ...first,
    policy,
    more: others.flatMap(({ comparison, token }) =>
      comparison === undefined ? [] : [{ comparison, token }],
    ),
    message: first.message + more,
    evidence: { ...first.evidence, policy: name, ...(tokens.length > 0 && { more: tokens }) },
  };
}
