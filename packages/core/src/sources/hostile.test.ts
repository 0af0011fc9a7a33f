import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse, problemLines, tokensOf } from '../testkit/marked.js';

const around = (value: string): string => `Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Statement: { Effect: Allow, Resource: '*', Action: ${value} }
`;

describe('hostile sources', () => {
  /** Uri, text, and the one problem it must give. */
  const refused: [string, string, string, string][] = [
    ['nothing', 't.yaml', '', 'unreadable source-empty 1'],
    ['white space', 't.yaml', ' \n\t\n', 'unreadable source-empty 1'],
    ['HTML', 't.yaml', '<!doctype html><html><body>Sign in</body></html>', 'unreadable source-unknown 1'],
    ['HTML as JSON', 'p.json', '<html></html>', 'unreadable source-unknown 1'],
    ['a number', 'p.json', '42', 'unreadable source-unknown 1'],
    ['a list', 't.yaml', '- a\n- b\n', 'unreadable source-unknown 1'],
    ['another JSON', 'package.json', '{"name":"x","version":"1.0.0"}', 'unreadable source-unknown 1'],
    ['JSON 10,000 deep', 'p.json', '['.repeat(10_000), 'unreadable source-too-deep 1'],
    [
      'closed JSON 10,000 deep',
      'p.json',
      '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000),
      'unreadable source-too-deep 1',
    ],
    ['flow YAML 10,000 deep', 't.yaml', around('['.repeat(10_000)), 'unreadable source-too-deep 6'],
    [
      'block YAML 1,500 deep',
      't.yaml',
      Array.from({ length: 1500 }, (_, at) => `${' '.repeat(at)}a${at}:`).join('\n'),
      'unreadable source-too-deep 201',
    ],
    ['compact YAML 10,000 deep', 't.yaml', '- '.repeat(10_000), 'unreadable source-too-deep 1'],
    ['keys in keys 10,000 deep', 't.yaml', '? '.repeat(10_000), 'unreadable source-too-deep 1'],
    ['too long', 't.yaml', 'a'.repeat(10_000_001), 'unreadable source-too-large 1'],
    ['a serverless.ts', 'a/serverless.ts', 'export default {}', 'unresolved format-not-supported-yet 1'],
  ];
  for (const [name, uri, text, problem] of refused) {
    it(`one clear message: ${name}`, () => {
      const { value, problems } = parse(text, uri);
      assert.deepEqual(problemLines(problems), [problem]);
      assert.deepEqual([value.functions, value.policies, value.resources], [[], [], []]);
    });
  }

  it('prototype names are names', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const functions = names.map((name) => `  ${name}:\n    Type: AWS::Serverless::Function\n`);
    const { value, problems } = parse(`Resources:\n${functions.join('')}`);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      value.functions.map((fn) => fn.name),
      names,
    );
    const json = '{"Resources":{"__proto__":{"Type":"__proto__","Properties":{"__proto__":1}}}}';
    assert.equal(parse(json, 't.json').value.resources[0]?.type, '__proto__');
    assert.equal(({} as Record<string, unknown>)['Type'], undefined);
  });

  it('types and references with prototype names find nothing', () => {
    for (const name of ['constructor', '__proto__']) {
      const { value } = parse(`Mappings: {}\n${around(`!FindInMap [${name}, ${name}, ${name}]`)}`);
      assert.match(tokensOf(value)[1]?.text ?? '', /^\$\{Fn::FindInMap:/);
    }
  });

  it('a scalar of megabytes is a token like any other', () => {
    const long = `s3:${'x'.repeat(3_000_000)}`;
    assert.equal(tokensOf(parse(around(long)).value)[1]?.text, long);
    const json = JSON.stringify({ Statement: { Effect: 'Allow', Action: long, Resource: '*' } });
    assert.equal(tokensOf(parse(json, 'p.json').value)[0]?.text, long);
  });

  it('halves of surrogate pairs, NUL and odd white space are characters', () => {
    for (const odd of ['s3:\ud800', '"s3:\udc00"', '"s3:\u0000"', '"s3:\u2028"', '"s3:\ufeff"']) {
      assert.equal(tokensOf(parse(around(odd)).value).length, 2, JSON.stringify(odd));
    }
  });

  it('messages hold no line ends or control characters of the input', () => {
    const { problems } = parse(
      '{"Statement":{"Effect":"\\u001b[31m\\n<b>","Action":"a:b","Resource":"*","a\\u0007b":1}}',
      'p.json',
    );
    assert.equal(problems.length, 2);
    for (const { message } of problems) assert.doesNotMatch(message, /[\u0000-\u001f]/);
  });

  it('many syntax errors are ten problems and a count', () => {
    const { problems } = parse(`Resources:\n${'  a: ]\n'.repeat(1000)}`);
    assert.equal(problems.length, 11);
    assert.match(problems.at(-1)?.message ?? '', /more syntax errors/);
  });

  it('any text, and any template with any part replaced, is read without an exception', () => {
    const parts = fc.constantFrom(
      '!Sub',
      '!If [',
      '*a',
      '&a',
      '<<: *a',
      '${',
      '}',
      '{',
      ']',
      '- ',
      ': ',
      '"',
      "'",
      '\n',
      '\n  ',
      '\t',
      '|',
      '>',
      '#',
      '? ',
      '!',
      '%',
      '\ud800',
      'Fn::',
      'Ref',
      '\r',
      '---\n',
      '\u0000',
    );
    const whole = around("['s3:*', !Sub 'x']");
    const inserted = fc.tuple(fc.nat(whole.length), fc.nat(10), fc.array(parts, { maxLength: 6 }));
    fc.assert(
      fc.property(inserted, ([at, drop, words]) => {
        const text = whole.slice(0, at) + words.join('') + whole.slice(at + drop);
        for (const { span } of tokensOf(parse(text).value)) assert.ok(span.to <= text.length);
      }),
      { seed: 20_261_031, numRuns: 500 },
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom('t.yaml', 'p.json'),
        (text, uri) => {
          assert.ok(parse(text, uri).value);
        },
      ),
      { seed: 20_261_031, numRuns: 500 },
    );
  });
});
