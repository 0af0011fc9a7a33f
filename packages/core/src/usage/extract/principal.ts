import type { PrincipalType } from '../types.js';
import { own, text } from './read.js';

/** Who made a call, as `userIdentity` tells it. */
export interface Principal {
  readonly principal: string;
  readonly principalType: PrincipalType;
  readonly session: string;
  /** Account of the caller; '' where the record does not say. */
  readonly account: string;
  readonly invokedBy: string;
}

/**
 * Reads `userIdentity`. A role is its session issuer's ARN (with its path); service-linked roles are told apart by
 * their path. The session is what follows the last `/` of the session's ARN, else the `:` of the principal id.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function readPrincipal(record: unknown): Principal {
  const identity = own(record, 'userIdentity');
  const invokedBy = text(identity, 'invokedBy');
  const account = text(identity, 'accountId');
  const named = nameOf(identity, text(identity, 'type'), account, invokedBy);
  return { ...named, account: account || accountOf(named.principal), invokedBy };
}

type Named = Pick<Principal, 'principal' | 'principalType' | 'session'>;

function nameOf(identity: unknown, type: string, account: string, invokedBy: string): Named {
  const arn = text(identity, 'arn');
  const other = (principalType: PrincipalType, principal = arn): Named => ({
    principal,
    principalType,
    session: '',
  });
  switch (type) {
    case 'AssumedRole':
    case 'Role':
      return roleOf(identity, arn);
    case 'IAMUser':
      return other('user');
    case 'Root':
      return other('root', arn || rootArn(account));
    case 'FederatedUser':
      return other('federated');
    case 'IdentityCenterUser':
    case 'WebIdentityUser':
    case 'SAMLUser':
      return other('federated', arn || text(identity, 'principalId'));
    case 'AWSService':
      return other('service', `service:${invokedBy}`);
    case 'AWSAccount':
      return {
        ...other('account', arn || rootArn(account)),
        session: afterColon(text(identity, 'principalId')),
      };
    default:
      return isRoleArn(arn) ? roleOf(identity, arn) : other('unknown');
  }
}

function roleOf(identity: unknown, arn: string): Named {
  const issuer = own(own(identity, 'sessionContext'), 'sessionIssuer');
  const principal = text(issuer, 'arn') || roleOfSession(arn);
  const principalType = principal.includes(':role/aws-service-role/') ? 'serviceLinked' : 'role';
  const isSession = arn.includes(':assumed-role/');
  const session = isSession ? arn.slice(arn.lastIndexOf('/') + 1) : afterColon(text(identity, 'principalId'));
  return { principal, principalType: principal === '' ? 'unknown' : principalType, session };
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

/** Partition of the caller's ARN, else of the region. Source: AWS general reference, partitions of ARNs. */
export function partitionOf(record: unknown, principal: string, region: string): string {
  if (principal.startsWith('arn:aws:')) return 'aws';
  for (const arn of [principal, text(own(record, 'userIdentity'), 'arn')]) {
    const partition = arn.startsWith('arn:') ? arn.split(':', 2)[1] : undefined;
    if (partition !== undefined && /^aws[a-z-]{0,20}$/.test(partition)) return partition;
  }
  return REGION_PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

const REGION_PARTITIONS: readonly (readonly [prefix: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['eu-isoe-', 'aws-iso-e'],
  ['eusc-', 'aws-eusc'],
];
