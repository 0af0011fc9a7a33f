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
      ConditionalRequestConflict RestoreAlreadyInProgress InvalidPart InvalidPartOrder EntityTooSmall
      ObjectNotInActiveTierError ObjectAlreadyInActiveTierError NoSuchConfiguration
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
      TransactionInProgressException TableNotFoundException TableAlreadyExistsException TableInUseException
      IndexNotFoundException BackupNotFoundException BackupInUseException ReplicatedWriteConflictException
      TrimmedDataAccessException ExpiredIteratorException
    `),
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html',
  },
  {
    stem: 'lambda',
    codes: words(`
      ResourceNotFoundException ResourceConflictException ResourceNotReadyException EC2AccessDeniedException
      KMSDisabledException ResourceInUseException CodeStorageExceededException ProvisionedConcurrencyConfigNotFoundException
      EC2ThrottledException EC2UnexpectedException ENILimitReachedException EFSIOException
      EFSMountConnectivityException EFSMountFailureException EFSMountTimeoutException InvalidRuntimeException
      InvalidSecurityGroupIDException InvalidSubnetIDException InvalidZipFileException KMSAccessDeniedException
      KMSInvalidStateException KMSNotFoundException RecursiveInvocationException SnapStartException
      SnapStartNotReadyException SnapStartTimeoutException SubnetIPAddressLimitReachedException
      PreconditionFailedException
    `),
    // What hinders the invoked function (KMSAccessDeniedException: it may not read its environment) comes after the caller
    // was let in.
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors',
  },
  {
    // Not QueueDoesNotExist: "does not exist or you do not have access to it".
    stem: 'sqs',
    codes: words(`
      ReceiptHandleIsInvalid MessageNotInflight AWS.SimpleQueueService.MessageNotInflight PurgeQueueInProgress
      AWS.SimpleQueueService.PurgeQueueInProgress QueueNameExists QueueAlreadyExists QueueDeletedRecently
      AWS.SimpleQueueService.QueueDeletedRecently OverLimit KmsDisabled KmsInvalidState KmsNotFound
      KmsOptInRequired KmsInvalidKeyUsage
    `),
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html',
  },
  {
    stem: 'sns',
    codes: words(`
      NotFound NotFoundException EndpointDisabled EndpointDisabledException PlatformApplicationDisabled
      PlatformApplicationDisabledException KMSDisabled KMSInvalidState KMSNotFound KMSOptInRequired
    `),
    source: 'https://docs.aws.amazon.com/sns/latest/api/API_Publish.html',
  },
  {
    stem: 'ssm',
    codes: words('ParameterNotFound ParameterVersionNotFound ParameterAlreadyExists InvocationDoesNotExist'),
    source: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html',
  },
  {
    stem: 'secretsmanager',
    codes: words('ResourceNotFoundException ResourceExistsException DecryptionFailure EncryptionFailure'),
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html',
  },
  {
    stem: 'kms',
    codes: words(`
      InvalidCiphertextException IncorrectKeyException DisabledException KMSInvalidStateException
      KMSInvalidSignatureException KMSInvalidMacException InvalidKeyUsageException AlreadyExistsException
      DryRunOperationException
    `),
    source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html',
  },
  {
    stem: 'logs',
    codes: words(`
      ResourceNotFoundException ResourceAlreadyExistsException DataAlreadyAcceptedException OperationAbortedException
    `),
    source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html',
  },
  {
    stem: 'states',
    codes: words(`
      ExecutionAlreadyExists ExecutionDoesNotExist StateMachineDoesNotExist StateMachineAlreadyExists
      ActivityDoesNotExist TaskDoesNotExist TaskTimedOut ExecutionLimitExceeded StateMachineDeleting
      ExecutionNotRedrivable ActivityWorkerLimitExceeded ActivityAlreadyExists
    `),
    source: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html',
  },
  {
    stem: 'kinesis',
    codes: words(`
      ResourceNotFoundException ProvisionedThroughputExceededException ExpiredIteratorException ResourceInUseException
      ExpiredNextTokenException KMSDisabledException KMSInvalidStateException KMSNotFoundException
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
    codes: words(`
      ResourceNotFoundException ResourceAlreadyExistsException ConcurrentModificationException
      ManagedRuleException IllegalStatusException
    `),
    source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html',
  },
  {
    stem: 'scheduler',
    codes: words('ResourceNotFoundException ConflictException'),
    source: 'https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html',
  },
  {
    stem: 'pipes',
    codes: words('NotFoundException ConflictException'),
    source: 'https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_StartPipe.html',
  },
  {
    // The database's answer to a statement that was let through.
    stem: 'rdsdata',
    codes: words('StatementTimeoutException DatabaseErrorException TransactionNotFoundException'),
    source: 'https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html',
  },
  {
    // The model's answer.
    stem: 'bedrock',
    codes: words(`
      ModelErrorException ModelTimeoutException ModelNotReadyException ModelStreamErrorException
    `),
    source: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html',
  },
  {
    stem: 'sagemaker',
    codes: words('ModelError ModelNotReadyException InternalDependencyException'),
    source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html',
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
