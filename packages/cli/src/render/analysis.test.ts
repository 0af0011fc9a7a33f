import assert from 'node:assert/strict';
import type { Analysis } from '@leastwise/core';
import { renderAnalysis } from './analysis.js';
import { analysisOf, findingOf, functionOf, grant, problemOf, usageOf } from '../testkit/analysis.js';
import { widthOf } from './style.js';

const escape = '\u001b';

function plain(analysis: Analysis, width = 100): string {
  return renderAnalysis(analysis, { width, color: false });
}

describe('the report as text', () => {
  it('shows, function by function, the table, the evidence, the narrowed policy and the proofs', () => {
    assert.equal(
      plain(analysisOf()),
      `window       2026-08-01 – 2026-10-30, 90 days covered
events       5,000 events read, 12 duplicates, 3 calls denied
trail shows  management
but not      data:AWS::S3::Object

Orders
  role        arn:aws:iam::111122223333:role/orders-prod-OrdersRole-1A2B3C4D5E6F
  session     orders-prod-Orders-1A2B3C4D5E6F

  granted  on               used  can't know  unused
  s3:*     \${Bucket.Arn}/*     1           1       1

  used          calls  seen                     on
  s3:GetObject  1,204  2026-08-01 – 2026-10-29  \${Bucket.Arn}/in/*

  can't know  s3:* → PutObjectAcl: leaves no event
  unused      s3:* → DeleteObject: no call in 90 covered days

  narrowed policy
    Version: 2012-10-17
    Statement:
      - Effect: Allow
        Action:
          - s3:GetObject
          - s3:PutObjectAcl
        Resource: \${Bucket.Arn}/*

  proven      grants nothing new: holds
              allows all that was used: holds
              1,204 recorded calls replayed: none denied

Findings
  template.yaml
    12  warning  s3:DeleteObject was not used in 90 covered days [action-unused]

1 function · 3 granted actions: 1 goes, 1 can't be known · 1 warning
`,
    );
  });

  const shown: readonly (readonly [string, Partial<Analysis>, RegExp])[] = [
    [
      'a window with gaps',
      { window: { from: '2026-08-01', to: '2026-10-30', days: 80, spanDays: 90 } },
      /, 80 of 90 days covered/,
    ],
    [
      'the days that no log covers',
      {
        gaps: [
          {
            account: '111122223333',
            region: 'eu-west-1',
            from: '2026-08-04',
            to: '2026-08-06',
            days: 3,
            because: 'no files',
          },
        ],
      },
      /\nnot covered {2}2026-08-04 – 2026-08-06 \(3 days\) in eu-west-1: no log files\nevents/,
    ],
    ['no window', { window: { from: '', to: '', days: 0, spanDays: 0 } }, /every verdict is unknown/],
    ['no findings', { findings: [] }, / · no findings\n$/],
    [
      'problems',
      { problems: [problemOf({ line: 4 })] },
      /Problems\n {2}code\n {4}logs\/a\.json:5: says why\n/,
    ],
    [
      'a withheld policy',
      { functions: [functionOf({ narrowed: undefined })] },
      /narrowed policy withheld: see the problems/,
    ],
    [
      'a policy that can go',
      { functions: [functionOf({ narrowed: { Statement: [] } })] },
      /none needed, remove what is stated/,
    ],
    [
      'an unlinked function',
      { functions: [functionOf({ principal: '', session: null })] },
      /role {8}not known: see the problems/,
    ],
    ['a function without grants', { functions: [functionOf({ grants: [] })] }, /no grants were found/],
    ['no function', { functions: [] }, /\n0 functions · 0 granted actions/],
    [
      'attached policies',
      { functions: [functionOf({ keepAttached: ['arn:aws:iam::aws:policy/A'] })] },
      /attached {4}arn:aws:iam::aws:policy\/A stays attached/,
    ],
    [
      'an end date',
      {
        functions: [
          functionOf({
            expiring: [
              { action: 'dynamodb:CreateTable', endDate: '2027-03-01T00:00:00Z', reason: 'one burst' },
            ],
          }),
        ],
      },
      /expires {5}dynamodb:CreateTable on 2027-03-01: one burst/,
    ],
    [
      'what is implied',
      {
        functions: [
          functionOf({
            grants: [grant({ pattern: 'logs:PutLogEvents', implied: true }, { used: ['logs:PutLogEvents'] })],
          }),
        ],
      },
      /and what the format implies: logs:PutLogEvents/,
    ],
    [
      'what is perhaps used',
      { functions: [functionOf({ grants: [grant({}, { possiblyUsed: ['s3:GetObject'] })] })] },
      /\n {2}perhaps used +calls.*\n {2}s3:GetObject +1,204 /,
    ],
    [
      'what was denied',
      {
        functions: [
          functionOf({
            usage: [
              usageOf({ action: 'ssm:GetParameter', count: 0, denied: 2, firstSeen: '', lastSeen: '' }),
            ],
          }),
        ],
      },
      /\n {2}denied +calls.*\n {2}ssm:GetParameter +2/,
    ],
    [
      'a name of the same service without what repeats it',
      {
        functions: [
          functionOf({ usage: [usageOf({ resources: ['arn:aws:s3:::other/a', 'arn:aws:s3:::other/b'] })] }),
        ],
      },
      / other\/a and 1 more\n/,
    ],
    [
      'a name that only starts like a bound one in full',
      {
        functions: [functionOf({ usage: [usageOf({ resources: ['arn:aws:s3:::orders-files-archive/a'] })] })],
      },
      / orders-files-archive\/a\n/,
    ],
    [
      'severities',
      { findings: [findingOf({ severity: 'error' }), findingOf({ severity: 'info' })] },
      /1 error, 1 info\n$/,
    ],
  ];
  for (const [name, over, pattern] of shown) {
    it(`shows ${name}`, () => assert.match(plain(analysisOf(over)), pattern));
  }

  it('shows a failed proof with its counterexample, and an unknown one with its reason', () => {
    const request = { action: 's3:PutObject', resource: 'arn:aws:s3:::b/k', principal: 'p', context: {} };
    const proofs = {
      within: { result: 'fails' as const, counterexample: request },
      covers: { result: 'unknown' as const, reason: 'too large' },
      backtest: { calls: 5, denied: 2, exact: false },
    };
    const text = plain(analysisOf({ functions: [functionOf({ proofs })] }), 300);
    assert.match(text, /grants nothing new: fails, for example s3:PutObject on arn:aws:s3:::b\/k/);
    assert.match(text, /allows all that was used: unknown: too large/);
    assert.match(text, /5 recorded calls replayed \(some by a common prefix\): 2 denied/);
  });

  it('puts actions that share a reason on one line, and names the first few', () => {
    const unused = ['A', 'B', 'C', 'D', 'E', 'F'].map((letter) => `sqs:${letter}`);
    const reasons = Object.fromEntries(unused.map((action) => [action, 'not seen']));
    const text = plain(
      analysisOf({ functions: [functionOf({ grants: [grant({ pattern: 'sqs:*', reasons }, { unused })] })] }),
    );
    assert.match(text, /unused {6}sqs:\* → A, B, C, D and 2 more: not seen/);
  });

  it('shows five problems of a code and counts the rest', () => {
    const problems = Array.from({ length: 12 }, (_, index) => problemOf({ uri: `logs/${index}.json` }));
    const text = plain(analysisOf({ problems }));
    assert.equal(text.match(/says why/g)?.length, 5);
    assert.match(text, /and 7 more: --format json lists them/);
  });
});

