import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matchPattern } from '../util/wildcard.js';
import { generalise } from './generalise.js';

const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/';
const bucket = 'arn:aws:s3:::orders-uploads';

describe('generalise', () => {
  const cases: [name: string, observed: string[], expected: string[]][] = [
    ['keeps names of things exact', [`${table}a-1Z2Y`, `${table}b`], [`${table}a-1Z2Y`, `${table}b`]],
    [
      'takes dated and hashed keys as their folder',
      [`${bucket}/uploads/2026/11/21/7f3a.json`, `${bucket}/uploads/2026/11/22/99ab.json`],
      [`${bucket}/uploads/*`],
    ],
    ['keeps one plain key', [`${bucket}/config.json`], [`${bucket}/config.json`]],
    [
      'keeps a plain key beside a folder',
      [`${bucket}/config.json`, `${bucket}/uploads/1234.json`, `${bucket}/uploads/5678.json`],
      [`${bucket}/config.json`, `${bucket}/uploads/*`],
    ],
    ['takes two names in the root as all of them', [`${bucket}/a.json`, `${bucket}/b.json`], [`${bucket}/*`]],
    ['does not guess from one key that looks like an id', [`${bucket}/0a1b2c3d4e.json`], [`${bucket}/*`]],
    ['keeps a bucket', [bucket], [bucket]],
    ['keeps a capped prefix', [`${bucket}/uploads/*`], [`${bucket}/uploads/*`]],
    ['drops what a prefix holds', [`${bucket}/in/*`, `${bucket}/in/deep/x.json`], [`${bucket}/in/*`]],
    [
      'takes all streams of a log group',
      ['arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/f:log-stream:2026/11/21/[$LATEST]ab'],
      ['arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/f:log-stream:*'],
    ],
    [
      'learns a prefix of a long list',
      Array.from({ length: 11 }, (_, at) => `arn:aws:ssm:eu-west-1:1:parameter/app/p${at}`),
      ['arn:aws:ssm:eu-west-1:1:parameter/app/*'],
    ],
    ['leaves the wildcard-only resource', ['*'], ['*']],
  ];
  for (const [name, observed, expected] of cases) {
    it(name, () => {
      assert.deepEqual(generalise(observed), expected);
    });
  }

  it('always covers what was observed', () => {
    const arn = fc.oneof(
      fc.stringMatching(/^[a-z0-9]{1,4}(\/[a-z0-9]{1,9}){0,4}$/).map((key) => `${bucket}/${key}`),
      fc.stringMatching(/^[a-zA-Z0-9-]{1,12}$/).map((name) => table + name),
    );
    fc.assert(
      fc.property(fc.array(arn, { minLength: 1, maxLength: 40 }), (observed) => {
        const learned = generalise(observed);
        for (const each of observed)
          assert.ok(
            learned.some((pattern) => matchPattern(pattern, each)),
            each,
          );
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
