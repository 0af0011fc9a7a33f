import type { Choice, EventRule, Extra } from '../types.js';
import { rulesOfLines } from './lines.js';

/**
 * S3's operations table: which actions an operation is authorised by. AWS gives one set an operation; which of them is
 * certain, one of several or possible is our reading of the S3 API pages.
 */
const TABLE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html';
const NAMES = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html';

/** Event name(s) → the one action, for operations that need nothing else. Both are without `s3:`. */
const plain: readonly (readonly [events: string, action: string])[] = [
  ['AbortMultipartUpload', 'AbortMultipartUpload'],
  ['DeleteBucket', 'DeleteBucket'],
  ['DeleteBucketAnalyticsConfiguration PutBucketAnalyticsConfiguration', 'PutAnalyticsConfiguration'],
  ['DeleteBucketCors PutBucketCors', 'PutBucketCORS'],
  ['DeleteBucketEncryption PutBucketEncryption', 'PutEncryptionConfiguration'],
  [
    'DeleteBucketIntelligentTieringConfiguration PutBucketIntelligentTieringConfiguration',
    'PutIntelligentTieringConfiguration',
  ],
  ['DeleteBucketInventoryConfiguration PutBucketInventoryConfiguration', 'PutInventoryConfiguration'],
  ['DeleteBucketLifecycle PutBucketLifecycle PutBucketLifecycleConfiguration', 'PutLifecycleConfiguration'],
  [
    'DeleteBucketMetadataConfiguration DeleteBucketMetadataTableConfiguration',
    'DeleteBucketMetadataTableConfiguration',
  ],
  ['DeleteBucketMetricsConfiguration PutBucketMetricsConfiguration', 'PutMetricsConfiguration'],
  ['DeleteBucketOwnershipControls PutBucketOwnershipControls', 'PutBucketOwnershipControls'],
  ['DeleteBucketPolicy', 'DeleteBucketPolicy'],
  ['DeleteBucketReplication', 'PutReplicationConfiguration'],
  ['DeleteBucketTagging PutBucketTagging', 'PutBucketTagging'],
  ['DeleteBucketWebsite', 'DeleteBucketWebsite'],
  ['DeletePublicAccessBlock PutPublicAccessBlock', 'PutBucketPublicAccessBlock'],
  ['DeleteBucketPublicAccessBlock PutBucketPublicAccessBlock', 'PutBucketPublicAccessBlock'],
  ['DeleteAccountPublicAccessBlock PutAccountPublicAccessBlock', 'PutAccountPublicAccessBlock'],
  ['GetAccountPublicAccessBlock', 'GetAccountPublicAccessBlock'],
  ['GetBucketAccelerateConfiguration GetAccelerateConfiguration', 'GetAccelerateConfiguration'],
  ['PutBucketAccelerateConfiguration PutAccelerateConfiguration', 'PutAccelerateConfiguration'],
  ['GetBucketAcl', 'GetBucketAcl'],
  ['GetBucketAnalyticsConfiguration ListBucketAnalyticsConfigurations', 'GetAnalyticsConfiguration'],
  ['GetBucketCors', 'GetBucketCORS'],
  ['GetBucketEncryption', 'GetEncryptionConfiguration'],
  [
    'GetBucketIntelligentTieringConfiguration ListBucketIntelligentTieringConfigurations',
    'GetIntelligentTieringConfiguration',
  ],
  ['GetBucketInventoryConfiguration ListBucketInventoryConfigurations', 'GetInventoryConfiguration'],
  ['GetBucketLifecycle GetBucketLifecycleConfiguration', 'GetLifecycleConfiguration'],
  ['GetBucketLocation', 'GetBucketLocation'],
  ['GetBucketLogging', 'GetBucketLogging'],
  [
    'GetBucketMetadataConfiguration GetBucketMetadataTableConfiguration',
    'GetBucketMetadataTableConfiguration',
  ],
  ['GetBucketMetricsConfiguration ListBucketMetricsConfigurations', 'GetMetricsConfiguration'],
  ['GetBucketNotification GetBucketNotificationConfiguration', 'GetBucketNotification'],
  ['GetBucketOwnershipControls', 'GetBucketOwnershipControls'],
  ['GetBucketPolicy', 'GetBucketPolicy'],
  ['GetBucketPolicyStatus', 'GetBucketPolicyStatus'],
  ['GetBucketReplication', 'GetReplicationConfiguration'],
  ['GetBucketRequestPayment', 'GetBucketRequestPayment'],
  ['GetBucketTagging', 'GetBucketTagging'],
  ['GetBucketVersioning', 'GetBucketVersioning'],
  ['GetBucketWebsite', 'GetBucketWebsite'],
  ['GetObjectLegalHold', 'GetObjectLegalHold'],
  ['GetObjectLockConfiguration GetBucketObjectLockConfiguration', 'GetBucketObjectLockConfiguration'],
  ['PutObjectLockConfiguration PutBucketObjectLockConfiguration', 'PutBucketObjectLockConfiguration'],
  ['GetObjectRetention', 'GetObjectRetention'],
  ['GetPublicAccessBlock GetBucketPublicAccessBlock', 'GetBucketPublicAccessBlock'],
  ['HeadBucket', 'ListBucket'],
  ['ListBuckets', 'ListAllMyBuckets'],
  ['ListMultipartUploads', 'ListBucketMultipartUploads'],
  ['ListObjectVersions', 'ListBucketVersions'],
  ['PutBucketAcl', 'PutBucketAcl'],
  ['PutBucketLogging', 'PutBucketLogging'],
  ['PutBucketNotification PutBucketNotificationConfiguration', 'PutBucketNotification'],
  ['PutBucketPolicy', 'PutBucketPolicy'],
  ['PutBucketRequestPayment', 'PutBucketRequestPayment'],
  ['PutBucketVersioning', 'PutBucketVersioning'],
  ['PutBucketWebsite', 'PutBucketWebsite'],
  ['PutObjectLegalHold', 'PutObjectLegalHold'],
  ['RestoreObject', 'RestoreObject'],
  ['UpdateBucketMetadataJournalTableConfiguration', 'UpdateBucketMetadataJournalTableConfiguration'],
];

