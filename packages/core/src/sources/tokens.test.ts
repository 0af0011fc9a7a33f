import assert from 'node:assert/strict';
import { assertMarked, parse, problemLines, tokensOf } from '../testkit/marked.js';

const around = (resource: string): string => `Resources:
  P:
    Type: AWS::IAM::Policy
    Properties:
      PolicyDocument:
        Statement:
          Effect: Allow
          Action: ${resource}
          Resource: «'*'»
`;

describe('tokens', () => {
  /** An Action as written, its texts, and which may be edited in place. */
  const actions: [string, string[], boolean[]][] = [
    ['«s3:Get*»', ['s3:Get*'], [true]],
    ['[«\'s3:Get*\'», «"s3:Put*"»]', ['s3:Get*', 's3:Put*'], [true, true]],
    ["!If [C, «'s3:Get*'», «!Sub 's3:${X}'»]", ['s3:Get*', 's3:${X}'], [false, false]],
    ['[«a:B», !If [C, [«c:D», «e:F»], !Ref AWS::NoValue]]', ['a:B', 'c:D', 'e:F'], [true, false, false]],
    ["«!Join [':', [s3, GetObject]]»", ['s3:GetObject'], [false]],
    ['«{ "Fn::Sub": "s3:${X}" }»', ['s3:${X}'], [false]],
    ['[[«a:B»]]', ['a:B'], [true]],
    ['«&x a:B»', ['a:B'], [true]],
    ['«>-\n            a:B»', ['a:B'], [true]],
  ];
  for (const [written, texts, literal] of actions) {
    it(`of Action: ${JSON.stringify(written)}`, () => {
      assertMarked(around(written), 'template.yaml', [...texts, '*']);
      const tokens = tokensOf(parse(around(written).replace(/[«»]/g, '')).value);
      assert.deepEqual(
        tokens.map((token) => token.literal),
        [...literal, true],
      );
    });
  }

  const problems: [string, string[]][] = [
    ['!ImportValue X', ['unresolved intrinsic-opaque 8']],
    ['!Ref X', ['unresolved intrinsic-opaque 8']],
    ["'s3:${X}'", ['input sub-missing 8']],
    ["'s3:${aws:username}'", []],
    ["!Sub 's3:${X}'", ['unresolved intrinsic-opaque 8']],
    ["!Sub 's3:Get*'", []],
    ['[]', ['input policy-invalid 8']],
    ['[!Ref AWS::NoValue]', ['input policy-invalid 8']],
  ];
  for (const [written, expected] of problems) {
    it(`are a problem or not: ${written}`, () => {
      assert.deepEqual(problemLines(parse(around(written).replace(/[«»]/g, '')).problems), expected);
    });
  }

  it('in a bare policy may hold ${X}: other tools fill it in', () => {
    const text = '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${bucket}"}}';
    assert.deepEqual(parse(text, 'p.json').problems, []);
  });
});
