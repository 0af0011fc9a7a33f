import assert from 'node:assert/strict';
import { functionNamed, grantsOf, parseFiles } from '../../../testkit/grants.js';

const doc = (action: string): string =>
  `PolicyDocument: { Statement: [{ Effect: Allow, Action: 's3:${action}', Resource: '*' }] }`;
const own = (action: string): string => `Policies: [{ PolicyName: p, ${doc(action)} }]`;

function read(resources: readonly string[]): ReturnType<typeof parseFiles> {
  return parseFiles({ 't.yaml': `Resources:\n${resources.map((line) => `  ${line}\n`).join('')}` });
}

describe('people of a template', () => {
  /** Resources, and what the user U is granted. */
  const rows: [string, string[], string[]][] = [
    ['its own policies', [`U: { Type: AWS::IAM::User, Properties: { ${own('A')} } }`], ['A']],
    [
      'a policy that names it',
      [
        'U: { Type: AWS::IAM::User }',
        `P: { Type: AWS::IAM::Policy, Properties: { PolicyName: p, Users: [!Ref U], ${doc('A')} } }`,
      ],
      ['A'],
    ],
    [
      'a policy that names it by its name',
      [
        'U: { Type: AWS::IAM::User, Properties: { UserName: ann } }',
        `P: { Type: AWS::IAM::Policy, Properties: { PolicyName: p, Users: [ann], ${doc('A')} } }`,
      ],
      ['A'],
    ],
    [
      'a user policy',
      [
        'U: { Type: AWS::IAM::User }',
        `P: { Type: AWS::IAM::UserPolicy, Properties: { PolicyName: p, UserName: !Ref U, ${doc('A')} } }`,
      ],
      ['A'],
    ],
    [
      'a managed policy that names it',
      [
        'U: { Type: AWS::IAM::User }',
        `P: { Type: AWS::IAM::ManagedPolicy, Properties: { Users: [!Ref U], ${doc('A')} } }`,
      ],
      ['A'],
    ],
    [
      'a managed policy that it names',
      [
        'U: { Type: AWS::IAM::User, Properties: { ManagedPolicyArns: [!Ref P] } }',
        `P: { Type: AWS::IAM::ManagedPolicy, Properties: { ${doc('A')} } }`,
      ],
      ['A'],
    ],
    [
      'its groups’',
      [
        'U: { Type: AWS::IAM::User, Properties: { Groups: [!Ref G] } }',
        `G: { Type: AWS::IAM::Group, Properties: { ${own('A')} } }`,
        `P: { Type: AWS::IAM::Policy, Properties: { PolicyName: p, Groups: [!Ref G], ${doc('B')} } }`,
        `R: { Type: AWS::IAM::GroupPolicy, Properties: { PolicyName: p, GroupName: !Ref G, ${doc('C')} } }`,
      ],
      ['A', 'B', 'C'],
    ],
    [
      'groups that take it in',
      [
        'U: { Type: AWS::IAM::User }',
        `G: { Type: AWS::IAM::Group, Properties: { GroupName: g, ${own('A')} } }`,
        'X: { Type: AWS::IAM::UserToGroupAddition, Properties: { GroupName: g, Users: [!Ref U] } }',
      ],
      ['A'],
    ],
    [
      'nothing of others',
      ['U: { Type: AWS::IAM::User }', `V: { Type: AWS::IAM::User, Properties: { ${own('A')} } }`],
      [],
    ],
  ];
  for (const [name, resources, actions] of rows) {
    it(name, () => {
      const parsed = read(resources);
      assert.deepEqual(
        grantsOf(parsed, 'U'),
        actions.map((action) => `Allow s3:${action} on *`),
      );
      const fn = functionNamed(parsed, 'U');
      assert.deepEqual([fn.kind, fn.role?.isUser, fn.role?.logicalId], ['principal', true, 'U']);
    });
  }

  it('a boundary, and policies that stand elsewhere', () => {
    const fn = functionNamed(
      read([
        'U: { Type: AWS::IAM::User, Properties: { PermissionsBoundary: arn:aws:iam::aws:policy/B, ManagedPolicyArns: [arn:aws:iam::aws:policy/A] } }',
      ]),
      'U',
    );
    assert.equal(fn.boundary, 'arn:aws:iam::aws:policy/B');
    assert.deepEqual(
      fn.attached.map(({ arn }) => arn),
      ['arn:aws:iam::aws:policy/A'],
    );
  });

  it('a group without a member here is shown by itself', () => {
    const parsed = read([`G: { Type: AWS::IAM::Group, Properties: { ${own('A')} } }`]);
    assert.deepEqual(grantsOf(parsed, 'G'), ['Allow s3:A on *']);
  });

  it('a permission set becomes a role', () => {
    const parsed = read([
      `S: { Type: AWS::SSO::PermissionSet, Properties: { Name: Ops, InlinePolicy: { Statement: [{ Effect: Allow, Action: 's3:A', Resource: '*' }] }, ManagedPolicies: [arn:aws:iam::aws:policy/ReadOnlyAccess] } }`,
    ]);
    const fn = functionNamed(parsed, 'S');
    assert.equal(fn.role?.declaredName, 'AWSReservedSSO_Ops_${sso::suffix}');
    assert.deepEqual(grantsOf(parsed, 'S'), ['Allow s3:A on *']);
    assert.equal(fn.attached.length, 1);
  });
});
