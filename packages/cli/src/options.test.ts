import assert from 'node:assert/strict';
import { checkFormat, parseInstant, parsePrincipal, reportFormats } from './options.js';

describe('options', () => {
  const instants: readonly (readonly [string, string])[] = [
    ['2026-10-31', '2026-10-31T00:00:00Z'],
    ['2026-10-31T12:00:00Z', '2026-10-31T12:00:00Z'],
    ['2026-10-31T12:00:00.250Z', '2026-10-31T12:00:00Z'],
    ['2026-10-31T00:30:00+02:00', '2026-10-30T22:30:00Z'],
  ];
  for (const [text, instant] of instants) {
    it(`${text} is ${instant}`, () => assert.equal(parseInstant(text), instant));
  }

  for (const text of [
    '',
    '2026-02-31',
    '2026-10-32',
    'yesterday',
    '2026-13-01',
    '2026-10-31T12:00',
    '31.10.2026',
    '1793404800',
  ]) {
    it(`${JSON.stringify(text)} is no instant`, () => assert.throws(() => parseInstant(text), /Write a day/));
  }

  const formats: readonly (readonly [string, RegExp])[] = [
    ['html', /not available in this version: use text or json/],
    ['terraform', /not available in this version/],
    ['xml', /is not a format/],
  ];
  for (const [format, message] of formats) {
    it(`--format ${format} is refused`, () => assert.throws(() => checkFormat(format), message));
  }
  it('text and json are formats', () =>
    assert.deepEqual(
      ['text', 'json'].map((format) => checkFormat(format)),
      ['text', 'json'],
    ));

  it('an analysis has more formats', () => {
    assert.equal(checkFormat('sarif', reportFormats), 'sarif');
    assert.throws(() => checkFormat('html', reportFormats), /use text, json, sarif, markdown or terraform/);
  });

  it('a principal is an ARN of IAM or of a session', () => {
    for (const arn of ['arn:aws:iam::111122223333:role/a/b', 'arn:aws-cn:sts::111122223333:assumed-role/a/b'])
      assert.equal(parsePrincipal(arn), arn);
    for (const text of ['', 'orders-worker', 'arn:aws:iam::1:role/x', 'arn:aws:s3:::bucket'])
      assert.throws(() => parsePrincipal(text), /Write an ARN of IAM/);
  });
});
