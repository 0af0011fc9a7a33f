import { compareText } from '../../util/order.js';
import { hashText } from './hash.js';

/** Where sessions go that cannot be one function's: they count for every function that shares the role. */
export const foldedSession = '*';

/** A role session name has at most 64 characters: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const longestSession = 64;

/** Anchored and without nested repetition: linear. */
const machineNames: readonly RegExp[] = [
  // ECS task ids (32 hex digits since 2018, UUIDs before) and other random ids.
  /^[0-9a-f]{32}$/,
  /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/,
  // EC2 instance profiles name the session after the instance.
  /^m?i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/,
  // What SDKs choose where the caller gives no name: boto, JavaScript, Java, Go, PHP, .NET, Kotlin, Rust.
  /^botocore-session-\d+$/,
  /^aws-(?:sdk|go-sdk|sdk-[a-z0-9]+)(?:-session)?-\d+$/,
  /^(?:assume-role|web-identity)[a-z-]*-\d+$/,
  // Event source mappings and network interfaces that Lambda makes in the function's name.
  /^awslambda_/,
  // Counters and timestamps, `2026-08-01T00-00-00Z` too.
  /^\d+$/,
  /^\d{4}-\d{2}-\d{2}T[\d-]+Z?$/,
];

/** The session group of a session name: the name itself, or `*` where no function can have it. */
export function foldSession(session: string): string {
  if (session === '') return '';
  if (session.length > longestSession) return foldedSession;
  return machineNames.some((pattern) => pattern.test(session)) ? foldedSession : session;
}

/** A name and its place in the fixed order that decides which names a full principal keeps. */
export interface RankedSession {
  readonly name: string;
  readonly rank: number;
}

export function rankSession(name: string): RankedSession {
  return { name, rank: hashText(name) };
}

export function compareSessions(a: RankedSession, b: RankedSession): number {
  return a.rank - b.rank || compareText(a.name, b.name);
}

export type SessionIndex = (session: string) => SessionEntry;

/** What the hot path needs to know of a session name. */
export interface SessionEntry extends RankedSession {
  /** Hash of the name as logged, before folding. */
  readonly origin: number;
}

const largestIndex = 10_000;

/** Remembers what it was asked: a log names the same sessions again and again. Bounded. */
export function createSessionIndex(): SessionIndex {
  const known = new Map<string, SessionEntry>();
  return (session) => {
    let entry = known.get(session);
    if (!entry) {
      entry = { ...rankSession(foldSession(session)), origin: hashText(session) };
      if (known.size >= largestIndex) known.clear();
      known.set(session, entry);
    }
    return entry;
  };
}
