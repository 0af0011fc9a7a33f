import assert from 'node:assert/strict';
import { prepare } from '../prepare.js';
import type { Keep } from '../sources/model.js';
import { emptyConfig } from '../sources/parseConfig.js';
import type { PolicyStatement } from '../sources/policy.js';
import { analyzeSample, type Sample } from '../testkit/analysis.js';
import type { Call } from '../testkit/usage.js';
import { rules, sortFindings } from './rules.js';
import type { Finding } from './types.js';

const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const queue = 'arn:aws:sqs:eu-west-1:111122223333:jobs';
const bucket = 'arn:aws:s3:::uploads';
const get: Call = { event: 'dynamodb GetItem', data: true, on: 'daily', resources: [table] };

const allow = (Action: string | string[], Resource: string | string[] = table): PolicyStatement => ({
  Effect: 'Allow',
  Action,
  Resource,
});

const keep = (pattern: string): Keep => ({
  pattern,
  until: undefined,
  reason: 'one table a tenant',
  function: undefined,
  uri: 'leastwise.config.yaml',
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
});

/** Each finding as `rule at the marked text: message`, the text taken from the finding's own range. */
function checkFindings(name: string, sample: Sample, expected: string[]): void {
  it(name, () => {
    const text = JSON.stringify({ Version: '2012-10-17', Statement: sample.statements }, null, 2).split('\n');
    const found = analyzeSample(sample).findings.map(({ rule, range, message }) => {
      assert.equal(range.start.line, range.end.line, 'a token stands on one line');
      const token = (text[range.start.line] ?? '').slice(range.start.character, range.end.character);
      return `${rule} at ${token}: ${message}`;
    });
    assert.deepEqual(found, expected);
  });
}

