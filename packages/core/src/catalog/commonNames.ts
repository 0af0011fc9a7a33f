/**
 * API operations that people write as actions though the action has another name. Only where one action answers.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html,
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export const actionOfOperation: ReadonlyMap<string, string> = new Map([
  ['lambda:invoke', 'lambda:InvokeFunction'],
  ['s3:completemultipartupload', 's3:PutObject'],
  ['s3:createmultipartupload', 's3:PutObject'],
  ['s3:deleteobjects', 's3:DeleteObject'],
  ['s3:getbucketencryption', 's3:GetEncryptionConfiguration'],
  ['s3:getbucketlifecycle', 's3:GetLifecycleConfiguration'],
  ['s3:getbucketlifecycleconfiguration', 's3:GetLifecycleConfiguration'],
  ['s3:headbucket', 's3:ListBucket'],
  ['s3:headobject', 's3:GetObject'],
  ['s3:listbuckets', 's3:ListAllMyBuckets'],
  ['s3:listmultipartuploads', 's3:ListBucketMultipartUploads'],
  ['s3:listobjects', 's3:ListBucket'],
  ['s3:listobjectsv2', 's3:ListBucket'],
  ['s3:listobjectversions', 's3:ListBucketVersions'],
  ['s3:listparts', 's3:ListMultipartUploadParts'],
  ['s3:putbucketencryption', 's3:PutEncryptionConfiguration'],
  ['s3:putbucketlifecycle', 's3:PutLifecycleConfiguration'],
  ['s3:putbucketlifecycleconfiguration', 's3:PutLifecycleConfiguration'],
  ['s3:uploadpart', 's3:PutObject'],
]);

/**
 * Names that people write for an IAM prefix: what the service is called, or its endpoint, event source or SDK client.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const prefixOfService: ReadonlyMap<string, string> = new Map([
  ['cloudwatch-logs', 'logs'],
  ['cloudwatchlogs', 'logs'],
  ['email', 'ses'],
  ['eventbridge', 'events'],
  ['iot-data', 'iot'],
  ['monitoring', 'cloudwatch'],
  ['parameterstore', 'ssm'],
  ['sfn', 'states'],
  ['stepfunctions', 'states'],
  ['tagging', 'tag'],
]);
