import { passedRolePaths } from './rolePlaces.js';

/**
 * The closed list of what a usage row keeps of a record besides names and resources, so that every collector (this
 * package's, SQL) keeps the same. A facet is `name=value`; several values of one name are several facets.
 *
 * Paths start at the record, one key a step; `[]` goes over the items of an array. A step that the record lacks is tried
 * with the other case of its first letter (DynamoDB logs `tableName` and `TableName`). Values by kind:
 * - `shown`: `yes` where a path holds anything but null, false, '', `{}` and `[]`.
 * - `word`: the first word of a text, in capitals (A-Z), at most 20 letters; `?` where it does not begin with one.
 * - `role`: a text that is the ARN of an IAM role. `roleOrName`: `?` where it is another text.
 * - `name`: a text that can be the name of an IAM role or user, without path.
 * - `bucket`: the bucket of a path `/bucket/key`, with or without the first slash.
 * - `contains`: `yes` where a path holds a text with `text` in it.
 */
export interface FacetRow {
  readonly name: string;
  /** Stems of event sources, words; `*`: any. */
  readonly stems: string;
  /** Stems that `*` does not mean, words. */
  readonly except?: string;
  /** Event names, words; `*`: any. */
  readonly events: string;
  readonly paths: readonly string[];
  readonly kind: 'shown' | 'word' | 'role' | 'roleOrName' | 'name' | 'bucket' | 'contains';
  readonly text?: string;
}

/** Added where a record that has facet rows of its own (not `*`) shows no parameters, so that absence says nothing. */
export const PARAMETERS_HIDDEN = 'parameters=hidden';

const S3_VERSIONED =
  'GetObject HeadObject GetObjectAcl GetObjectTagging GetObjectAttributes DeleteObject DeleteObjectTagging ' +
  'PutObjectAcl PutObjectTagging';
const S3_WRITES = 'PutObject CreateMultipartUpload CopyObject PostObject';
const S3_COPIES = 'CopyObject UploadPartCopy';
const request = (...keys: string[]): string[] => keys.map((key) => `requestParameters.${key}`);

