import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prepare } from '../prepare.js';
import { arnFits, expandActions, findAction, patternFits, resourceTypesOf } from './catalog.js';

const account = '111122223333';
const bucket = 'arn:aws:s3:::orders';
const table = `arn:aws:dynamodb:us-east-1:${account}:table/Orders`;
const queue = `arn:aws:sqs:us-east-1:${account}:orders`;
const logGroup = `arn:aws:logs:us-east-1:${account}:log-group:/aws/lambda/orders`;
const lambda = `arn:aws:lambda:us-east-1:${account}:function:orders`;

describe('resourceTypesOf', () => {
  before(() => prepare());

  const hasTypes = (action: string, ...expected: string[]) =>
    it(`${action}: ${expected.join(', ') || 'none'}`, () =>
      assert.deepEqual(
        resourceTypesOf(action).map((type) => type.name),
        expected,
      ));

  hasTypes('s3:GetObject', 'accesspointobject', 'object');
  hasTypes('DYNAMODB:query', 'index', 'table');
  hasTypes('s3:ListAllMyBuckets');
  hasTypes('s3:NoSuchAction');
  hasTypes('__proto__:x');

  it('gives the ARN formats as AWS writes them, several of one type apart', () => {
    assert.deepEqual(
      resourceTypesOf('sqs:SendMessage').flatMap((type) => type.arnFormats),
      ['arn:${Partition}:sqs:${Region}:${Account}:${QueueName}'],
    );
    const lex = resourceTypesOf('lex:GetBot').flatMap((type) => type.arnFormats);
    assert.ok(lex.length > 1 && lex.every((format) => !format.includes(',')), lex.join(' '));
  });
});

