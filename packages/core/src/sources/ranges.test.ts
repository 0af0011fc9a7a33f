import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse, tokensOf } from '../testkit/marked.js';

/** How one value is written, between marks: [what stands in the source, what it means]. */
type Written = readonly [string, string];

const action = fc.stringMatching(/^[a-z]{2,6}:[A-Z][A-Za-z]{0,8}\*?$/);
const id = fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,6}$/);

const item: fc.Arbitrary<Written> = fc.oneof(
  action.map((text): Written => [`'${text}'`, text]),
  action.map((text): Written => [`"${text}"`, text]),
  action.map((text): Written => [text, text]),
  id.map((name): Written => [`!GetAtt ${name}.Arn`, `\${${name}.Arn}`]),
  id.map((name): Written => [`!Ref ${name}`, `\${${name}}`]),
  id.map((name): Written => [`!Sub 'arn:aws:s3:::\${${name}}/*'`, `arn:aws:s3:::\${${name}}/*`]),
  id.map((name): Written => [`!Join ['', [a, !Ref ${name}]]`, `a\${${name}}`]),
  id.map((name): Written => [`{ "Fn::Sub": "\${${name}}-x" }`, `\${${name}}-x`]),
);

/** Layouts of a list under `Resource:` at column 14. */
type Layout = 'block' | 'dedented' | 'flow' | 'commented' | 'spread';

function layOut(items: readonly string[], layout: Layout): string {
  switch (layout) {
    case 'block':
      return `\n${items.map((text) => `                - ${text}\n`).join('')}`;
    case 'dedented':
      return `\n${items.map((text) => `              -   ${text}\n`).join('')}`;
    case 'flow':
      return ` [${items.join(', ')}]\n`;
    case 'commented':
      return ` # list\n${items.map((text) => `                # why\n                - ${text} # because\n`).join('')}`;
    case 'spread':
      return ` [\n${items.map((text) => `                  ${text}`).join(',\n')}\n                ]\n`;
  }
}

describe('ranges', () => {
  it('hold exactly each item, however a list is laid out', () => {
    const layout = fc.constantFrom<Layout>('block', 'dedented', 'flow', 'commented', 'spread');
    const ends = fc.constantFrom('\n', '\r\n');
    const lists = fc.array(fc.tuple(fc.array(item, { minLength: 1, maxLength: 4 }), layout), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(lists, ends, fc.boolean(), (statements, end, mark) => {
        const blocks = statements.map(
          ([items, how]) =>
            `            - Effect: Allow\n              Resource:${layOut(
              items.map(([written]) => written),
              how,
            )}              NotAction: []\n`,
        );
        const text = `${mark ? '\uFEFF' : ''}Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: 2012-10-17
        Statement:
${blocks.join('')}`.replaceAll('\n', end);
        const expected = statements.flatMap(([items]) => items);
        const tokens = tokensOf(parse(text).value);
        assert.deepEqual(
          tokens.map((token) => [text.slice(token.span.from, token.span.to), token.text]),
          expected,
        );
        for (const { range } of tokens) {
          const line = text.split(/\r?\n/)[range.start.line] ?? '';
          assert.ok(line.length >= range.end.character);
        }
      }),
      { seed: 20_261_031, numRuns: 300 },
    );
  });

  it('hold exactly each item of pretty-printed JSON', () => {
    const items = fc.array(action, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(items, items, fc.nat(4), (actions, resources, indent) => {
        const statement = { Effect: 'Allow', Action: actions, Resource: resources };
        const text = JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, indent);
        assert.deepEqual(
          tokensOf(parse(text, 'p.json').value).map(({ span }) => text.slice(span.from, span.to)),
          [...actions, ...resources].map((value) => JSON.stringify(value)),
        );
      }),
      { seed: 20_261_031, numRuns: 200 },
    );
  });
});
