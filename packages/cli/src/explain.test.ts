import assert from 'node:assert/strict';
import { explain, type Answer, type Question } from './explain.js';
import { UsageError } from './exit.js';
import { renderExplanation } from './render/explain.js';
import { analysisOf, findingOf, functionOf, grant } from './testkit/analysis.js';

const analysis = analysisOf({
  functions: [
    functionOf({
      grants: [
        grant(
          {
            reasons: {
              's3:DeleteObject': 'no call in 90 covered days',
              's3:PutObjectAcl': 'leaves no event',
            },
          },
          { used: ['s3:GetObject'], unused: ['s3:DeleteObject'], notObservable: ['s3:PutObjectAcl'] },
        ),
        grant(
          { statement: 'Other', pattern: 's3:Get*', resource: 'arn:aws:s3:::other/*' },
          { unknown: ['s3:GetObject'] },
        ),
        grant(
          { pattern: 'sqs:SendMessage', resource: '${Queue.Arn}' },
          { possiblyUsed: ['sqs:SendMessage'] },
        ),
        grant({ pattern: 'sns:Publish', resource: '${Topic' }, { unknown: ['sns:Publish'] }),
        grant({ pattern: '__proto__:x', resource: '*' }, { unknown: ['__proto__:x'] }),
      ],
      expiring: [{ action: 's3:DeleteObject', endDate: '2027-03-01T00:00:00Z', reason: 'one burst' }],
    }),
  ],
  findings: [
    findingOf(),
    findingOf({ rule: 'other-action', evidence: { actions: ['s3:PutObject'] } }),
    findingOf({
      rule: 'same-line',
      range: { start: { line: 11, character: 20 }, end: { line: 11, character: 30 } },
    }),
    findingOf({
      rule: 'elsewhere',
      range: { start: { line: 90, character: 0 }, end: { line: 90, character: 1 } },
    }),
  ],
});

function ask(over: Partial<Question>): ReturnType<typeof explain> {
  return explain(analysis, { action: 's3:GetObject', function: 'Orders', resource: undefined, ...over });
}

describe('explain', () => {
  const cases: readonly (readonly [string, Partial<Question>, Answer, number])[] = [
    ['used somewhere is kept', {}, 'kept', 2],
    ['case does not matter', { action: 'S3:getobject' }, 'kept', 2],
    ['unused everywhere is removed', { action: 's3:DeleteObject' }, 'removed', 1],
    ['not observable is unknown', { action: 's3:PutObjectAcl' }, 'unknown', 1],
    ['possibly used is kept', { action: 'sqs:SendMessage' }, 'kept', 1],
    ['nowhere granted', { action: 's3:PutObject' }, 'not granted', 0],
    ['by id', { function: 'template.yaml#Orders' }, 'kept', 2],
    ['a resource under the bound grant', { resource: 'arn:aws:s3:::orders-files/in/1' }, 'kept', 1],
    ['a resource under the other grant', { resource: 'arn:aws:s3:::other/1' }, 'unknown', 1],
    ['a resource under none', { resource: 'arn:aws:s3:::third/1' }, 'not granted', 0],
    [
      'a symbol without a binding could be any',
      { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:x' },
      'kept',
      1,
    ],
    ['a symbol that never ends is text', { action: 'sns:Publish', resource: '${Topic' }, 'unknown', 1],
    ['a prototype name', { action: '__proto__:x' }, 'unknown', 1],
  ];
  for (const [name, question, answer, grants] of cases) {
    it(name, () => {
      const explanation = ask(question);
      assert.deepEqual([explanation.answer, explanation.grants.length], [answer, grants]);
    });
  }

  it('carries the reason, the use, the end date, the narrowed statements and the findings on its grants', () => {
    const removed = ask({ action: 's3:DeleteObject' });
    assert.equal(removed.grants[0]?.reason, 'no call in 90 covered days');
    assert.deepEqual(removed.usage, []);
    assert.deepEqual(removed.narrowed, []);
    assert.equal(removed.expires?.endDate, '2027-03-01T00:00:00Z');
    assert.deepEqual(
      removed.findings.map(({ rule }) => rule),
      ['action-unused'],
    );
    assert.equal(ask({}).usage[0]?.count, 1204);
    assert.equal(ask({}).narrowed?.length, 1);
  });

  it('a function that is not there is a bad argument that names those that are', () => {
    assert.throws(
      () => ask({ function: 'Nope' }),
      (error) => error instanceof UsageError && /it has Orders/.test(error.message),
    );
  });
});

describe('explain as text', () => {
  it('says the answer first, then why', () => {
    assert.equal(
      renderExplanation(ask({ action: 's3:DeleteObject' }), { width: 100, color: false }),
      `s3:DeleteObject of Orders: removed, with an end date

granted     s3:* on \${Bucket.Arn}/* (statement 0, template.yaml:12)
            unused: no call in 90 covered days
seen        never
expires     2027-03-01: one burst
warning     action-unused: s3:DeleteObject was not used in 90 covered days
narrowed    no statement names it
`,
    );
  });

  const texts: readonly (readonly [string, Partial<Question>, RegExp])[] = [
    ['what is kept shows its statements', {}, /the part about it\n {2}- Effect: Allow/],
    [
      'what is unknown says why it stays',
      { action: 's3:PutObjectAcl' },
      /kept, though no use of it is known/,
    ],
    [
      'what is not granted has no policy',
      { action: 'ec2:RunInstances' },
      /^ec2:RunInstances of Orders: not granted\n\nseen {8}never\n$/,
    ],
    [
      'a resource is part of the question',
      { resource: 'arn:aws:s3:::other/1' },
      /^s3:GetObject on arn:aws:s3:::other\/1 of Orders/,
    ],
  ];
  for (const [name, question, pattern] of texts) {
    it(name, () => assert.match(renderExplanation(ask(question), { width: 100, color: false }), pattern));
  }
});