const byVersion = (plainAction: string, versionAction: string): Choice => ({
  facet: 'versionId',
  actions: { yes: `s3:${versionAction}`, '': `s3:${plainAction}` },
});
const bySourceVersion: Choice = {
  facet: 'sourceVersion',
  actions: { yes: 's3:GetObjectVersion', '': 's3:GetObject' },
};

/**
 * Headers of a write. CloudTrail is known to log `x-amz-acl`; for tags and locks no logged example was found, so that a
 * record without them leaves them possible.
 */
const writeHeaders: readonly Extra[] = [
  { facet: 'acl', action: 's3:PutObjectAcl', absent: 'dropped' },
  { facet: 'tagging', action: 's3:PutObjectTagging', absent: 'possible' },
  { facet: 'legalHold', action: 's3:PutObjectLegalHold', absent: 'possible' },
  { facet: 'retention', action: 's3:PutObjectRetention', absent: 'possible' },
];
const bypass: readonly Extra[] = [
  { facet: 'bypassRetention', action: 's3:BypassGovernanceRetention', absent: 'possible' },
];
/** S3 answers 403 instead of 404 to who may not list. Source: API_GetObject and API_HeadObject, section Permissions. */
const READS = 's3:ListBucket kms:Decrypt';
/** Parts of a multipart upload need both. Source: AmazonS3/latest/userguide/mpuoverview.html, section on SSE-KMS. */
const WRITES = 'kms:GenerateDataKey kms:Decrypt';
const TABLES =
  's3tables:CreateNamespace s3tables:CreateTable s3tables:CreateTableBucket s3tables:GetTable ' +
  's3tables:PutTableEncryption s3tables:PutTablePolicy';

type Row = Omit<EventRule, 'stem' | 'source' | 'confidence'>;
const versioned = (events: string, action: string, versionAction: string, more: Partial<Row> = {}): Row => ({
  events,
  oneOf: `s3:${action} s3:${versionAction}`,
  choose: byVersion(action, versionAction),
  ...more,
});

