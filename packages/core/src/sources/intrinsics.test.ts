import assert from 'node:assert/strict';
import { parse, problemLines, tokensOf } from '../testkit/marked.js';

/** The texts of a Resource written as `yaml`, in a template with mappings, and the problems reading it. */
function resourceTexts(yaml: string): { texts: string[]; codes: string[] } {
  const text = `Mappings:
  Names:
    prod: { bucket: orders-prod, list: [a, b] }
    test: { bucket: orders-test, list: [a, b] }
Resources:
  R:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: p
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: s3:GetObject
            Resource: ${yaml.replaceAll('\n', `\n${' '.repeat(14)}`)}
`;
  const { value, problems } = parse(text);
  return {
    texts: tokensOf(value)
      .map((token) => token.text)
      .slice(1),
    // The texts here are any, and most are no ARNs.
    codes: problemLines(problems.filter(({ code }) => code !== 'policy-invalid')),
  };
}

/** The same Resource written in JSON. */
function jsonTexts(resource: unknown): string[] {
  const statement = { Effect: 'Allow', Action: 'a:b', Resource: resource };
  const properties = { PolicyName: 'p', PolicyDocument: { Statement: [statement] } };
  const text = JSON.stringify({ Resources: { R: { Type: 'AWS::IAM::Policy', Properties: properties } } });
  return tokensOf(parse(text, 'template.json').value)
    .map((token) => token.text)
    .slice(1);
}

