import assert from 'node:assert/strict';
import { authorisedErrors, judgeOutcome, outcomeOf } from './outcomes.js';

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
  ['dynamodb.amazonaws.com', 'ResourceNotFoundException', '', 'ResourceNotFoundException', 'use'],
  ['dynamodb.amazonaws.com', 'ThrottlingException', '', 'ThrottlingException', 'undecided'],
  [S3, 'SlowDown', '', 'SlowDown', 'undecided'],
  [S3, 'NoSuchUpload', '', 'NoSuchUpload', 'use'],
  // The message leaves open whether the caller may know.
  [
    'sqs.amazonaws.com',
    'AWS.SimpleQueueService.NonExistentQueue',
    '',
    'AWS.SimpleQueueService.NonExistentQueue',
    'undecided',
  ],
  ['sqs.amazonaws.com', 'QueueDoesNotExist', '', 'QueueDoesNotExist', 'undecided'],
  ['sqs.amazonaws.com', 'ReceiptHandleIsInvalid', '', 'ReceiptHandleIsInvalid', 'use'],
  // The function that was invoked may not use its key: its caller was let in.
  ['lambda.amazonaws.com', 'KMSAccessDeniedException', REFUSAL, 'KMSAccessDeniedException', 'use'],
  ['kinesis.amazonaws.com', 'KMSAccessDeniedException', REFUSAL, 'denied', 'denied'],
  ['lambda.amazonaws.com', 'TooManyRequestsException', '', 'TooManyRequestsException', 'undecided'],
  ['secretsmanager.amazonaws.com', 'DecryptionFailure', '', 'DecryptionFailure', 'use'],
  ['states.amazonaws.com', 'TaskTimedOut', '', 'TaskTimedOut', 'use'],
  ['events.amazonaws.com', 'ResourceNotFoundException', '', 'ResourceNotFoundException', 'use'],
  ['scheduler.amazonaws.com', 'ConflictException', '', 'ConflictException', 'use'],
  ['bedrock.amazonaws.com', 'ModelTimeoutException', '', 'ModelTimeoutException', 'use'],
  ['rdsdata.amazonaws.com', 'BadRequestException', '', 'BadRequestException', 'undecided'],
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

  it('every service stands once, each code once, with a page', () => {
    const stems = authorisedErrors.map(({ stem }) => stem);
    assert.deepEqual(stems, [...new Set(stems)]);
    for (const { stem, codes, source } of authorisedErrors) {
      assert.deepEqual([...codes], [...new Set(codes)], stem);
      assert.match(source, /^https:\/\//, stem);
    }
  });
});
