import assert from 'node:assert/strict';
import { assertMarked, parse, problemLines, tokensOf } from '../../testkit/marked.js';

const statement = '{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"*"}';

describe('policy JSON', () => {
  it('gives the exact range of every item', () => {
    assertMarked(
      `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": [«"s3:Get*"», «"s3:List*"»], "Resource": «"*"» },
    { "Effect": "Deny", "NotAction": «"iam:*"», "NotResource": [ «"arn:aws:iam::aws:role/\${aws:username}"» ] }
  ]
}`,
      'p.json',
      ['s3:Get*', 's3:List*', '*', 'iam:*', 'arn:aws:iam::aws:role/${aws:username}'],
    );
  });

  const wrapped: [string, string][] = [
    ['bare', `{"Statement":[${statement}]}`],
    ['a single statement', `{"Statement":${statement}}`],
    ['a byte order mark', `\uFEFF{"Statement":[${statement}]}`],
    ['get-role-policy', `{"RoleName":"r","PolicyName":"p","PolicyDocument":{"Statement":[${statement}]}}`],
    [
      'get-policy-version',
      `{"PolicyVersion":{"Document":{"Statement":[${statement}]},"VersionId":"v1","IsDefaultVersion":true}}`,
    ],
    ['Policy', `{"Policy":{"Statement":[${statement}]}}`],
    ['a JSON string', JSON.stringify({ PolicyDocument: `{"Statement":[${statement}]}` })],
    [
      'a URL-encoded string',
      JSON.stringify({ PolicyDocument: encodeURIComponent(`{"Statement":[${statement}]}`) }),
    ],
  ];
  for (const [name, text] of wrapped) {
    it(`reads ${name}`, () => {
      const { value, problems } = parse(text, 'dir/p.json');
      assert.deepEqual(problemLines(problems), []);
      assert.equal(value.format, 'policy-json');
      assert.deepEqual(
        tokensOf(value).map((token) => token.text),
        ['s3:GetObject', '*'],
      );
      assert.equal(value.policies.length, 1);
      assert.equal(value.functions.length, 0);
    });
  }

  it('maps ranges of an escaped document back into the source, not editable there', () => {
    const text = `{"PolicyDocument": "{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"s3:Get*\\",\\"Resource\\":\\"*\\"}]}"}`;
    const [token] = tokensOf(parse(text, 'p.json').value);
    assert.equal(token?.text, 's3:Get*');
    assert.equal(text.slice(token.span.from, token.span.to), '\\"s3:Get*\\"');
    assert.equal(token.literal, false);
  });
});
