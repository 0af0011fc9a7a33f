import type { ArnRow } from '../arns.js';

const LAMBDA = 'arn:${partition}:lambda:${region}:${account}:';
const IAM = 'arn:${partition}:iam::${account}:';
const EC2 = 'arn:${partition}:ec2:${region}:${account}:';
const SECRETS = 'arn:${partition}:secretsmanager:${region}:${account}:';
const SSM = 'arn:${partition}:ssm:${region}:${account}:';
const GLUE = 'arn:${partition}:glue:${region}:${account}:';
const BEDROCK = 'arn:${partition}:bedrock:${region}:${account}:';
const GLUE_TABLES = `
  GetTable CreateTable UpdateTable DeleteTable GetTableVersion GetTableVersions DeleteTableVersion
  BatchDeleteTableVersion GetPartition GetPartitions BatchGetPartition CreatePartition BatchCreatePartition
  UpdatePartition BatchUpdatePartition DeletePartition BatchDeletePartition GetPartitionIndexes
  CreatePartitionIndex DeletePartitionIndex GetColumnStatisticsForTable GetColumnStatisticsForPartition
  UpdateColumnStatisticsForTable UpdateColumnStatisticsForPartition DeleteColumnStatisticsForTable
  DeleteColumnStatisticsForPartition
`;
const GLUE_LISTS = 'GetTables BatchDeleteTable';
const GLUE_DATABASES = 'GetDatabase GetDatabases CreateDatabase UpdateDatabase DeleteDatabase';
const ENI =
  'DeleteNetworkInterface DetachNetworkInterface AttachNetworkInterface ModifyNetworkInterfaceAttribute ' +
  'AssignPrivateIpAddresses UnassignPrivateIpAddresses CreateNetworkInterfacePermission';