describe('rules', () => {
  before(() => prepare());

  checkFindings(
    'find nothing where all is used',
    { statements: [allow('dynamodb:GetItem')], calls: [get] },
    [],
  );
  checkFindings(
    'find an unused action at its token',
    { statements: [allow(['dynamodb:GetItem', 'dynamodb:DeleteTable'])], calls: [get] },
    ['action-unused at "dynamodb:DeleteTable": app never used dynamodb:DeleteTable in 90 covered days.'],
  );
  checkFindings(
    'find a service of which nothing was used, once',
    {
      statements: [allow('dynamodb:GetItem'), allow(['sqs:CreateQueue', 'sqs:DeleteQueue'], queue)],
      calls: [get],
    },
    ['service-unused at "sqs:CreateQueue": app used nothing of sqs in 90 covered days.'],
  );
  checkFindings(
    'find a wildcard that grants more than was used',
    { statements: [allow('dynamodb:*Item')], calls: [get] },
    [
      'action-wildcard at "dynamodb:*Item": dynamodb:*Item grants 7 actions; app used dynamodb:GetItem, ' +
        '6 were not used in 90 covered days.',
    ],
  );
  checkFindings(
    'find a resource pattern that is wider than its use',
    { statements: [allow('dynamodb:GetItem', '*')], calls: [get] },
    [`resource-wildcard at "*": app used dynamodb:GetItem only on ${table}, not on all of *.`],
  );
  const pass: Call = {
    event: 'lambda CreateFunction20150331',
    on: 'daily',
    readOnly: false,
    resources: ['arn:aws:lambda:eu-west-1:111122223333:function:fn'],
    facets: ['passedRole=arn:aws:iam::111122223333:role/fn'],
  };
  const passRole = allow('iam:PassRole', 'arn:aws:iam::111122223333:role/fn');
  const create = allow('lambda:CreateFunction', 'arn:aws:lambda:eu-west-1:111122223333:function:fn');
  checkFindings(
    'find roles that may be passed to any service',
    { statements: [create, passRole], calls: [pass] },
    [
      'passed-service-missing at "iam:PassRole": app passes roles only to lambda.amazonaws.com; iam:PassRole lets it ' +
        'pass them to any service that the role trusts.',
    ],
  );
  checkFindings(
    'are silent where the services are named',
    {
      statements: [
        create,
        { ...passRole, Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } } },
      ],
      calls: [pass],
    },
    [],
  );
  checkFindings(
    'are silent on a wildcard that the action needs',
    {
      statements: [allow('dynamodb:ListTables', '*')],
      calls: [{ event: 'dynamodb ListTables', on: 'daily' }],
    },
    [],
  );
  checkFindings(
    'name the nearest action for a typo, and do not call it unused',
    { statements: [allow(['dynamodb:GetItem', 'dynamodb:GetItems'])], calls: [get] },
    [
      'action-unknown at "dynamodb:GetItems": dynamodb:GetItems is not an action that AWS lists; ' +
        'it is kept as written. Did you mean dynamodb:GetItem?',
    ],
  );
  checkFindings(
    'find an action whose resource it never applies to',
    {
      statements: [allow('s3:GetObject', bucket)],
      calls: [{ event: 's3 ListObjects', data: true, on: 'daily', resources: [bucket] }],
    },
    [
      `resource-mismatch at "s3:GetObject": s3:GetObject needs arn:\${Partition}:s3:\${Region}:\${Account}:accesspoint/\${AccessPointName}/object/\${ObjectName} ` +
        `or arn:\${Partition}:s3:::\${BucketName}/\${ObjectName}; ` +
        `it never applies to ${bucket}.`,
    ],
  );
  checkFindings(
    'find one-time use',
    {
      statements: [allow(['dynamodb:GetItem', 'dynamodb:CreateTable'])],
      calls: [get, { event: 'dynamodb CreateTable', readOnly: false, on: [1, 2], resources: [table] }],
    },
    [
      'grant-one-time at "dynamodb:CreateTable": dynamodb:CreateTable was used 2 times from 2026-08-02 to 2026-08-03, ' +
        'then not in 87 covered days in which the function was active on 87. Let the grant end.',
    ],
  );
  checkFindings(
    'leave one-time use alone that the keep-list keeps',
    {
      statements: [allow(['dynamodb:GetItem', 'dynamodb:CreateTable'])],
      calls: [get, { event: 'dynamodb CreateTable', readOnly: false, on: [1], resources: [table] }],
      options: { config: { ...emptyConfig, keep: [keep('dynamodb:CreateTable')] } },
    },
    [],
  );
  checkFindings(
    'do not take a monthly job for one-time use',
    {
      statements: [allow(['dynamodb:GetItem', 'dynamodb:CreateTable'])],
      calls: [get, { event: 'dynamodb CreateTable', readOnly: false, on: [1, 31, 62], resources: [table] }],
    },
    [],
  );
  checkFindings(
    'say what the trail does not show, and how to see it',
    {
      statements: [allow('kinesis:PutRecord', 'arn:aws:kinesis:eu-west-1:111122223333:stream/s')],
      calls: [get],
    },
    [
      'coverage-missing at "kinesis:PutRecord": Whether app uses kinesis:PutRecord cannot be known, because data events ' +
        'are not logged. Log them for 30 days with this selector (about $0.10 per 100,000 events: $0.03 for each 1,000 ' +
        'calls a day): ' +
        '[{"Name":"Leastwise AWS::Kinesis::Stream","FieldSelectors":[{"Field":"eventCategory","Equals":["Data"]},' +
        '{"Field":"resources.type","Equals":["AWS::Kinesis::Stream"]},' +
        '{"Field":"resources.ARN","Equals":["arn:aws:kinesis:eu-west-1:111122223333:stream/s"]}]}]',
    ],
  );
  checkFindings(
    'can be switched off, one by one',
    {
      statements: [allow(['dynamodb:GetItem', 'dynamodb:DeleteTable'])],
      calls: [get],
      options: {
        config: {
          links: [],
          stacks: [],
          keep: [],
          minWindow: undefined,
          severities: { 'action-unused': 'off' },
        },
      },
    },
    [],
  );

  it('have fingerprints that do not move with counts and dates', () => {
    const statements = [allow(['dynamodb:GetItem', 'dynamodb:DeleteTable'])];
    const [one] = analyzeSample({ statements, calls: [get] }).findings;
    const [two] = analyzeSample({ statements, calls: [{ ...get, on: [3, 9] }], days: 60 }).findings;
    assert.ok(one !== undefined && two !== undefined);
    assert.notEqual(one.message, two.message);
    assert.equal(one.fingerprint, two.fingerprint);
  });

  it('have unique ids in order', () => {
    const ids = rules.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)].sort());
  });

  it('are reported by place', () => {
    const at = (line: number, character: number, rule: string): Finding => ({
      rule,
      severity: 'info',
      message: '',
      function: '',
      uri: 'a',
      range: { start: { line, character }, end: { line, character } },
      evidence: {},
      fingerprint: '',
    });
    const sorted = sortFindings([at(2, 0, 'x'), at(1, 5, 'b'), at(1, 5, 'a'), at(1, 2, 'z')]);
    assert.deepEqual(
      sorted.map(({ rule }) => rule),
      ['z', 'a', 'b', 'x'],
    );
  });
});
