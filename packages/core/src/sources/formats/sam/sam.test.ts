import assert from 'node:assert/strict';
import { parse, problemLines } from '../../../testkit/marked.js';

/** A function `F` with these properties in flow YAML; its properties stand on line 5. */
function read(
  properties: string,
  more = '',
): {
  policies: string[];
  attached: string[];
  boundary: string | undefined;
  problems: string[];
} {
  const text = `Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: { ${properties} }\n${more}`;
  const { value, problems } = parse(text);
  const fn = value.functions.find((candidate) => candidate.name === 'F');
  assert.ok(fn);
  return {
    policies: fn.policies.map((id) => id.replace('template.yaml#', '')),
    attached: fn.attached.map(({ arn }) => arn),
    boundary: fn.boundary,
    problems: problemLines(problems),
  };
}

const logs = 'F/implied/AWSLambdaBasicExecutionRole';
const statement = "Statement: { Effect: Allow, Action: 's3:*', Resource: '*' }";
const aws = (name: string): string => `arn:\${AWS::Partition}:iam::aws:policy/${name}`;

describe('SAM policies', () => {
  /** Policies as written; ids of documents; ARNs; problems. */
  const forms: [string, string[], string[], string[]][] = [
    ['[]', [], [], []],
    [`{ ${statement} }`, ['F/Policies/0'], [], []],
    [`[{ ${statement} }, { ${statement} }]`, ['F/Policies/0', 'F/Policies/1'], [], []],
    [`!If [C, { ${statement} }, { ${statement} }]`, ['F/Policies/0/0', 'F/Policies/1/0'], [], []],
    [`[!If [C, { ${statement} }, !Ref AWS::NoValue]]`, ['F/Policies/0'], [], []],
    [`[!If [C, { ${statement} }, { ${statement} }]]`, ['F/Policies/0/0', 'F/Policies/0/1'], [], []],
    [
      'AmazonS3ReadOnlyAccess',
      [],
      [aws('AmazonS3ReadOnlyAccess')],
      ['unresolved managed-policy-unresolved 5'],
    ],
    [
      '[AWSLambdaRole, AWSLambdaRole]',
      [],
      [aws('service-role/AWSLambdaRole')],
      ['unresolved managed-policy-unresolved 5'],
    ],
    ['AWSLambdaBasicExecutionRole', [], [], []],
    ['[!Ref P]', ['P'], [], []],
    ['[!Ref Param]', [], ['${Param}'], ['unresolved managed-policy-unresolved 5']],
    ['DynamoDBCrudPolicy: { TableName: x }', [], [], ['unresolved policy-template-unresolved 5']],
    ['[{ DynamoDBCrudPolicy: { TableName: x } }]', [], [], ['unresolved policy-template-unresolved 5']],
    ['[{ VPCAccessPolicy: {} }]', [], [], ['unresolved policy-template-unresolved 5']],
    ["[{ Effect: Allow, Action: 's3:*', Resource: '*' }]", [], [], ['input policy-invalid 5']],
    ['[{ PolicyName: p, PolicyDocument: {} }]', [], [], ['input policy-invalid 5']],
    ['[5]', [], [], ['input policy-invalid 5']],
    ['[{}]', [], [], ['input policy-invalid 5']],
    ["[{ 'Fn::Transform': { Name: M } }]", [], [], ['unresolved intrinsic-opaque 5']],
  ];
  const managed = `  P: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { ${statement} } } }\n`;
  for (const [written, ids, arns, expected] of forms) {
    it(`Policies: ${written}`, () => {
      const property = written.startsWith('Dynamo') ? `{ ${written} }` : written;
      const { policies, attached, problems } = read(`Policies: ${property}`, managed);
      assert.deepEqual(
        policies.filter((id) => id !== logs),
        ids,
      );
      assert.equal(policies.filter((id) => id === logs).length, 1);
      assert.deepEqual(
        attached.filter((arn) => !arn.startsWith('${Fn::Transform')),
        arns,
      );
      assert.deepEqual(problems, expected);
    });
  }

  it('are ignored where Role is set', () => {
    const { policies, problems } = read(
      `Role: !GetAtt R.Arn, Policies: [{ ${statement} }], Tracing: Active`,
      '  R: { Type: AWS::IAM::Role }\n',
    );
    assert.deepEqual(policies, []);
    assert.deepEqual(problems, ['input policies-ignored 5']);
  });

  it('count where Role may be absent', () => {
    const { policies, problems } = read(
      `Role: !If [C, !Ref R, !Ref AWS::NoValue], Policies: [{ ${statement} }]`,
    );
    assert.deepEqual(policies, ['F/Policies/0', logs]);
    assert.deepEqual(problems, ['unresolved role-conditional 5']);
  });

  it('may be added to the generated role from elsewhere', () => {
    const other = `  P: { Type: AWS::IAM::Policy, Properties: { PolicyName: p, PolicyDocument: { ${statement} }, Roles: [!Ref FRole] } }\n`;
    assert.deepEqual(read('', other).policies, [logs, 'P']);
  });

  it('of a state machine imply no logs', () => {
    const text = `Resources:\n  M:\n    Type: AWS::Serverless::StateMachine\n    Properties: { Name: m, Policies: [{ ${statement} }] }\n`;
    const [machine] = parse(text).value.functions;
    assert.deepEqual(machine?.policies, ['template.yaml#M/Policies/0']);
    assert.deepEqual(
      [machine.kind, machine.declaredName, machine.role?.logicalId],
      ['stateMachine', 'm', 'MRole'],
    );
  });
});

describe('what SAM implies', () => {
  const implied = ['unresolved implied-unresolved 5'];
  const cases: [string, string[]][] = [
    ['Tracing: Active', implied],
    ['Tracing: PassThrough', implied],
    ['Tracing: Disabled', []],
    ['VpcConfig: { SubnetIds: [] }', implied],
    ['DeadLetterQueue: { Type: SQS, TargetArn: x }', implied],
    ['DurableConfig: { ExecutionTimeout: 1 }', implied],
    ['EventInvokeConfig: { MaximumRetryAttempts: 1 }', []],
    ['EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: SQS } } }', implied],
    ['Events: { A: { Type: Api }, S: { Type: S3 } }', []],
    ['Events: { Q: { Type: SQS, Properties: { Queue: x } } }', implied],
    [
      'Events: { A: { Type: Kinesis }, B: { Type: DynamoDB }, C: { Type: MSK } }',
      [...implied, ...implied, ...implied],
    ],
    [
      'Events: { A: { Type: MQ }, B: { Type: SelfManagedKafka }, C: { Type: DocumentDB } }',
      [...implied, ...implied, ...implied],
    ],
  ];
  for (const [properties, expected] of cases) {
    it(`${properties} → ${expected.length} problems`, () => {
      assert.deepEqual(read(properties).problems, expected);
    });
  }

  it('from Globals too', () => {
    const globals =
      'Globals:\n  Function:\n    Tracing: Active\n    PermissionsBoundary: arn:aws:iam::aws:policy/B\n';
    const { problems, boundary } = read('', globals);
    assert.equal(boundary, 'arn:aws:iam::aws:policy/B');
    assert.deepEqual(problems, ['unresolved implied-unresolved 8', 'unresolved boundary-unresolved 9']);
  });

  it('in connectors', () => {
    const more = '  T: { Type: AWS::SNS::Topic, Connectors: { C: {} } }\n';
    assert.deepEqual(read('', more).problems, ['unresolved implied-unresolved 6']);
  });
});
