import type { SourcePolicy } from '../sources/model.js';
import type { PolicyDocument } from '../sources/policy.js';

/** Characters over all inline policies of a role; white space is not counted. */
const roleInlineLimit = 10_240;
const managedLimit = 6_144;

/**
 * Whether a narrowed policy can stand as a role's inline policy.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function fitsLimit(document: PolicyDocument): boolean {
  return policySize(document) <= roleInlineLimit;
}

/** The most characters that a policy of that kind may have. */
export function policyLimit(kind: SourcePolicy['kind']): number {
  return kind === 'managed' ? managedLimit : roleInlineLimit;
}

export function policySize(document: PolicyDocument): number {
  return JSON.stringify(document).replace(/\s/g, '').length;
}
