import type { UsageRow } from '../types.js';

// Stands in until usage/extract lands.
interface Loose {
  [name: string]: unknown;
}
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const part = (value: unknown): Loose => (typeof value === 'object' && value !== null ? (value as Loose) : {});

export function extractEvent(
  record: unknown,
  hints: { account?: string; region?: string } = {},
): { row: UsageRow; eventId: string; sharedEventId: string } | { skipped: string } {
  const event = part(record);
  const identity = part(event['userIdentity']);
  const issuer = part(part(identity['sessionContext'])['sessionIssuer']);
  const time = Date.parse(text(event['eventTime'])) / 1000;
  if (!Number.isFinite(time)) return { skipped: 'no-time' };
  const role = text(issuer['arn']);
  const arn = text(identity['arn']);
  const resources = Array.isArray(event['resources'])
    ? event['resources'].map((resource) => text(part(resource)['ARN'])).filter((name) => name !== '')
    : [];
  const category = text(event['eventCategory']);
  const row: UsageRow = {
    principal: role || arn || text(identity['invokedBy']),
    principalType: role ? 'role' : arn ? 'user' : 'unknown',
    session: role ? arn.slice(arn.lastIndexOf('/') + 1) : '',
    account: text(event['recipientAccountId']) || hints.account || text(identity['accountId']),
    region: text(event['awsRegion']) || hints.region || '',
    day: new Date(time * 1000).toISOString().slice(0, 10),
    eventSource: text(event['eventSource']),
    eventName: text(event['eventName']),
    eventType: text(event['eventType']),
    category: category === 'Management' || category === 'Data' ? category : '',
    readOnly: typeof event['readOnly'] === 'boolean' ? (String(event['readOnly']) as 'true') : '',
    invokedBy: text(identity['invokedBy']),
    outcome: text(event['errorCode']) || 'success',
    facets: [],
    resources: [...new Set(resources)].sort(),
    count: 1,
    first: time,
    last: time,
  };
  return { row, eventId: text(event['eventID']), sharedEventId: text(event['sharedEventID']) };
}
