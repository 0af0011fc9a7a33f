import assert from 'node:assert/strict';
import { judgeOutcome, outcomeOf } from './outcomes.js';

const S3 = 's3.amazonaws.com';
const EC2 = 'ec2.amazonaws.com';
const REFUSAL = 'User: arn:aws:iam::1:role/r is not authorized to perform: dms:X on resource: *';

/** Source, error code, message → the row's outcome and what it shows. */
const cases: readonly (readonly [string, string, string, string, 'use' | 'denied' | 'undecided'])[] = [
  [S3, '', '', 'success', 'use'],
  [S3, 'AccessDenied', 'Access Denied', 'denied', 'denied'],
  [S3, 'NoSuchKey', 'The specified key does not exist.', 'NoSuchKey', 'use'],
  [S3, 'NoSuchBucket', '', 'NoSuchBucket', 'undecided'],
  [S3, 'InternalError', '', 'InternalError', 'undecided'],
  [EC2, 'Client.UnauthorizedOperation', '', 'denied', 'denied'],
  [EC2, 'Client.DryRunOperation', '', 'Client.DryRunOperation', 'use'],
  [EC2, 'Client.RequestLimitExceeded', '', 'Client.RequestLimitExceeded', 'undecided'],
  ['dynamodb.amazonaws.com', 'ConditionalCheckFailedException', '', 'ConditionalCheckFailedException', 'use'],
  ['dynamodb.amazonaws.com', 'ValidationException', '', 'ValidationException', 'undecided'],
  ['dynamodb.amazonaws.com', 'AccessDeniedException', '', 'denied', 'denied'],
  ['sns.amazonaws.com', 'AuthorizationError', '', 'denied', 'denied'],
  ['kms.amazonaws.com', 'ResourceNotFoundException', '', 'ResourceNotFoundException', 'undecided'],
  ['directconnect.amazonaws.com', 'DirectConnectClientException', REFUSAL, 'denied', 'denied'],
  [
    'directconnect.amazonaws.com',
    'DirectConnectClientException',
    'no',
    'DirectConnectClientException',
    'undecided',
  ],
  [
    'cognito-idp.amazonaws.com',
    'NotAuthorizedException',
    'Incorrect password',
    'NotAuthorizedException',
    'use',
  ],
  ['codebuild.amazonaws.com', 'NotAuthorizedException', '', 'denied', 'denied'],
  ['signin.amazonaws.com', '', 'Failed authentication', 'error', 'undecided'],
  [EC2, 'VpceAccessDenied', '', 'denied', 'denied'],
  [EC2, '__proto__', '', '__proto__', 'undecided'],
];

describe('outcomes', () => {
  for (const [source, code, message, outcome, judged] of cases) {
    it(`${source} ${code || 'no code'} ${message.slice(0, 20)}: ${outcome}, ${judged}`, () => {
      assert.equal(outcomeOf(source, code, message), outcome);
      assert.equal(judgeOutcome(source, outcome), judged);
    });
  }
});
