import { invariant } from '../util/invariant.js';
import { extractEvent, type Extracted } from './extract.js';

/** A record as a Lambda function's role makes it, with the given fields in the place of the usual ones. */
export function makeRecord(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    eventVersion: '1.08',
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLE:orders-fn',
      arn: 'arn:aws:sts::111122223333:assumed-role/orders-role/orders-fn',
      accountId: '111122223333',
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/app/orders-role' },
      },
    },
    eventTime: '2026-08-01T10:11:12Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    awsRegion: 'eu-west-1',
    requestParameters: null,
    responseElements: null,
    eventID: 'e-1',
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: false,
    eventCategory: 'Data',
    recipientAccountId: '111122223333',
    ...fields,
  };
}

/** The extracted event; a skipped record fails the test. */
export function extractRow(record: unknown): Extract<Extracted, { row: unknown }> {
  const extracted = extractEvent(record);
  invariant('row' in extracted, 'a record of a test was skipped');
  return extracted;
}
