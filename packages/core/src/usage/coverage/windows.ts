import { facetValues } from '../../catalog/events/facets.js';
import { lastSegment, parseArn, principalKey, roleName } from '../../util/arn.js';
import type { Link } from '../link/types.js';
import { sessionUse } from '../link/sessionUse.js';
import type { Snapshot, UsageRow } from '../types.js';

/** From when a function can be judged. */
export interface FunctionWindow {
  /** Epoch seconds; undefined: never seen. */
  readonly from: number | undefined;
  readonly because: 'created' | 'first seen' | 'never seen';
}

/**
 * A function's window starts when it was created, where the log shows that, else when it was first seen. A function
 * that was made anew under the same name starts anew.
 */
export function functionWindow(link: Link, snapshot: Snapshot): FunctionWindow {
  const created = createdAt(link.sessions ?? [], snapshot);
  if (created !== undefined) return { from: created, because: 'created' };
  let first: number | undefined;
  for (const row of sessionUse(link, [link], snapshot).own)
    if (first === undefined || row.first < first) first = row.first;
  return { from: first, because: first === undefined ? 'never seen' : 'first seen' };
}

function createdAt(names: readonly string[], snapshot: Snapshot): number | undefined {
  if (names.length === 0) return undefined;
  return latest(snapshot, (row) => {
    if (row.eventSource !== 'lambda.amazonaws.com' || !row.eventName.startsWith('CreateFunction'))
      return false;
    return row.resources.some((arn) => arn.includes(':function:') && names.includes(lastSegment(arn)));
  });
}

/**
 * IAM calls that change what a role may do.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
 */
const ROLE_CHANGES: ReadonlySet<string> = new Set([
  'CreateRole',
  'PutRolePolicy',
  'DeleteRolePolicy',
  'AttachRolePolicy',
  'DetachRolePolicy',
  'PutRolePermissionsBoundary',
  'DeleteRolePermissionsBoundary',
]);

const POLICY_CHANGES: ReadonlySet<string> = new Set([
  'CreatePolicy',
  'CreatePolicyVersion',
  'SetDefaultPolicyVersion',
]);

/**
 * When a role's grants were last changed, in epoch seconds, as far as the log shows it; undefined: no change seen.
 * `policies`: ARNs of managed policies that the role uses, whose own versions count too.
 */
export function grantChangedAt(
  roleArn: string,
  snapshot: Snapshot,
  policies: readonly string[] = [],
): number | undefined {
  return latest(snapshot, (row) => {
    if (row.eventSource !== 'iam.amazonaws.com') return false;
    if (ROLE_CHANGES.has(row.eventName)) return isAbout(row, roleArn);
    return POLICY_CHANGES.has(row.eventName) && row.resources.some((arn) => policies.includes(arn));
  });
}

/** IAM's calls name a role without its path: by its ARN in the row, else by the facet `roleName`. */
function isAbout(row: UsageRow, roleArn: string): boolean {
  const key = principalKey(roleArn);
  if (row.resources.some((arn) => principalKey(arn) === key)) return true;
  const name = roleName(roleArn);
  const sameAccount = parseArn(roleArn)?.account === row.account;
  return name !== undefined && sameAccount && facetValues(row.facets, 'roleName').includes(name);
}

function latest(snapshot: Snapshot, counts: (row: UsageRow) => boolean): number | undefined {
  let last: number | undefined;
  for (const { rows } of snapshot.partitions)
    for (const row of rows)
      if (row.outcome === 'success' && counts(row) && (last === undefined || row.last > last))
        last = row.last;
  return last;
}