const rows: readonly Row[] = [
  ...plain.map(([events, action]): Row => ({ events, certain: `s3:${action}` })),
  versioned('GetObject', 'GetObject', 'GetObjectVersion', {
    possible: `${READS} s3:GetObjectLegalHold s3:GetObjectRetention s3:GetObjectTagging`,
  }),
  versioned('HeadObject', 'GetObject', 'GetObjectVersion', {
    possible: `${READS} s3:GetObjectLegalHold s3:GetObjectRetention`,
  }),
  versioned('GetObjectAttributes', 'GetObject', 'GetObjectVersion', {
    possible: `${READS} s3:GetObjectAttributes s3:GetObjectVersionAttributes`,
  }),
  versioned('GetObjectAcl', 'GetObjectAcl', 'GetObjectVersionAcl'),
  versioned('GetObjectTagging', 'GetObjectTagging', 'GetObjectVersionTagging'),
  versioned('PutObjectAcl', 'PutObjectAcl', 'PutObjectVersionAcl'),
  versioned('PutObjectTagging', 'PutObjectTagging', 'PutObjectVersionTagging'),
  versioned('DeleteObjectTagging', 'DeleteObjectTagging', 'DeleteObjectVersionTagging'),
  versioned('DeleteObject', 'DeleteObject', 'DeleteObjectVersion', { extras: bypass }),
  // The keys of DeleteObjects are not logged, so neither are their version ids.
  { events: 'DeleteObjects', oneOf: 's3:DeleteObject s3:DeleteObjectVersion', extras: bypass },
  { events: 'GetObjectTorrent', certain: 's3:GetObject', possible: 's3:GetObjectTorrent' },
  { events: 'SelectObjectContent', certain: 's3:GetObject', possible: READS },
  { events: 'ListObjects ListObjectsV2', certain: 's3:ListBucket', possible: 's3:GetObjectAcl' },
  {
    events: 'PutObject CreateMultipartUpload PostObject',
    certain: 's3:PutObject',
    possible: WRITES,
    extras: writeHeaders,
  },
  { events: 'UploadPart CompleteMultipartUpload', certain: 's3:PutObject', possible: WRITES },
  {
    events: 'CopyObject',
    certain: 's3:PutObject',
    oneOf: 's3:GetObject s3:GetObjectVersion',
    choose: bySourceVersion,
    possible: `${WRITES} s3:ListBucket s3:GetObjectTagging s3:GetObjectVersionTagging`,
    extras: writeHeaders,
  },
  {
    events: 'UploadPartCopy',
    certain: 's3:PutObject',
    oneOf: 's3:GetObject s3:GetObjectVersion',
    choose: bySourceVersion,
    possible: `${WRITES} s3:ListBucket`,
  },
  { events: 'ListParts', certain: 's3:ListMultipartUploadParts', possible: 'kms:Decrypt' },
  { events: 'PutObjectRetention', certain: 's3:PutObjectRetention', extras: bypass },
  {
    events: 'CreateBucket',
    certain: 's3:CreateBucket',
    possible:
      's3:PutBucketObjectLockConfiguration s3:PutBucketOwnershipControls s3:PutBucketPublicAccessBlock ' +
      's3:PutBucketVersioning',
    extras: [{ facet: 'acl', action: 's3:PutBucketAcl', absent: 'possible' }],
  },
  { events: 'PutBucketReplication', certain: 's3:PutReplicationConfiguration', possible: 'iam:PassRole' },
  {
    events: 'CreateBucketMetadataConfiguration CreateBucketMetadataTableConfiguration',
    certain: 's3:CreateBucketMetadataTableConfiguration',
    possible: TABLES,
  },
  {
    events: 'UpdateBucketMetadataInventoryTableConfiguration',
    certain: 's3:UpdateBucketMetadataInventoryTableConfiguration',
    possible: TABLES,
  },
  {
    events: 'UpdateBucketMetadataAnnotationTableConfiguration',
    certain: 's3:UpdateBucketMetadataAnnotationTableConfiguration',
    possible: `${TABLES} iam:PassRole`,
  },
  {
    events: 'UpdateObjectEncryption',
    certain: 's3:UpdateObjectEncryption',
    possible:
      'kms:Encrypt kms:Decrypt kms:GenerateDataKey kms:ReEncryptFrom kms:ReEncryptTo organizations:DescribeAccount',
  },
  // S3 Control. Lifecycle rules of a bucket on Outposts; access grants that name people of IAM Identity Center.
  { events: 'DeleteBucketLifecycleConfiguration', certain: 's3-outposts:PutLifecycleConfiguration' },
  {
    events: 'CreateAccessGrant',
    certain: 's3:CreateAccessGrant',
    possible:
      'sso:DescribeInstance sso:DescribeApplication identitystore:DescribeUser identitystore:DescribeGroup',
  },
  ...['CreateAccessGrantsInstance', 'AssociateAccessGrantsIdentityCenter'].map((name): Row => ({
    events: name,
    certain: `s3:${name}`,
    possible:
      'sso:DescribeInstance sso:CreateApplication sso:PutApplicationGrant sso:PutApplicationAuthenticationMethod',
  })),
  {
    events: 'CreateAccessGrantsLocation',
    certain: 's3:CreateAccessGrantsLocation',
    possible: 'iam:PassRole',
  },
  {
    events: 'DissociateAccessGrantsIdentityCenter',
    certain: 's3:DissociateAccessGrantsIdentityCenter',
    possible: 'sso:DeleteApplication',
  },
];

