import assert from 'node:assert/strict';
import { holds, holdsAsNames } from './resourceMatch.js';

describe('holdsAsNames', () => {
  const cases: [string, string, boolean][] = [
    ['arn:aws:s3:::${Bucket}', 'arn:aws:s3:::media', true],
    ['arn:aws:s3:::${Bucket}', 'arn:aws:s3:::media/in/1.png', false],
    ['arn:aws:s3:::${Bucket}/*', 'arn:aws:s3:::media/in/1.png', true],
    ['arn:aws:s3:::${Env}-uploads/*', 'arn:aws:s3:::prod-uploads/a', true],
    ['arn:aws:s3:::${Bucket}/*', 'arn:aws:s3:::media/in/*', true],
    ['arn:aws:s3:::home/${aws:username}', 'arn:aws:s3:::home/ann/x', true],
    ['${Topic}', 'arn:aws:sns:eu-west-1:1:t', false],
    ['arn:aws:s3:::media', 'arn:aws:s3:::media', true],
    ['arn:aws:s3:::a*b', 'arn:aws:s3:::a*b', true],
  ];
  for (const [pattern, resource, expected] of cases)
    it(`${pattern} ${expected ? 'holds' : 'does not hold'} ${resource}`, () =>
      assert.equal(holdsAsNames(pattern, [resource]), expected));
});

describe('holds', () => {
  it('takes a capped prefix for what it may stand for', () => {
    assert.equal(holds('arn:aws:s3:::b/in/*', 'arn:aws:s3:::b/*'), true);
    assert.equal(holds('arn:aws:s3:::c/*', 'arn:aws:s3:::b/*'), false);
  });
});
