/**
 * Global condition keys that people use in identity policies, with what they hold.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const globalKeys: readonly (readonly [key: string, docs: string])[] = [
  ['aws:CalledVia', 'The services that made the request on behalf of the principal, in order.'],
  ['aws:CurrentTime', 'The time of the request.'],
  ['aws:EpochTime', 'The time of the request, in seconds since 1970.'],
  ['aws:MultiFactorAuthPresent', 'Whether the credentials were obtained with MFA.'],
  ['aws:PrincipalAccount', 'The account of the principal.'],
  ['aws:PrincipalArn', 'The ARN of the principal: for a role session, of the role.'],
  ['aws:PrincipalOrgID', 'The organization of the principal.'],
  ['aws:PrincipalTag/', 'A tag of the principal; the key of the tag follows.'],
  ['aws:RequestTag/', 'A tag that the request passes; the key of the tag follows.'],
  ['aws:RequestedRegion', 'The region that the request goes to.'],
  ['aws:ResourceAccount', 'The account that owns the resource.'],
  ['aws:ResourceOrgID', 'The organization of the account that owns the resource.'],
  ['aws:ResourceTag/', 'A tag of the resource; the key of the tag follows.'],
  ['aws:SecureTransport', 'Whether the request was sent with TLS.'],
  ['aws:SourceAccount', 'The account of the resource that makes a service call.'],
  ['aws:SourceArn', 'The ARN of the resource that makes a service call.'],
  ['aws:SourceIp', 'The public IP address that the request comes from.'],
  ['aws:SourceVpc', 'The VPC that the request comes through.'],
  ['aws:SourceVpce', 'The VPC endpoint that the request comes through.'],
  ['aws:TagKeys', 'The keys of the tags that the request passes.'],
  ['aws:ViaAWSService', 'Whether a service makes the request on behalf of the principal.'],
  ['aws:userid', 'The id of the principal.'],
  ['aws:username', 'The name of the user; not there for roles.'],
];
