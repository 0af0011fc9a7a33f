import assert from 'node:assert/strict';
import { functionNamed, grantsOf, parseFiles, policiesOf } from '../../../testkit/grants.js';
import { problemLines } from '../../../testkit/marked.js';
import type { ParsedSource } from '../../model.js';

function read(text: string, files: Readonly<Record<string, string>> = {}): ParsedSource {
  return parseFiles({ 'serverless.yml': `service: shop\n${text}`, ...files });
}

const get = "{ Effect: Allow, Action: 's3:GetObject', Resource: '*' }";
const put = "{ Effect: Allow, Action: 's3:PutObject', Resource: '*' }";
const granted = { [get]: 'Allow s3:GetObject on *', [put]: 'Allow s3:PutObject on *' };
const modern = `iam: { role: { statements: [${get}] } }`;
const legacy = `iamRoleStatements: [${put}]`;
const plugin = 'plugins: [serverless-iam-roles-per-function]\n';

/** Name, text, what function f is granted by statements, problems. */
type Row = [string, string, string[], string[]];

function check(rows: readonly Row[]): void {
  for (const [name, text, grants, problems] of rows) {
    it(name, () => {
      const parsed = read(text);
      assert.deepEqual(grantsOf(parsed, 'f'), grants);
      assert.deepEqual(problemLines(parsed.problems), problems);
    });
  }
}

describe('the role that functions share', () => {
  const f = 'functions: { f: { handler: h }, g: { handler: h } }\n';
  check([
    ['modern statements', `provider: { ${modern} }\n${f}`, [granted[get]], []],
    ['legacy statements', `provider: { ${legacy} }\n${f}`, [granted[put]], []],
    [
      'both: the modern count',
      `provider: { ${modern}, ${legacy} }\n${f}`,
      [granted[get]],
      ['input policies-ignored 2'],
    ],
    [
      'an empty modern key leaves the legacy ones',
      `provider: { iam: { role: { statements: } }, ${legacy} }\n${f}`,
      [granted[put]],
      [],
    ],
    ['none at all', `provider: { name: aws }\n${f}`, [], []],
    ['one statement in place of a list', `provider: { iamRoleStatements: ${get} }\n${f}`, [granted[get]], []],
    [
      'functions as a list of maps',
      `provider: { ${modern} }\nfunctions: [{ f: { handler: h } }, { g: {} }]\n`,
      [granted[get]],
      [],
    ],
    [
      'a statement that is no object',
      `provider: { iamRoleStatements: [x, ${get}] }\n${f}`,
      [granted[get]],
      ['input policy-invalid 2'],
    ],
    [
      'a statement that is not known',
      `provider: { iamRoleStatements: ["\${ssm:/x}", ${get}] }\n${f}`,
      [granted[get]],
      ['unresolved intrinsic-opaque 2'],
    ],
    [
      'statements that are not known',
      `provider: { iamRoleStatements: "\${ssm:/x}" }\n${f}`,
      [],
      ['unresolved intrinsic-opaque 2'],
    ],
  ]);

  it('is one policy for all, its name and ids as the framework makes them', () => {
    const parsed = read(`provider: { ${modern} }\n${f}`);
    const { id, policies, role, declaredName, logicalId } = functionNamed(parsed, 'f');
    assert.equal(id, 'serverless.yml#f');
    assert.equal(declaredName, 'shop-${sls::stage}-f');
    assert.equal(logicalId, 'FLambdaFunction');
    assert.deepEqual(role, {
      logicalId: 'IamRoleLambdaExecution',
      declaredName: 'shop-${sls::stage}-${AWS::Region}-lambdaRole',
      arn: undefined,
    });
    assert.deepEqual(policies, functionNamed(parsed, 'g').policies);
    assert.equal(parsed.value.stackName, 'shop-${sls::stage}');
  });

  it('logs to the groups of its functions', () => {
    const parsed = read(
      'provider: { name: aws }\nfunctions: { f: {}, g: { name: own }, h: { disableLogs: true } }\n',
    );
    const at = 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/';
    assert.deepEqual(grantsOf(parsed, 'f', ['implied']), [
      `Allow logs:CreateLogStream logs:CreateLogGroup logs:TagResource on ${at}own:* ${at}shop-\${sls::stage}*:*`,
      `Allow logs:PutLogEvents on ${at}own:*:* ${at}shop-\${sls::stage}*:*:*`,
      `Deny logs:PutLogEvents on ${at}shop-\${sls::stage}-h:*`,
    ]);
  });

  it('has managed policies and a boundary', () => {
    const arn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    const parsed = read(`provider:
  iam: { role: { name: own, managedPolicies: [${arn}, !Ref Own], permissionsBoundary: !Ref Edge } }
functions: { f: {} }
resources:
  Resources:
    Own: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { Statement: [${get}] } } }
    Edge: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { Statement: [${put}] } } }
`);
    const fn = functionNamed(parsed, 'f');
    assert.deepEqual(
      fn.attached.map((policy) => policy.arn),
      [arn],
    );
    assert.equal(fn.boundary, 'serverless.yml#Edge');
    assert.equal(fn.role?.declaredName, 'own');
    assert.deepEqual(grantsOf(parsed, 'f'), ['Allow s3:GetObject on *']);
  });

  it('takes policies that attach themselves under resources', () => {
    const parsed = read(`provider: { name: aws }
functions: { f: {} }
resources:
  - Resources:
      P: { Type: AWS::IAM::Policy, Properties: { PolicyName: p, Roles: [!Ref IamRoleLambdaExecution], PolicyDocument: { Statement: [${get}] } } }
  - Resources: { T: { Type: AWS::DynamoDB::Table, Properties: { TableName: 't-\${sls:stage}' } } }
`);
    assert.deepEqual(grantsOf(parsed, 'f'), ['Allow s3:GetObject on *']);
    assert.deepEqual(
      parsed.value.resources.map(({ logicalId, declaredName }) => `${logicalId} ${declaredName ?? ''}`),
      ['FLambdaFunction shop-${sls::stage}-f', 'P ', 'T t-${sls::stage}'],
    );
  });
});

