import assert from 'node:assert/strict';
import { bindSymbols, hasSymbol, isPolicyVariable, openPattern, symbolsOf } from './symbols.js';

describe('symbols', () => {
  const cases: [text: string, symbols: string[], open: string][] = [
    ['arn:aws:s3:::bucket', [], 'arn:aws:s3:::bucket'],
    ['${Orders.Arn}/index/*', ['${Orders.Arn}'], '*/index/*'],
    ['arn:${AWS::Partition}:sqs:${AWS::Region}:x', ['${AWS::Partition}', '${AWS::Region}'], 'arn:*:sqs:*:x'],
    ['home/${aws:username}/*', [], 'home/*/*'],
    ["home/${aws:PrincipalTag/team, 'none'}/*", [], 'home/*/*'],
    ['a${*}b${$}', [], 'a*b*'],
    ['${Fn::ImportValue:Shared-Bucket}/*', ['${Fn::ImportValue:Shared-Bucket}'], '*/*'],
    ['${aws_dynamodb_table.orders.arn}', ['${aws_dynamodb_table.orders.arn}'], '*'],
    ['${Open', [], '${Open'],
    ['${a${b}', ['${a${b}'], '*'],
    ['$}{${x}', ['${x}'], '$}{*'],
    ['${A}${', ['${A}'], '*${'],
    ['', [], ''],
  ];
  for (const [text, symbols, open] of cases) {
    it(`reads ${text}`, () => {
      assert.deepEqual(symbolsOf(text), symbols);
      assert.equal(hasSymbol(text), symbols.length > 0);
      assert.equal(openPattern(text), open);
    });
  }

  it('binds only what has a value', () => {
    const values = new Map([['${Orders.Arn}', 'arn:aws:dynamodb:eu-west-1:1:table/t']]);
    assert.equal(
      bindSymbols('${Orders.Arn}/index/${Index}', values),
      'arn:aws:dynamodb:eu-west-1:1:table/t/index/${Index}',
    );
  });

  it('puts a value in as it is, dollar signs too', () => {
    assert.equal(bindSymbols('${A}', new Map([['${A}', "$&$1$'"]])), "$&$1$'");
  });

  it("tells IAM's variables from symbols", () => {
    for (const name of ['aws:username', 's3:prefix', 'saml:sub', '*', '?', '$'])
      assert.ok(isPolicyVariable(name));
    for (const name of ['AWS::Region', 'Orders', 'Orders.Arn', 'Fn::Select:x', '**']) {
      assert.ok(!isPolicyVariable(name));
    }
  });
});
