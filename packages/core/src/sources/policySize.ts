import { report, type Reading } from './reading.js';
import type { Tree } from './tree.js';

/**
 * Characters that IAM allows, white space not counted. A role's, user's or group's are the sum over its inline policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
export const policyLimits = { role: 10_240, group: 5_120, user: 2_048, managed: 6_144 } as const;

/**
 * Says so where policies together exceed IAM's limit. What intrinsics become is not counted: what is too long here is
 * too long for sure.
 */
export function checkPolicySize(
  documents: readonly Tree[],
  holder: keyof typeof policyLimits,
  reading: Reading,
): void {
  const sizes = documents.map(sizeOf);
  const size = sizes.reduce((sum, one) => sum + one, 0);
  const limit = policyLimits[holder];
  const largest = documents[sizes.indexOf(Math.max(...sizes))];
  if (size <= limit || largest === undefined) return;
  const what = documents.length > 1 ? `${documents.length} policies have` : 'The policy has';
  const why = `${what} ${size} characters without white space; IAM allows ${limit} for a ${holder === 'managed' ? 'managed policy' : holder}.`;
  report(reading, 'input', 'policy-too-large', largest.span, why);
}

/** The length of the value as JSON, white space not counted. Recursion is bounded: deeper sources are refused. */
function sizeOf(tree: Tree): number {
  switch (tree.kind) {
    case 'scalar':
      return written(tree.value === null ? 'null' : tree.text, typeof tree.value === 'string');
    case 'seq':
      return tree.items.reduce((sum, item) => sum + sizeOf(item) + 1, 1) + (tree.items.length === 0 ? 1 : 0);
    case 'map':
      return tree.entries.reduce(
        (sum, { key, value }) => sum + written(key, true) + 1 + sizeOf(value) + 1,
        tree.entries.length === 0 ? 2 : 1,
      );
    case 'intrinsic':
      return 0;
  }
}

function written(text: string, isText: boolean): number {
  return (isText ? JSON.stringify(text) : text).replace(/\s/g, '').length;
}
