import assert from 'node:assert/strict';
import { selectorsFor } from './selectorText.js';

const queue = 'arn:aws:sqs:eu-west-1:111122223333:jobs';

describe('selectorsFor', () => {
  const cases: [name: string, type: string, patterns: string[], arns: object[]][] = [
    ['names a resource exactly', 'AWS::SQS::Queue', [queue], [{ Equals: [queue] }]],
    [
      'ends a bucket with a slash',
      'AWS::S3::Object',
      ['arn:aws:s3:::b'],
      [{ StartsWith: ['arn:aws:s3:::b/'] }],
    ],
    [
      'needs one prefix for a bucket and its objects',
      'AWS::S3::Object',
      ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'],
      [{ StartsWith: ['arn:aws:s3:::b/'] }],
    ],
    [
      'takes a pattern up to its first wildcard',
      'AWS::SQS::Queue',
      [`${queue}-*`, queue],
      [{ Equals: [queue] }, { StartsWith: [`${queue}-`] }],
    ],
    [
      'names the table of an index, whose events name it',
      'AWS::DynamoDB::Table',
      ['arn:aws:dynamodb:eu-west-1:1:table/T/index/*', 'arn:aws:dynamodb:eu-west-1:1:table/T'],
      [{ Equals: ['arn:aws:dynamodb:eu-west-1:1:table/T'] }],
    ],
    [
      'names the function of a version',
      'AWS::Lambda::Function',
      ['arn:aws:lambda:eu-west-1:1:function:f:*'],
      [{ Equals: ['arn:aws:lambda:eu-west-1:1:function:f'] }],
    ],
    [
      'takes tables of a prefix with their indexes',
      'AWS::DynamoDB::Table',
      ['arn:aws:dynamodb:eu-west-1:1:table/t-*/index/*'],
      [{ StartsWith: ['arn:aws:dynamodb:eu-west-1:1:table/t-'] }],
    ],
    ['leaves the ARN out where anything is granted', 'AWS::SQS::Queue', ['*', queue], [{}]],
    ['leaves it out where a symbol is open', 'AWS::SQS::Queue', ['${Jobs.Arn}'], [{}]],
  ];
  for (const [name, type, patterns, arns] of cases) {
    it(name, () => {
      const selectors = selectorsFor(patterns.map((pattern) => ({ type, pattern })));
      const fields = selectors.map(({ FieldSelectors }) => FieldSelectors.slice(2));
      const expected = arns.map((arn) =>
        Object.keys(arn).length === 0 ? [] : [{ Field: 'resources.ARN', ...arn }],
      );
      assert.deepEqual(fields, expected);
      for (const { FieldSelectors } of selectors) {
        assert.deepEqual(FieldSelectors.slice(0, 2), [
          { Field: 'eventCategory', Equals: ['Data'] },
          { Field: 'resources.type', Equals: [type] },
        ]);
      }
    });
  }
});
