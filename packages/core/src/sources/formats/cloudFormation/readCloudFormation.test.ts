import assert from 'node:assert/strict';
import { assertMarked, parse, problemLines } from '../../../testkit/marked.js';

describe('SAM functions', () => {
  const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub '\${AWS::StackName}-orders'
  OrdersFunction:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: orders
      Policies:
        - Statement:
            - Sid: Table
              Effect: Allow
              Action:
                - «dynamodb:*» # everything
                - «"dynamodb:Get*"»
              Resource: «!GetAtt Orders.Arn»
            - Effect: Allow
              Action: «s3:GetObject»
              Resource:
                - «!Sub 'arn:\${AWS::Partition}:s3:::\${Bucket}/*'»
                - «Fn::Join: ['', [!GetAtt Orders.Arn, '/index/*']]»
        - AmazonS3ReadOnlyAccess
        - DynamoDBCrudPolicy: { TableName: !Ref Orders }
`;
  it('have exact ranges', () => {
    assertMarked(template, 'template.yaml', [
      'dynamodb:*',
      'dynamodb:Get*',
      '${Orders.Arn}',
      's3:GetObject',
      'arn:${AWS::Partition}:s3:::${Bucket}/*',
      '${Orders.Arn}/index/*',
    ]);
  });

  it('have a generated role with what SAM implies', () => {
    const { value, problems } = parse(template.replace(/[«»]/g, ''));
    const [fn] = value.functions;
    assert.equal(fn?.id, 'template.yaml#OrdersFunction');
    assert.equal(fn.declaredName, 'orders');
    assert.deepEqual(fn.role, {
      logicalId: 'OrdersFunctionRole',
      declaredName: undefined,
      arn: undefined,
    });
    assert.deepEqual(fn.policies, [
      'template.yaml#OrdersFunction/Policies/0',
      'template.yaml#OrdersFunction/Policies/2',
      'template.yaml#OrdersFunction/implied/AWSLambdaBasicExecutionRole',
    ]);
    assert.deepEqual(
      fn.attached.map(({ arn }) => arn),
      ['arn:${AWS::Partition}:iam::aws:policy/AmazonS3ReadOnlyAccess'],
    );
    assert.deepEqual(problemLines(problems), []);
    assert.deepEqual(
      value.resources.map(({ logicalId, declaredName }) => [logicalId, declaredName]),
      [
        ['Orders', '${AWS::StackName}-orders'],
        ['OrdersFunction', 'orders'],
      ],
    );
  });
});
