import assert from 'node:assert/strict';
import type { SourceResource } from '../../sources/model.js';
import type { StackResources } from '../types.js';
import { findBindings } from './bindings.js';
import type { LinkScope } from './deployment.js';
import { ACCOUNT, REGION, call, fn, model, resource, role, snapshot } from './kit.test.js';

const SCOPE: LinkScope = {
  principals: [role('orders')],
  sessions: ['orders-fn'],
  stacks: ['orders-prod'],
  by: 'name pattern',
};
const HERE = `${REGION}:${ACCOUNT}`;

function bind(
  resources: SourceResource[],
  seen: string[] = [],
  over: { scope?: Partial<LinkScope>; stacks?: StackResources[]; regions?: string[] } = {},
): Record<string, string> {
  const regions = over.regions ?? [REGION];
  const rows = regions.map((region) => call('orders', 'orders-fn', { region }));
  const others = call('other', 'x', { resources: seen });
  const bindings = findBindings(model([fn('Orders')], resources), snapshot([...rows, others], over.stacks), {
    ...SCOPE,
    ...over.scope,
  });
  return Object.fromEntries(
    Object.entries(bindings)
      .filter(([symbol]) => !symbol.startsWith('${AWS::'))
      .map(([symbol, { value, because }]) => [symbol, `${value} (${because})`]),
  );
}

