import { eventSourceOf, PARAMETERS_HIDDEN, prefixesOf, resolveEvent } from './core.js';
import type { ServiceOperations } from './model.js';
import { retiredReason } from './retired.js';

/**
 * How the event map answers for one operation, judged by a record that shows no parameters:
 * - `exact`: one set of actions, always.
 * - `conditional`: one of several actions, or more where the request asks for more (PassRole, tags, a version id).
 * - `no-permission`: documented as needing none.
 * - `retired`: AWS has ended the API.
 * - `unresolved`: not known. An event of it keeps every grant in its service.
 */
export type OperationClass = 'exact' | 'conditional' | 'no-permission' | 'retired' | 'unresolved';

export const operationClasses: readonly OperationClass[] = [
  'exact',
  'conditional',
  'no-permission',
  'retired',
  'unresolved',
];

/** The class of one operation of a service. Needs the catalog. */
export function classifyOperation(service: ServiceOperations, name: string): OperationClass {
  if (retiredReason(service.sdk, name) !== undefined) return 'retired';
  const eventSource = sourceOfOperation(service, name);
  if (eventSource === undefined) return 'unresolved';
  const facets = [PARAMETERS_HIDDEN];
  const resolution = resolveEvent({ eventSource, eventName: name, eventType: 'AwsApiCall', facets });
  if (resolution.reason === 'unresolved') return 'unresolved';
  if (resolution.reason === 'no-permission') return 'no-permission';
  return resolution.oneOf.length + resolution.possible.length > 0 ? 'conditional' : 'exact';
}

/**
 * The event source of a service's calls by our sources table: the signing name is a source, or the IAM prefix that one
 * belongs to. Undefined: none is known.
 */
export function sourceOfService({ sdk, signingName }: ServiceOperations): string | undefined {
  const other = otherSource.get(sdk);
  if (other !== undefined) return other;
  const name = signingName.toLowerCase();
  return prefixesOf(name) === undefined ? eventSourceOf(name) : `${name}.amazonaws.com`;
}

/** The event source of one operation's calls; undefined: none is known. */
export function sourceOfOperation(service: ServiceOperations, name: string): string | undefined {
  return service.sdk.startsWith('s3') && onDirectoryBuckets.has(name)
    ? 's3express.amazonaws.com'
    : sourceOfService(service);
}

/** Operations of S3 and S3 Control that only directory buckets have; their events come from a source of their own. */
const onDirectoryBuckets: ReadonlySet<string> = new Set([
  'CreateSession',
  'ListDirectoryBuckets',
  'RenameObject',
  'DeleteAccessPointScope',
  'GetAccessPointScope',
  'ListAccessPointsForDirectoryBuckets',
  'PutAccessPointScope',
]);

/** Where the signing name leads to another service's source: both are signed for execute-api. */
const otherSource: ReadonlyMap<string, string> = new Map([
  // No record of it is known; its rules stand under this name.
  ['apigatewaymanagementapi', 'execute-api.amazonaws.com'],
  ['connectparticipant', 'participant-connect.amazonaws.com'],
]);
