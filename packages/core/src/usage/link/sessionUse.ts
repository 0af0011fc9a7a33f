import { principalKey } from '../../util/arn.js';
import type { Snapshot, UsageRow } from '../types.js';
import { indexPrincipals } from './principals.js';
import type { Link } from './types.js';

export interface SessionUse {
  /** Rows of the function's own sessions, or all of its principals' rows where it takes the whole role. */
  readonly own: readonly UsageRow[];
  /** The group `*`: rows of its roles whose session is no known function's. They count for every function of the role. */
  readonly shared: readonly UsageRow[];
}

/** The rows that count for one function. `links` are all links of the analysis: they say which sessions are known. */
export function sessionUse(link: Link, links: readonly Link[], snapshot: Snapshot): SessionUse {
  const index = indexPrincipals(snapshot);
  const own: UsageRow[] = [];
  const shared: UsageRow[] = [];
  for (const key of new Set(link.principals.map(principalKey))) {
    const taken = knownSessions(key, links);
    for (const [session, rows] of index.get(key)?.sessions ?? []) {
      // Row by row: a spread of a session's rows may be longer than a call allows.
      if (link.sessions === undefined || link.sessions.includes(session))
        for (const row of rows) own.push(row);
      else if (!taken.has(session)) for (const row of rows) shared.push(row);
    }
  }
  return { own, shared };
}

function knownSessions(key: string, links: readonly Link[]): Set<string> {
  const taken = new Set<string>();
  for (const link of links) {
    if (!link.principals.some((principal) => principalKey(principal) === key)) continue;
    for (const session of link.sessions ?? []) taken.add(session);
  }
  return taken;
}
