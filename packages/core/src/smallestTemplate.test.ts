import assert from 'node:assert/strict';
import { prepare } from './prepare.js';
import { proveWithin } from './proof/within.js';
import { smallestTemplate } from './smallestTemplate.js';
import { policyTemplates } from './sources/formats/sam/data/policyTemplates.js';
import { templateStatements } from './sources/formats/sam/templateDocument.js';
import type { PolicyOrigin } from './sources/model.js';
import type { PolicyDocument } from './sources/policy.js';

const origin = (name: string, parameters: Record<string, string>): PolicyOrigin => ({
  kind: 'samTemplate',
  name,
  parameters,
  span: { from: 0, to: 0 },
});
const kept = (Action: string | string[], Resource: string | string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});
const table = 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}';
const orders = { TableName: '${Orders}' };

describe('smallestTemplate', () => {
  before(() => prepare());

  const cases: [name: string, kept: PolicyDocument, origin: PolicyOrigin, template: string | undefined][] = [
    [
      'reading a table',
      kept(['dynamodb:GetItem', 'dynamodb:Query'], table),
      origin('DynamoDBCrudPolicy', orders),
      'DynamoDBReadPolicy',
    ],
    [
      'writing a table',
      kept('dynamodb:PutItem', table),
      origin('DynamoDBCrudPolicy', orders),
      'DynamoDBWritePolicy',
    ],
    [
      'both',
      kept(['dynamodb:PutItem', 'dynamodb:GetItem'], table),
      origin('DynamoDBCrudPolicy', orders),
      undefined,
    ],
    [
      'an index',
      kept('dynamodb:Query', `${table}/index/*`),
      origin('DynamoDBCrudPolicy', orders),
      'DynamoDBReadPolicy',
    ],
    [
      'deleting from a table',
      kept('dynamodb:DeleteItem', table),
      origin('DynamoDBCrudPolicy', orders),
      undefined,
    ],
    ['another table', kept('dynamodb:GetItem', `${table}s`), origin('DynamoDBCrudPolicy', orders), undefined],
    ['reading of reading', kept('dynamodb:GetItem', table), origin('DynamoDBReadPolicy', orders), undefined],
    [
      'objects of a bucket',
      kept('s3:GetObject', 'arn:${AWS::Partition}:s3:::${Uploads}/*'),
      origin('S3CrudPolicy', { BucketName: '${Uploads}' }),
      'S3ReadPolicy',
    ],
    [
      'sending to a stream',
      kept(
        'firehose:PutRecord',
        'arn:${AWS::Partition}:firehose:${AWS::Region}:${AWS::AccountId}:deliverystream/d',
      ),
      origin('FirehoseCrudPolicy', { DeliveryStreamName: 'd' }),
      'FirehoseWritePolicy',
    ],
    ['nothing', { Version: '2012-10-17', Statement: [] }, origin('DynamoDBCrudPolicy', orders), undefined],
    ['a template that SAM lacks', kept('s3:GetObject', '*'), origin('constructor', {}), undefined],
    [
      'a managed policy',
      kept('dynamodb:GetItem', '*'),
      { ...origin('AmazonDynamoDBFullAccess', {}), kind: 'managed' },
      undefined,
    ],
  ];
  for (const [name, document, from, template] of cases)
    it(`for ${name}: ${template ?? 'none'}`, () => {
      assert.equal(smallestTemplate(document, from)?.name, template);
    });

  it('sees through references that are bound', () => {
    const bindings = {
      '${Orders}': 'orders',
      '${Orders.Arn}': 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders',
      '${AWS::Partition}': 'aws',
      '${AWS::Region}': 'eu-west-1',
      '${AWS::AccountId}': '111122223333',
    };
    const document = kept('dynamodb:GetItem', '${Orders.Arn}');
    const from = origin('DynamoDBCrudPolicy', orders);
    assert.equal(smallestTemplate(document, from, { bindings })?.name, 'DynamoDBReadPolicy');
    assert.equal(smallestTemplate(document, from), undefined);
  });

  it('of any template lies within it and covers what is kept: each single action', () => {
    let found = 0;
    for (const [name, { parameters }] of Object.entries(policyTemplates)) {
      const from = origin(name, Object.fromEntries(parameters.map((each) => [each, each])));
      const granted = templateStatements(name, new Map(parameters.map((each) => [each, [each]]))) ?? [];
      for (const statement of granted.slice(0, 2)) {
        const action = [statement.Action ?? []].flat()[0] ?? '';
        const document = { Version: '2012-10-17', Statement: [{ ...statement, Action: action }] };
        const smaller = smallestTemplate(document, from);
        if (smaller === undefined) continue;
        found += 1;
        assert.notEqual(smaller.name, name);
        assert.ok(smaller.parameters.every((each) => parameters.includes(each)));
        assert.equal(proveWithin(smaller.document, { Statement: granted }).result, 'holds', name);
        assert.equal(proveWithin(document, smaller.document).result, 'holds', name);
      }
    }
    assert.ok(found >= 6, `${found} found`);
  });
});
