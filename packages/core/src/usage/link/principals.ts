import { principalKey } from '../../util/arn.js';
import type { Snapshot, UsageRow } from '../types.js';

/** Everything one principal did. */
export interface PrincipalRows {
  /** ARN as most rows show it: with its path where the log gave it. */
  readonly arn: string;
  readonly isRole: boolean;
  readonly sessions: ReadonlyMap<string, readonly UsageRow[]>;
}

/** By `principalKey`. */
export type PrincipalIndex = ReadonlyMap<string, PrincipalRows>;

const indexes = new WeakMap<Snapshot, PrincipalIndex>();

/** Groups the rows of a snapshot by principal and session; built once a snapshot. */
export function indexPrincipals(snapshot: Snapshot): PrincipalIndex {
  const known = indexes.get(snapshot);
  if (known !== undefined) return known;
  const index = new Map<string, { arn: string; isRole: boolean; sessions: Map<string, UsageRow[]> }>();
  for (const partition of snapshot.partitions) {
    for (const row of partition.rows) {
      const key = principalKey(row.principal);
      let entry = index.get(key);
      if (entry === undefined) {
        entry = { arn: row.principal, isRole: row.principalType === 'role', sessions: new Map() };
        index.set(key, entry);
      }
      // The longer form of a role's ARN is the one with its path.
      if (row.principal.length > entry.arn.length && row.principal.includes(':role/'))
        entry.arn = row.principal;
      const rows = entry.sessions.get(row.session);
      if (rows === undefined) entry.sessions.set(row.session, [row]);
      else rows.push(row);
    }
  }
  indexes.set(snapshot, index);
  return index;
}
