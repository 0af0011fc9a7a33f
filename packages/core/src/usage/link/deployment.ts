import { parseArn } from '../../util/arn.js';
import { sortedUnique } from '../../util/order.js';
import type { Binding, Snapshot, UsageRow } from '../types.js';
import { sessionUse } from './sessionUse.js';
import type { Deployment } from './symbols.js';

/** What a function was joined with, before its symbols are bound. */
export interface LinkScope {
  readonly principals: readonly string[];
  readonly sessions: readonly string[] | undefined;
  readonly stacks: readonly string[];
  /** How it was joined: the pseudo parameters are known in the same way. */
  readonly by: Binding['because'];
}

/** Services whose calls are recorded in one region or the resource's, whatever region the function runs in. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'iam.amazonaws.com',
  'sts.amazonaws.com',
  's3.amazonaws.com',
  'cloudfront.amazonaws.com',
  'route53.amazonaws.com',
  'organizations.amazonaws.com',
]);

/** Stack, account, region and partition of a function, each only where there is exactly one. */
export function deploymentOf(scope: LinkScope, snapshot: Snapshot): Deployment {
  const arns = scope.principals.map(parseArn);
  return {
    stack: only(scope.stacks),
    account: only(arns.map((arn) => arn?.account ?? '')),
    partition: only(arns.map((arn) => arn?.partition ?? '')),
    region: only(regionsOf(ownRows(scope, snapshot))),
  };
}

function ownRows(scope: LinkScope, snapshot: Snapshot): readonly UsageRow[] {
  const link = { ...scope, functionId: '', bindings: {}, because: '', seen: true };
  return sessionUse(link, [link], snapshot).own;
}

/** Regions that rows show a function to run in: its log stream is made in its own, whichever regions it calls. */
export function regionsOf(rows: readonly UsageRow[]): string[] {
  const logging = rows.filter(
    (row) => row.eventSource === 'logs.amazonaws.com' && row.eventName === 'CreateLogStream',
  );
  const telling = logging.length > 0 ? logging : rows.filter((row) => !ELSEWHERE.has(row.eventSource));
  return telling.map((row) => row.region);
}

/** The one value of a list; undefined where there are several, or none. */
export function only(values: readonly string[]): string | undefined {
  const distinct = sortedUnique(values.filter((value) => value !== ''));
  return distinct.length === 1 ? distinct[0] : undefined;
}
