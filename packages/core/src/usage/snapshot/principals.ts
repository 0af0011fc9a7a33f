import type { UsageRow } from '../types.js';
import { hashText } from './hash.js';
import type { SnapshotLimits } from './limits.js';
import { mergeRow } from './rows.js';
import { compareSessions, foldedSession, rankSession, type RankedSession } from './sessions.js';
import { settledRow, type PartitionState, type PrincipalState, type RowState } from './state.js';

/** The row with this key in the group of this session; a new one counts nothing yet. */
export function openRow(
  partition: PartitionState,
  session: RankedSession,
  kind: UsageRow,
  parents: readonly string[],
  key: string,
  limits: SnapshotLimits,
): RowState {
  const principal = openPrincipal(partition, kind.principal);
  const name = groupName(principal, session);
  const rows = openSession(principal, name);
  const known = rows.get(key);
  if (known) return known;
  const row = createRow(partition, name, kind, parents, key);
  rows.set(key, row);
  // Folding early bounds the memory; how early makes no difference to the result.
  if (principal.sessions.size > 2 * limits.sessions + 2) foldSessions(principal, limits);
  return settledRow(row);
}

/**
 * Folds all but the lowest-ranked session names of a principal into `*`. Associative: a name that is among the lowest
 * of all is among the lowest of every part that has it.
 */
export function foldSessions(principal: PrincipalState, limits: SnapshotLimits): void {
  const named = [...principal.sessions.keys()].filter((name) => name !== '' && name !== foldedSession);
  if (named.length <= limits.sessions) return;
  const ranked = named.map(rankSession).sort(compareSessions);
  principal.bound = ranked[limits.sessions - 1] ?? { name: '', rank: -1 };
  for (const { name } of ranked.slice(limits.sessions)) foldOne(principal, name, limits);
}

function openPrincipal(partition: PartitionState, name: string): PrincipalState {
  let principal = partition.principals.get(name);
  if (!principal) {
    principal = { sessions: new Map(), bound: undefined };
    partition.principals.set(name, principal);
  }
  return principal;
}

function groupName(principal: PrincipalState, session: RankedSession): string {
  const { name } = session;
  if (!principal.bound || name === '' || compareSessions(session, principal.bound) <= 0) return name;
  return foldedSession;
}

function openSession(principal: PrincipalState, name: string): Map<string, RowState> {
  let rows = principal.sessions.get(name);
  if (!rows) {
    rows = new Map();
    principal.sessions.set(name, rows);
  }
  return rows;
}

function createRow(
  partition: PartitionState,
  session: string,
  kind: UsageRow,
  parents: readonly string[],
  key: string,
): RowState {
  const row: RowState = {
    kind,
    key,
    hash: hashText(key, hashText(kind.principal)),
    index: partition.rows.length,
    session,
    parents,
    groups: parents.map(() => ({ exact: new Set(), prefix: '' })),
    count: 0,
    first: kind.first,
    last: kind.last,
    into: undefined,
  };
  partition.rows.push(row);
  return row;
}

function foldOne(principal: PrincipalState, name: string, limits: SnapshotLimits): void {
  const folded = openSession(principal, foldedSession);
  for (const row of principal.sessions.get(name)?.values() ?? []) {
    const known = folded.get(row.key);
    if (known) {
      mergeRow(known, row, limits.resources);
      row.into = known;
    } else {
      row.session = foldedSession;
      folded.set(row.key, row);
    }
  }
  principal.sessions.delete(name);
}
