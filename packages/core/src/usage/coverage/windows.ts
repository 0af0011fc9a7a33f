import { facetValues } from '../../catalog/events/facets.js';
import { lastSegment, parseArn, principalKey, roleName } from '../../util/arn.js';
import { matchPattern } from '../../util/wildcard.js';
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
 * that was made anew under the same name starts anew. Where a source runs several times (stages, accounts), the
 * youngest of them counts: what one stage did not need in 90 days says little of one that is a day old.
 */
export function functionWindow(link: Link, snapshot: Snapshot): FunctionWindow {
  let window: FunctionWindow = { from: undefined, because: 'never seen' };
  for (const [deployed, first] of firstSeen(link, snapshot)) {
    const created = createdAt(deployed, snapshot);
    const from = created ?? first;
    if (window.from === undefined || from > window.from)
      window = { from, because: created === undefined ? 'first seen' : 'created' };
  }
  return window;
}

/** One function of one account; a whole role has no name. */
interface Deployed {
  readonly account: string;
  readonly name: string;
}

function firstSeen(link: Link, snapshot: Snapshot): Map<Deployed, number> {
  const found = new Map<string, { deployed: Deployed; first: number }>();
  for (const row of sessionUse(link, [link], snapshot).own) {
    const account = parseArn(row.principal)?.account ?? '';
    const name = link.sessions === undefined ? '' : row.session;
    const key = name === '' ? principalKey(row.principal) : `${account} ${name}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { deployed: { account, name }, first: row.first });
    else known.first = Math.min(known.first, row.first);
  }
  return new Map([...found.values()].map(({ deployed, first }) => [deployed, first]));
}

function createdAt({ account, name }: Deployed, snapshot: Snapshot): number | undefined {
  if (name === '') return undefined;
  return latest(snapshot, (row) => {
    if (row.eventSource !== 'lambda.amazonaws.com' || !row.eventName.startsWith('CreateFunction'))
      return false;
    if (account !== '' && row.account !== account) return false;
    return row.resources.some((arn) => arn.includes(':function:') && lastSegment(arn) === name);
  });
}

/**
 * IAM calls that change what a role or user may do.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
 */
const PRINCIPAL_CHANGES: ReadonlySet<string> = new Set([
  ...['Role', 'User'].flatMap((kind) => [
    `Create${kind}`,
    `Put${kind}Policy`,
    `Delete${kind}Policy`,
    `Attach${kind}Policy`,
    `Detach${kind}Policy`,
    `Put${kind}PermissionsBoundary`,
    `Delete${kind}PermissionsBoundary`,
  ]),
  'AddUserToGroup',
  'RemoveUserFromGroup',
]);

const POLICY_CHANGES: ReadonlySet<string> = new Set([
  'CreatePolicy',
  'CreatePolicyVersion',
  'SetDefaultPolicyVersion',
]);

/**
 * When the grants of a role or user were last changed, in epoch seconds, as far as the log shows it; undefined: no
 * change seen. New versions of the managed policies that it uses count too: of those that the log shows being attached
 * to it, and of those whose ARNs match one of `policies`.
 */
export function grantChangedAt(
  principal: string,
  snapshot: Snapshot,
  policies: readonly string[] = [],
): number | undefined {
  const attached = attachedTo(principal, snapshot);
  const isUsed = (arn: string): boolean =>
    attached.has(arn) || policies.some((pattern) => matchPattern(pattern, arn));
  return latest(snapshot, (row) => {
    if (row.eventSource !== 'iam.amazonaws.com') return false;
    if (PRINCIPAL_CHANGES.has(row.eventName)) return isAbout(row, principal);
    return POLICY_CHANGES.has(row.eventName) && row.resources.some(isUsed);
  });
}

function attachedTo(principal: string, snapshot: Snapshot): Set<string> {
  const attached = new Set<string>();
  for (const { rows } of snapshot.partitions)
    for (const row of rows)
      if (/^Attach(?:Role|User)Policy$/.test(row.eventName) && isAbout(row, principal))
        for (const arn of row.resources) if (arn.includes(':policy/')) attached.add(arn);
  return attached;
}

/** IAM's calls name a role or user without its path: by its ARN in the row, else by a facet. */
function isAbout(row: UsageRow, principal: string): boolean {
  const key = principalKey(principal);
  if (row.resources.some((arn) => principalKey(arn) === key)) return true;
  const arn = parseArn(principal);
  if (arn?.account !== row.account) return false;
  const role = roleName(principal);
  if (role !== undefined) return facetValues(row.facets, 'roleName').includes(role);
  const isUser = arn.service === 'iam' && arn.resource.startsWith('user/');
  return isUser && facetValues(row.facets, 'userName').includes(lastSegment(principal));
}

function latest(snapshot: Snapshot, counts: (row: UsageRow) => boolean): number | undefined {
  let last: number | undefined;
  for (const { rows } of snapshot.partitions)
    for (const row of rows)
      if (row.outcome === 'success' && counts(row) && (last === undefined || row.last > last))
        last = row.last;
  return last;
}
