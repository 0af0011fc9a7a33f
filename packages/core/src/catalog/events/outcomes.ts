import { stemOf } from './sources.js';
import { words } from './words.js';

/**
 * Error codes of a refusal. IAM's general ones: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html;
 * EC2's: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html; SNS's AuthorizationError:
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html; VpceAccessDenied: CloudTrail user guide, network activity.
 */
export const deniedCodes: ReadonlySet<string> = new Set(
  words(`
    AccessDenied AccessDeniedException AccessDeniedError AccessDeniedFault AccessDeniedForDependency
    AccessDeniedForDependencyException AllAccessDisabled AuthFailure AuthorizationError
    AuthorizationErrorException AuthorizationException Client.AccessDenied Client.AuthFailure
    Client.UnauthorizedOperation Client.UnauthorizedAccess ExplicitDeny Forbidden ForbiddenException
    InsufficientPrivilegesException KMSAccessDeniedException MissingAuthenticationToken NotAuthorized
    NotAuthorizedException NotAuthorizedForSourceException UnauthorizedAccess
    UnauthorizedClientException UnauthorizedException UnauthorizedOperation
    VpceAccessDenied
  `),
);

/** What every access-denied message of IAM holds. Source: IAM user guide, troubleshoot access denied messages. */
export const DENIED_MESSAGE = 'is not authorized to perform';

/** Errors that an API gives only after it has authorised the call. */
export interface AuthorisedErrors {
  /** Event source without `.amazonaws.com`. */
  readonly stem: string;
  readonly codes: readonly string[];
  readonly source: string;
}

export const authorisedErrors: readonly AuthorisedErrors[] = [
  {
    stem: 's3',
    codes: words(`
      NoSuchKey NoSuchVersion NoSuchUpload NotModified PreconditionFailed InvalidRange InvalidObjectState
      NoSuchTagSet NoSuchBucketPolicy NoSuchLifecycleConfiguration NoSuchCORSConfiguration
      NoSuchWebsiteConfiguration NoSuchPublicAccessBlockConfiguration ReplicationConfigurationNotFoundError
      ServerSideEncryptionConfigurationNotFoundError ObjectLockConfigurationNotFoundError
      OwnershipControlsNotFoundError NoSuchObjectLockConfiguration BucketNotEmpty BucketAlreadyOwnedByYou
      ConditionalRequestConflict RestoreAlreadyInProgress
    `),
    source:
      'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html; 403 stands where the caller may not',
  },
  {
    stem: 'dynamodb',
    codes: words(`
      ConditionalCheckFailedException TransactionCanceledException TransactionConflictException
      ItemCollectionSizeLimitExceededException ProvisionedThroughputExceededException ResourceNotFoundException
      ResourceInUseException DuplicateItemException IdempotentParameterMismatchException
      TransactionInProgressException TableNotFoundException
    `),
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html',
  },
  {
    stem: 'lambda',
    codes: words(`
      ResourceNotFoundException ResourceConflictException ResourceNotReadyException EC2AccessDeniedException
      KMSDisabledException ResourceInUseException CodeStorageExceededException ProvisionedConcurrencyConfigNotFoundException
    `),
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors',
  },
  {
    stem: 'sqs',
    codes: words(`
      QueueDoesNotExist AWS.SimpleQueueService.NonExistentQueue ReceiptHandleIsInvalid MessageNotInflight
      AWS.SimpleQueueService.MessageNotInflight PurgeQueueInProgress QueueNameExists QueueDeletedRecently
    `),
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html',
  },
  {
    stem: 'sns',
    codes: words('NotFound NotFoundException EndpointDisabled EndpointDisabledException'),
    source: 'https://docs.aws.amazon.com/sns/latest/api/API_Publish.html',
  },
  {
    stem: 'ssm',
    codes: words('ParameterNotFound ParameterVersionNotFound ParameterAlreadyExists InvocationDoesNotExist'),
    source: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html',
  },
  {
    stem: 'secretsmanager',
    codes: words('ResourceNotFoundException ResourceExistsException'),
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html',
  },
  {
    stem: 'kms',
    codes: words(`
      InvalidCiphertextException IncorrectKeyException DisabledException KMSInvalidStateException
      KMSInvalidSignatureException InvalidKeyUsageException AlreadyExistsException
    `),
    source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html',
  },
  {
    stem: 'logs',
    codes: words('ResourceNotFoundException ResourceAlreadyExistsException DataAlreadyAcceptedException'),
    source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html',
  },
  {
    stem: 'states',
    codes: words(`
      ExecutionAlreadyExists ExecutionDoesNotExist StateMachineDoesNotExist StateMachineAlreadyExists
      ActivityDoesNotExist TaskDoesNotExist TaskTimedOut ExecutionLimitExceeded
    `),
    source: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html',
  },
  {
    stem: 'kinesis',
    codes: words(`
      ResourceNotFoundException ProvisionedThroughputExceededException ExpiredIteratorException ResourceInUseException
    `),
    source: 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html',
  },
  {
    stem: 'firehose',
    codes: words('ResourceNotFoundException ResourceInUseException'),
    source: 'https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecord.html',
  },
  {
    stem: 'events',
    codes: words('ResourceNotFoundException ResourceAlreadyExistsException'),
    source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html',
  },
  {
    stem: 'iam',
    codes: words(
      'NoSuchEntity NoSuchEntityException EntityAlreadyExists EntityAlreadyExistsException DeleteConflict',
    ),
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html',
  },
  {
    stem: 'ecr',
    codes: words('RepositoryNotFoundException ImageNotFoundException RepositoryPolicyNotFoundException'),
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html',
  },
  {
    stem: 'cloudformation',
    codes: words('ChangeSetNotFound ChangeSetNotFoundException AlreadyExistsException'),
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html',
  },
  {
    // Here NotAuthorizedException is the user's wrong password; IAM's refusal is AccessDeniedException.
    stem: 'cognito-idp',
    codes: words(`
      NotAuthorizedException UserNotFoundException UsernameExistsException AliasExistsException
      UserNotConfirmedException PasswordResetRequiredException CodeMismatchException ExpiredCodeException
      ResourceNotFoundException GroupExistsException
    `),
    source:
      'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html',
  },
  {
    // A dry run that would have been allowed; a refused one is UnauthorizedOperation.
    stem: 'ec2',
    codes: words('Client.DryRunOperation DryRunOperation'),
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
  },
];

const authorised = new Set(
  authorisedErrors.flatMap(({ stem, codes }) => codes.map((code) => `${stem} ${code}`)),
);

/**
 * Whether a row's outcome shows that the call was authorised. `undecided`: an error that may come before the decision
 * (validation, throttling) or whose place is not known: neither use nor refusal.
 */
export function judgeOutcome(eventSource: string, outcome: string): 'use' | 'denied' | 'undecided' {
  if (outcome === 'success') return 'use';
  if (outcome === 'denied') return 'denied';
  if (authorised.has(`${stemOf(eventSource)} ${outcome}`)) return 'use';
  return deniedCodes.has(outcome) ? 'denied' : 'undecided';
}

/** A record's error as a row's outcome: `success`, `denied`, else the code. */
export function outcomeOf(eventSource: string, errorCode: string, errorMessage: string): string {
  if (errorCode === '') return errorMessage === '' ? 'success' : 'error';
  if (authorised.has(`${stemOf(eventSource)} ${errorCode}`)) return errorCode;
  return deniedCodes.has(errorCode) || errorMessage.includes(DENIED_MESSAGE) ? 'denied' : errorCode;
}
