import type { UsageRow } from '../types.js';
import type { ExtractedEvent } from './builder.js';

/** An event as extraction gives it; tests name only what they are about. */
export function event(overrides: Partial<UsageRow> = {}, eventId = '', sharedEventId = ''): ExtractedEvent {
  const row: UsageRow = {
    principal: 'arn:aws:iam::111122223333:role/orders',
    principalType: 'role',
    session: 'orders-fn',
    account: '111122223333',
    region: 'eu-west-1',
    day: '2026-08-01',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    eventType: 'AwsApiCall',
    category: 'Data',
    readOnly: 'true',
    invokedBy: '',
    outcome: 'success',
    facets: [],
    resources: [],
    count: 1,
    first: 1_785_542_400,
    last: 1_785_542_400,
    ...overrides,
  };
  return { row, eventId, sharedEventId, callerAccount: row.principal.split(':')[4] ?? '' };
}

/** A UUID with this number in it. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
