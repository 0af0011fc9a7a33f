import assert from 'node:assert/strict';
import { parse, tokensOf } from '../testkit/marked.js';

const template = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Table:
    Type: AWS::DynamoDB::Table
  First:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Statement:
            - Effect: Allow
              Action:
                - dynamodb:GetItem
                - dynamodb:PutItem
              Resource: !GetAtt Table.Arn
  Second:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Statement:
            - Effect: Allow
              Action: ['sqs:SendMessage', 'sqs:DeleteMessage']
              Resource: '*'
            - Effect: Allow
              Action: "s3:GetObject"
              Resource: !Sub 'arn:aws:s3:::\${Bucket}/*'
`;

const policy = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*" },
    { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*" }
  ]
}`;

/** Name, what is replaced, by what, and how many of the actions must still be read. */
type Variant = [string, string | RegExp, string, number];

const yamlVariants: Variant[] = [
  ['an open single quote', "'sqs:SendMessage'", "'sqs:SendMessage", 2],
  ['an open double quote', '"s3:GetObject"', '"s3:GetObject', 4],
  ['an open bracket', "'sqs:DeleteMessage']", "'sqs:DeleteMessage'", 4],
  ['a bracket too many', "'sqs:DeleteMessage']", "'sqs:DeleteMessage']]", 4],
  ['a brace too many', 'Resource: !GetAtt Table.Arn', 'Resource: !GetAtt Table.Arn }', 2],
  ['a key without its colon', 'Resource: !GetAtt Table.Arn', 'Resource', 4],
  ['a key without its value', 'Resource: !GetAtt Table.Arn', 'Resource:', 5],
  ['half an element', 'Resource: !GetAtt Table.Arn', 'Res', 4],
  ['a tag without its value', '!GetAtt Table.Arn', '!GetAtt', 5],
  ['half a tag', '!GetAtt Table.Arn', '!Get', 5],
  ['a bare star', "Resource: '*'", 'Resource: *', 5],
  ['a bare star as an item', '- dynamodb:PutItem', '- *', 4],
  ['an empty item', '- dynamodb:PutItem', '-', 4],
  ['half an action', 'dynamodb:PutItem', 'dynamodb:', 4],
  ['a colon too many', 'dynamodb:PutItem', 'dynamodb: PutItem', 4],
  ['a tab as indentation', '                - dynamodb:PutItem', '\t- dynamodb:PutItem', 1],
  [
    'a wrong dedent',
    '              Resource: !GetAtt Table.Arn',
    '           Resource: !GetAtt Table.Arn',
    2,
  ],
  ['an indent too many', '                - dynamodb:PutItem', '                  - dynamodb:PutItem', 3],
  ['an item not indented', '                - dynamodb:PutItem', '- dynamodb:PutItem', 1],
  [
    'an Effect without value',
    '- Effect: Allow\n              Action: "s3',
    '- Effect:\n              Action: "s3',
    4,
  ],
  ['an open flow map', "Resource: '*'", 'Resource: {', 2],
  ['an open alias', "Resource: '*'", 'Resource: *all', 5],
  ['an open block scalar', "Resource: '*'", 'Resource: |', 5],
  ['merge marks', '  Second:', '<<<<<<< HEAD\n  Second:', 2],
  ['a cut after the first function', /\n {2}Second:[^]*$/, '\n  Sec', 2],
  ['a cut in the middle of an action', /dynamodb:PutItem[^]*$/, 'dynamo', 1],
];

const jsonVariants: Variant[] = [
  ['a missing comma', '"s3:GetObject", "', '"s3:GetObject" "', 3],
  ['a comma too many', '"s3:PutObject"]', '"s3:PutObject",]', 3],
  ['an open quote', '"s3:PutObject"]', '"s3:PutObject]', 1],
  ['an open bracket', '"s3:PutObject"]', '"s3:PutObject"', 2],
  ['a missing brace', '"Resource": "*" },', '"Resource": "*",', 1],
  ['a missing value', '"Action": "sqs:SendMessage"', '"Action": ', 2],
  ['half a key', '"Action": "sqs:SendMessage"', '"Act', 2],
  ['a key without colon', '"Action": "sqs:SendMessage"', '"Action"', 2],
  ['a cut in the second statement', /"sqs:SendMessage"[^]*$/, '"sqs:', 2],
  ['a cut after the version', /,\s*"Statement"[^]*$/, ', "State', 0],
  ['single quotes', /"sqs:SendMessage"/, "'sqs:SendMessage'", 2],
  ['a comment', '"Statement"', '/* why */ "Statement"', 3],
];

function check(variants: readonly Variant[], whole: string, uri: string): void {
  for (const [name, from, to, least] of variants) {
    it(`${uri}: ${name}`, () => {
      const text = whole.replace(from, to);
      assert.notEqual(text, whole);
      const { value, problems } = parse(text, uri);
      const actions = tokensOf(value).filter((token) => /^[a-z0-9]+:[A-Z]/.test(token.text));
      assert.ok(actions.length >= least, actions.map((token) => token.text).join());
      for (const problem of problems) assert.ok(problem.line <= text.split('\n').length);
    });
  }
}

describe('half-typed sources give what stands', () => {
  check(yamlVariants, template, 'template.yaml');
  check(jsonVariants, policy, 'policy.json');

  it('and the whole ones give everything', () => {
    assert.equal(tokensOf(parse(template).value).length, 8);
    assert.equal(tokensOf(parse(policy, 'policy.json').value).length, 5);
  });

  it('at every length of the text, without an exception and with every place in the text', () => {
    for (const [whole, uri] of [
      [template, 't.yaml'],
      [policy, 'p.json'],
    ] as const) {
      for (let length = 0; length < whole.length; length += 3) {
        const text = whole.slice(0, length);
        for (const { span } of tokensOf(parse(text, uri).value)) {
          assert.ok(span.from <= span.to && span.to <= length, `${length}`);
        }
      }
    }
  });
});
