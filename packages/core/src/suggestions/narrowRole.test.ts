import assert from 'node:assert/strict';
import type { FunctionAnalysis } from '../analysis.js';
import { analyze } from '../analyze.js';
import type { Finding } from '../findings/types.js';
import { prepare } from '../prepare.js';
import { proveWithin } from '../proof/within.js';
import { onlyFunction } from '../testkit/analysis.js';
import { allSelectors, allTrails, now, snapshotOf, type Call } from '../testkit/usage.js';
import { policySize } from './limits.js';

const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const get: Call = { event: 'dynamodb GetItem', data: true, on: 'daily', resources: [table] };
const read: Call = { event: 's3 GetObject', data: true, on: 'daily', resources: ['arn:aws:s3:::uploads/a'] };

interface Narrowed {
  readonly fn: FunctionAnalysis;
  readonly findings: readonly Finding[];
}

/** A role that holds these managed policies, and these calls of its function. */
function narrow(names: readonly string[], calls: readonly Call[], more = ''): Narrowed {
  const arns = names.map((name) => `'arn:aws:iam::aws:policy/${name}'`).join(', ');
  const text =
    `Resources:\n  Role: { Type: AWS::IAM::Role, Properties: { RoleName: app, ManagedPolicyArns: [${arns}]${more} } }\n` +
    '  F: { Type: AWS::Lambda::Function, Properties: { FunctionName: app, Role: !GetAtt Role.Arn } }\n';
  const analysis = analyze({
    sources: [{ uri: 'template.yaml', text }],
    usage: [snapshotOf(calls)],
    options: { now, selectors: allSelectors, trails: allTrails },
  });
  return { fn: onlyFunction(analysis), findings: analysis.findings };
}

function statementsOf({ narrowed }: FunctionAnalysis): number {
  return [narrowed?.Statement ?? []].flat().length;
}

describe('narrowRole', () => {
  before(() => prepare());

  const arn = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

  it('writes a named policy out where something in it goes', () => {
    const { fn } = narrow(['AmazonDynamoDBFullAccess'], [get]);
    assert.deepEqual(fn.keepAttached, []);
    assert.ok(statementsOf(fn) > 0);
    assert.deepEqual([fn.proofs?.within.result, fn.proofs?.covers.result], ['holds', 'holds']);
  });

  it('keeps it attached where the function was not seen', () => {
    const { fn } = narrow(['AmazonDynamoDBFullAccess', 'AdministratorAccess'], []);
    assert.deepEqual(fn.keepAttached, [arn('AdministratorAccess'), arn('AmazonDynamoDBFullAccess')]);
    assert.equal(statementsOf(fn), 0);
    assert.equal(fn.proofs?.within.result, 'holds');
  });

  it('keeps attached what nobody knows, beside what is written out', () => {
    const { fn } = narrow(['NoSuchPolicy', 'AmazonDynamoDBFullAccess'], [get]);
    assert.deepEqual(fn.keepAttached, [arn('NoSuchPolicy')]);
    assert.ok(statementsOf(fn) > 0);
  });

  it('keeps each attached of which nothing goes', () => {
    // Data events of Kinesis are not logged: nothing of it can be called unused.
    const { fn } = narrow(['AmazonKinesisVideoStreamsReadOnlyAccess', 'AmazonDynamoDBReadOnlyAccess'], [get]);
    const kept = fn.grants.filter(({ actions }) => actions.unused.length > 0);
    const named = (pattern: string): boolean => kept.some((grant) => grant.pattern.startsWith(pattern));
    assert.equal(
      fn.keepAttached.includes(arn('AmazonKinesisVideoStreamsReadOnlyAccess')),
      !named('kinesisvideo:'),
    );
    assert.equal(fn.keepAttached.includes(arn('AmazonDynamoDBReadOnlyAccess')), !named('dynamodb:'));
  });

  it('stays within the limit of inline policies, however much is granted', () => {
    for (const names of [
      ['AdministratorAccess'],
      ['ReadOnlyAccess'],
      ['AdministratorAccess', 'ReadOnlyAccess', 'PowerUserAccess', 'SecurityAudit'],
    ]) {
      const { fn } = narrow(names, [get, read]);
      assert.ok(fn.narrowed !== undefined, names.join());
      assert.ok(policySize(fn.narrowed) <= 10_240, names.join());
      assert.deepEqual(
        [fn.proofs?.within.result, fn.proofs?.covers.result],
        ['holds', 'holds'],
        names.join(),
      );
    }
  }).timeout(120_000);

  it('proves with what stays attached: a Deny in it still denies', () => {
    const deny =
      ", Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Deny, Action: 's3:*', Resource: '*' }] } }]";
    const { fn } = narrow(['ReadOnlyAccess'], [get], deny);
    assert.equal(fn.proofs?.within.result, 'holds');
    assert.ok(JSON.stringify(fn.narrowed).includes('"Deny"'));
  });

  it('never widens: the narrowed policy lies within what AWS wrote', () => {
    const { fn } = narrow(['AmazonDynamoDBFullAccess'], [get]);
    const granted = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow' as const, Action: '*', Resource: '*' }],
    };
    assert.ok(fn.narrowed !== undefined);
    assert.equal(proveWithin(fn.narrowed, granted).result, 'holds');
    assert.notEqual(proveWithin(granted, fn.narrowed).result, 'holds');
  });

  it('has one finding a rule for one policy, with all that it is about', () => {
    const { findings } = narrow(['AmazonDynamoDBFullAccess'], [get]);
    const unused = findings.filter(({ rule }) => rule === 'action-unused');
    assert.ok(unused.length <= 1);
    const rules = findings.map(({ rule, range }) => `${rule} ${range.start.line}:${range.start.character}`);
    assert.deepEqual(rules, [...new Set(rules)]);
    const [service] = findings.filter(({ rule }) => rule === 'service-unused');
    assert.match(service?.message ?? '', /more like it in AmazonDynamoDBFullAccess: /);
    assert.equal(service?.evidence['policy'], 'AmazonDynamoDBFullAccess');
  });
});

describe('policies-ignored', () => {
  before(() => prepare());

  const template = (role: string): string =>
    `Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Role: ${role}\n      Policies: [AWSLambdaExecute]\n`;
  const found = (text: string, config?: 'off'): Finding[] =>
    analyze({
      sources: [{ uri: 'template.yaml', text }],
      usage: [],
      options: { now, ...(config && { config: { severities: { 'policies-ignored': config } } as never }) },
    }).findings;

  it('finds policies that reach nobody', () => {
    const [finding, ...others] = found(template('!GetAtt R.Arn'));
    assert.deepEqual(others, []);
    assert.equal(finding?.rule, 'policies-ignored');
    assert.equal(finding.severity, 'warning');
    assert.deepEqual(finding.range.start, { line: 5, character: 6 });
    assert.deepEqual([finding.function, finding.uri], ['F', 'template.yaml']);
    assert.deepEqual(found(template('!GetAtt R.Arn'))[0]?.fingerprint, finding.fingerprint);
  });

  for (const role of ['!If [C, !GetAtt R.Arn, !Ref AWS::NoValue]', ''])
    it(`is silent where they count: Role: ${role}`, () => assert.deepEqual(found(template(role)), []));
});
