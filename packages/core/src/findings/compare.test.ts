import assert from 'node:assert/strict';
import { prepare } from '../prepare.js';
import type { GrantAnalysis } from '../analysis.js';
import { analyzeSample, onlyFunction, type Sample } from '../testkit/analysis.js';
import type { Call } from '../testkit/usage.js';

const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const bucket = 'arn:aws:s3:::uploads';
const get: Call = { event: 'dynamodb GetItem', data: true, on: 'daily', resources: [table] };

type Verdicts = Partial<GrantAnalysis['actions']>;

/** The verdicts of the first grant, empty lists left out, and a word that the reason of each must hold. */
function checkVerdicts(
  name: string,
  sample: Sample,
  expected: Verdicts,
  reasons: Record<string, string> = {},
): void {
  it(name, () => {
    const [grant] = onlyFunction(analyzeSample(sample)).grants;
    const filled = Object.entries(grant?.actions ?? {}).filter(([, actions]) => actions.length > 0);
    assert.deepEqual(Object.fromEntries(filled), expected, JSON.stringify(grant?.reasons));
    for (const [action, word] of Object.entries(reasons))
      assert.ok(grant?.reasons[action]?.includes(word), grant?.reasons[action]);
  });
}

const grantOf = (Action: string, Resource = '*'): Sample['statements'] => [
  { Effect: 'Allow', Action, Resource },
];

describe('compareGrants', () => {
  before(() => prepare());

  checkVerdicts(
    'sees a use',
    { statements: grantOf('dynamodb:GetItem', table), calls: [get] },
    { used: ['dynamodb:GetItem'] },
  );
  checkVerdicts(
    'calls silence unused where all was visible',
    { statements: grantOf('dynamodb:DeleteTable', table), calls: [get] },
    { unused: ['dynamodb:DeleteTable'] },
  );
  checkVerdicts(
    'does not count a use of another table',
    { statements: grantOf('dynamodb:GetItem', `${table}2`), calls: [get] },
    { unused: ['dynamodb:GetItem'] },
  );
  checkVerdicts(
    'does not count a denied call',
    {
      statements: grantOf('dynamodb:DeleteTable', table),
      calls: [get, { event: 'dynamodb DeleteTable', on: [3], resources: [table], outcome: 'denied' }],
    },
    { unused: ['dynamodb:DeleteTable'] },
  );
  checkVerdicts(
    'keeps what ended in an error that does not tell',
    {
      statements: grantOf('dynamodb:DeleteTable', table),
      calls: [
        get,
        { event: 'dynamodb DeleteTable', on: [3], resources: [table], outcome: 'ThrottlingException' },
      ],
    },
    { possiblyUsed: ['dynamodb:DeleteTable'] },
    { 'dynamodb:DeleteTable': 'error' },
  );
  checkVerdicts(
    'never calls PassRole unused',
    { statements: grantOf('iam:PassRole'), calls: [get] },
    { notObservable: ['iam:PassRole'] },
  );
  checkVerdicts(
    'does not know what no selector covers',
    { statements: grantOf('kinesis:PutRecord'), calls: [get] },
    { notObservable: ['kinesis:PutRecord'] },
  );
  checkVerdicts(
    'waits for a window',
    { statements: grantOf('dynamodb:DeleteTable', table), calls: [get], days: 20 },
    { unknown: ['dynamodb:DeleteTable'] },
    { 'dynamodb:DeleteTable': 'window-too-short' },
  );
  checkVerdicts(
    'lets an unresolved event block its service',
    {
      statements: grantOf('dynamodb:DeleteTable', table),
      calls: [get, { event: 'dynamodb BrandNewThing', on: [5] }],
    },
    { unknown: ['dynamodb:DeleteTable'] },
    { 'dynamodb:DeleteTable': 'unresolved-event' },
  );
  checkVerdicts(
    'keeps s3:ListBucket beside object reads',
    {
      statements: grantOf('s3:ListBucket', bucket),
      calls: [{ event: 's3 GetObject', data: true, on: 'daily', resources: [bucket, `${bucket}/a.json`] }],
    },
    { possiblyUsed: ['s3:ListBucket'] },
  );
  checkVerdicts(
    'honours the keep-list',
    {
      statements: grantOf('dynamodb:DeleteTable', table),
      calls: [get],
      options: {
        config: {
          links: [],
          stacks: [],
          severities: {},
          minWindow: undefined,
          keep: [
            {
              pattern: 'dynamodb:Delete*',
              until: '2027-01-31',
              reason: 'quarterly clean-up',
              function: undefined,
              uri: 'leastwise.config.yaml',
              range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
            },
          ],
        },
      },
    },
    { unknown: ['dynamodb:DeleteTable'] },
    { 'dynamodb:DeleteTable': 'quarterly clean-up' },
  );
});

describe('the window of a verdict', () => {
  before(() => prepare());
  const change = (event: string, on: number, roleName = 'app'): Call => ({
    event: `iam ${event}`,
    on: [on],
    readOnly: false,
    principal: 'arn:aws:iam::111122223333:role/deployer',
    session: 'ci',
    facets: [`roleName=${roleName}`],
  });

  checkVerdicts(
    'starts after the grant was last changed',
    { statements: grantOf('dynamodb:DeleteTable', table), calls: [get, change('PutRolePolicy', 80)] },
    { unknown: ['dynamodb:DeleteTable'] },
    { 'dynamodb:DeleteTable': 'window-too-short' },
  );
  checkVerdicts(
    'does not care for other roles',
    {
      statements: grantOf('dynamodb:DeleteTable', table),
      calls: [get, change('PutRolePolicy', 80, 'other')],
    },
    { unused: ['dynamodb:DeleteTable'] },
  );
  checkVerdicts(
    'is long enough 30 days after the change',
    { statements: grantOf('dynamodb:DeleteTable', table), calls: [get, change('AttachRolePolicy', 58)] },
    { unused: ['dynamodb:DeleteTable'] },
  );
  checkVerdicts(
    'starts when the principal was first seen',
    {
      statements: grantOf('dynamodb:DeleteTable', table),
      calls: [{ ...get, on: [80, 81, 82] }],
    },
    { unknown: ['dynamodb:DeleteTable'] },
    { 'dynamodb:DeleteTable': 'window-too-short' },
  );
});

describe('a resource that the source leaves open', () => {
  before(() => prepare());
  const key = 'arn:aws:s3:::uploads/in/1.png';
  const read: Call = { event: 's3 GetObject', data: true, on: 'daily', resources: [bucket, key] };
  for (const [resource, verdict] of [
    ['arn:aws:s3:::${Bucket}', 'possiblyUsed'],
    ['arn:aws:s3:::${Bucket}/*', 'used'],
  ] as const)
    it(`${resource}: ${verdict}`, () => {
      const Resource = ['arn:aws:s3:::${Bucket}', 'arn:aws:s3:::${Bucket}/*'];
      const sample = {
        statements: [{ Effect: 'Allow' as const, Action: 's3:GetObject', Resource }],
        calls: [read],
      };
      const grant = onlyFunction(analyzeSample(sample)).grants.find((each) => each.resource === resource);
      assert.deepEqual(grant?.actions[verdict], ['s3:GetObject']);
    });
});