describe('intrinsics', () => {
  const resolved: [string, string[]][] = [
    ['arn:aws:s3:::x', ['arn:aws:s3:::x']],
    ['!Ref Orders', ['${Orders}']],
    ['!Ref AWS::Region', ['${AWS::Region}']],
    ['!GetAtt Orders.Arn', ['${Orders.Arn}']],
    ['!GetAtt [Orders, Arn]', ['${Orders.Arn}']],
    ['!GetAtt Nested.Outputs.TableArn', ['${Nested.Outputs.TableArn}']],
    ["!Sub '${Orders.Arn}/index/*'", ['${Orders.Arn}/index/*']],
    ["!Sub '${ Orders }'", ['${Orders}']],
    ["!Sub 'a/${!aws:username}/${AWS::AccountId}'", ['a/${aws:username}/${AWS::AccountId}']],
    ["!Sub 'no end ${Orders'", ['no end ${Orders']],
    ["!Sub ['${a}/${Orders.Arn}', { a: !Ref Param }]", ['${Param}/${Orders.Arn}']],
    ["!Sub ['${a}', { a: x, b: y }]", ['x']],
    ["!Sub ['${a}-${a}', { a: !If [C, x, y] }]", ['x-x', 'x-y', 'y-x', 'y-y']],
    ["!Join [':', [arn, !Ref AWS::Partition, s3, '', '', !Ref B]]", ['arn:${AWS::Partition}:s3:::${B}']],
    ["!Join ['', [a, !Ref AWS::NoValue, b]]", ['ab']],
    ["!Join ['/', [!If [C, x, y], z]]", ['x/z', 'y/z']],
    ['!If [C, a, !Ref AWS::NoValue]', ['a']],
    ['!If [C, a, !If [D, b, c]]', ['a', 'b', 'c']],
    ['!If [C, [a, b], c]', ['a', 'b', 'c']],
    ["\n- a\n- !If [C, b, !Ref AWS::NoValue]\n- !Sub '${X}'", ['a', 'b', '${X}']],
    ['!Select [1, [a, b]]', ['b']],
    ["!Select ['1', !Split [',', 'a,b,c']]", ['b']],
    ["!Split [',', 'a,b']", ['a', 'b']],
    ['!FindInMap [Names, prod, bucket]', ['orders-prod']],
    ['!FindInMap [Names, !Ref Stage, list]', ['a', 'b']],
    ['!ImportValue Shared', ['${Fn::ImportValue:Shared}']],
    ['{ Fn::ImportValue: Shared }', ['${Fn::ImportValue:Shared}']],
    ['!Base64 x', ['${Fn::Base64:x}']],
    ['&anchor a', ['a']],
  ];
  for (const [yaml, texts] of resolved) {
    it(`${JSON.stringify(yaml)} → ${texts.join(' | ')}`, () => {
      assert.deepEqual(resourceTexts(yaml), { texts, codes: [] });
    });
  }

  const open: [string, string][] = [
    ['!Select [5, [a]]', 'Select'],
    ["!Select [0, !Split [':', !GetAtt X.Arn]]", 'Select'],
    ['!Select [0, !Ref List]', 'Select'],
    ["!Split [':', !GetAtt X.Arn]", 'Split'],
    ['!FindInMap [Names, !Ref Stage, bucket]', 'FindInMap'],
    ['!FindInMap [Nowhere, a, b]', 'FindInMap'],
    ["!ImportValue { 'Fn::Sub': '${Stack}-Arn' }", 'ImportValue'],
    ['!Transform { Name: M }', 'Transform'],
    ['!Unknown x', '_Unknown'],
    ['!Sub', 'Sub'],
    ['!Join x', 'Join'],
    ['!If [C]', 'If'],
    ['!Ref "a*b"', 'Ref'],
    ['!Ref "aws:username"', 'Ref'],
  ];
  for (const [yaml, name] of open) {
    it(`${yaml} stays one opaque symbol`, () => {
      const { texts } = resourceTexts(yaml);
      assert.equal(texts.length, 1);
      assert.match(texts[0] ?? '', new RegExp(`^\\$\\{Fn::${name}:[^*?{}]*\\}$`));
    });
  }

  it('gives equal symbols to equal expressions, and different ones to different ones', () => {
    const symbol = (yaml: string): string => resourceTexts(yaml).texts.join();
    const same = [
      "!ImportValue { 'Fn::Sub': '${S}-Arn' }",
      "!ImportValue { 'Fn::Join': ['-', [!Ref S, Arn]] }",
      "\nFn::ImportValue: !Sub\n  - '${x}-Arn'\n  - { x: !Ref S }",
    ].map(symbol);
    assert.equal(new Set(same).size, 1);
    const long = 'x'.repeat(200);
    const different = [
      "!ImportValue { 'Fn::Sub': '${S}-Arn' }",
      "!ImportValue { 'Fn::Sub': '${S}*Arn' }",
      "!ImportValue { 'Fn::Sub': '${S}?Arn' }",
      "!ImportValue 'S-Arn'",
      `!ImportValue ${long}1`,
      `!ImportValue ${long}2`,
      "!Select [7, !Split [':', !GetAtt X.Arn]]",
      "!Select [6, !Split [':', !GetAtt X.Arn]]",
    ].map(symbol);
    assert.equal(new Set(different).size, different.length);
  });

  const twins: [string, unknown][] = [
    ['!Ref X', { Ref: 'X' }],
    ['!GetAtt X.Arn', { 'Fn::GetAtt': ['X', 'Arn'] }],
    ["!Sub '${X}/*'", { 'Fn::Sub': '${X}/*' }],
    ["!Join ['', [a, !Ref X]]", { 'Fn::Join': ['', ['a', { Ref: 'X' }]] }],
    ['!If [C, a, b]', { 'Fn::If': ['C', 'a', 'b'] }],
    ["!ImportValue { 'Fn::Sub': '${X}' }", { 'Fn::ImportValue': { 'Fn::Sub': '${X}' } }],
    ['[a, !Ref X]', ['a', { Ref: 'X' }]],
  ];
  for (const [yaml, json] of twins) {
    it(`${yaml} is ${JSON.stringify(json)}`, () => {
      assert.deepEqual(resourceTexts(yaml).texts, jsonTexts(json));
    });
  }

  it('stays small where an expression doubles itself', () => {
    let yaml = 'x'.repeat(64);
    for (let depth = 0; depth < 40; depth++) yaml = `!Sub ['\${a}\${a}', { a: ${yaml} }]`;
    const [text = ''] = resourceTexts(yaml).texts;
    assert.ok(text.length < 10_000, String(text.length));
    let choice = 'x';
    for (let depth = 0; depth < 40; depth++) choice = `!Join ['', [!If [C, a, b], ${choice}]]`;
    assert.ok(resourceTexts(choice).texts.length <= 16);
  });
});
