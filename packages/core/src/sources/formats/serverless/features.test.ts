import assert from 'node:assert/strict';
import { grantsOf, parseFiles, policiesOf } from '../../../testkit/grants.js';
import { problemLines } from '../../../testkit/marked.js';
import type { ParsedSource } from '../../model.js';

function read(text: string): ParsedSource {
  return parseFiles({ 'serverless.yml': `service: shop\n${text}` });
}

describe('what the framework adds by itself', () => {
  const network =
    'ec2:CreateNetworkInterface ec2:DescribeNetworkInterfaces ec2:DescribeVpcs ec2:DeleteNetworkInterface ec2:DescribeSubnets ec2:DescribeSecurityGroups';
  const vpc =
    'Allow logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents ec2:CreateNetworkInterface ec2:DescribeNetworkInterfaces ec2:DescribeSubnets ec2:DeleteNetworkInterface ec2:AssignPrivateIpAddresses ec2:UnassignPrivateIpAddresses on *';
  const streams = (service: string): string =>
    ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams']
      .map((a) => `${service}:${a}`)
      .join(' ');
  const kinesis = 'arn:aws:kinesis:eu-west-1:111122223333:stream/s';
  const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:k';
  const rows: [string, string, string, string[]][] = [
    [
      'a DynamoDB stream',
      '',
      'events: [{ stream: { type: dynamodb, arn: !GetAtt T.StreamArn } }]',
      [`Allow ${streams('dynamodb')} on \${T.StreamArn}`],
    ],
    [
      'a Kinesis stream by its ARN',
      '',
      `events: [{ stream: '${kinesis}' }]`,
      [`Allow ${streams('kinesis')} on ${kinesis}`],
    ],
    [
      'a Kinesis consumer',
      '',
      `events: [{ stream: { arn: '${kinesis}', consumer: true } }]`,
      [
        `Allow kinesis:GetRecords kinesis:GetShardIterator kinesis:DescribeStreamSummary kinesis:ListShards on ${kinesis}`,
        `Allow kinesis:SubscribeToShard on ${kinesis}/consumer/*`,
      ],
    ],
    [
      'a stream’s failures to SNS',
      '',
      `events: [{ stream: { arn: '${kinesis}', destinations: { onFailure: { type: sns, arn: !Ref N } } } }]`,
      [`Allow ${streams('kinesis')} on ${kinesis}`, 'Allow sns:Publish on ${N}'],
    ],
    [
      'a stream’s failures to SQS',
      '',
      `events: [{ stream: { arn: '${kinesis}', destinations: { onFailure: 'arn:aws:sqs:eu-west-1:1:q' } } }]`,
      [
        `Allow ${streams('kinesis')} on ${kinesis}`,
        'Allow sqs:ListQueues sqs:SendMessage on arn:aws:sqs:eu-west-1:1:q',
      ],
    ],
    [
      'a queue',
      '',
      'events: [{ sqs: { arn: !GetAtt Q.Arn } }]',
      ['Allow sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes on ${Q.Arn}'],
    ],
    [
      'Amazon MSK',
      '',
      'events: [{ msk: { arn: !Ref C, topic: t } }]',
      ['Allow kafka:DescribeCluster kafka:GetBootstrapBrokers on ${C}', `Allow ${network} on *`],
    ],
    [
      'Kafka with secrets in a network',
      '',
      `events: [{ kafka: { topic: t, accessConfigurations: { vpcSubnet: s, saslScram512Auth: '${secret}' } } }]`,
      [`Allow secretsmanager:GetSecretValue on ${secret}`, `Allow ${network} on *`],
    ],
    ['Kafka without either', '', 'events: [{ kafka: { topic: t, accessConfigurations: {} } }]', []],
    [
      'ActiveMQ',
      '',
      `events: [{ activemq: { arn: !Ref B, basicAuthArn: '${secret}', queue: q } }]`,
      [
        `Allow secretsmanager:GetSecretValue on ${secret}`,
        'Allow mq:DescribeBroker on ${B}',
        `Allow ${network} on *`,
      ],
    ],
    [
      'RabbitMQ',
      '',
      `events: [{ rabbitmq: { arn: !Ref B, basicAuthArn: '${secret}', queue: q } }]`,
      [
        `Allow secretsmanager:GetSecretValue on ${secret}`,
        'Allow mq:DescribeBroker on ${B}',
        `Allow ${network} on *`,
      ],
    ],
    [
      'a web socket',
      '',
      'events: [{ websocket: $default }]',
      ['Allow execute-api:ManageConnections on arn:${AWS::Partition}:execute-api:*:*:*/@connections/*'],
    ],
    [
      'the scheduler',
      '',
      "events: [{ schedule: { rate: ['rate(1 day)'], method: scheduler } }]",
      [
        'Allow lambda:InvokeFunction on arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:shop-${sls::stage}-f arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:shop-${sls::stage}-f:*',
      ],
    ],
    [
      'nothing for what only calls it',
      '',
      "events: [{ http: 'GET /' }, { httpApi: '*' }, { s3: b }, { sns: t }, { schedule: 'rate(1 day)' }, alb, {}]",
      [],
    ],
    ['its network', '', 'vpc: { subnetIds: [s] }', [vpc]],
    ['the provider’s network', 'vpc: { subnetIds: [s] }', 'handler: h', [vpc]],
    ['tracing', '', 'tracing: true', ['Allow xray:PutTraceSegments xray:PutTelemetryRecords on *']],
    [
      'the provider’s tracing',
      'tracing: { lambda: Active }',
      'handler: h',
      ['Allow xray:PutTraceSegments xray:PutTelemetryRecords on *'],
    ],
    [
      'tracing that a function cannot switch off',
      'tracing: { lambda: true }',
      'tracing: false',
      ['Allow xray:PutTraceSegments xray:PutTelemetryRecords on *'],
    ],
    [
      'a dead letter topic',
      '',
      'onError: arn:aws:sns:eu-west-1:1:t',
      ['Allow sns:Publish on arn:aws:sns:eu-west-1:1:t'],
    ],
    [
      'a key',
      '',
      'kmsKeyArn: arn:aws:kms:eu-west-1:1:key/k',
      ['Allow kms:Decrypt on arn:aws:kms:eu-west-1:1:key/k'],
    ],
    [
      'a file system',
      '',
      'fileSystemConfig: { arn: a, localMountPath: /mnt/x }',
      ['Allow elasticfilesystem:ClientMount elasticfilesystem:ClientWrite on a'],
    ],
    [
      'destinations',
      '',
      'destinations: { onSuccess: g, onFailure: { type: sqs, arn: !GetAtt Q.Arn } }',
      [
        'Allow lambda:InvokeFunction on arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:shop-${sls::stage}-g',
        'Allow sqs:SendMessage on ${Q.Arn}',
      ],
    ],
  ];
  for (const [name, provider, body, grants] of rows) {
    it(name, () => {
      const parsed = read(
        `provider: { name: aws, ${provider} }\nfunctions: { f: { ${body} }, g: { handler: h } }\n`,
      );
      const implied = policiesOf(parsed, 'f').filter((policy) => policy.name !== 'logs');
      assert.deepEqual(
        grantsOf(parsed, 'f', ['implied']).filter((grant) => !grant.includes(':log-group:')),
        // Both functions share one role: what the provider brings stands once for each.
        provider === '' ? grants : [...grants, ...grants],
      );
      assert.ok(implied.every((policy) => policy.kind === 'implied' && policy.origin?.kind === 'feature'));
      assert.deepEqual(problemLines(parsed.problems), []);
    });
  }

  it('is shown at what brings it in', () => {
    const parsed = read(
      'provider: { name: aws }\nfunctions:\n  f:\n    events:\n      - sqs: arn:aws:sqs:eu-west-1:1:q\n',
    );
    const queue = policiesOf(parsed, 'f').find(({ name }) => name === 'sqs');
    assert.deepEqual(queue?.range.start, { line: 5, character: 8 });
    assert.deepEqual(
      queue.statements[0]?.action.map(({ literal }) => literal),
      [false, false, false],
    );
  });
});
