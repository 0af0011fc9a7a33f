import assert from 'node:assert/strict';
import { invariant } from '../../util/invariant.js';
import { parse } from '../../testkit/marked.js';
import type { Link } from './types.js';
import { managedPolicyPatterns } from './managedPolicies.js';

const template = (policy: string): string => `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: [!Ref Own, !Sub 'arn:\${AWS::Partition}:iam::aws:policy/ReadOnlyAccess']
  Own:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      ${policy}
      PolicyDocument: {Statement: []}
  Other:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {Statement: []}
  Fn:
    Type: AWS::Lambda::Function
    Properties: {Role: !GetAtt Role.Arn}
`;

describe('managedPolicyPatterns', () => {
  const cases: [string, string, string[], string][] = [
    ['a generated name', 'Path: /', ['shop'], 'arn:*:iam::*:policy/*shop-Own-*'],
    ['no stack known', 'Path: /', [], 'arn:*:iam::*:policy/**-Own-*'],
    ['a stated name', "ManagedPolicyName: !Sub '${Stage}-own'", ['shop'], 'arn:*:iam::*:policy/**-own'],
  ];
  for (const [what, property, stacks, pattern] of cases)
    it(what, () => {
      const model = parse(template(property)).value;
      const [fn] = model.functions;
      invariant(fn !== undefined, 'the template has a function');
      const link: Link = {
        functionId: fn.id,
        principals: [],
        sessions: [],
        bindings: {},
        because: '',
        stacks,
        seen: true,
      };
      assert.deepEqual(managedPolicyPatterns(model, fn, link), [
        'arn:*:iam::aws:policy/ReadOnlyAccess',
        pattern,
      ]);
    });
});