/** Calls on directory buckets, whose actions are s3express's own. */
const expressRules: readonly EventRule[] = [
  ...rulesOfLines(
    {
      stem: 's3express',
      prefix: 's3express',
      source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-create-session.html',
      confidence: 'documented',
    },
    // Object calls are authorised once, when their session begins; a copy may read from another kind of bucket.
    `
      AbortMultipartUpload CompleteMultipartUpload CreateMultipartUpload DeleteObject DeleteObjects GetObject: CreateSession
      GetObjectAttributes HeadBucket HeadObject ListMultipartUploads ListObjectsV2 ListObjects ListParts: CreateSession
      PutObject RenameObject UploadPart: CreateSession
      CopyObject UploadPartCopy: CreateSession + s3:GetObject s3:GetObjectVersion
      CreateSession: . + kms:Decrypt kms:GenerateDataKey
    `,
  ),
  ...rulesOfLines(
    {
      stem: 's3express',
      prefix: 's3express',
      source: 'Amazon S3 API reference, page of the operation, directory bucket permissions',
      confidence: 'documented',
    },
    `
      DeleteBucketEncryption: PutEncryptionConfiguration
      PutBucketEncryption: PutEncryptionConfiguration + kms:Decrypt kms:GenerateDataKey
      GetBucketEncryption: GetEncryptionConfiguration
      DeleteBucketInventoryConfiguration PutBucketInventoryConfiguration: PutInventoryConfiguration
      GetBucketInventoryConfiguration ListBucketInventoryConfigurations: GetInventoryConfiguration
      DeleteBucketLifecycle PutBucketLifecycle PutBucketLifecycleConfiguration: PutLifecycleConfiguration
      GetBucketLifecycle GetBucketLifecycleConfiguration: GetLifecycleConfiguration
      DeleteBucketMetricsConfiguration PutBucketMetricsConfiguration: PutMetricsConfiguration
      GetBucketMetricsConfiguration ListBucketMetricsConfigurations: GetMetricsConfiguration
      ListDirectoryBuckets: ListAllMyDirectoryBuckets
    `,
  ),
];

/** S3 and S3 Control, by CloudTrail's event names (which differ from the API's in 15 cases) and by the API's. */
export const s3Rules: readonly EventRule[] = [
  ...rows.map((row): EventRule => ({
    ...row,
    stem: 's3',
    source: `${TABLE}; names: ${NAMES}`,
    confidence: 'documented',
  })),
  ...expressRules,
];