describe('the report on a terminal', () => {
  for (const width of [60, 80, 120]) {
    it(`fits ${width} columns, but for the policy and words without a gap`, () => {
      const rows = plain(analysisOf(), width).split('\n');
      const tooWide = rows.filter(
        (row) => widthOf(row) > width && row.trim().includes(' ') && !/arn:|\$\{/.test(row),
      );
      assert.deepEqual(tooWide, []);
    });
  }

  it('is the same text with and without colours', () => {
    const colored = renderAnalysis(analysisOf(), { width: 100, color: true });
    assert.ok(colored.includes(`${escape}[`));
    assert.equal(colored.replace(/\u001b\[\d+m/g, ''), plain(analysisOf()));
  });

  it('neutralises control characters, escapes and direction marks, wherever they stand', () => {
    const evil = `${escape}]0;owned\u0007\u009b31m\u202egnp\r\nFAKE`;
    const analysis = analysisOf({
      functions: [
        functionOf({
          name: evil,
          principal: evil,
          session: evil,
          grants: [grant({ pattern: evil, resource: evil, reasons: { [evil]: evil } }, { unused: [evil] })],
          usage: [
            {
              action: evil,
              resources: [evil],
              count: 1,
              possible: 1,
              denied: 1,
              firstSeen: evil,
              lastSeen: evil,
            },
          ],
          narrowed: {
            Statement: [
              {
                Sid: evil,
                Effect: 'Allow',
                Action: evil,
                Resource: evil,
                Condition: { [evil]: { [evil]: evil } },
              },
            ],
          },
          keepAttached: [evil],
          expiring: [{ action: evil, endDate: evil, reason: evil }],
        }),
      ],
      findings: [findingOf({ rule: evil, message: evil, function: evil, uri: evil })],
      problems: [problemOf({ code: evil, uri: evil, message: evil })],
    });
    const text = plain(analysis);
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    assert.doesNotMatch(text, /^FAKE/m);
    assert.match(text, /\\u001b\]0;owned/);
  });
});
