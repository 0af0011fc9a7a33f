import type { EventRule } from '../types.js';
import { rulesOfLines } from './lines.js';

/**
 * What the API reference says about the permissions of single operations: batch forms, second versions of an API, and
 * calls that need more than the action of their own name. Only where every action that the page names is in the catalog:
 * an operation with an action that the catalog lacks stays unresolved.
 * Source: section on permissions of each operation's page in the AWS API reference, as botocore 1.43.107 quotes it.
 */
const pages: Readonly<Record<string, string>> = {
  'access-analyzer': `
    GetFindingV2: GetFinding
    ListFindingsV2: ListFindings
  `,
  batch: `
    CancelJobs: CancelJob
    TerminateJobs: TerminateJob
    TerminateServiceJobs: TerminateServiceJob
  `,
  'bcm-pricing-calculator': `
    BatchCreateBillScenarioCommitmentModification: CreateBillScenarioCommitmentModification
    BatchCreateBillScenarioUsageModification: CreateBillScenarioUsageModification
    BatchCreateWorkloadEstimateUsage: CreateWorkloadEstimateUsage
    BatchDeleteBillScenarioCommitmentModification: DeleteBillScenarioCommitmentModification
    BatchDeleteBillScenarioUsageModification: DeleteBillScenarioUsageModification
    BatchDeleteWorkloadEstimateUsage: DeleteWorkloadEstimateUsage
    BatchUpdateBillScenarioCommitmentModification: UpdateBillScenarioCommitmentModification
    BatchUpdateBillScenarioUsageModification: UpdateBillScenarioUsageModification
    BatchUpdateWorkloadEstimateUsage: UpdateWorkloadEstimateUsage
  `,
  'bedrock-agentcore': `
    InvokeAgentRuntime: . + InvokeAgentRuntimeForUser
  `,
  cases: `
    CreateCase UpdateCase: . + connect:DescribeUser
  `,
  cloudfront: `
    CreateDistributionWithTags: CreateDistribution TagResource
  `,
  cloudtrail: `
    ListInsightsMetricData: LookupEvents + ListInsightsData
  `,
  codeartifact: `
    GetAuthorizationToken: . + sts:GetServiceBearerToken
  `,
  // Calls with a user's token: "Amazon Cognito doesn't evaluate IAM policies in requests for this API operation", and the
  // model marks them as unsigned.
  'cognito-idp': `
    CompleteWebAuthnRegistration DeleteWebAuthnCredential GetClientToken GetUserAuthFactors ListWebAuthnCredentials: none
    StartWebAuthnRegistration: none
  `,
  dms: `
    DescribeDataProviders: ListDataProviders
    DescribeExtensionPackAssociations: ListExtensionPacks
    DescribeInstanceProfiles: ListInstanceProfiles
    DescribeMetadataModelAssessments: ListMetadataModelAssessments
    DescribeMetadataModelConversions: ListMetadataModelConversions
    DescribeMetadataModelExportsAsScript DescribeMetadataModelExportsToTarget: ListMetadataModelExports
    DescribeMigrationProjects: ListMigrationProjects
    ModifyConversionConfiguration: UpdateConversionConfiguration
    ModifyDataProvider: UpdateDataProvider
    ModifyInstanceProfile: UpdateInstanceProfile
    ModifyMigrationProject: UpdateMigrationProject
    StartExtensionPackAssociation: AssociateExtensionPack
    StartMetadataModelExportAsScript: StartMetadataModelExportAsScripts
  `,
  dsql: `
    CreateCluster: . + TagResource PutMultiRegionProperties AddPeerCluster PutWitnessRegion
    CreateStream: . + iam:PassRole
    UpdateCluster: . + PutMultiRegionProperties GetCluster AddPeerCluster RemovePeerCluster PutWitnessRegion
  `,
  ecr: `
    ListImageReferrers: BatchGetImage
  `,
  'ecr-public': `
    GetAuthorizationToken: . + sts:GetServiceBearerToken
  `,
  elasticbeanstalk: `
    UpdateTagsForResource: . + AddTags RemoveTags
  `,
  elasticfilesystem: `
    CreateMountTarget: . + ec2:DescribeSubnets ec2:DescribeNetworkInterfaces ec2:CreateNetworkInterface
    DeleteMountTarget: . + ec2:DeleteNetworkInterface
    DescribeMountTargetSecurityGroups: . + ec2:DescribeNetworkInterfaceAttribute
    ListTagsForResource: . + DescribeAccessPoints
    ModifyMountTargetSecurityGroups: . + ec2:ModifyNetworkInterfaceAttribute
  `,
  fsx: `
    CreateAndAttachS3AccessPoint: . + s3:CreateAccessPoint s3:GetAccessPoint s3:PutAccessPointPolicy s3:DeleteAccessPoint
  `,
  kinesis: `
    CreateChannel: . + iam:PassRole
    CreateStream: . + AddTagsToStream
    RegisterStreamConsumer: . + TagResource
  `,
  logs: `
    CreateImportTask: . + iam:PassRole
    DescribeAccountPolicies: . + GetDataProtectionPolicy DescribeSubscriptionFilters GetTransformer DescribeIndexPolicies
  `,
  'neptune-graph': `
    GetQuery: GetQueryStatus
  `,
  qapps: `
    CreatePresignedUrl: ImportDocument
  `,
  redshift: `
    GetClusterCredentials: . + JoinGroup CreateClusterUser
  `,
  'redshift-data': `
    BatchExecuteStatement DescribeTable ExecuteStatement ListDatabases ListSchemas ListTables: . + redshift:GetClusterCredentials redshift:GetClusterCredentialsWithIAM redshift-serverless:GetCredentials
  `,
  rekognition: `
    CreateDataset: . + ListDatasetEntries
  `,
  securityhub: `
    BatchUpdateFindingsV2: BatchUpdateFindings
    GetFindingStatisticsV2: GetAdhocInsightResults
    GetFindingsV2: GetFindings
  `,
  servicecatalog: `
    CreateProduct CreateProvisioningArtifact: . + cloudformation:GetTemplate
    ImportAsProvisionedProduct: . + cloudformation:GetTemplate cloudformation:DescribeStacks
  `,
  storagegateway: `
    StartCacheReport: . + iam:PassRole s3:PutObject s3:AbortMultipartUpload
  `,
  verifiedpermissions: `
    BatchGetPolicy: GetPolicy
    BatchIsAuthorized: IsAuthorized
    BatchIsAuthorizedWithToken: IsAuthorizedWithToken
  `,
  'vpc-lattice': `
    BatchUpdateRule: UpdateRule
  `,
  wellarchitected: `
    CreateWorkload: . + GetReviewTemplate GetReviewTemplateAnswer ListReviewTemplateAnswers GetReviewTemplateLensReview
  `,
};

/** Event sources whose name is not the IAM prefix. */
const aliased: Readonly<Record<string, readonly [stem: string, text: string]>> = {
  cloudwatch: [
    'monitoring',
    `
    PutMetricAlarm: . + iam:CreateServiceLinkedRole
    PutMetricStream: . + iam:PassRole
  `,
  ],
  tax: [
    'taxconsole',
    `
    BatchGetTaxExemptions GetTaxExemptionTypes ListTaxExemptions: GetExemptions
    PutTaxExemption: UpdateExemptions
  `,
  ],
};

const SOURCE = 'AWS API reference, page of the operation, permissions';

export const operationPageRules: readonly EventRule[] = [
  ...Object.entries(pages).flatMap(([prefix, text]) =>
    rulesOfLines({ stem: prefix, prefix, source: SOURCE, confidence: 'documented' }, text),
  ),
  ...Object.entries(aliased).flatMap(([prefix, [stem, text]]) =>
    rulesOfLines({ stem, prefix, source: SOURCE, confidence: 'documented' }, text),
  ),
];