describe('findBindings', () => {
  const table: [string, SourceResource, string[], Record<string, string>][] = [
    [
      'a table by its generated name',
      resource('Orders', 'AWS::DynamoDB::Table'),
      [`arn:aws:dynamodb:${HERE}:table/orders-prod-Orders-1A2B3C4D5E6F7/index/by-day`],
      {
        '${Orders}': 'orders-prod-Orders-1A2B3C4D5E6F7 (name pattern)',
        '${Orders.Arn}': `arn:aws:dynamodb:${HERE}:table/orders-prod-Orders-1A2B3C4D5E6F7 (name pattern)`,
      },
    ],
    [
      'no binding where two tables fit',
      resource('Orders', 'AWS::DynamoDB::Table'),
      ['1A2B3C4D5E6F7', 'XA2B3C4D5E6F7'].map(
        (end) => `arn:aws:dynamodb:${HERE}:table/orders-prod-Orders-${end}`,
      ),
      {},
    ],
    [
      'no binding to a table of another stack',
      resource('Orders', 'AWS::DynamoDB::Table'),
      [`arn:aws:dynamodb:${HERE}:table/orders-prod-eu-Orders-1A2B3C4D5E6F7`],
      {},
    ],
    [
      'no binding to a table of another account',
      resource('Orders', 'AWS::DynamoDB::Table'),
      [`arn:aws:dynamodb:${REGION}:999999999999:table/orders-prod-Orders-1A2B3C4D5E6F7`],
      {},
    ],
    [
      'a bucket in lower case, from an object',
      resource('Uploads', 'AWS::S3::Bucket'),
      ['arn:aws:s3:::orders-prod-uploads-1a2b3c4d5e6f/2026/08/a.json'],
      {
        '${Uploads}': 'orders-prod-uploads-1a2b3c4d5e6f (name pattern)',
        '${Uploads.Arn}': 'arn:aws:s3:::orders-prod-uploads-1a2b3c4d5e6f (name pattern)',
      },
    ],
    [
      'nothing from a capped prefix that ends within the name',
      resource('Uploads', 'AWS::S3::Bucket'),
      ['arn:aws:s3:::orders-prod-uploads-1a2b3c4d5e6f*'],
      {},
    ],
    [
      'a bucket by its declared name',
      resource('Uploads', 'AWS::S3::Bucket', 'uploads-${AWS::AccountId}'),
      [],
      {
        '${Uploads}': `uploads-${ACCOUNT} (declared name)`,
        '${Uploads.Arn}': `arn:aws:s3:::uploads-${ACCOUNT} (declared name)`,
      },
    ],
    [
      'a declared name with a parameter, where one name fits',
      resource('Uploads', 'AWS::S3::Bucket', 'uploads-${Stage}'),
      ['arn:aws:s3:::uploads-prod/x', 'arn:aws:s3:::downloads-prod/x'],
      {
        '${Uploads}': 'uploads-prod (name pattern)',
        '${Uploads.Arn}': 'arn:aws:s3:::uploads-prod (name pattern)',
      },
    ],
    [
      'a queue: Ref is its URL',
      resource('Jobs', 'AWS::SQS::Queue', 'jobs'),
      [],
      {
        '${Jobs}': `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/jobs (declared name)`,
        '${Jobs.Arn}': `arn:aws:sqs:${HERE}:jobs (declared name)`,
        '${Jobs.QueueName}': 'jobs (declared name)',
        '${Jobs.QueueUrl}': `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/jobs (declared name)`,
      },
    ],
    [
      'a topic: Ref is its ARN',
      resource('News', 'AWS::SNS::Topic', 'news'),
      [],
      {
        '${News}': `arn:aws:sns:${HERE}:news (declared name)`,
        '${News.Arn}': `arn:aws:sns:${HERE}:news (declared name)`,
        '${News.TopicArn}': `arn:aws:sns:${HERE}:news (declared name)`,
        '${News.TopicName}': 'news (declared name)',
      },
    ],
    [
      'a state machine, named without the stack',
      resource('Flow', 'AWS::StepFunctions::StateMachine'),
      [`arn:aws:states:${HERE}:stateMachine:Flow-KObyBLjF0w0N`],
      {
        '${Flow}': `arn:aws:states:${HERE}:stateMachine:Flow-KObyBLjF0w0N (name pattern)`,
        '${Flow.Arn}': `arn:aws:states:${HERE}:stateMachine:Flow-KObyBLjF0w0N (name pattern)`,
        '${Flow.Name}': 'Flow-KObyBLjF0w0N (name pattern)',
      },
    ],
    [
      'a secret with the characters the service adds',
      resource('Key', 'AWS::SecretsManager::Secret', 'orders/key'),
      [`arn:aws:secretsmanager:${HERE}:secret:orders/key-AbCdEf`],
      {
        '${Key}': `arn:aws:secretsmanager:${HERE}:secret:orders/key-AbCdEf (declared name)`,
        '${Key.Arn}': `arn:aws:secretsmanager:${HERE}:secret:orders/key-AbCdEf (declared name)`,
        '${Key.Id}': `arn:aws:secretsmanager:${HERE}:secret:orders/key-AbCdEf (declared name)`,
      },
    ],
    [
      'a parameter with a path',
      resource('Flag', 'AWS::SSM::Parameter', '/orders/flag'),
      [],
      {
        '${Flag}': '/orders/flag (declared name)',
        '${Flag.Arn}': `arn:aws:ssm:${HERE}:parameter/orders/flag (declared name)`,
      },
    ],
    [
      'a log group: its ARN ends in a star',
      resource('Logs', 'AWS::Logs::LogGroup', '/aws/lambda/x'),
      [],
      {
        '${Logs}': '/aws/lambda/x (declared name)',
        '${Logs.Arn}': `arn:aws:logs:${HERE}:log-group:/aws/lambda/x:* (declared name)`,
      },
    ],
    [
      'a role, by the calls it made',
      resource('Worker', 'AWS::IAM::Role'),
      [`arn:aws:iam::${ACCOUNT}:role/path/orders-prod-Worker-1A2B3C4D5E6F7`],
      {
        '${Worker}': 'orders-prod-Worker-1A2B3C4D5E6F7 (name pattern)',
        '${Worker.Arn}': `arn:aws:iam::${ACCOUNT}:role/path/orders-prod-Worker-1A2B3C4D5E6F7 (name pattern)`,
      },
    ],
    ['no key from its name', resource('Key', 'AWS::KMS::Key'), [`arn:aws:kms:${HERE}:key/1234`], {}],
    ['a type it does not know', resource('X', 'AWS::Foo::Bar', 'x'), [], {}],
  ];
  for (const [what, one, seen, expected] of table)
    it(what, () => assert.deepEqual(bind([one], seen), expected));

  it('takes stack resources before everything else', () => {
    const stacks = [
      {
        stack: 'orders-prod',
        resources: [
          { logicalId: 'Orders', type: 'AWS::DynamoDB::Table', physicalId: 'real' },
          { logicalId: 'Key', type: 'AWS::KMS::Key', physicalId: '1234' },
          {
            logicalId: 'Jobs',
            type: 'AWS::SQS::Queue',
            physicalId: `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/jobs`,
          },
        ],
      },
    ];
    const resources = [
      resource('Orders', 'AWS::DynamoDB::Table', 'stated'),
      resource('Key', 'AWS::KMS::Key'),
      resource('Jobs', 'AWS::SQS::Queue'),
    ];
    const bound = bind(resources, [], { stacks });
    assert.equal(bound['${Orders}'], 'real (stack resources)');
    assert.equal(bound['${Key.Arn}'], `arn:aws:kms:${HERE}:key/1234 (stack resources)`);
    assert.equal(bound['${Jobs.Arn}'], `arn:aws:sqs:${HERE}:jobs (stack resources)`);
  });

  it('builds no ARN where the region is not known', () => {
    const bound = bind([resource('Orders', 'AWS::DynamoDB::Table', 'orders')], [], {
      regions: [REGION, 'us-east-1'],
    });
    assert.deepEqual(bound, { '${Orders}': 'orders (declared name)' });
  });

  it('binds the pseudo parameters of one deployment only', () => {
    const one = findBindings(model([]), snapshot([call('orders', 'orders-fn')]), SCOPE);
    assert.deepEqual(
      Object.entries(one).map(([symbol, { value }]) => [symbol, value]),
      [
        ['${AWS::AccountId}', ACCOUNT],
        ['${AWS::Partition}', 'aws'],
        ['${AWS::Region}', REGION],
        ['${AWS::StackName}', 'orders-prod'],
        ['${AWS::URLSuffix}', 'amazonaws.com'],
      ],
    );
    const two = {
      ...SCOPE,
      principals: [role('orders'), role('orders', '999999999999')],
      stacks: ['a', 'b'],
    };
    assert.deepEqual(Object.keys(findBindings(model([]), snapshot([]), two)), [
      '${AWS::Partition}',
      '${AWS::URLSuffix}',
    ]);
  });

  it('tells the region by the function’s own log stream', () => {
    const rows = [
      call('orders', 'orders-fn', { eventSource: 'logs.amazonaws.com', eventName: 'CreateLogStream' }),
      call('orders', 'orders-fn', { region: 'us-east-1', eventSource: 'dynamodb.amazonaws.com' }),
    ];
    assert.equal(findBindings(model([]), snapshot(rows), SCOPE)['${AWS::Region}']?.value, REGION);
  });
});
