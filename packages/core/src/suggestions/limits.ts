import type { PolicyDocument } from '../sources/policy.js';

/** Characters over all inline policies of a role; white space is not counted. */
const roleInlineLimit = 10_240;

/**
 * Whether a narrowed policy can stand as a role's inline policy.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function fitsLimit(document: PolicyDocument): boolean {
  return policySize(document) <= roleInlineLimit;
}

export function policySize(document: PolicyDocument): number {
  return JSON.stringify(document).replace(/\s/g, '').length;
}
