import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseVariables, type Piece, type VariableSource } from './parseVariables.js';

function show(piece: Piece): string {
  return typeof piece === 'string' ? piece : `<${piece.sources.map(showSource).join(' | ')}>`;
}

function showSource(source: VariableSource): string {
  if (source.kind === 'literal') return JSON.stringify(source.value);
  if (source.kind === 'nested') return show(source.variable);
  const parameters = source.parameters ? `(${source.parameters.map(show).join('')})` : '';
  return `${source.type}${parameters}:${source.address.map(show).join('')}`;
}

describe('variables in a text', () => {
  const table: [string, string[]][] = [
    ['plain', ['plain']],
    ['${self:custom.a}', ['<self:custom.a>']],
    ['a-${self:b}-c', ['a-', '<self:b>', '-c']],
    ["${opt:stage, 'dev'}", ['<opt:stage | "dev">']],
    ['${opt:stage, "dev"}', ['<opt:stage | "dev">']],
    [
      '${opt:stage, self:provider.stage, 12, true, null}',
      ['<opt:stage | self:provider.stage | 12 | true | null>'],
    ],
    ["${opt:stage, ${env:STAGE, 'x'}}", ['<opt:stage | <env:STAGE | "x">>']],
    ['${self:custom.${opt:stage}.table}', ['<self:custom.<opt:stage>.table>']],
    ['${file(./a/${opt:stage}.yml):b.c}', ['<file(./a/<opt:stage>.yml):b.c>']],
    ['${file(x.json)}', ['<file(x.json):>']],
    ['${ssm:/orders/key~true}', ['<ssm:/orders/key~true>']],
    ['${cf(us-east-1):stack.Output}', ['<cf(us-east-1):stack.Output>']],
    ['${cf.us-east-1:stack.Output}', ['${cf.us-east-1:stack.Output}']],
    ['${ self:a , "b" }', ['<self:a | "b">']],
    // CloudFormation's and IAM's own, and texts of other languages.
    ['${AWS::Region}', ['${AWS::Region}']],
    ['${Table.Arn}', ['${Table.Arn}']],
    ['${cognito-identity.amazonaws.com:sub}', ['${cognito-identity.amazonaws.com:sub}']],
    ['$${self:a}', ['$', '<self:a>']],
    ['${AWS::Region}-${self:a}', ['${AWS::Region}-', '<self:a>']],
    // Half-typed: the whole text stays.
    ['${self:a', ['${self:a']],
    ['x ${self:', ['x ${self:']],
    ["${opt:a, 'b}", ["${opt:a, 'b}"]],
    ['${file(a.yml:b}', ['${file(a.yml:b}']],
    ['${self:a} ${self:', ['${self:a} ${self:']],
    ['${', ['${']],
    ['${}', ['${}']],
    ['${:a}', ['${:a}']],
  ];
  for (const [text, pieces] of table) {
    it(text, () => assert.deepEqual(parseVariables(text).map(show), pieces));
  }

  it('keeps every text that holds no variable, and never loses one', () => {
    const part = fc.constantFrom('${self:a}', '${', '}', 'a', ':', ',', "'", '(', ')', '$', ' ', '${opt:x, ');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const back = parseVariables(text)
          .map((piece) => (typeof piece === 'string' ? piece : `\${${piece.raw}}`))
          .join('');
        assert.equal(back, text);
      }),
      { seed: 20_261_122, numRuns: 1000 },
    );
  });

  it('reads what is nested without end, and what is never closed, in linear time', () => {
    for (const text of ['${self:'.repeat(50_000), '${opt:a, '.repeat(50_000), '${file('.repeat(50_000)]) {
      assert.ok(parseVariables(text)[0] === text);
      const closed = text + '}'.repeat(50_000);
      assert.ok(parseVariables(closed)[0] === closed);
    }
  });
});
