import assert from 'node:assert/strict';
import { openAnalysis } from './openAnalysis.js';
import type { SuggestedEdits } from './openEdits.js';
import { prepare } from './prepare.js';
import { applyEdits } from './suggestions/edits/local.js';
import { account, allSelectors, allTrails, now, snapshotOf, type Call } from './testkit/usage.js';

const principal = `arn:aws:iam::${account}:role/prod-Shared-ABCDEFGHIJKL`;
const table = `arn:aws:dynamodb:eu-west-1:${account}:table/orders`;
const call = (event: string, session: string): Call => ({
  event: `dynamodb ${event}`,
  data: true,
  readOnly: event === 'GetItem',
  on: 'daily',
  resources: [table],
  session,
  principal,
});

function split(
  text: string,
  uri: string,
  calls: readonly Call[],
): { after: string; suggested: SuggestedEdits } {
  const open = openAnalysis({
    sources: [{ uri, text }],
    usage: [snapshotOf(calls)],
    options: { now, stacks: ['prod'], selectors: allSelectors, trails: allTrails, suggestions: false },
  });
  const suggested = open.suggestEdits({ split: true });
  return { after: applyEdits(text, suggested.edits), suggested };
}

const both = [call('GetItem', 'reader'), call('PutItem', 'writer')];

const role = (id: string, actions: string, more = ''): string => `  ${id}:
    Type: AWS::IAM::Role
    Properties:${more}
      AssumeRolePolicyDocument: {} # Lambda
      Policies:
        - PolicyName: own
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: [${actions}]
                Resource: '${table}'
`;

const functions = (reader: string, writer: string, more = ''): string => `  Reader:
    Type: AWS::Lambda::Function
    Properties: { FunctionName: reader, Role: !GetAtt ${reader}.Arn }
  Writer:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: writer
      Role:
        Fn::GetAtt: [${writer}, Arn]
${more}`;

const all = 'dynamodb:GetItem, dynamodb:PutItem, dynamodb:DeleteItem';
const shared = `Resources:\n${role('Shared', all)}\n${functions('Shared', 'Shared')}`;

describe('splitting a shared role', () => {
  before(() => prepare());

  it('gives each function one of its own, narrowed for it alone, in the place of the old one', () => {
    const { after, suggested } = split(shared, 'template.yaml', both);
    const roles = `${role('ReaderRole', 'dynamodb:GetItem')}\n${role('WriterRole', 'dynamodb:PutItem')}`;
    assert.deepEqual(suggested.setAside, []);
    assert.deepEqual(suggested.functions, ['template.yaml#Reader', 'template.yaml#Writer']);
    assert.equal(after, `Resources:\n${roles}\n${functions('ReaderRole', 'WriterRole')}`);
  });

  it('gives what no session of a function owns to each', () => {
    const { after } = split(shared, 'template.yaml', [...both, call('DeleteItem', 'i-0123456789abcdef0')]);
    assert.match(after, /ReaderRole:[^]*Action: \[dynamodb:GetItem, dynamodb:DeleteItem\][^]*WriterRole:/);
    assert.match(after, /WriterRole:[^]*Action: \[dynamodb:PutItem, dynamodb:DeleteItem\]/);
  });

  it('leaves the role for whatever else names it', () => {
    const output = 'Outputs:\n  Role: { Value: !Ref Shared }\n';
    const { after } = split(shared + output, 'template.yaml', both);
    const roles = [
      role('Shared', all),
      role('ReaderRole', 'dynamodb:GetItem'),
      role('WriterRole', 'dynamodb:PutItem'),
    ];
    assert.equal(after, `Resources:\n${roles.join('\n')}\n${functions('ReaderRole', 'WriterRole')}${output}`);
  });

  it('does not take a name that is there', () => {
    const topic = '  ReaderRole: { Type: AWS::SNS::Topic }\n';
    const { after } = split(shared + topic, 'template.yaml', both);
    assert.match(after, /^ {2}ReaderRole2:/m);
    assert.match(after, /Role: !GetAtt ReaderRole2\.Arn/);
  });

  it('writes JSON as JSON', () => {
    const statement = { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: table };
    const lambda = (name: string, id: string): object => ({
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: name, Role: { 'Fn::GetAtt': [id, 'Arn'] } },
    });
    const owned = (...actions: string[]): object => ({
      Type: 'AWS::IAM::Role',
      Properties: { Policies: [{ PolicyDocument: { Statement: [{ ...statement, Action: actions }] } }] },
    });
    const before = {
      Resources: {
        Shared: owned('dynamodb:GetItem', 'dynamodb:PutItem'),
        Reader: lambda('reader', 'Shared'),
        Writer: lambda('writer', 'Shared'),
      },
    };
    const { after } = split(JSON.stringify(before, undefined, 2), 'template.json', both);
    assert.deepEqual(JSON.parse(after), {
      Resources: {
        ReaderRole: owned('dynamodb:GetItem'),
        WriterRole: owned('dynamodb:PutItem'),
        Reader: lambda('reader', 'ReaderRole'),
        Writer: lambda('writer', 'WriterRole'),
      },
    });
  });

  const refused: readonly (readonly [string, string, readonly Call[], string])[] = [
    [
      'a role with a name',
      `Resources:\n${role('Shared', all, '\n      RoleName: prod-Shared-ABCDEFGHIJKL')}\n${functions('Shared', 'Shared')}`,
      both,
      'refused declared-name',
    ],
    [
      'a role that a policy attaches itself to',
      `${shared}  More:\n    Type: AWS::IAM::Policy\n    Properties: { Roles: [!Ref Shared], PolicyDocument: { Statement: [{ Effect: Allow, Action: 'sns:Publish', Resource: '*' }] } }\n`,
      both,
      'refused policies-elsewhere',
    ],
    ['a role of which a function was not seen', shared, [call('GetItem', 'reader')], 'held held'],
    [
      'a role with anchors',
      `Resources:\n${role('Shared', all, ' &properties')}\n${functions('Shared', 'Shared')}`,
      both,
      'refused shared-by-alias',
    ],
  ];
  for (const [name, text, calls, expected] of refused) {
    it(`refuses ${name}`, () => {
      const { after, suggested } = split(text, 'template.yaml', calls);
      const first = suggested.setAside.map(({ kind, code }) => `${kind} ${code}`);
      assert.ok(first.includes(expected), first.join());
      assert.doesNotMatch(after, /ReaderRole/);
    });
  }
});
