import assert from 'node:assert/strict';
import { lastSegment, parseArn, principalKey, roleName, sessionName } from './arn.js';

describe('parseArn', () => {
  it('splits at the first five colons only', () => {
    assert.deepEqual(parseArn('arn:aws:logs:eu-west-1:111122223333:log-group:/aws/x:*'), {
      partition: 'aws',
      service: 'logs',
      region: 'eu-west-1',
      account: '111122223333',
      resource: 'log-group:/aws/x:*',
    });
  });
  it('reads an ARN without region and account', () => {
    assert.deepEqual(parseArn('arn:aws:s3:::b/k'), {
      partition: 'aws',
      service: 's3',
      region: '',
      account: '',
      resource: 'b/k',
    });
  });
  for (const text of ['', '*', 'arn', 'arn:aws:s3', 'arn:aws:s3::', 'urn:aws:s3:::b', '${Orders.Arn}'])
    it(`is undefined for ${JSON.stringify(text)}`, () => assert.equal(parseArn(text), undefined));
});

describe('principalKey', () => {
  const cases: [string, string][] = [
    ['arn:aws:iam::1:role/R', 'arn:aws:iam::1:role/R'],
    ['arn:aws:iam::1:role/service-role/deep/R', 'arn:aws:iam::1:role/R'],
    ['arn:aws:sts::1:assumed-role/R/session', 'arn:aws:iam::1:role/R'],
    ['arn:aws-cn:sts::1:assumed-role/R/session', 'arn:aws-cn:iam::1:role/R'],
    ['arn:aws:iam::1:user/a/U', 'arn:aws:iam::1:user/U'],
    ['arn:aws:iam::1:user/U', 'arn:aws:iam::1:user/U'],
    ['arn:aws:sts::1:federated-user/x', 'arn:aws:sts::1:federated-user/x'],
    ['service:lambda.amazonaws.com', 'service:lambda.amazonaws.com'],
    ['', ''],
  ];
  for (const [text, key] of cases) it(text || 'nothing', () => assert.equal(principalKey(text), key));
});

describe('roleName, sessionName and lastSegment', () => {
  it('read names', () => {
    assert.equal(roleName('arn:aws:iam::1:role/p/R'), 'R');
    assert.equal(roleName('arn:aws:sts::1:assumed-role/R/s'), 'R');
    assert.equal(roleName('arn:aws:iam::1:user/u'), undefined);
    assert.equal(sessionName('arn:aws:sts::1:assumed-role/R/s'), 's');
    assert.equal(sessionName('arn:aws:iam::1:role/R'), undefined);
    assert.equal(lastSegment('arn:aws:sqs:r:1:q'), 'q');
    assert.equal(lastSegment('https://sqs.r.amazonaws.com/1/q'), 'q');
    assert.equal(lastSegment('plain'), 'plain');
  });
});
