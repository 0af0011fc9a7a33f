import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { documentOf } from '../../../grants/document.js';
import { parse, problemLines } from '../../../testkit/marked.js';
import type { SourcePolicy } from '../../model.js';
import { policyTemplates } from './data/policyTemplates.js';

/** The one policy that a function's `Policies: [ITEM]` gives, and the problems. */
function read(item: string): { policy: SourcePolicy | undefined; problems: string[]; text: string } {
  const text = `Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - ${item}\n`;
  const { value, problems } = parse(text);
  return {
    policy: value.policies.find(({ kind }) => kind === 'inline'),
    problems: problemLines(problems),
    text,
  };
}

describe('SAM policy templates', () => {
  it('stand at their name, with their parameters and the whole item', () => {
    const { policy, text, problems } = read('SQSPollerPolicy: { QueueName: !GetAtt Jobs.QueueName } # jobs');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      { ...policy?.origin, span: text.slice(policy?.origin?.span.from, policy?.origin?.span.to) },
      {
        kind: 'samTemplate',
        name: 'SQSPollerPolicy',
        parameters: { QueueName: '${Jobs.QueueName}' },
        span: 'SQSPollerPolicy: { QueueName: !GetAtt Jobs.QueueName }',
      },
    );
    const tokens = policy?.statements.flatMap(({ action, resource }) => [...action, ...resource]) ?? [];
    assert.ok(tokens.length > 3);
    for (const { span, literal } of tokens) {
      assert.equal(text.slice(span.from, span.to), 'SQSPollerPolicy');
      assert.equal(literal, false);
    }
    assert.equal(
      tokens.at(-1)?.text,
      'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Jobs.QueueName}',
    );
  });

  const values: [item: string, resource: string[]][] = [
    ['LambdaInvokePolicy: { FunctionName: f }', ['f*']],
    ['LambdaInvokePolicy: { FunctionName: !Sub "${AWS::StackName}-f" }', ['${AWS::StackName}-f*']],
    ['LambdaInvokePolicy: { FunctionName: !If [C, f, g] }', ['f*', 'g*']],
    ['LambdaInvokePolicy: { FunctionName: !If [C, f, !Ref AWS::NoValue] }', ['f*']],
    ['LambdaInvokePolicy: { FunctionName: !ImportValue f }', ['${Fn::ImportValue:f}*']],
    ['LambdaInvokePolicy: { FunctionName: !Ref FunctionName }', ['${FunctionName}*']],
    ['LambdaInvokePolicy: { FunctionName: 5 }', ['5*']],
  ];
  for (const [item, ends] of values)
    it(`fill in ${item}`, () => {
      const { policy, problems } = read(item);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        policy?.statements[0]?.resource.map(({ text }) => text),
        ends.map((end) => `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${end}`),
      );
    });

  it('fill in conditions', () => {
    const { policy } = read('EFSWriteAccessPolicy: { FileSystem: fs, AccessPoint: !Ref Point }');
    assert.deepEqual(policy?.statements[0]?.condition, {
      StringEquals: {
        'elasticfilesystem:AccessPointArn':
          'arn:${AWS::Partition}:elasticfilesystem:${AWS::Region}:${AWS::AccountId}:access-point/${Point}',
      },
    });
  });

  const refused: [item: string, problem: string, isRead: boolean][] = [
    ['DynamoDBCrudPolicy: {}', 'policy-template-parameters', false],
    ['DynamoDBCrudPolicy:', 'policy-template-parameters', false],
    ['DynamoDBCrudPolicy: orders', 'policy-template-parameters', false],
    ['DynamoDBCrudPolicy: { TableName: }', 'policy-template-parameters', false],
    ['DynamoDBCrudPolicy: { TableName: !Ref AWS::NoValue }', 'policy-template-parameters', false],
    ['DynamoDBCrudPolicy: { Table: x }', 'policy-template-parameters', false],
    ['DynamoDBCrudPolicy: { TableName: x, Index: y }', 'policy-template-parameters', true],
    ['AMIDescribePolicy:', 'policy-template-parameters', false],
    ['DynamoDBCrud: { TableName: x }', 'policy-template-unknown', false],
    ['{ DynamoDBCrudPolicy: { TableName: x }, AMIDescribePolicy: {} }', 'policy-template-unknown', false],
    ['constructor: {}', 'policy-template-unknown', false],
    ['__proto__: {}', 'policy-template-unknown', false],
    ['toString: { valueOf: x }', 'policy-template-unknown', false],
  ];
  for (const [item, code, isRead] of refused)
    it(`are a problem: ${item}`, () => {
      const { policy, problems } = read(item);
      assert.deepEqual(problems, [`input ${code} 6`]);
      assert.equal(policy !== undefined, isRead);
    });

  it('name the one that was meant', () => {
    const { problems } = parse(
      'Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: { Policies: [{ dynamodbcrud: {} }] }\n',
    );
    assert.match(problems[0]?.message ?? '', /Did you mean DynamoDBCrudPolicy\?/);
  });
});

/** `{ 'Fn::Sub': ... }` of the facts with every parameter as the symbol of its name. */
function symbolic(value: unknown): string {
  if (typeof value === 'string') return value;
  const sub = (value as { 'Fn::Sub': string | [string, Record<string, { Ref: string }>] })['Fn::Sub'];
  if (typeof sub === 'string') return sub;
  return Object.entries(sub[1]).reduce(
    (text, [name, { Ref }]) => text.replaceAll(`\${${name}}`, `\${${Ref}}`),
    sub[0],
  );
}

/** Facts that were gathered by hand from the same release line, beside the corpora. */
describe('the table of policy templates', function () {
  const corpora = process.env['LEASTWISE_CORPORA'];
  const path = join(corpora ?? '', '../facts/sam-policy-templates.json');
  interface Fact {
    Parameters: object;
    Definition: { Statement: { Action: string | string[]; Resource: unknown; Condition?: object }[] };
  }
  const facts = (): Record<string, Fact> =>
    (JSON.parse(readFileSync(path, 'utf8')) as { Templates: Record<string, Fact> }).Templates;

  before(function () {
    if (corpora !== undefined && existsSync(path)) return;
    console.log('      skipped: LEASTWISE_CORPORA names no folder with the facts beside it');
    this.skip();
  });

  it('has the 81 of the facts', () => {
    assert.deepEqual(Object.keys(policyTemplates).sort(), Object.keys(facts()).sort());
    assert.equal(Object.keys(policyTemplates).length, 81);
  });

  it('says of each what the facts say', () => {
    for (const [name, { Parameters, Definition }] of Object.entries(facts())) {
      const given = Object.keys(Parameters).map((parameter) => `${parameter}: !Ref ${parameter}`);
      const { policy, problems } = read(`${name}: { ${given.join(', ')} }`);
      assert.deepEqual(problems, [], name);
      assert.ok(policy !== undefined, name);
      const expected = Definition.Statement.map(({ Action, Resource, Condition }) => ({
        action: [Action].flat(),
        resource: [Resource].flat().map(symbolic),
        condition:
          Condition &&
          JSON.stringify(Condition).replace(
            /\{"Fn::Sub":\["([^"]*)".*?\]\}/g,
            (_, text: string) => `"${text.replace('functionName', 'FunctionName')}"`,
          ),
      }));
      const actual = [documentOf([policy]).Statement].flat().map(({ Action, Resource, Condition }) => ({
        action: [Action ?? []].flat(),
        resource: [Resource ?? []].flat(),
        condition: Condition && JSON.stringify(Condition),
      }));
      assert.deepEqual(actual, expected, name);
    }
  });
});
