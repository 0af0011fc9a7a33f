import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prepare } from '../../prepare.js';
import type { Resolution } from '../types.js';
import { findAction } from '../catalog.js';
import { resolveEvent } from './resolve.js';
import type { EventFacts } from './types.js';

interface Case {
  /** `stem EventName`, then facets. */
  readonly event: string;
  readonly type?: string;
  readonly resources?: readonly string[];
  readonly certain?: string;
  readonly oneOf?: string;
  /** Left out: not looked at. */
  readonly possible?: string;
  readonly reason: Resolution['reason'];
  readonly blocks?: string;
}

const HIDDEN = 'parameters=hidden';
const cases: readonly Case[] = [
  // Names, aliases and date suffixes.
  { event: 'dynamodb GetItem', certain: 'dynamodb:GetItem', possible: '', reason: 'name' },
  { event: 'monitoring PutMetricData', certain: 'cloudwatch:PutMetricData', reason: 'name' },
  { event: 'tagging GetResources', certain: 'tag:GetResources', reason: 'name' },
  {
    event: 'ec2-instance-connect SendSSHPublicKey',
    certain: 'ec2-instance-connect:SendSSHPublicKey',
    reason: 'name',
  },
  { event: 'lambda GetFunction20150331v2', certain: 'lambda:GetFunction', reason: 'date-suffix' },
  { event: 'lambda AddPermission20150331v2', certain: 'lambda:AddPermission', reason: 'date-suffix' },
  {
    event: 'cloudfront CreateFunction2020_05_31',
    certain: 'cloudfront:CreateFunction',
    reason: 'date-suffix',
  },
  { event: 'kafka ListClustersV2', certain: 'kafka:ListClustersV2', reason: 'name' },
  { event: 'lambda GetFunctionV99', reason: 'unresolved', blocks: 'lambda' },
  // Renames and batch forms.
  { event: 'lambda Invoke', certain: 'lambda:InvokeFunction', reason: 'table' },
  { event: 'sqs SendMessageBatch', certain: 'sqs:SendMessage', reason: 'table' },
  { event: 'sns PublishBatch', certain: 'sns:Publish', reason: 'table' },
  { event: 'bedrock Converse', certain: 'bedrock:InvokeModel', possible: '', reason: 'table' },
  {
    event: 'bedrock InvokeModel guardrail=yes',
    certain: 'bedrock:ApplyGuardrail bedrock:InvokeModel',
    reason: 'table',
  },
  {
    event: `bedrock InvokeModel ${HIDDEN}`,
    certain: 'bedrock:InvokeModel',
    possible: 'bedrock:ApplyGuardrail',
    reason: 'table',
  },
  { event: 'kms ReEncrypt', certain: 'kms:ReEncryptFrom kms:ReEncryptTo', reason: 'table' },
  { event: 'ec2 GetSnapshotBlock', certain: 'ebs:GetSnapshotBlock', reason: 'table' },
  { event: 'ssm OpenControlChannel', certain: 'ssmmessages:OpenControlChannel', reason: 'table' },
  { event: 'budgets DescribeBudgets', certain: 'budgets:ViewBudget', reason: 'table' },
  // PartiQL and transactions.
  { event: 'dynamodb ExecuteStatement statement=SELECT', certain: 'dynamodb:PartiQLSelect', reason: 'table' },
  {
    event: 'dynamodb BatchExecuteStatement statement=INSERT statement=UPDATE',
    certain: 'dynamodb:PartiQLInsert dynamodb:PartiQLUpdate',
    reason: 'table',
  },
  {
    event: 'dynamodb ExecuteTransaction statement=EXISTS statement=SELECT',
    oneOf: 'dynamodb:PartiQLDelete dynamodb:PartiQLInsert dynamodb:PartiQLSelect dynamodb:PartiQLUpdate',
    reason: 'table',
  },
  {
    event: 'dynamodb ExecuteStatement',
    oneOf: 'dynamodb:PartiQLDelete dynamodb:PartiQLInsert dynamodb:PartiQLSelect dynamodb:PartiQLUpdate',
    reason: 'table',
  },
  {
    event: 'dynamodb TransactWriteItems operation=PUT operation=CONDITIONCHECK',
    certain: 'dynamodb:ConditionCheckItem dynamodb:PutItem',
    reason: 'table',
  },
  {
    event: 'dynamodb TransactWriteItems operation=PUT operation=?',
    oneOf: 'dynamodb:ConditionCheckItem dynamodb:DeleteItem dynamodb:PutItem dynamodb:UpdateItem',
    reason: 'table',
  },
  { event: 'dynamodb TransactGetItems', certain: 'dynamodb:GetItem', reason: 'table' },
  // S3: the version decides, headers ask for more, reads may need the right to list.
  {
    event: 's3 GetObject',
    certain: 's3:GetObject',
    possible: 'kms:Decrypt s3:GetObjectLegalHold s3:GetObjectRetention s3:GetObjectTagging s3:ListBucket',
    reason: 's3',
  },
  { event: 's3 GetObject versionId=yes', certain: 's3:GetObjectVersion', reason: 's3' },
  { event: `s3 GetObject ${HIDDEN}`, oneOf: 's3:GetObject s3:GetObjectVersion', reason: 's3' },
  {
    event: 's3 HeadObject encryption=yes',
    certain: 's3:GetObject',
    possible: 's3:GetObjectLegalHold s3:GetObjectRetention s3:ListBucket',
    reason: 's3',
  },
  {
    event: 's3 PutObject',
    certain: 's3:PutObject',
    possible:
      'kms:Decrypt kms:GenerateDataKey s3:PutObjectLegalHold s3:PutObjectRetention s3:PutObjectTagging',
    reason: 's3',
  },
  {
    event: 's3 PutObject acl=yes encryption=yes tagging=yes',
    certain: 's3:PutObject s3:PutObjectAcl s3:PutObjectTagging',
    possible: 's3:PutObjectLegalHold s3:PutObjectRetention',
    reason: 's3',
  },
  {
    event: `s3 PutObject encryption=yes kmsEncryption=yes ${HIDDEN}`,
    certain: 's3:PutObject',
    possible:
      'kms:Decrypt kms:GenerateDataKey s3:PutObjectAcl s3:PutObjectLegalHold s3:PutObjectRetention ' +
      's3:PutObjectTagging',
    reason: 's3',
  },
  { event: 's3 CopyObject sourceVersion=yes', certain: 's3:GetObjectVersion s3:PutObject', reason: 's3' },
  { event: 's3 CopyObject', certain: 's3:GetObject s3:PutObject', reason: 's3' },
  { event: 's3 DeleteObjects', oneOf: 's3:DeleteObject s3:DeleteObjectVersion', reason: 's3' },
  { event: 's3 HeadBucket', certain: 's3:ListBucket', possible: '', reason: 's3' },
  { event: 's3 ListObjects', certain: 's3:ListBucket', possible: 's3:GetObjectAcl', reason: 's3' },
  { event: 's3 ListBuckets', certain: 's3:ListAllMyBuckets', reason: 's3' },
  { event: 's3 PutBucketLifecycle', certain: 's3:PutLifecycleConfiguration', reason: 's3' },
  { event: 's3 DeleteAccountPublicAccessBlock', certain: 's3:PutAccountPublicAccessBlock', reason: 's3' },
  {
    event: 's3 GetObject',
    resources: ['arn:aws:s3-object-lambda:eu-west-1:111122223333:accesspoint/mine'],
    certain: 's3-object-lambda:GetObject',
    reason: 's3',
  },
  { event: 's3 GetStorageLensConfiguration', certain: 's3:GetStorageLensConfiguration', reason: 'name' },
  { event: 's3express GetObject', certain: 's3express:CreateSession', reason: 'table' },
  // API Gateway.
  { event: 'apigateway GetRestApis', certain: 'apigateway:GET', reason: 'apigateway' },
  { event: 'apigateway TagResource', oneOf: 'apigateway:POST apigateway:PUT', reason: 'apigateway' },
  { event: 'apigateway CreatePortal', certain: 'apigateway:CreatePortal', reason: 'name' },
  // What other calls' parameters show.
  { event: 'sts AssumeRole', certain: 'sts:AssumeRole', possible: '', reason: 'table' },
  {
    event: 'sts AssumeRole sourceIdentity=yes tags=yes',
    certain: 'sts:AssumeRole sts:SetSourceIdentity sts:TagSession',
    possible: '',
    reason: 'table',
  },
  {
    event: `sts AssumeRole ${HIDDEN}`,
    certain: 'sts:AssumeRole',
    possible: 'sts:SetSourceIdentity sts:TagSession',
    reason: 'table',
  },
  {
    event: 'scheduler CreateSchedule passedRole=arn:aws:iam::111122223333:role/r',
    certain: 'scheduler:CreateSchedule',
    possible: 'iam:PassRole',
    reason: 'name',
  },
  {
    event: 'lambda UpdateFunctionConfiguration20150331v2 layers=yes',
    certain: 'lambda:UpdateFunctionConfiguration',
    possible: 'lambda:GetLayerVersion',
    reason: 'date-suffix',
  },
  {
    event: 'ssm GetParameter decryption=yes',
    certain: 'ssm:GetParameter',
    possible: 'kms:Decrypt',
    reason: 'name',
  },
  { event: 'sqs CreateQueue tags=yes', certain: 'sqs:CreateQueue', possible: 'sqs:TagQueue', reason: 'name' },
  { event: 'sqs TagQueue tags=yes', certain: 'sqs:TagQueue', possible: '', reason: 'name' },
  {
    event: 'ec2 CreateSnapshot tags=yes',
    certain: 'ec2:CreateSnapshot',
    possible: 'ec2:CreateTags',
    reason: 'name',
  },
  {
    event: 'states CreateActivity tags=yes',
    certain: 'states:CreateActivity',
    possible: 'states:TagResource',
    reason: 'name',
  },
  // One source, several prefixes.
  {
    event: 'autoscaling PutScalingPolicy',
    oneOf: 'application-autoscaling:PutScalingPolicy autoscaling:PutScalingPolicy',
    reason: 'name',
  },
  {
    event: 'autoscaling PutScalingPolicy scalableTarget=yes',
    certain: 'application-autoscaling:PutScalingPolicy',
    reason: 'name',
  },
  // Calls without a permission, and what is no call.
  { event: 'sts GetCallerIdentity', reason: 'no-permission' },
  { event: 'dynamodb DescribeEndpoints', reason: 'no-permission' },
  { event: 'signin GetSigninToken', reason: 'no-permission' },
  { event: 'signin SomethingNew', reason: 'no-permission' },
  { event: 'signin ConsoleLogin', type: 'AwsConsoleSignIn', reason: 'event-type' },
  { event: 'rds ApplyPendingMaintenanceAction', type: 'AwsServiceEvent', reason: 'event-type' },
  { event: 's3 GetObject', type: 'AwsVpceEvent', reason: 'event-type' },
  { event: 's3 GetObject', type: 'AwsCloudTrailInsight', reason: 'event-type' },
  { event: 's3 GetObject', type: 'AwsAggregatedEvent', reason: 'event-type' },
  { event: 's3express GetObject', type: 'AwsMcpEvent', reason: 'unresolved', blocks: 's3express' },
  {
    event: 'elasticfilesystem NewClientConnection mount=yes write=yes',
    type: 'AwsServiceEvent',
    certain: 'elasticfilesystem:ClientMount elasticfilesystem:ClientWrite',
    reason: 'event-type',
  },
  // Not known.
  {
    event: 'autoscaling MadeUp',
    reason: 'unresolved',
    blocks: 'application-autoscaling autoscaling autoscaling-plans',
  },
  { event: 'cloudhsm ListLunaClients', reason: 'unresolved', blocks: 'cloudhsm' },
  { event: 'made-up GetThing', reason: 'unresolved', blocks: '' },
  { event: 'docdb-elastic MadeUp', reason: 'unresolved', blocks: 'docdb-elastic' },
  { event: '__proto__ constructor', reason: 'unresolved', blocks: '' },
];

