import assert from 'node:assert/strict';
import { hasAccountId, hasAccountLiteral } from './accountLiteral.js';

describe('hasAccountLiteral', () => {
  const texts: [string, boolean][] = [
    ['arn:aws:iam::111122223333:role/x', true],
    ['Account: "111122223333"', true],
    ['arn:aws:sqs:eu-central-1:*:x', true],
    ['us-gov-west-1', true],
    ['ap-southeast-2', true],
    ['!Sub arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:x', false],
    ['1111222233334', false],
    ['a111122223333', false],
    ['Version: 2012-10-17', false],
    ['eu-central', false],
    ['', false],
  ];
  for (const [text, expected] of texts) {
    it(`${JSON.stringify(text)}: ${expected}`, () => {
      assert.equal(hasAccountLiteral(text), expected);
    });
  }
});

describe('hasAccountId', () => {
  const cases = [
    { text: 'arn:aws:sqs:eu-west-1:111122223333:jobs', expected: true },
    { text: 'region: eu-west-1', expected: false },
    { text: 'id: 1111222233334', expected: false },
  ];
  for (const { text, expected } of cases) {
    it(`${text}: ${String(expected)}`, () => {
      assert.equal(hasAccountId(text), expected);
    });
  }
});
