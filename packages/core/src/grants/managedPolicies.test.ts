import assert from 'node:assert/strict';
import { prepare } from '../prepare.js';
import type { SourceModel } from '../sources/model.js';
import { parse, problemLines } from '../testkit/marked.js';
import { awsManagedName, resolveManagedPolicies } from './managedPolicies.js';

const text = (arns: string[], second = arns): string => {
  const fn = (role: string): string =>
    `{ Type: AWS::Lambda::Function, Properties: { Role: !GetAtt ${role}.Arn } }`;
  const role = (list: string[]): string =>
    `{ Type: AWS::IAM::Role, Properties: { ManagedPolicyArns: [${list.join(', ')}] } }`;
  return `Resources:\n  R: ${role(arns)}\n  S: ${role(second)}\n  F: ${fn('R')}\n  G: ${fn('R')}\n  H: ${fn('S')}\n`;
};

function resolve(source: string): { model: SourceModel; problems: string[] } {
  const { value } = parse(source);
  const resolved = resolveManagedPolicies([value]);
  assert.equal(resolved.value.length, 1);
  return { model: resolved.value[0] ?? value, problems: problemLines(resolved.problems) };
}

describe('resolveManagedPolicies', () => {
  before(() => prepare());

  it('makes policies of what AWS writes, at the place that names them', () => {
    const source = text(['arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess']);
    const { model, problems } = resolve(source);
    assert.deepEqual(problems, []);
    const [fn, , other] = model.functions;
    const policy = model.policies.find(({ id }) => id === fn?.policies[0]);
    assert.equal(policy?.kind, 'named');
    assert.equal(policy.name, 'AmazonDynamoDBReadOnlyAccess');
    assert.equal(policy.origin?.kind, 'managed');
    assert.equal(policy.origin.name, 'arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess');
    assert.deepEqual(fn?.attached, []);
    const tokens = policy.statements.flatMap(({ action, resource }) => [...action, ...resource]);
    assert.ok(tokens.some((token) => token.text === 'dynamodb:GetItem'));
    for (const { span, literal } of tokens) {
      assert.equal(source.slice(span.from, span.to), policy.origin.name);
      assert.equal(literal, false);
    }
    assert.notDeepEqual(other?.policies, fn.policies, 'another place, another policy');
  });

  it('makes one policy of one place, for all who share the role', () => {
    const { model } = resolve(text(['arn:aws:iam::aws:policy/AWSLambdaExecute'], []));
    const [first, second, third] = model.functions;
    assert.deepEqual(first?.policies, second?.policies);
    assert.deepEqual(third?.policies, []);
    assert.equal(model.policies.length, 1);
  });

  it('gives statements ids of their own', () => {
    const { model } = resolve(text(['arn:aws:iam::aws:policy/AmazonSageMakerFullAccess'], []));
    const ids = model.policies[0]?.statements.map(({ id }) => id) ?? [];
    assert.ok(ids.length > 10);
    assert.equal(new Set(ids).size, ids.length);
  });

  const left: [arn: string, problems: string[]][] = [
    ['arn:aws:iam::aws:policy/NoSuchPolicy', ['unresolved managed-policy-unresolved 2']],
    ['arn:aws:iam::aws:policy/AWSLambdaRole', ['unresolved managed-policy-unresolved 2']],
    ['arn:aws:iam::aws:policy/constructor', ['unresolved managed-policy-unresolved 2']],
    ['arn:aws:iam::111122223333:policy/AWSLambdaExecute', ['unresolved managed-policy-unresolved 2']],
    ['!Ref Parameter', ['unresolved managed-policy-unresolved 2']],
    ['!ImportValue Shared', []],
  ];
  for (const [arn, problems] of left)
    it(`leaves ${arn} attached`, () => {
      const resolved = resolve(text([arn], []).replace(/ {2}G:.*\n/, ''));
      assert.deepEqual(resolved.problems, problems);
      assert.equal(resolved.model.functions[0]?.attached.length, 1);
      assert.deepEqual(resolved.model.policies, []);
    });
});

describe('what is left attached is explained', () => {
  const cases: [name: string, why: RegExp][] = [
    ['DynamoDBCrudPolicy', /is a policy template of SAM/],
    ['AmazonDynamoDBFullAcces', /neither an ARN nor the name of an AWS managed policy/],
    ['arn:aws:iam::111122223333:policy/mine', /stands outside this source/],
    ['arn:aws:iam::aws:policy/NoSuchPolicy', /not in the table of AWS managed policies/],
  ];
  for (const [name, why] of cases)
    it(name, () => {
      const source = `Resources:\n  F: { Type: AWS::Serverless::Function, Properties: { Policies: ['${name}'] } }\n`;
      const { problems } = resolveManagedPolicies([parse(source).value]);
      assert.equal(problems.length, 1);
      assert.match(problems[0]?.message ?? '', why);
    });
});

describe('awsManagedName', () => {
  const cases: [arn: string, name: string | undefined][] = [
    ['arn:aws:iam::aws:policy/AWSLambdaExecute', 'AWSLambdaExecute'],
    ['arn:aws-cn:iam::aws:policy/service-role/AWSLambdaRole', 'service-role/AWSLambdaRole'],
    ['arn:${AWS::Partition}:iam::aws:policy/job-function/Billing', 'job-function/Billing'],
    ['arn:aws:iam::111122223333:policy/mine', undefined],
    ['${Param}', undefined],
    ['AWSLambdaExecute', undefined],
    ['', undefined],
  ];
  for (const [arn, name] of cases) it(`of ${arn}`, () => assert.equal(awsManagedName(arn), name));
});
