import assert from 'node:assert/strict';
import { parse, problemLines } from '../testkit/marked.js';

const head = `Resources:
  Shared:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action:
`;
const tail = `
                Resource: '*'
  A: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Shared.Arn } }
  B: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Shared.Arn } }
`;

/** A comment above an action of a role that two functions share. */
function keepsOf(comment: string): [string, string | undefined, string, string | undefined][] {
  return parse(`${head}                  # ${comment}\n                  - s3:*${tail}`).value.keeps.map(
    (keep) => [keep.pattern, keep.until, keep.reason, keep.function],
  );
}

describe('keep comments', () => {
  const forms: [string, string, string | undefined, string][] = [
    [
      'leastwise-keep dynamodb:DeleteTable until 2027-01-31: clean-up',
      'dynamodb:DeleteTable',
      '2027-01-31',
      'clean-up',
    ],
    ['leastwise-keep s3:Get*', 's3:Get*', undefined, ''],
    ['leastwise-keep s3:Get*: restores: by hand', 's3:Get*', undefined, 'restores: by hand'],
    ['leastwise-keep s3:Get* : why', 's3:Get*', undefined, 'why'],
    ['leastwise-keep s3:Get* until 2027-01-31', 's3:Get*', '2027-01-31', ''],
    ['leastwise-keep * until 2027-01-31 : all', '*', '2027-01-31', 'all'],
  ];
  for (const [comment, pattern, until, reason] of forms) {
    it(`reads "${comment}" for each function of the role`, () => {
      assert.deepEqual(keepsOf(comment), [
        [pattern, until, reason, 'A'],
        [pattern, until, reason, 'B'],
      ]);
    });
  }

  const bad: [string, string, number][] = [
    ['leastwise-keep', 'keep-invalid', 0],
    ['leastwise-keep everything', 'keep-invalid', 0],
    ['leastwise-keep s3:Get* until tomorrow', 'keep-invalid', 2],
    ['leastwise-keep s3:Get* until 2027-02-29: no such day', 'keep-invalid', 2],
    ['leastwise-keep s3:Get* until', 'keep-invalid', 2],
  ];
  for (const [comment, code, kept] of bad) {
    it(`says that "${comment}" is wrong`, () => {
      const { value, problems } = parse(
        `${head}                  # ${comment}\n                  - s3:*${tail}`,
      );
      assert.deepEqual(problemLines(problems), [`input ${code} 11`]);
      assert.equal(value.keeps.length, kept);
      assert.ok(value.keeps.every((keep) => keep.until === undefined));
    });
  }

  it('knows a comment from the text of a script', () => {
    const text = `Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: |
        # leastwise-keep s3:Get*
      Description: "x # leastwise-keep s3:Put*"
      Handler: a#leastwise-keep
      Policies: [] # leastwise-keep s3:List*: real
`;
    assert.deepEqual(
      parse(text).value.keeps.map((keep) => [keep.pattern, keep.range.start]),
      [['s3:List*', { line: 8, character: 19 }]],
    );
  });

  it('counts for all functions outside of resources, and for the next resource above its name', () => {
    const text = `# leastwise-keep a:All
Resources:
  F:
    Type: AWS::Serverless::Function
  # leastwise-keep a:Next
  G:
    Type: AWS::Serverless::Function
    # leastwise-keep a:G
  T:
    Type: AWS::SNS::Topic
    # leastwise-keep a:Nobody
`;
    const { value, problems } = parse(text);
    assert.deepEqual(
      value.keeps.map((keep) => [keep.pattern, keep.function]),
      [
        ['a:All', undefined],
        ['a:Next', 'G'],
        ['a:G', 'G'],
      ],
    );
    assert.deepEqual(problemLines(problems), ['input keep-without-function 11']);
  });
});
