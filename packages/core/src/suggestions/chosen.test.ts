import assert from 'node:assert/strict';
import { openAnalysis } from '../openAnalysis.js';
import { prepare } from '../prepare.js';
import { account, allSelectors, allTrails, now, snapshotOf, type Call } from '../testkit/usage.js';
import { applyEdits } from './edits/local.js';

const table = `arn:aws:dynamodb:eu-west-1:${account}:table/dev`;
const get: Call = {
  event: 'dynamodb GetItem',
  data: true,
  readOnly: true,
  on: 'daily',
  resources: [table],
  session: 'orders',
  principal: `arn:aws:iam::${account}:role/orders`,
};

function template(actions: string, resource: string): string {
  return `Parameters: { Stage: { Type: String } }
Conditions: { IsProd: !Equals [!Ref Stage, prod] }
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: orders
      Policies:
        - PolicyName: own
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: ${actions}
                Resource: ${resource}
  Orders:
    Type: AWS::Lambda::Function
    Properties: { FunctionName: orders, Role: !GetAtt Role.Arn }
`;
}

function fixed(text: string, soft = false): string {
  const analysis = openAnalysis({
    sources: [{ uri: 'template.yaml', text }],
    usage: [snapshotOf([get])],
    options: { now, selectors: allSelectors, trails: allTrails, suggestions: false, soft },
  });
  return applyEdits(text, analysis.suggestEdits().edits);
}

describe('a resource that a condition chooses', () => {
  before(() => prepare());
  const prod = `arn:aws:dynamodb:eu-west-1:${account}:table/prod`;
  const chosen = `!If [IsProd, '${prod}', '${table}']`;
  const cases: [name: string, actions: [before: string, after: string], resource: string, soft: boolean][] = [
    ['stays as it is, in one piece', ['dynamodb:GetItem', 'dynamodb:GetItem'], chosen, false],
    [
      'and only actions go',
      ["['dynamodb:GetItem', 'dynamodb:DeleteTable']", "['dynamodb:GetItem']"],
      chosen,
      false,
    ],
    [
      'beside others, which stay too',
      ["['dynamodb:GetItem', 'dynamodb:DeleteTable']", "['dynamodb:GetItem']"],
      `[!If [IsProd, '${prod}', !Ref AWS::NoValue], '${table}', '${table}/index/*']`,
      false,
    ],
    [
      'and with an end date for the rest nothing is split off',
      ["['dynamodb:GetItem', 'dynamodb:DeleteTable']", "['dynamodb:GetItem', 'dynamodb:DeleteTable']"],
      chosen,
      true,
    ],
  ];
  for (const [name, [actions, left], resource, soft] of cases)
    it(name, () => assert.equal(fixed(template(actions, resource), soft), template(left, resource)));

  it('may be narrowed where nothing chooses', () => {
    const wide = `arn:aws:dynamodb:eu-west-1:${account}:table/*`;
    assert.notEqual(
      fixed(template('dynamodb:GetItem', `'${wide}'`)),
      template('dynamodb:GetItem', `'${wide}'`),
    );
  });
});