describe('roles that are made elsewhere', () => {
  const role = `resources: { Resources: { R: { Type: AWS::IAM::Role, Properties: { Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${put}] } }] } } } }\n`;
  check([
    ['a logical id', `provider: { name: aws }\nfunctions: { f: { role: R } }\n${role}`, [granted[put]], []],
    [
      'a reference',
      `provider: { name: aws }\nfunctions: { f: { role: !GetAtt R.Arn } }\n${role}`,
      [granted[put]],
      [],
    ],
    [
      'the provider’s, by logical id',
      `provider: { role: R }\nfunctions: { f: {} }\n${role}`,
      [granted[put]],
      [],
    ],
    [
      'the provider’s, modern',
      `provider: { iam: { role: !GetAtt R.Arn } }\nfunctions: { f: {} }\n${role}`,
      [granted[put]],
      [],
    ],
    [
      'an ARN',
      'provider: { name: aws }\nfunctions: { f: { role: "arn:aws:iam::111122223333:role/x" } }\n',
      [],
      ['unresolved role-unresolved 3'],
    ],
    [
      'the provider’s makes its statements void',
      `provider: { role: R, ${legacy} }\nfunctions: { f: {} }\n${role}`,
      [granted[put]],
      ['input policies-ignored 2'],
    ],
    [
      'all functions’ own make the provider’s void',
      `provider: { ${modern} }\nfunctions: { f: { role: R } }\n${role}`,
      [granted[put]],
      ['input policies-ignored 2'],
    ],
    [
      'a function’s makes its statements void',
      `${plugin}provider: { name: aws }\nfunctions: { f: { role: R, iamRoleStatements: [${get}] } }\n${role}`,
      [granted[put]],
      ['input policies-ignored 4'],
    ],
  ]);

  it('bring no implied permission', () => {
    const parsed = read(`provider: { tracing: { lambda: true } }\nfunctions: { f: { role: R } }\n${role}`);
    assert.deepEqual(grantsOf(parsed, 'f', ['implied']), []);
  });
});

