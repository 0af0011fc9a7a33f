import assert from 'node:assert/strict';
import { prepare } from '../../prepare.js';
import { eventNamesOf } from './eventNames.js';

describe('eventNamesOf', () => {
  before(() => prepare());

  const cases: readonly (readonly [action: string, has: string, hasNot: string])[] = [
    ['dynamodb:GetItem', 'GetItem TransactGetItems', 'PutItem'],
    ['dynamodb:PutItem', 'PutItem TransactWriteItems', 'GetItem'],
    ['dynamodb:PartiQLSelect', 'ExecuteStatement BatchExecuteStatement ExecuteTransaction', 'PartiQLSelect'],
    ['s3:GetObject', 'GetObject HeadObject CopyObject', 'PutObject'],
    ['s3:GetObjectVersion', 'GetObject CopyObject', 'GetObjectVersion'],
    ['s3:ListBucket', 'ListObjects HeadBucket GetObject', 'ListBucket'],
    ['lambda:InvokeFunction', 'Invoke InvokeWithResponseStream', 'InvokeFunction'],
    ['sqs:SendMessage', 'SendMessage SendMessageBatch', 'ReceiveMessage'],
    ['sqs:ReceiveMessage', 'ReceiveMessage', 'SendMessage'],
    ['cloudwatch:PutMetricData', 'PutMetricData', 'GetMetricData'],
    ['no:Such', '', 'Such'],
  ];
  for (const [action, has, hasNot] of cases) {
    it(`${action}: ${has}`, () => {
      const names = eventNamesOf(action);
      for (const name of has.split(' ').filter(Boolean))
        assert.ok(names.includes(name), `${name} of ${names.join(' ')}`);
      assert.ok(!names.includes(hasNot), names.join(' '));
      assert.equal(new Set(names).size, names.length);
    });
  }
});
