import { parseArn } from '../../util/arn.js';
import { sortedUnique } from '../../util/order.js';
import type { Snapshot } from '../types.js';
import { regionsOf } from './deployment.js';
import { sessionUse } from './sessionUse.js';
import type { Link } from './types.js';

/** The accounts and regions a function runs in, sorted: where its calls would have been logged. */
export function placesOf(link: Link, snapshot: Snapshot): { accounts: string[]; regions: string[] } {
  const accounts = link.principals.map((principal) => parseArn(principal)?.account ?? '');
  return {
    accounts: sortedUnique(accounts.filter((account) => account !== '')),
    regions: sortedUnique(regionsOf(sessionUse(link, [link], snapshot).own)),
  };
}
