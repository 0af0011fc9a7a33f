import assert from 'node:assert/strict';
import { parse } from '../../../testkit/marked.js';

/** Type, its properties in flow YAML, and the name that the model has for it. */
const named: [string, string, string | undefined][] = [
  ['AWS::DynamoDB::Table', 'TableName: orders', 'orders'],
  ['AWS::S3::Bucket', "BucketName: !Sub 'orders-${AWS::AccountId}'", 'orders-${AWS::AccountId}'],
  ['AWS::SQS::Queue', "QueueName: !Join ['-', [!Ref Stage, q]]", '${Stage}-q'],
  ['AWS::SNS::Topic', 'TopicName: t', 't'],
  ['AWS::SSM::Parameter', 'Name: /a/b', '/a/b'],
  ['AWS::SecretsManager::Secret', 'Name: s', 's'],
  ['AWS::Kinesis::Stream', 'Name: k', 'k'],
  ['AWS::Logs::LogGroup', 'LogGroupName: /aws/lambda/x', '/aws/lambda/x'],
  ['AWS::StepFunctions::StateMachine', 'StateMachineName: m, RoleArn: !Ref R', 'm'],
  ['AWS::ECS::Cluster', 'ClusterName: c', 'c'],
  ['AWS::Lambda::Function', 'FunctionName: f, Role: !Ref R', 'f'],
  ['AWS::IAM::Role', 'RoleName: r', 'r'],
  ['AWS::SQS::Queue', 'QueueName: !Ref AWS::NoValue', undefined],
  ['AWS::SQS::Queue', 'QueueName: !If [C, a, b]', undefined],
  ['AWS::SQS::Queue', 'QueueName: [a]', undefined],
  ['AWS::SQS::Queue', 'TopicName: x', undefined],
  ['My::Own::Type', 'Name: x', undefined],
  ['constructor', 'Name: x', undefined],
];

describe('resources', () => {
  for (const [type, properties, name] of named) {
    it(`${type} with ${properties} is called ${name ?? 'by CloudFormation'}`, () => {
      const text = `Resources:\n  Thing: { Type: '${type}', Properties: { ${properties} } }\n`;
      const [resource] = parse(text).value.resources;
      assert.deepEqual(resource, {
        logicalId: 'Thing',
        type,
        declaredName: name,
        range: { start: { line: 1, character: 2 }, end: { line: 1, character: 7 } },
      });
    });
  }

  it('are there without type or properties, and under a condition', () => {
    const text = 'Resources:\n  A: {}\n  B:\n  C: { Type: AWS::SNS::Topic, Condition: X }\n';
    assert.deepEqual(
      parse(text).value.resources.map(({ logicalId, type }) => [logicalId, type]),
      [
        ['A', ''],
        ['B', ''],
        ['C', 'AWS::SNS::Topic'],
      ],
    );
  });
});
