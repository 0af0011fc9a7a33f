import assert from 'node:assert/strict';
import { prepare } from '../../../prepare.js';
import { resolveEvent } from '../resolve.js';
import { words } from '../words.js';

/** `stem Event facet...` → certain actions, then possible ones (only those looked for). */
const cases: readonly (readonly [event: string, certain: string, possible?: string])[] = [
  // Batch forms and second versions.
  ['batch CancelJobs', 'batch:CancelJob'],
  ['batch TerminateServiceJobs', 'batch:TerminateServiceJob'],
  ['access-analyzer ListFindingsV2', 'access-analyzer:ListFindings'],
  ['securityhub GetFindingStatisticsV2', 'securityhub:GetAdhocInsightResults'],
  ['redshift-data GetStatementResultV2', 'redshift-data:GetStatementResult'],
  ['verifiedpermissions BatchIsAuthorized', 'verifiedpermissions:IsAuthorized'],
  ['dms DescribeMigrationProjects', 'dms:ListMigrationProjects'],
  ['taxconsole PutTaxExemption', 'tax:UpdateExemptions'],
  // Several at once.
  ['cloudfront CreateDistributionWithTags', 'cloudfront:CreateDistribution cloudfront:TagResource'],
  ['cloudfront CreateDistributionWithTags2020_05_31', 'cloudfront:CreateDistribution cloudfront:TagResource'],
  ['ecr ListImageReferrers', 'ecr:BatchGetImage'],
  // The action of another name, though the catalog has one of the same name.
  ['glue CreatePartitionIndex', 'glue:UpdateTable', 'glue:CreatePartitionIndex'],
  ['glue GetColumnStatisticsForTable', 'glue:GetTable', 'glue:GetColumnStatisticsForTable'],
  ['glue GetUnfilteredPartitionsMetadata', 'glue:GetPartitions'],
  ['glue ListDataQualityStatistics', 'glue:GetDataQualityResult'],
  // More with some parameters.
  ['glue BatchGetJobs', 'glue:BatchGetJobs', 'glue:GetJob'],
  ['glue StartJobRun', 'glue:StartJobRun', 'glue:GetUsageProfile'],
  ['glue UpdateTable', 'glue:UpdateTable', 'glue:PassConnection'],
  ['logs PutAccountPolicy', 'logs:PutAccountPolicy', 'logs:PutSubscriptionFilter iam:PassRole'],
  ['logs GetLogEvents', 'logs:GetLogEvents', 'logs:Unmask'],
  ['logs StartQuery', 'logs:StartQuery', 'logs:FilterLogEvents logs:DescribeLogGroups'],
  ['logs CreateLogGroup', 'logs:CreateLogGroup'],
  ['logs CreateLogGroup tags=yes', 'logs:CreateLogGroup', 'logs:TagLogGroup logs:TagResource'],
  ['lambda GetFunction20150331v2', 'lambda:GetFunction', 'lambda:ListTags'],
  ['lambda InvokeAsync', 'lambda:InvokeAsync', 'lambda:InvokeFunction'],
  ['dynamodb UpdateTable', 'dynamodb:UpdateTable', 'dynamodb:CreateTableReplica dynamodb:BatchWriteItem'],
  [
    'secretsmanager BatchGetSecretValue',
    'secretsmanager:BatchGetSecretValue',
    'secretsmanager:GetSecretValue secretsmanager:ListSecrets',
  ],
  ['kinesis CreateStream', 'kinesis:CreateStream', 'kinesis:AddTagsToStream'],
  [
    'redshift-data ExecuteStatement',
    'redshift-data:ExecuteStatement',
    'redshift:GetClusterCredentials redshift-serverless:GetCredentials',
  ],
  [
    'elasticfilesystem CreateMountTarget',
    'elasticfilesystem:CreateMountTarget',
    'ec2:CreateNetworkInterface',
  ],
  ['monitoring PutMetricAlarm', 'cloudwatch:PutMetricAlarm', 'iam:CreateServiceLinkedRole'],
  ['codeartifact GetAuthorizationToken', 'codeartifact:GetAuthorizationToken', 'sts:GetServiceBearerToken'],
  // S3 Control and directory buckets.
  ['s3 DeleteBucketLifecycleConfiguration', 's3-outposts:PutLifecycleConfiguration'],
  ['s3 CreateAccessGrantsLocation', 's3:CreateAccessGrantsLocation', 'iam:PassRole'],
  ['s3 UpdateObjectEncryption', 's3:UpdateObjectEncryption', 'kms:Decrypt kms:GenerateDataKey'],
  ['s3 ListParts', 's3:ListMultipartUploadParts', 'kms:Decrypt'],
  ['s3express GetObject', 's3express:CreateSession'],
  ['s3express RenameObject', 's3express:CreateSession'],
  ['s3express CopyObject', 's3express:CreateSession', 's3:GetObject'],
  ['s3express CreateSession', 's3express:CreateSession', 'kms:GenerateDataKey'],
  ['s3express PutBucketEncryption', 's3express:PutEncryptionConfiguration', 'kms:GenerateDataKey'],
  ['s3express ListDirectoryBuckets', 's3express:ListAllMyDirectoryBuckets'],
  ['s3express PutAccessPointScope', 's3express:PutAccessPointScope'],
  // Sign-in: most events come before any policy; tokens for a signed-in principal have actions.
  ['signin CreateOAuth2Token', 'signin:CreateOAuth2Token'],
];

function resolve(event: string): ReturnType<typeof resolveEvent> {
  const [stem = '', eventName = '', ...facets] = event.split(' ');
  return resolveEvent({ eventSource: `${stem}.amazonaws.com`, eventName, eventType: 'AwsApiCall', facets });
}

describe('rules from the pages and tables of operations', () => {
  before(() => prepare());

  for (const [event, certain, possible = ''] of cases) {
    it(`${event} → ${certain}${possible === '' ? '' : `, perhaps ${possible}`}`, () => {
      const resolution = resolve(event);
      assert.deepEqual(resolution.certain, words(certain));
      const missing = words(possible).filter((action) => !resolution.possible.includes(action));
      assert.deepEqual(missing, []);
    });
  }

  const without = ['cognito-idp GetUserAuthFactors', 'cognito-idp GetClientToken', 'signin ConsoleLogin'];
  for (const event of without) {
    it(`${event} needs no permission`, () => assert.equal(resolve(event).reason, 'no-permission'));
  }

  // They need an action that the catalog lacks, so that no answer would be whole.
  const open = ['cognito-idp DescribeTermsByClient', 'monitoring CreateResourceMetricsConfiguration'];
  for (const event of open) {
    it(`${event} stays unresolved`, () => assert.equal(resolve(event).reason, 'unresolved'));
  }
});