export const facetRows: readonly FacetRow[] = [
  { name: 'versionId', stems: 's3', events: S3_VERSIONED, paths: request('versionId'), kind: 'shown' },
  {
    name: 'sourceVersion',
    stems: 's3',
    events: S3_COPIES,
    paths: request('x-amz-copy-source'),
    kind: 'contains',
    text: 'versionId=',
  },
  // Which of a row's buckets was read from: the other was written to.
  {
    name: 'sourceBucket',
    stems: 's3',
    events: S3_COPIES,
    paths: request('x-amz-copy-source'),
    kind: 'bucket',
  },
  {
    name: 'acl',
    stems: 's3',
    events: `${S3_WRITES} CreateBucket`,
    paths: request(
      'x-amz-acl',
      'acl',
      'x-amz-grant-read',
      'x-amz-grant-write',
      'x-amz-grant-read-acp',
      'x-amz-grant-write-acp',
      'x-amz-grant-full-control',
      'accessControlList',
    ),
    kind: 'shown',
  },
  {
    name: 'tagging',
    stems: 's3',
    events: S3_WRITES,
    paths: request('x-amz-tagging', 'tagging'),
    kind: 'shown',
  },
  {
    name: 'legalHold',
    stems: 's3',
    events: S3_WRITES,
    paths: request('x-amz-object-lock-legal-hold'),
    kind: 'shown',
  },
  {
    name: 'retention',
    stems: 's3',
    events: S3_WRITES,
    paths: request('x-amz-object-lock-mode', 'x-amz-object-lock-retain-until-date'),
    kind: 'shown',
  },
  {
    name: 'bypassRetention',
    stems: 's3',
    events: 'DeleteObject DeleteObjects PutObjectRetention',
    paths: request('x-amz-bypass-governance-retention'),
    kind: 'shown',
  },
  // SSE_S3, Default_SSE_KMS, ...: with `encryption` and no `kmsEncryption` no key was needed.
  { name: 'encryption', stems: 's3', events: '*', paths: ['additionalEventData.SSEApplied'], kind: 'shown' },
  {
    name: 'kmsEncryption',
    stems: 's3',
    events: '*',
    paths: ['additionalEventData.SSEApplied', ...request('x-amz-server-side-encryption')],
    kind: 'contains',
    text: 'KMS',
  },
  {
    name: 'kmsEncryption',
    stems: 's3',
    events: '*',
    paths: request('x-amz-server-side-encryption'),
    kind: 'contains',
    text: 'kms',
  },
  {
    name: 'statement',
    stems: 'dynamodb',
    events: 'ExecuteStatement BatchExecuteStatement ExecuteTransaction',
    paths: request(
      'statement',
      'statements[].statement',
      'requestItems[].statement',
      'transactStatements[].statement',
    ),
    kind: 'word',
  },
  {
    name: 'operation',
    stems: 'dynamodb',
    events: 'TransactWriteItems',
    paths: request('requestItems[].operation'),
    kind: 'word',
  },
  {
    name: 'decryption',
    stems: 'ssm',
    events: 'GetParameter GetParameters GetParametersByPath GetParameterHistory',
    paths: request('withDecryption'),
    kind: 'shown',
  },
  // IAM names a role or user without its path or ARN; when its grants changed is read from here (usage/coverage/windows).
  {
    name: 'roleName',
    stems: 'iam',
    events: `CreateRole PutRolePolicy DeleteRolePolicy AttachRolePolicy DetachRolePolicy
      PutRolePermissionsBoundary DeleteRolePermissionsBoundary`,
    paths: request('roleName'),
    kind: 'name',
  },
  {
    name: 'userName',
    stems: 'iam',
    events: `CreateUser PutUserPolicy DeleteUserPolicy AttachUserPolicy DetachUserPolicy
      PutUserPermissionsBoundary DeleteUserPermissionsBoundary AddUserToGroup RemoveUserFromGroup`,
    paths: request('userName'),
    kind: 'name',
  },
  {
    name: 'sourceIdentity',
    stems: 'sts',
    events: 'AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity',
    paths: request('sourceIdentity'),
    kind: 'shown',
  },
  {
    name: 'guardrail',
    stems: 'bedrock',
    events:
      'InvokeModel InvokeModelWithResponseStream InvokeModelWithBidirectionalStream Converse ConverseStream StartAsyncInvoke',
    paths: request('guardrailIdentifier', 'guardrailConfig'),
    kind: 'shown',
  },
  {
    name: 'layers',
    stems: 'lambda',
    events:
      'CreateFunction20150331 CreateFunction UpdateFunctionConfiguration20150331v2 UpdateFunctionConfiguration',
    paths: request('layers'),
    kind: 'shown',
  },
  {
    name: 'scalableTarget',
    stems: 'autoscaling',
    events: '*',
    paths: request('serviceNamespace'),
    kind: 'shown',
  },
  {
    name: 'mount',
    stems: 'elasticfilesystem',
    events: 'NewClientConnection UpdateClientConnection',
    paths: ['serviceEventDetails.permissions.ClientMount'],
    kind: 'shown',
  },
  {
    name: 'write',
    stems: 'elasticfilesystem',
    events: 'NewClientConnection UpdateClientConnection',
    paths: ['serviceEventDetails.permissions.ClientWrite'],
    kind: 'shown',
  },
  {
    name: 'rootAccess',
    stems: 'elasticfilesystem',
    events: 'NewClientConnection UpdateClientConnection',
    paths: ['serviceEventDetails.permissions.ClientRootAccess'],
    kind: 'shown',
  },
  // A volume's role is taken up by ECS itself, the others by the task.
  {
    name: 'volumeRole',
    stems: 'ecs',
    events: 'CreateService CreateTaskSet RunTask StartTask UpdateService',
    paths: request('volumeConfigurations[].managedEBSVolume.roleArn'),
    kind: 'shown',
  },
  {
    name: 'tags',
    stems: '*',
    events: '*',
    paths: request(
      'tags',
      'tagSpecificationSet',
      'tagSpecifications',
      'tagSet',
      'tagList',
      'tagsToAdd',
      'transitiveTagKeys',
    ),
    kind: 'shown',
  },
  {
    // STS and IAM take role ARNs to assume or to manage, not to pass.
    name: 'passedRole',
    stems: '*',
    except: 'sts iam',
    events: '*',
    paths: request(...passedRolePaths),
    kind: 'role',
  },
  // Glue takes a name with its path, EMR a name: which ARN that is cannot be told (`?`).
  {
    name: 'passedRole',
    stems: 'glue',
    events: '*',
    paths: request('role', 'jobUpdate.role'),
    kind: 'roleOrName',
  },
  {
    name: 'passedRole',
    stems: 'elasticmapreduce',
    events: 'RunJobFlow',
    paths: request('serviceRole', 'jobFlowRole', 'autoScalingRole'),
    kind: 'roleOrName',
  },
  {
    name: 'passedRole',
    stems: 'batch',
    events: 'CreateComputeEnvironment UpdateComputeEnvironment',
    paths: request('serviceRole', 'computeResources.instanceRole', 'computeResources.spotIamFleetRole'),
    kind: 'roleOrName',
  },
];

/** All values of one facet. */
export function facetValues(facets: readonly string[], name: string): readonly string[] {
  return facets.filter((facet) => facet.startsWith(`${name}=`)).map((facet) => facet.slice(name.length + 1));
}