describe('arnFits', () => {
  before(() => prepare());

  const fits = (action: string, arn: string, expected: boolean) =>
    it(`${action} ${expected ? 'takes' : 'does not take'} ${arn.slice(0, 90) || "''"}`, () =>
      assert.equal(arnFits(action, arn), expected));

  fits('s3:GetObject', `${bucket}/2026/a.json`, true);
  fits('s3:GetObject', bucket, false);
  fits('s3:ListBucket', bucket, true);
  fits('s3:ListBucket', `${bucket}/2026/a.json`, false);
  fits('s3:ListBucket', `arn:aws:s3:us-east-1:${account}:accesspoint/orders`, true);
  fits('s3:ListBucket', 'arn:aws:s3:::accesspoint/orders', false);
  fits('s3:GetObject', 'arn:aws-cn:s3:::orders/a', true);
  fits('s3:GetObject', `arn:aws:s3:us-east-1:${account}:orders/a`, false);
  fits('dynamodb:GetItem', table, true);
  fits('dynamodb:GetItem', `${table}/index/byDate`, false);
  fits('dynamodb:Query', `${table}/index/byDate`, true);
  fits('dynamodb:GetRecords', `${table}/stream/2026-01-01T00:00:00.000`, true);
  fits('dynamodb:GetRecords', table, false);
  fits('logs:CreateLogGroup', logGroup, true);
  fits('logs:PutLogEvents', `${logGroup}:log-stream:2026/10/01/[$LATEST]0a1b`, true);
  fits('logs:PutLogEvents', logGroup, false);
  fits('lambda:InvokeFunction', lambda, true);
  fits('lambda:InvokeFunction', `${lambda}:live`, true);
  fits('lambda:InvokeFunction', queue, false);
  fits('sqs:SendMessage', queue, true);
  fits('sqs:SendMessage', 'arn:aws:sqs:::orders', false);
  fits('iam:PassRole', `arn:aws:iam::${account}:role/service-role/orders`, true);
  fits('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:us-east-1:${account}:secret:db-a1B2c3`, true);
  fits('ssm:GetParameter', `arn:aws:ssm:us-east-1:${account}:parameter/orders/url`, true);
  fits('kms:Decrypt', `arn:aws:kms:us-east-1:${account}:key/1234`, true);
  fits('kms:Decrypt', `arn:aws:kms:us-east-1:${account}:alias/orders`, false);
  fits('states:StartExecution', `arn:aws:states:us-east-1:${account}:stateMachine:orders`, true);
  fits('events:PutEvents', `arn:aws:events:us-east-1:${account}:event-bus/default`, true);
  // Without resource types the only resource is the star.
  fits('s3:ListAllMyBuckets', '*', true);
  fits('s3:ListAllMyBuckets', bucket, false);
  fits('s3:GetObject', '*', false);
  // What is not in the catalog can't be told.
  fits('s3:NoSuchAction', queue, true);
  for (const text of [
    '',
    'arn',
    ':::::',
    'arn:aws:s3',
    'orders',
    `arn:aws:sqs:us-east-1:1:${'a'.repeat(500_000)}`,
  ]) {
    fits('sqs:SendMessage', text, false);
  }
});

describe('patternFits', () => {
  before(() => prepare());

  const fits = (action: string, pattern: string, expected: boolean) =>
    it(`${action} on ${pattern.slice(0, 90) || "''"}: ${expected}`, () =>
      assert.equal(patternFits(action, pattern), expected));

  describe('of an action with resource types', () => {
    fits('s3:GetObject', '*', true);
    // Two pages of the reference share these prefixes.
    fits('apigateway:GET', 'arn:aws:apigateway:eu-west-1::/apis', true);
    fits('apigateway:POST', 'arn:aws:apigateway:eu-west-1::/apis/a1/routes', true);
    fits('apigateway:GET', 'arn:aws:apigateway:eu-west-1::/restapis/a1', true);
    fits('apigateway:GET', 'arn:aws:execute-api:eu-west-1:1:a1/*', false);
    fits('elasticloadbalancing:AddTags', 'arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/l/1/2', true);
    fits('s3:GetObject', 'arn:aws:s3:::*', true);
    fits('s3:GetObject', 'arn:aws:s3:::orders', false);
    fits('s3:GetObject', 'arn:aws:s3:::orders*', true);
    fits('s3:GetObject', 'arn:aws:s3:::orders/*', true);
    fits('s3:ListBucket', 'arn:aws:s3:::orders/*', false);
    fits('s3:ListBucket', 'arn:aws:s3:::orders-?', true);
    fits('s3:GetObject', 'arn:aws:sqs:*:*:*', false);
    fits('s3:GetObject', 'arn:*:*', true);
    fits('dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/Orders/index/*', false);
    fits('dynamodb:Query', 'arn:aws:dynamodb:*:*:table/Orders/index/*', true);
    fits('dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/*', true);
    fits('dynamodb:GetItem', 'arn:aws:dynamodb:*:*:Orders', false);
    fits('logs:PutLogEvents', 'arn:aws:logs:*:*:log-group:/aws/lambda/orders:*', true);
    fits('logs:PutLogEvents', 'arn:aws:logs:*:*:log-group:/aws/lambda/orders', false);
    fits('lambda:InvokeFunction', 'arn:aws:lambda:*:*:function:orders:*', true);
    fits('sqs:SendMessage', 'arn:aws:sqs:*:*:orders/*', false);
    fits('sqs:SendMessage', 'arn:aws:sqs:*:*:orders*', true);
    fits('sqs:SendMessage', '', false);
  });

  describe('with symbols and variables, which count as stars', () => {
    fits('s3:GetObject', '${Orders.Arn}', true);
    fits('s3:GetObject', '${Orders.Arn}/*', true);
    fits('s3:GetObject', 'arn:aws:s3:::${Bucket}', true);
    fits('s3:ListBucket', 'arn:aws:s3:::${Bucket}/*', false);
    fits('s3:GetObject', 'arn:${AWS::Partition}:s3:::${Bucket}/${aws:username}/*', true);
    fits('sqs:SendMessage', 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${Topic}', false);
    fits('sqs:SendMessage', '${Fn::ImportValue:{"Fn::Sub":"${Stack}-queue"}}', true);
    fits('sqs:SendMessage', 'arn:aws:sqs:${unclosed', true);
    fits('sqs:SendMessage', 'arn:aws:sns:${unclosed', false);
  });

  describe('of an action without resource types', () => {
    fits('s3:ListAllMyBuckets', '*', true);
    fits('s3:ListAllMyBuckets', 'arn:aws:s3:::*', true);
    fits('s3:ListAllMyBuckets', 'arn:aws:s3:::orders', false);
    fits('logs:DescribeLogGroups', 'arn:aws:logs:us-east-1:111122223333:log-group:*', true);
    fits('logs:DescribeLogGroups', 'arn:aws:logs:us-east-1:111122223333:log-group:orders*', false);
    fits('states:InvokeHTTPEndpoint', 'arn:aws:states:*:*:stateMachine:*', true);
    fits('ec2:DescribeSubnets', 'arn:aws:ec2:*:*:*/*', true);
    fits('ec2:DescribeSubnets', 'arn:aws:mq:*:*:*', false);
    fits('xray:PutTraceSegments', '${Orders.Arn}', true);
    fits('xray:PutTraceSegments', 'arn:aws:s3:::${Orders}/*', false);
    fits('dynamodb:ListStreams', 'arn:aws:dynamodb:*:*:table/Orders/stream/*', true);
    fits('dynamodb:ListStreams', 'arn:aws:s3:::Orders/stream/*', false);
  });

  fits('s3:NoSuchAction', 'arn:aws:sqs:*:*:*', true);

  describe('of hostile length', () => {
    fits('s3:GetObject', '${'.repeat(4000), true);
    fits('s3:GetObject', `arn:aws:sqs:::${'*a'.repeat(4000)}`, false);
    fits('s3:GetObject', `arn:aws:s3:::${'*a'.repeat(4000)}`, true);
    fits('s3:GetObject', `arn:aws:sqs:::${'*a'.repeat(500_000)}`, true);
  });
});

describe('arnFits and patternFits', () => {
  before(() => prepare());

  const actions = [
    's3:GetObject',
    's3:ListBucket',
    'dynamodb:Query',
    'dynamodb:GetItem',
    'logs:PutLogEvents',
  ];
  const arn = fc
    .tuple(
      fc.constantFrom('s3', 'dynamodb', 'logs'),
      fc.constantFrom(':', 'us-east-1:', `us-east-1:${account}`, `:${account}`),
      fc.array(
        fc.constantFrom('table', 'index', 'log-group', 'log-stream', 'accesspoint', 'object', 'x', ':', '/'),
        { maxLength: 9 },
      ),
    )
    .map(([service, place, rest]) => `arn:aws:${service}:${place}:${rest.join('')}`);

  it('say the same of an ARN without wildcards', () => {
    fc.assert(
      fc.property(fc.constantFrom(...actions), arn, (action, text) => {
        assert.equal(patternFits(action, text), arnFits(action, text));
      }),
      { seed: 20261101, numRuns: 2000 },
    );
  });

  it('an ARN that fits is matched by a pattern that fits', () => {
    fc.assert(
      fc.property(fc.constantFrom(...actions), arn, fc.nat(60), fc.nat(60), (action, text, from, length) => {
        const pattern = `${text.slice(0, from)}*${text.slice(from + length)}`;
        if (arnFits(action, text)) assert.ok(patternFits(action, pattern), pattern);
      }),
      { seed: 20261101, numRuns: 2000 },
    );
  });

  it('hold for an ARN made from any format of the catalog', () => {
    for (const name of expandActions('*')) {
      const format = resourceTypesOf(name)[0]?.arnFormats[0];
      if (format === undefined) continue;
      const text = format.replace(/\$\{[^}]*\}|\*/g, 'x');
      assert.ok(arnFits(name, text), `${name} ${text}`);
      assert.ok(patternFits(name, text), `${name} ${text}`);
      assert.ok(patternFits(name, '*'), name);
    }
  });

  it('find the formats of every action that has types', () => {
    const bare = expandActions('*').filter((name) => {
      const types = findAction(name)?.resourceTypes ?? [];
      const found = resourceTypesOf(name).filter((type) => type.arnFormats.length > 0);
      return !types.every((type) => found.some((each) => each.name === type));
    });
    assert.deepEqual(bare, []);
  });
});