describe('roles of one function', () => {
  const own = (more = ''): string => `functions: { f: { iamRoleStatements: [${put}]${more} }, g: {} }\n`;
  const provider = `provider: { ${modern} }\n`;
  const inherit = 'custom: { serverless-iam-roles-per-function: { defaultInherit: true } }\n';
  const both = [granted[get], granted[put]];
  check([
    ['the plug-in: its own alone', plugin + provider + own(), [granted[put]], []],
    ['inherited', plugin + provider + own(', iamRoleStatementsInherit: true'), both, []],
    ['inherited by default', plugin + provider + inherit + own(), both, []],
    [
      'inherited by default, but not here',
      plugin + provider + inherit + own(', iamRoleStatementsInherit: false'),
      [granted[put]],
      [],
    ],
    [
      'legacy statements inherited',
      `${plugin}provider: { iamRoleStatements: [${get}] }\n${own(', iamRoleStatementsInherit: true')}`,
      both,
      [],
    ],
    ['an empty list', `${plugin}${provider}functions: { f: { iamRoleStatements: [] }, g: {} }\n`, [], []],
    [
      'version 3 without the plug-in',
      `frameworkVersion: '3'\n${provider}${own()}`,
      [granted[get]],
      ['input policies-ignored 4'],
    ],
    [
      'version 2 without the plug-in',
      `frameworkVersion: '>=2.0.0 <3.0.0'\n${provider}${own()}`,
      [granted[get]],
      ['input policies-ignored 4'],
    ],
    ['version 4 without the plug-in', `frameworkVersion: ^4.2.0\n${provider}${own()}`, [granted[put]], []],
    [
      'the framework’s own key',
      `${provider}functions: { f: { iam: { role: { statements: [${put}] } } }, g: {} }\n`,
      [granted[put]],
      [],
    ],
    [
      'the framework’s own key, inherited',
      `${provider}functions: { f: { iam: { inheritStatements: true, role: { statements: [${put}] } } }, g: {} }\n`,
      both,
      [],
    ],
    [
      'a role for every function',
      `provider: { iam: { role: { mode: perFunction, statements: [${get}] } } }\nfunctions: { f: {}, g: {} }\n`,
      [granted[get]],
      [],
    ],
    [
      'a role for every function, one not inheriting',
      `provider: { iam: { role: { mode: perFunction, statements: [${get}] } } }\nfunctions: { f: { iam: { inheritStatements: false } }, g: {} }\n`,
      [],
      [],
    ],
  ]);

  it('have names and logs of their own, and drop the shared managed policies', () => {
    const parsed = read(
      `${plugin}provider: { iam: { role: { managedPolicies: ['arn:aws:iam::aws:policy/X'] } } }\n${own()}`,
    );
    const f = functionNamed(parsed, 'f');
    assert.equal(f.role?.declaredName, 'shop-${sls::stage}-f-${AWS::Region}-lambdaRole');
    assert.equal(f.role.logicalId, 'FIamRoleLambdaExecution');
    assert.deepEqual(f.attached, []);
    assert.equal(functionNamed(parsed, 'g').attached.length, 1);
    const [logs = ''] = grantsOf(parsed, 'f', ['implied']);
    assert.ok(logs.endsWith(':log-group:/aws/lambda/shop-${sls::stage}-f:*'), logs);
    const named = read(`${plugin}${provider}${own(', iamRoleStatementsName: my-role')}`);
    assert.equal(functionNamed(named, 'f').role?.declaredName, 'my-role');
  });

  it('share the inherited policy: it is one', () => {
    const parsed = read(
      `${plugin}${provider}functions: { f: { iamRoleStatements: [${put}], iamRoleStatementsInherit: true }, g: {} }\n`,
    );
    const shared = functionNamed(parsed, 'f').policies.filter((id) =>
      functionNamed(parsed, 'g').policies.includes(id),
    );
    assert.deepEqual(shared, ['serverless.yml#provider']);
  });
});

