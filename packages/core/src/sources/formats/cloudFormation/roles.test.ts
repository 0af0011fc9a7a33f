import assert from 'node:assert/strict';
import type { SourceFunction, SourceModel } from '../../model.js';
import { parse, problemLines, tokensOf } from '../../../testkit/marked.js';

/** A template of these resources, each given as flow YAML on its own line (the first on line 2). */
function template(resources: Readonly<Record<string, string>>): string {
  const lines = Object.entries(resources).map(([id, body]) => `  ${id}: ${body}\n`);
  return `Resources:\n${lines.join('')}`;
}

function read(resources: Readonly<Record<string, string>>): { model: SourceModel; problems: string[] } {
  const { value, problems } = parse(template(resources));
  return { model: value, problems: problemLines(problems) };
}

function functionOf(model: SourceModel, name: string): SourceFunction {
  const fn = model.functions.find((candidate) => candidate.name === name);
  assert.ok(fn, `no function ${name}`);
  return fn;
}

/** The policies of a function without the part of their ids that is always the same. */
function policiesOf(model: SourceModel, name: string): string[] {
  return functionOf(model, name).policies.map((id) => id.replace('template.yaml#', ''));
}

const statement = "Statement: { Effect: Allow, Action: 's3:*', Resource: '*' }";
const inline = `Policies: [{ PolicyName: p, PolicyDocument: { ${statement} } }]`;
const role = (properties: string): string => `{ Type: AWS::IAM::Role, Properties: { ${properties} } }`;
const lambda = (properties: string): string =>
  `{ Type: AWS::Lambda::Function, Properties: { ${properties} } }`;

describe('roles of functions', () => {
  const references: [string, string][] = [
    ['GetAtt', '!GetAtt R.Arn'],
    ['Ref', '!Ref R'],
    ['Sub', "!Sub '${R.Arn}'"],
    ['an ARN of its reference', "!Sub 'arn:aws:iam::${AWS::AccountId}:role/${R}'"],
    ['an ARN of its name', "!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/orders-role'"],
    ['an ARN with a path', 'arn:aws:iam::111122223333:role/service/orders-role'],
    ['If with one branch', '!If [C, !GetAtt R.Arn, !Ref AWS::NoValue]'],
  ];
  for (const [name, reference] of references) {
    it(`are found by ${name}`, () => {
      const { model, problems } = read({
        R: role(`RoleName: orders-role, ${inline}`),
        F: lambda(`Role: ${reference}`),
      });
      assert.deepEqual(policiesOf(model, 'F'), ['R/Policies/0']);
      assert.deepEqual(functionOf(model, 'F').role, {
        logicalId: 'R',
        declaredName: 'orders-role',
        arn: undefined,
      });
      assert.deepEqual(problems, []);
    });
  }

  const outside: [string, string, string | undefined, string][] = [
    ['an ARN', 'arn:aws:iam::111122223333:role/x', 'arn:aws:iam::111122223333:role/x', 'role-unresolved'],
    ['a parameter', '!Ref RoleArn', undefined, 'role-unresolved'],
    ['an import', '!ImportValue Role', undefined, 'intrinsic-opaque'],
  ];
  for (const [name, reference, arn, code] of outside) {
    it(`outside the source are a problem: ${name}`, () => {
      const { model, problems } = read({ F: lambda(`Role: ${reference}`) });
      assert.equal(functionOf(model, 'F').role?.arn, arn);
      assert.deepEqual(problems, [`unresolved ${code} 2`]);
    });
  }

  it('that are missing are a problem, except for an ECS task', () => {
    const { model, problems } = read({ F: lambda(''), T: '{ Type: AWS::ECS::TaskDefinition }' });
    assert.deepEqual(problems, ['input role-missing 2']);
    assert.equal(functionOf(model, 'T').role, undefined);
  });

  it('that depend on a condition count with all their branches', () => {
    const { model, problems } = read({
      R: role(inline),
      S: role(inline),
      F: lambda('Role: !If [C, !GetAtt R.Arn, !GetAtt S.Arn]'),
    });
    assert.deepEqual(policiesOf(model, 'F'), ['R/Policies/0', 'S/Policies/0']);
    assert.deepEqual(problems, ['unresolved role-conditional 4']);
  });

  it('are shared: each function lists the same policies', () => {
    const { model } = read({
      R: role(inline),
      F: lambda('Role: !GetAtt R.Arn'),
      G: lambda('Role: !GetAtt R.Arn'),
    });
    assert.deepEqual(policiesOf(model, 'F'), policiesOf(model, 'G'));
    assert.equal(model.policies.length, 1);
  });

  it('belong to Lambda functions, state machines and ECS tasks', () => {
    const types: [string, string, string][] = [
      ['AWS::Lambda::Function', 'Role', 'lambda'],
      ['AWS::Serverless::Function', 'Role', 'lambda'],
      ['AWS::StepFunctions::StateMachine', 'RoleArn', 'stateMachine'],
      ['AWS::Serverless::StateMachine', 'Role', 'stateMachine'],
      ['AWS::ECS::TaskDefinition', 'TaskRoleArn', 'ecsTask'],
    ];
    for (const [type, property, kind] of types) {
      const { model } = read({
        R: role(inline),
        F: `{ Type: '${type}', Properties: { ${property}: !GetAtt R.Arn } }`,
      });
      assert.equal(functionOf(model, 'F').kind, kind);
      assert.deepEqual(policiesOf(model, 'F'), ['R/Policies/0']);
    }
  });

  it('of an ECS task are not its execution role', () => {
    const { model } = read({
      R: role(inline),
      F: '{ Type: AWS::ECS::TaskDefinition, Properties: { ExecutionRoleArn: !GetAtt R.Arn } }',
    });
    assert.deepEqual(policiesOf(model, 'F'), []);
    assert.equal(model.policies.length, 1);
  });
});