/** Functions, keys, secrets, parameters, roles, images, network interfaces, models. */
export const controlArns: readonly ArnRow[] = [
  { stem: 'lambda', events: '*', arn: `${LAMBDA}function:{functionName}`, form: 'function' },
  { stem: 'lambda', events: '*', arn: `${LAMBDA}function:{functionName}:{qualifier}`, form: 'function' },
  { stem: 'lambda', events: '*', arn: `${LAMBDA}event-source-mapping:{uUID}` },
  { stem: 'lambda', events: '*', arn: `${LAMBDA}event-source-mapping:{uuid}` },
  { stem: 'lambda', events: '*', arn: `${LAMBDA}layer:{layerName}` },
  { stem: 'lambda', events: '*', arn: `${LAMBDA}layer:{layerName}:{versionNumber}` },
  { stem: 'lambda', events: '*', arn: '{resource}' },
  { stem: 'lambda', events: '*', arn: '{codeSigningConfigArn}' },
  { stem: 'kms', events: '*', arn: 'arn:${partition}:kms:${region}:${account}:{keyId}', form: 'key' },
  { stem: 'kms', events: '*', arn: 'arn:${partition}:kms:${region}:${account}:{targetKeyId}', form: 'key' },
  {
    stem: 'kms',
    events: 'ReEncrypt',
    arn: 'arn:${partition}:kms:${region}:${account}:{destinationKeyId}',
    form: 'key',
  },
  {
    stem: 'kms',
    events: 'ReEncrypt',
    arn: 'arn:${partition}:kms:${region}:${account}:{sourceKeyId}',
    form: 'key',
  },
  { stem: 'kms', events: '*', arn: 'arn:${partition}:kms:${region}:${account}:{aliasName}', form: 'key' },
  // The key that an alias pointed to must allow it too, and is not in the parameters.
  { stem: 'kms', events: 'DeleteAlias UpdateAlias', arn: 'arn:${partition}:kms:${region}:${account}:key/*' },
  // Secrets Manager puts six characters behind the name: secretsmanager user guide, policy examples.
  { stem: 'secretsmanager', events: '*', arn: `${SECRETS}secret:{secretId}-??????`, ifArn: 'secret' },
  { stem: 'secretsmanager', events: 'CreateSecret', arn: `${SECRETS}secret:{name}-??????` },
  {
    stem: 'secretsmanager',
    events: 'BatchGetSecretValue',
    over: 'requestParameters.secretIdList[]',
    arn: `${SECRETS}secret:{}-??????`,
    ifArn: 'secret',
  },
  { stem: 'ssm', events: '*', arn: `${SSM}parameter{name}`, form: 'parameter' },
  { stem: 'ssm', events: 'GetParametersByPath', arn: `${SSM}parameter{path}`, form: 'parameter' },
  {
    stem: 'ssm',
    events: 'GetParameters DeleteParameters',
    over: 'requestParameters.names[]',
    arn: `${SSM}parameter{}`,
    form: 'parameter',
  },
  // A role's path is not in calls that name it, so its ARN cannot be told from the name: only what gives the path.
  { stem: 'iam', events: 'CreateRole', over: 'responseElements.role', arn: '{arn}' },
  { stem: 'iam', events: 'CreateUser', over: 'responseElements.user', arn: '{arn}' },
  { stem: 'iam', events: 'CreatePolicy', over: 'responseElements.policy', arn: '{arn}' },
  { stem: 'iam', events: '*', arn: '{policyArn}' },
  { stem: 'iam', events: 'CreateServiceLinkedRole', arn: `${IAM}role/aws-service-role/{aWSServiceName}/*` },
  { stem: 'sts', events: 'AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity', arn: '{roleArn}' },
  {
    stem: 'ecr',
    events: '*',
    arn: 'arn:${partition}:ecr:${region}:${account}:repository/{repositoryName}',
    account: 'registryId',
  },
  {
    stem: 'monitoring',
    events: '*',
    arn: 'arn:${partition}:cloudwatch:${region}:${account}:alarm:{alarmName}',
  },
  {
    stem: 'monitoring',
    events: '*',
    arn: 'arn:${partition}:cloudwatch::${account}:dashboard/{dashboardName}',
  },
  { stem: 'ec2', events: ENI, arn: `${EC2}network-interface/{networkInterfaceId}` },
  { stem: 'ec2', events: 'CreateNetworkInterface', arn: `${EC2}subnet/{subnetId}` },
  {
    stem: 'ec2',
    events: 'CreateNetworkInterface ModifyNetworkInterfaceAttribute',
    over: 'requestParameters.groupSet.items[]',
    arn: `${EC2}security-group/{groupId}`,
  },
  // The interface that is made has no id yet when the call is authorised.
  { stem: 'ec2', events: 'CreateNetworkInterface', arn: `${EC2}network-interface/*` },
  { stem: 'ec2', events: 'AttachNetworkInterface', arn: `${EC2}instance/{instanceId}` },
  { stem: 'ec2', events: 'DetachNetworkInterface', arn: `${EC2}instance/*` },
  {
    stem: 'bedrock',
    events:
      'InvokeModel InvokeModelWithResponseStream Converse ConverseStream InvokeModelWithBidirectionalStream',
    arn: 'arn:${partition}:bedrock:${region}::foundation-model/{modelId}',
    form: 'model',
  },
  { stem: 'bedrock', events: 'InvokeAgent', arn: `${BEDROCK}agent-alias/{agentId}/{agentAliasId}` },
  {
    stem: 'bedrock',
    events: '*',
    arn: 'arn:${partition}:bedrock:${region}:${account}:guardrail/{guardrailIdentifier}',
  },
  {
    stem: 'bedrock',
    events: '*',
    arn: 'arn:${partition}:bedrock:${region}:${account}:knowledge-base/{knowledgeBaseId}',
  },
  { stem: 'athena', events: '*', arn: 'arn:${partition}:athena:${region}:${account}:workgroup/{workGroup}' },
  // Calls on databases and tables are authorised on all three: Glue user guide, resource ARNs.
  // Of calls on connections or functions the rest is not built, so that they get none.
  { stem: 'glue', events: `${GLUE_TABLES} ${GLUE_LISTS} ${GLUE_DATABASES}`, arn: `${GLUE}catalog` },
  { stem: 'glue', events: `${GLUE_TABLES} ${GLUE_LISTS}`, arn: `${GLUE}database/{databaseName}` },
  { stem: 'glue', events: GLUE_TABLES, arn: `${GLUE}table/{databaseName}/{tableName}` },
  { stem: 'glue', events: GLUE_LISTS, arn: `${GLUE}table/{databaseName}/*` },
  { stem: 'glue', events: 'GetDatabases', arn: `${GLUE}database/*` },
  { stem: 'glue', events: 'CreateDatabase', arn: `${GLUE}database/{databaseInput.name}` },
  { stem: 'glue', events: 'DeleteDatabase', arn: `${GLUE}table/{name}/*` },
  { stem: 'glue', events: 'DeleteDatabase', arn: `${GLUE}userDefinedFunction/{name}/*` },
  { stem: 'glue', events: 'GetTable DeleteTable', arn: `${GLUE}table/{databaseName}/{name}` },
  { stem: 'glue', events: 'CreateTable UpdateTable', arn: `${GLUE}table/{databaseName}/{tableInput.name}` },
  { stem: 'glue', events: 'GetDatabase DeleteDatabase UpdateDatabase', arn: `${GLUE}database/{name}` },
  {
    stem: 'glue',
    events: 'StartJobRun GetJobRun GetJobRuns GetJob UpdateJob DeleteJob BatchStopJobRun',
    arn: `${GLUE}job/{jobName}`,
  },
  {
    stem: 'cognito-idp',
    events: '*',
    arn: 'arn:${partition}:cognito-idp:${region}:${account}:userpool/{userPoolId}',
  },
  {
    stem: 'cognito-identity',
    events: '*',
    arn: 'arn:${partition}:cognito-identity:${region}:${account}:identitypool/{identityPoolId}',
  },
  { stem: '*', events: '*', arn: '{resourceArn}' },
  { stem: '*', events: '*', arn: '{resourceARN}' },
];
