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
  ignored: string | undefined;
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
    ignored: fn.ignored && text.slice(fn.ignored.span.from, fn.ignored.span.to),
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
    ['AmazonS3ReadOnlyAccess', [], [aws('AmazonS3ReadOnlyAccess')], []],
    ['[AWSLambdaRole, AWSLambdaRole]', [], [aws('service-role/AWSLambdaRole')], []],
    ['AWSLambdaBasicExecutionRole', [], [], []],
    ['[!Ref P]', ['P'], [], []],
    ['[!Ref Param]', [], ['${Param}'], []],
    ['[ViewOnlyAccess]', [], [aws('job-function/ViewOnlyAccess')], []],
    ['[SomebodysPolicy]', [], ['SomebodysPolicy'], []],
    ['[!If [C, AWSLambdaExecute, !Ref AWS::NoValue]]', [], [aws('AWSLambdaExecute')], []],
    ['DynamoDBCrudPolicy: { TableName: x }', ['F/Policies/0'], [], []],
    ['[{ DynamoDBCrudPolicy: { TableName: x } }]', ['F/Policies/0'], [], []],
    ['[AWSLambdaRole, { VPCAccessPolicy: {} }]', ['F/Policies/1'], [aws('service-role/AWSLambdaRole')], []],
    [
      '[!If [C, { S3ReadPolicy: { BucketName: x } }, { S3CrudPolicy: { BucketName: x } }]]',
      ['F/Policies/0/0', 'F/Policies/0/1'],
      [],
      [],
    ],
    [
      '[!If [C, AWSLambdaExecute, { VPCAccessPolicy: {} }]]',
      ['F/Policies/0/1'],
      [aws('AWSLambdaExecute')],
      ['input sam-invalid 5'],
    ],
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
    const { policies, problems, ignored } = read(
      `Role: !GetAtt R.Arn, Policies: [{ ${statement} }], Tracing: Active`,
      '  R: { Type: AWS::IAM::Role }\n',
    );
    assert.deepEqual(policies, []);
    assert.deepEqual(problems, []);
    assert.equal(ignored, `Policies: [{ ${statement} }]`);
  });

  it('count where Role may be absent', () => {
    const { policies, problems, ignored } = read(
      `Role: !If [C, !Ref R, !Ref AWS::NoValue], Policies: [{ ${statement} }]`,
      `  R: { Type: AWS::IAM::Role, Properties: { Policies: [{ PolicyName: p, PolicyDocument: { ${statement} } }] } }\n`,
    );
    assert.deepEqual(policies, ['F/Policies/0', logs, 'R/Policies/0']);
    assert.deepEqual(problems, ['unresolved role-conditional 5']);
    assert.equal(ignored, undefined);
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

describe('a role that SAM makes', () => {
  it('cannot have the name of another resource', () => {
    assert.deepEqual(read('', '  FRole: { Type: AWS::IAM::Role }\n').problems, ['input sam-invalid 3']);
  });

  it('is the logs alone for a web function', () => {
    const more =
      '  W: { Type: AWS::Serverless::WebFunction, Properties: { FunctionName: w } }\n  X: { Type: AWS::Serverless::WebFunction, Properties: { ExecutionRoleArn: !GetAtt FRole.Arn } }\n';
    const { value } = parse(`Resources:\n  F: { Type: AWS::Serverless::Function }\n${more}`);
    assert.deepEqual(
      value.functions.map(({ name, policies }) => [name, ...policies]),
      [
        ['F', `template.yaml#${logs}`],
        ['W', 'template.yaml#W/implied/AWSLambdaBasicExecutionRole'],
        ['X', `template.yaml#${logs}`],
      ],
    );
  });
});
