import assert from 'node:assert/strict';
import { symbolsOf } from '../util/symbols.js';
import { opaqueSymbol, referenceSymbol } from './symbols.js';

describe('symbols', () => {
  const names: [string, string | RegExp][] = [
    ['Orders', '${Orders}'],
    ['Orders.Arn', '${Orders.Arn}'],
    ['AWS::Region', '${AWS::Region}'],
    ['Nested.Outputs.Arn', '${Nested.Outputs.Arn}'],
    ['a b', /^\$\{Fn::Ref:a_b~[0-9a-f]{16}\}$/],
    ['aws:username', '${Fn::Ref:aws:username}'],
    ['', '${Fn::Ref:}'],
    ['__proto__', '${__proto__}'],
  ];
  for (const [name, expected] of names) {
    it(`reference ${JSON.stringify(name)}`, () => {
      const symbol = referenceSymbol(name);
      if (typeof expected === 'string') assert.equal(symbol, expected);
      else assert.match(symbol, expected);
    });
  }

  it('that are opaque stay short and hold no wildcard, whatever they are made from', () => {
    for (const detail of ['*', '?', '}', '${x}', 'x'.repeat(100_000), '\u0000\n', '\ud800']) {
      assert.match(opaqueSymbol('Fn::X', detail), /^\$\{Fn::X:[A-Za-z0-9:._/~-]{1,120}\}$/);
    }
  });

  it('are no policy variables of IAM', () => {
    const variables = [
      '${aws:username}',
      '${s3:prefix}',
      '${aws:PrincipalTag/a}',
      '${www.x:y}',
      '${*}',
      '${?}',
      '${$}',
    ];
    assert.deepEqual(variables.flatMap(symbolsOf), ['${www.x:y}']);
    for (const name of ['Orders', 'Orders.Arn', 'AWS::Region', 'aws:username', 'a*b']) {
      assert.deepEqual(symbolsOf(referenceSymbol(name)), [referenceSymbol(name)]);
    }
  });
});
