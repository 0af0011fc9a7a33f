/**
 * Whether a key (in lower case) has at most one value in any request: "Single-valued condition context keys have at most
 * one value in the request context." What is not listed may have several, which proves less.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function isSingleValued(key: string): boolean {
  if (SINGLE.has(key)) return true;
  const slash = key.indexOf('/');
  return slash > 0 && SINGLE.has(key.slice(0, slash + 1));
}

/**
 * Keys by what stands before the colon; one that ends in a slash is a family, such as that of the tags.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html ("Value type: Single-valued")
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * (types that are no `ArrayOf…`)
 */
const KEYS: Readonly<Record<string, string>> = {
  aws: `PrincipalArn PrincipalAccount PrincipalOrgID PrincipalTag/ PrincipalIsAWSService PrincipalServiceName
    PrincipalType userid username AssumedRoot FederatedProvider TokenIssueTime MultiFactorAuthAge
    MultiFactorAuthPresent ChatbotSourceArn Ec2InstanceSourceVpc Ec2InstanceSourcePrivateIPv4 SourceIdentity SourceIp
    SourceVpc SourceVpcArn SourceVpce VpceAccount VpceOrgID VpcSourceIp ResourceAccount ResourceOrgID ResourceTag/
    CalledViaFirst CalledViaLast ViaAWSService CurrentTime EpochTime referer RequestedRegion RequestTag/
    SecureTransport SourceAccount SourceArn SourceOrgID UserAgent`,
  iam: 'AssociatedResourceArn AWSServiceName PassedToService PermissionsBoundary PolicyARN ResourceTag/',
  kms: 'CallerAccount GrantIsForAWSResource KeyOrigin KeySpec KeyUsage ViaService',
  lambda: 'CodeSigningConfigArn EventSourceToken FunctionArn FunctionUrlAuthType Principal SourceFunctionArn',
  s3: `authType DataAccessPointAccount DataAccessPointArn delimiter ExistingObjectTag/ LocationConstraint max-keys prefix
    RequestObjectTag/ ResourceAccount signatureAge signatureversion TlsVersion VersionId x-amz-acl x-amz-copy-source
    x-amz-server-side-encryption x-amz-server-side-encryption-aws-kms-key-id x-amz-storage-class`,
  secretsmanager:
    'Name RecoveryWindowInDays resource/AllowRotationLambdaArn ResourceTag/ SecretId VersionId VersionStage',
  sns: 'Endpoint Protocol',
  sts: 'ExternalId RoleSessionName SourceIdentity',
  ec2: 'InstanceType Region ResourceTag/ RoleDelivery SourceInstanceARN Subnet Vpc',
  dynamodb: 'EnclosingOperation FullTableScan ReturnConsumedCapacity ReturnValues Select',
  ssm: 'Overwrite Recursive resourceTag/ SourceInstanceARN',
};

const SINGLE: ReadonlySet<string> = new Set(
  Object.entries(KEYS).flatMap(([prefix, names]) =>
    names.split(/\s+/).map((name) => `${prefix}:${name}`.toLowerCase()),
  ),
);
