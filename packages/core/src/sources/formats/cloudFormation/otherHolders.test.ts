import assert from 'node:assert/strict';
import { parseSource } from '../../parseSource.js';

const document = `PolicyDocument: { Statement: [{ Effect: Allow, Action: 's3:*', Resource: '*' }] }`;
const managed = (more = ''): string => `  Shared:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      ${document}${more}
`;
const role = (id: string): string => `  ${id}:
    Type: AWS::IAM::Role
    Properties: { ManagedPolicyArns: [!Ref Shared], AssumeRolePolicyDocument: {} }
`;
const fn = (roleId: string): string => `  Fn:
    Type: AWS::Lambda::Function
    Properties: { Role: !GetAtt ${roleId}.Arn }
`;

describe('who holds a policy beside the functions', () => {
  const cases: readonly (readonly [string, string, readonly string[] | undefined])[] = [
    ['nobody', managed() + role('FnRole') + fn('FnRole'), undefined],
    ['another role', managed() + role('FnRole') + role('Batch') + fn('FnRole'), ['Batch']],
    [
      'users and groups that the policy names',
      managed('\n      Users: [alice]\n      Groups: [admins]') + role('FnRole') + fn('FnRole'),
      ['admins', 'alice'],
    ],
    [
      'a user that names the policy',
      `${managed() + role('FnRole') + fn('FnRole')}  Ann: { Type: AWS::IAM::User, Properties: { ManagedPolicyArns: [!Ref Shared] } }\n`,
      ['Ann'],
    ],
    [
      'a role that stands elsewhere',
      managed('\n      Roles: [legacy]') + role('FnRole') + fn('FnRole'),
      ['legacy'],
    ],
    [
      'whoever imports it',
      `${managed() + role('FnRole') + fn('FnRole')}Outputs:\n  Policy: { Value: !Ref Shared, Export: { Name: shared } }\n`,
      ['Whoever imports the output Policy'],
    ],
    [
      'not an output that nobody can import',
      `${managed() + role('FnRole') + fn('FnRole')}Outputs:\n  Policy: { Value: !Ref Shared }\n`,
      undefined,
    ],
    [
      'not a role that one branch of a condition gives to a function',
      `${managed() + role('FnRole') + role('Other')}  Fn:\n    Type: AWS::Lambda::Function\n    Properties: { Role: !If [A, !GetAtt FnRole.Arn, !GetAtt Other.Arn] }\n`,
      undefined,
    ],
  ];
  for (const [name, resources, expected] of cases) {
    it(name, () => {
      const { value } = parseSource({ uri: 'template.yaml', text: `Resources:\n${resources}` });
      const policy = value.policies.find(({ id }) => id === 'template.yaml#Shared');
      assert.ok(policy);
      assert.deepEqual(policy.otherHolders, expected);
    });
  }
});
