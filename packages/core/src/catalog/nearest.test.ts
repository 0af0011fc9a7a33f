import assert from 'node:assert/strict';
import { prepare } from '../prepare.js';
import { actionOfOperation, prefixOfService } from './commonNames.js';
import { findAction, isInCatalog, nearestAction, serviceOf } from './catalog.js';

describe('nearestAction', () => {
  before(() => prepare());

  const isNear = (name: string, expected: string | undefined) =>
    it(`${name.slice(0, 40) || "''"} gives ${expected}`, () => assert.equal(nearestAction(name), expected));

  describe('of a name in the catalog', () => {
    isNear('s3:getobject', 's3:GetObject');
  });
  describe('of a misspelt name', () => {
    isNear('s3:GetObjet', 's3:GetObject');
    isNear('s3:GteObject', 's3:GetObject');
    isNear('dynamodb:Scn', 'dynamodb:Scan');
    isNear('dynamodb:GetItems', 'dynamodb:GetItem');
    isNear('sqs:SendMessages', 'sqs:SendMessage');
    isNear('logs:CreateLogStreams', 'logs:CreateLogStream');
    isNear('kms:GenerateDatakeys', 'kms:GenerateDataKey');
  });
  describe('of a right name under a wrong prefix', () => {
    isNear('cloudwatch:PutLogEvents', 'logs:PutLogEvents');
    isNear('lamda:InvokeFunction', 'lambda:InvokeFunction');
    isNear('dynamo:GetItem', 'dynamodb:GetItem');
    isNear('monitoring:PutMetricData', 'cloudwatch:PutMetricData');
    isNear('eventbridge:PutEvents', 'events:PutEvents');
    isNear('stepfunctions:startexecution', 'states:StartExecution');
    isNear('InvokeFunction', 'lambda:InvokeFunction');
  });
  describe('of a misspelt name under a misspelt prefix', () => {
    isNear('dynamobd:GetItm', 'dynamodb:GetItem');
  });
  describe('of an operation whose action has another name', () => {
    isNear('s3:ListObjectsV2', 's3:ListBucket');
    isNear('s3:HeadObject', 's3:GetObject');
    isNear('lambda:Invoke', 'lambda:InvokeFunction');
  });
  describe('where nothing is near', () => {
    isNear('foo:bar', undefined);
    isNear('s3:Frobnicate', undefined);
    isNear('x:ListTagsForResource', undefined);
    isNear('s3:Get*', undefined);
    isNear('', undefined);
    isNear(':', undefined);
    isNear('__proto__:x', undefined);
    isNear('constructor:toString', undefined);
    isNear(`s3:${'GetObject'.repeat(10_000)}`, undefined);
  });
});

describe('common names', () => {
  before(() => prepare());

  it('are no actions themselves and stand for actions of the catalog', () => {
    for (const [written, action] of actionOfOperation) {
      assert.equal(isInCatalog(written), false, written);
      assert.equal(findAction(action)?.name, action);
      assert.equal(written, written.toLowerCase());
    }
  });

  it('are no prefixes themselves and stand for prefixes of the catalog', () => {
    for (const [written, prefix] of prefixOfService) {
      assert.equal(serviceOf(written), undefined, written);
      assert.notEqual(serviceOf(prefix), undefined, prefix);
    }
  });
});