describe('policies of roles', () => {
  const separate = (type: string, properties: string): string =>
    `{ Type: '${type}', Properties: { PolicyDocument: { ${statement} }, ${properties} } }`;

  const attached: [string, string, string][] = [
    ['AWS::IAM::Policy by Ref', separate('AWS::IAM::Policy', 'PolicyName: p, Roles: [!Ref R]'), 'inline'],
    [
      'AWS::IAM::Policy by name',
      separate('AWS::IAM::Policy', 'PolicyName: p, Roles: [orders-role]'),
      'inline',
    ],
    ['AWS::IAM::RolePolicy', separate('AWS::IAM::RolePolicy', 'PolicyName: p, RoleName: !Ref R'), 'inline'],
    [
      'AWS::IAM::ManagedPolicy by Roles',
      separate('AWS::IAM::ManagedPolicy', 'Roles: [!Ref R, !Ref R]'),
      'managed',
    ],
  ];
  for (const [name, policy, kind] of attached) {
    it(`attach themselves: ${name}`, () => {
      const { model, problems } = read({
        P: policy,
        R: role('RoleName: orders-role'),
        F: lambda('Role: !GetAtt R.Arn'),
      });
      assert.deepEqual(policiesOf(model, 'F'), ['P']);
      assert.equal(model.policies[0]?.kind, kind);
      assert.deepEqual(problems, []);
    });
  }

  const elsewhere: [string, string, string, string[]][] = [
    ['by its name', 'imported', "!Sub 'arn:aws:iam::${AWS::AccountId}:role/path/imported'", ['P']],
    ['by a parameter', '!Ref Name', '!Ref Name', ['P']],
    ['by a parameter in an ARN', '!Ref Name', "!Sub 'arn:aws:iam::${AWS::AccountId}:role/${Name}'", ['P']],
    ['that is another', 'imported', 'arn:aws:iam::111122223333:role/other', []],
  ];
  for (const [name, holder, given, expected] of elsewhere) {
    it(`attach themselves to a role that stands elsewhere: ${name}`, () => {
      const { model, problems } = read({
        F: lambda(`Role: ${given}`),
        P: `{ Type: AWS::IAM::Policy, Properties: { PolicyName: p, Roles: [${holder}], PolicyDocument: { ${statement} } } }`,
      });
      assert.deepEqual(policiesOf(model, 'F'), expected);
      assert.equal(functionOf(model, 'F').role?.arn?.startsWith('arn:'), given.includes('arn:') || undefined);
      assert.deepEqual(
        problems.map((problem) => problem.split(' ')[1]),
        ['role-unresolved', 'role-unresolved'],
      );
    });
  }

  it('are attached by the role: ManagedPolicyArns', () => {
    const { model, problems } = read({
      R: role('ManagedPolicyArns: [!Ref P, arn:aws:iam::aws:policy/job-function/Billing, !ImportValue Q]'),
      P: separate('AWS::IAM::ManagedPolicy', 'Description: x'),
      F: lambda('Role: !GetAtt R.Arn'),
    });
    assert.deepEqual(policiesOf(model, 'F'), ['P']);
    assert.deepEqual(
      functionOf(model, 'F').attached.map(({ arn }) => arn),
      ['arn:aws:iam::aws:policy/job-function/Billing', '${Fn::ImportValue:Q}'],
    );
    assert.deepEqual(problems, ['unresolved intrinsic-opaque 2']);
  });

  it('are attached by the ARN of a name that the template states', () => {
    const { model, problems } = read({
      R: role(
        "ManagedPolicyArns: [!Sub 'arn:aws:iam::${AWS::AccountId}:policy/orders', 'arn:aws:iam::aws:policy/orders']",
      ),
      P: separate('AWS::IAM::ManagedPolicy', 'ManagedPolicyName: orders'),
      F: lambda('Role: !GetAtt R.Arn'),
    });
    assert.deepEqual(policiesOf(model, 'F'), ['P']);
    assert.deepEqual(
      functionOf(model, 'F').attached.map(({ arn }) => arn),
      ['arn:aws:iam::aws:policy/orders'],
    );
    assert.deepEqual(problems, []);
  });

  it('hold the logs policy where a role names it', () => {
    const { model, problems } = read({
      R: role(
        "ManagedPolicyArns: [!Sub 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']",
      ),
      F: lambda('Role: !GetAtt R.Arn'),
    });
    assert.deepEqual(policiesOf(model, 'F'), ['R/implied/AWSLambdaBasicExecutionRole']);
    assert.equal(model.policies[0]?.kind, 'implied');
    assert.deepEqual(problems, []);
  });

  it('may be held by roles, users and groups of no function', () => {
    const { model } = read({
      R: role(inline),
      U: `{ Type: AWS::IAM::User, Properties: { ${inline} } }`,
      G: `{ Type: AWS::IAM::Group, Properties: { ${inline} } }`,
      P: separate('AWS::IAM::UserPolicy', 'PolicyName: p, UserName: u'),
      Q: separate('AWS::IAM::GroupPolicy', 'PolicyName: p, GroupName: g'),
      S: `{ Type: AWS::SSO::PermissionSet, Properties: { InlinePolicy: { ${statement} } } }`,
      T: '{ Type: AWS::SSO::PermissionSet, Properties: {} }',
    });
    assert.equal(model.policies.length, 6);
    assert.equal(tokensOf(model).length, 12);
  });

  const boundaries: [string, string | undefined, string[]][] = [
    ['!Ref P', 'template.yaml#P', []],
    ['arn:aws:iam::aws:policy/B', 'arn:aws:iam::aws:policy/B', ['unresolved boundary-unresolved 3']],
    ['!Ref AWS::NoValue', undefined, []],
  ];
  for (const [written, boundary, expected] of boundaries) {
    it(`have the boundary ${written}`, () => {
      const { model, problems } = read({
        P: separate('AWS::IAM::ManagedPolicy', 'Description: x'),
        R: role(`PermissionsBoundary: ${written}`),
        F: lambda('Role: !GetAtt R.Arn'),
      });
      assert.equal(functionOf(model, 'F').boundary, boundary);
      assert.deepEqual(problems, expected);
    });
  }

  const bad: [string, string, string][] = [
    ['a policy without document', role('Policies: [{ PolicyName: p }]'), 'input policy-invalid 2'],
    [
      'a policy that is a macro',
      role("Policies: [{ 'Fn::Transform': { Name: M } }]"),
      'unresolved intrinsic-opaque 2',
    ],
    ['a standing policy without document', '{ Type: AWS::IAM::ManagedPolicy }', 'input policy-invalid 2'],
    [
      'a role outside',
      separate('AWS::IAM::Policy', 'PolicyName: p, Roles: [other]'),
      'unresolved role-unresolved 2',
    ],
    [
      'a role that is an import',
      separate('AWS::IAM::Policy', 'PolicyName: p, Roles: [!ImportValue R]'),
      'unresolved intrinsic-opaque 2',
    ],
    ['a nested stack', '{ Type: AWS::CloudFormation::Stack }', 'unresolved nested-unresolved 2'],
    ['an application', '{ Type: AWS::Serverless::Application }', 'unresolved nested-unresolved 2'],
    ['a module', "{ Type: 'My::S3::Bucket::MODULE' }", 'unresolved nested-unresolved 2'],
    ['a connector', '{ Type: AWS::Serverless::Connector }', 'input sam-invalid 2'],
  ];
  for (const [name, resource, problem] of bad) {
    it(`are a problem: ${name}`, () => {
      const { model, problems } = read({ X: resource });
      assert.deepEqual(problems, [problem]);
      const ids = new Set(model.policies.map((policy) => policy.id));
      assert.ok(model.functions.every((fn) => fn.policies.every((id) => ids.has(id))));
    });
  }

  it('that a macro or a loop writes are a problem', () => {
    const alone = parse(
      "Resources:\n  Fn::ForEach::L: [X, !Ref Names, { '${X}': { Type: AWS::SNS::Topic } }]\n",
    );
    const beside = parse('Resources:\n  Fn::Transform: { Name: M }\n  T: { Type: AWS::SNS::Topic }\n');
    assert.deepEqual(problemLines(alone.problems), ['unresolved macro-unresolved 1']);
    assert.deepEqual(problemLines(beside.problems), ['unresolved macro-unresolved 2']);
    const within = [
      '{ Fn::Transform: { Name: M } }',
      '{ Type: A::B::C, Properties: { Fn::Transform: { Name: M } } }',
      '{ Type: A::B::C, Properties: { A: 1, Fn::Transform: { Name: M } } }',
    ];
    for (const resource of within)
      assert.deepEqual(read({ X: resource }).problems, ['unresolved macro-unresolved 2']);
    assert.deepEqual(problemLines(parse('Resources: [a]').problems), ['input resources-invalid 1']);
  });

  it('have alternatives in each branch of an If', () => {
    const document = `{ PolicyName: p, PolicyDocument: { Statement: !If [C, { Effect: Allow, Action: 'a:B', Resource: '*' }, [{ Effect: Deny, Action: 'c:D', Resource: '*' }]] } }`;
    const { model } = read({
      R: role(`Policies: !If [C, [${document}, !If [D, ${document}, !Ref AWS::NoValue]], []]`),
    });
    assert.deepEqual(
      model.policies.map(({ id, statements }) => [id, statements.map(({ effect }) => effect)]),
      [
        ['template.yaml#R/Policies/0', ['Allow', 'Deny']],
        ['template.yaml#R/Policies/1', ['Allow', 'Deny']],
      ],
    );
  });
});