function toFacts({ event, type = 'AwsApiCall', resources = [] }: Case): EventFacts {
  const [stem = '', eventName = '', ...facets] = event.split(' ');
  return { eventSource: `${stem}.amazonaws.com`, eventName, eventType: type, facets, resources };
}

describe('resolveEvent', () => {
  before(() => prepare());

  for (const expected of cases) {
    it(`${expected.event}${expected.type ? ` (${expected.type})` : ''}`, () => {
      const actual = resolveEvent(toFacts(expected));
      const shown = {
        certain: actual.certain.join(' '),
        oneOf: actual.oneOf.join(' '),
        possible: expected.possible === undefined ? undefined : actual.possible.join(' '),
        reason: actual.reason,
        blocks: actual.blocks.join(' '),
      };
      const { certain = '', oneOf = '', possible, reason, blocks = '' } = expected;
      assert.deepEqual(shown, { certain, oneOf, possible, reason, blocks });
    });
  }

  it('takes a missing event type as a call', () => {
    const facts = {
      eventSource: 'ec2.amazonaws.com',
      eventName: 'StartInstances',
      eventType: '',
      facets: [],
    };
    assert.deepEqual(resolveEvent(facts).certain, ['ec2:StartInstances']);
  });

  it('keeps the dependents of what is certain as possible', () => {
    const facts = {
      eventSource: 'lambda.amazonaws.com',
      eventName: 'CreateFunction20150331',
      eventType: '',
      facets: [],
    };
    assert.ok(resolveEvent(facts).possible.includes('iam:PassRole'));
  });

  it('law: names only actions of the catalog, each in one set', () => {
    const stem = fc.constantFrom(
      's3',
      'dynamodb',
      'lambda',
      'apigateway',
      'ec2',
      'iam',
      'autoscaling',
      'x',
      '',
    );
    const name = fc.oneof(
      fc.constantFrom(...cases.map(({ event }) => event.split(' ')[1] ?? '')),
      fc.string(),
    );
    const facet = fc.oneof(
      fc.constantFrom(
        'versionId=yes',
        'acl=yes',
        'tags=yes',
        'passedRole=x',
        HIDDEN,
        'statement=SELECT',
        'layers=yes',
      ),
      fc.string(),
    );
    const facts = fc.record({
      eventSource: stem.map((text) => `${text}.amazonaws.com`),
      eventName: name,
      eventType: fc.constantFrom('', 'AwsApiCall', 'AwsServiceEvent', 'Other'),
      facets: fc.array(facet, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(facts, (event) => {
        const { certain, oneOf, possible } = resolveEvent(event);
        const all = [...certain, ...oneOf, ...possible];
        assert.equal(new Set(all).size, all.length);
        for (const action of all) assert.equal(findAction(action)?.name, action);
      }),
      { seed: 4, numRuns: 1000 },
    );
  });
});