describe('parts of a service in other files', () => {
  const text = `provider:
  name: aws
  iam:
    role:
      statements:
        - \${file(iam/s3.yml)}
        - ${put}
functions: \${file(functions.yml)}
resources:
  - \${file(resources.yml):stack}
`;
  const files = {
    'iam/s3.yml':
      '# reads\nEffect: Allow\nAction:\n  - s3:GetObject\n  - s3:ListBucket\nResource: !GetAtt B.Arn\n',
    'functions.yml': 'f:\n  handler: h\n  role: R\ng: { handler: h }\n',
    'resources.yml': `stack:\n  Resources:\n    B: { Type: AWS::S3::Bucket }\n    R:\n      Type: AWS::IAM::Role\n      Properties:\n        Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${get}] } }]\n`,
  };

  it('keep the places of their own files, and can be edited there', () => {
    const parsed = read(text, files);
    assert.deepEqual(parsed.problems, []);
    const [statement, second] = policiesOf(parsed, 'g').flatMap(({ statements }) => statements);
    assert.equal(statement?.uri, 'iam/s3.yml');
    assert.deepEqual(statement.range.start, { line: 1, character: 0 });
    const [action] = statement.action;
    assert.deepEqual([action?.literal, action?.range.start], [true, { line: 3, character: 4 }]);
    assert.equal(files['iam/s3.yml'].slice(action?.span.from, action?.span.to), 's3:GetObject');
    assert.deepEqual([second?.uri, second?.range.start.line], ['serverless.yml', 7]);
    const fn = functionNamed(parsed, 'f');
    assert.deepEqual([fn.uri, fn.range.start], ['functions.yml', { line: 0, character: 0 }]);
    const [own] = policiesOf(parsed, 'f');
    assert.equal(own?.uri, 'resources.yml');
    assert.deepEqual(grantsOf(parsed, 'f'), [granted[get]]);
    const bucket = parsed.value.resources.find(({ logicalId }) => logicalId === 'B');
    assert.deepEqual([bucket?.uri, bucket?.range.start.line], ['resources.yml', 2]);
  });

  it('that two places use cannot be edited for one of them', () => {
    const twice = text.replace(put, '${file(iam/s3.yml)}');
    const [first, second] = policiesOf(read(twice, files), 'g').flatMap(({ statements }) => statements);
    assert.deepEqual([first?.uri, second?.uri], ['iam/s3.yml', 'iam/s3.yml']);
    assert.ok([first, second].every((each) => each?.action.every(({ literal }) => !literal)));
  });

  it('that are broken are a problem of their own', () => {
    const { problems } = read(text, { ...files, 'iam/s3.yml': 'Effect: Allow\nAction: [a\n' });
    assert.ok(problems.some(({ code, uri }) => code === 'yaml-syntax' && uri === 'iam/s3.yml'));
    const deep = read(text, { ...files, 'functions.yml': '['.repeat(1000) });
    assert.ok(deep.problems.some(({ code, uri }) => code === 'source-too-deep' && uri === 'functions.yml'));
  });

  it('a value of a file in a statement of another is shown at the statement', () => {
    const parsed = read(
      "provider:\n  iamRoleStatements:\n    - Effect: Allow\n      Action: ${file(a.yml):actions}\n      Resource: '*'\nfunctions: { f: {} }\n",
      { 'a.yml': 'actions:\n  - s3:GetObject\n  - s3:PutObject\n' },
    );
    const [statement] = policiesOf(parsed, 'f').flatMap(({ statements }) => statements);
    assert.deepEqual(
      statement?.action.map(({ text: name, literal }) => [name, literal]),
      [
        ['s3:GetObject', false],
        ['s3:PutObject', false],
      ],
    );
    assert.deepEqual(statement.action[0]?.span, statement.span);
  });
});

describe('a serverless.yml’s keep comments and state machines', () => {
  it('a comment counts where it stands', () => {
    const parsed = read(`${plugin}# leastwise-keep s3:DeleteObject: always
provider:
  iamRoleStatements:
    # leastwise-keep s3:ListBucket until 2027-01-31: audits
    - ${get}
functions:
  f:
    iamRoleStatements:
      # leastwise-keep s3:PutObject
      - ${put}
  g: {}
`);
    assert.deepEqual(
      parsed.value.keeps.map(({ pattern, function: name }) => `${pattern} ${name ?? 'all'}`),
      ['s3:DeleteObject all', 's3:ListBucket g', 's3:PutObject f'],
    );
  });

  it('a state machine of the plug-in has the role it names', () => {
    const parsed = read(`provider: { name: aws }
stepFunctions: { stateMachines: { m: { name: flow, role: R }, n: {} } }
resources: { Resources: { R: { Type: AWS::IAM::Role, Properties: { Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${get}] } }] } } } }
`);
    assert.deepEqual(grantsOf(parsed, 'm'), [granted[get]]);
    assert.deepEqual(problemLines(parsed.problems), ['unresolved plugin-unresolved 3']);
  });
});
