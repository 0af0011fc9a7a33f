import type { Confidence } from './types.js';
import { words } from './words.js';

/** Actions that leave no event of their own. */
export interface HiddenRow {
  readonly kind: 'never' | 'indirect' | 'unknown';
  readonly actions: string;
  readonly source: string;
  readonly confidence: Confidence;
}

export const hiddenRows: readonly HiddenRow[] = [
  {
    kind: 'never',
    actions: 'iam:PassRole',
    source:
      'IAM user guide, Access Analyzer policy generation and last accessed information: PassRole is not tracked',
    confidence: 'documented',
  },
  {
    kind: 'never',
    actions: 'logs:PutLogEvents',
    source: 'CloudWatch Logs user guide, list of logged actions: not in it',
    confidence: 'documented',
  },
  {
    kind: 'never',
    actions: `
      rds-db:connect execute-api:Invoke execute-api:InvalidateCache execute-api:ManageConnections
      elasticache:Connect memorydb:Connect es:ESHttpGet es:ESHttpPut es:ESHttpPost es:ESHttpDelete es:ESHttpHead
      es:ESHttpPatch iot:Connect iot:Publish iot:Subscribe iot:Receive
    `,
    source: 'no data event type is listed for these',
    confidence: 'general knowledge',
  },
  {
    kind: 'never',
    actions: `
      kafka-cluster:Connect kafka-cluster:ReadData kafka-cluster:WriteData kafka-cluster:DescribeTopic
      kafka-cluster:DescribeGroup
    `,
    source:
      'MSK developer guide, CloudTrail page: only administration is logged, and only with IAM access control',
    confidence: 'documented',
  },
  {
    kind: 'indirect',
    actions: 'sts:TagSession sts:SetSourceIdentity sts:SetContext',
    source: 'evaluated inside AssumeRole*; its requestParameters show tags and sourceIdentity',
    confidence: 'documented',
  },
  {
    kind: 'indirect',
    actions: 'elasticfilesystem:ClientMount elasticfilesystem:ClientWrite elasticfilesystem:ClientRootAccess',
    source: 'EFS user guide, CloudTrail page: in the service event NewClientConnection',
    confidence: 'documented',
  },
  {
    kind: 'indirect',
    actions: 's3:BypassGovernanceRetention',
    source: 'a header of DeleteObject, DeleteObjects and PutObjectRetention',
    confidence: 'documented',
  },
  {
    kind: 'unknown',
    actions: 's3:ListBucketMultipartUploads',
    source: 'ListMultipartUploads is in neither of the lists of S3 calls that CloudTrail logs',
    confidence: 'documented',
  },
  {
    kind: 'unknown',
    actions: 'rds:DeleteCustomDBEngineVersion rds:ModifyCustomDBEngineVersion',
    source:
      'Amazon RDS API reference, pages of the operations: calls of them are not logged where data logging is on',
    confidence: 'documented',
  },
  {
    kind: 'unknown',
    actions: 'lambda:InvokeAsync lambda:InvokeFunctionUrl',
    source: 'only Invoke is in the list of Lambda data events',
    confidence: 'documented',
  },
];

const rowByAction = new Map<string, HiddenRow>();
for (const row of hiddenRows)
  for (const action of words(row.actions)) rowByAction.set(action.toLowerCase(), row);

export function hiddenRowOf(action: string): HiddenRow | undefined {
  return rowByAction.get(action.toLowerCase());
}
