import { placeOf, type Place } from './places.js';
import { readPrincipal, type Identity, type Principal } from './principal.js';
import { fieldsOf, LONGEST_TEXT, type Fields } from './read.js';

/** A principal, the identity that it was read from, and the place that it last called from. */
export interface Caller {
  readonly identity: Identity;
  readonly principal: Principal;
  place: Place | undefined;
}

/** The fields of `userIdentity` that are read, and no others. */
export type RawIdentity = Fields<
  'type' | 'arn' | 'accountId' | 'principalId' | 'invokedBy' | 'sessionContext'
>;

const callers = new Map<unknown, Caller>();
const MOST_CALLERS = 10_000;

/** The caller by the record's `userIdentity`: a log holds far fewer callers than records. */
export function callerOf(raw: RawIdentity): Caller {
  const { sessionIssuer } = fieldsOf<'sessionIssuer'>(raw.sessionContext);
  const issuer = fieldsOf<'arn'>(sessionIssuer).arn;
  const key = raw.principalId ?? raw.arn ?? raw.invokedBy;
  const known = callers.get(key);
  return known !== undefined && isSame(known.identity, raw, issuer) ? known : remember(key, raw, issuer);
}

/** Whether all that the principal is made of is the same: logs may say different things under one principal id. */
function isSame(known: Identity, raw: RawIdentity, issuer: unknown): boolean {
  return (
    known.type === raw.type &&
    known.arn === raw.arn &&
    known.issuer === issuer &&
    known.accountId === raw.accountId &&
    known.principalId === raw.principalId &&
    // Others call by themselves and through services, and are the same principal.
    (known.type !== 'AWSService' || known.invokedBy === raw.invokedBy)
  );
}

function remember(key: unknown, raw: RawIdentity, issuer: unknown): Caller {
  const { type, arn, accountId, principalId, invokedBy } = raw;
  const identity: Identity = { type, arn, accountId, principalId, invokedBy, issuer };
  const caller: Caller = { identity, principal: readPrincipal(identity), place: undefined };
  if (callers.size >= MOST_CALLERS) callers.clear();
  if (Object.values(identity).every(isSmall)) callers.set(key, caller);
  return caller;
}

/** Hostile identities may be anything of any size. */
function isSmall(value: unknown): boolean {
  const isMissing = value === undefined || value === null;
  return isMissing || (typeof value === 'string' && value.length <= LONGEST_TEXT);
}

/** Where the caller's ARNs lie; `account` is the record's, for callers that do not say theirs. */
export function placeOfCall(caller: Caller, region: string, account: string): Place {
  const owner = caller.principal.account || account;
  const last = caller.place;
  if (last?.region === region && last.account === owner) return last;
  return (caller.place = placeOf(caller.principal.partition, region, owner));
}
