import type { PrincipalType } from '../types.js';
import { textOf, type Fields } from './read.js';

/** Who made a call, as `userIdentity` tells it. */
export interface Principal {
  readonly principal: string;
  readonly principalType: PrincipalType;
  readonly session: string;
  /** Account of the caller; '' where the record does not say. */
  readonly account: string;
  /** Of the caller's ARN; '' where it has none. */
  readonly partition: string;
}

/** The fields of `userIdentity` that tell the principal, with `sessionContext.sessionIssuer.arn` as `issuer`. */
export type Identity = Fields<'type' | 'arn' | 'accountId' | 'principalId' | 'invokedBy' | 'issuer'>;

/**
 * Reads an identity. A role is its session issuer's ARN (with its path); service-linked roles are told apart by
 * their path. The session is what follows the last `/` of the session's ARN, else the `:` of the principal id.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function readPrincipal(identity: Identity): Principal {
  const account = textOf(identity.accountId);
  const arn = textOf(identity.arn);
  const named = nameOf(identity, arn, account);
  const partition = partitionOf(named.principal) || partitionOf(arn);
  return { ...named, account: account || accountOf(named.principal), partition };
}

type Named = Pick<Principal, 'principal' | 'principalType' | 'session'>;

function nameOf(identity: Identity, arn: string, account: string): Named {
  switch (textOf(identity.type)) {
    case 'AssumedRole':
    case 'Role':
      return roleOf(identity, arn);
    case 'IAMUser':
      return named('user', arn);
    case 'Root':
      return named('root', arn || rootArn(account));
    case 'FederatedUser':
      return named('federated', arn);
    case 'IdentityCenterUser':
    case 'WebIdentityUser':
    case 'SAMLUser':
      return named('federated', arn || textOf(identity.principalId));
    case 'AWSService':
      return named('service', `service:${textOf(identity.invokedBy)}`);
    case 'AWSAccount':
      return named('account', arn || rootArn(account), afterColon(textOf(identity.principalId)));
    default:
      return isRoleArn(arn) ? roleOf(identity, arn) : named('unknown', arn);
  }
}

function named(principalType: PrincipalType, principal: string, session = ''): Named {
  return { principal, principalType, session };
}

function roleOf(identity: Identity, arn: string): Named {
  const principal = textOf(identity.issuer) || roleOfSession(arn);
  const isSession = arn.includes(':assumed-role/');
  const session = isSession ? arn.slice(arn.lastIndexOf('/') + 1) : afterColon(textOf(identity.principalId));
  if (principal === '') return named('unknown', '', session);
  const isLinked = principal.includes(':role/aws-service-role/');
  return named(isLinked ? 'serviceLinked' : 'role', principal, session);
}

/** Without a session issuer the role's path is not known; most roles have none. */
function roleOfSession(arn: string): string {
  const parts = arn.split(':');
  const [kind, role] = (parts[5] ?? '').split('/');
  if (kind === 'role') return arn;
  return kind === 'assumed-role' && role
    ? `arn:${parts[1] ?? 'aws'}:iam::${parts[4] ?? ''}:role/${role}`
    : '';
}

function isRoleArn(arn: string): boolean {
  return arn.includes(':assumed-role/') || arn.includes(':role/');
}

function rootArn(account: string): string {
  return account === '' ? '' : `arn:aws:iam::${account}:root`;
}

function accountOf(arn: string): string {
  return arn.startsWith('arn:') ? (arn.split(':', 5)[4] ?? '') : '';
}

function afterColon(principalId: string): string {
  const colon = principalId.indexOf(':');
  return colon < 0 ? '' : principalId.slice(colon + 1);
}

function partitionOf(arn: string): string {
  const partition = arn.startsWith('arn:') ? (arn.split(':', 2)[1] ?? '') : '';
  return /^aws[a-z-]{0,20}$/.test(partition) ? partition : '';
}
