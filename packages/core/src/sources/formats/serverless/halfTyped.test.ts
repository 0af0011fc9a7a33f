import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse, tokensOf } from '../../../testkit/marked.js';

const whole = `service: shop
provider:
  name: aws
  stage: \${opt:stage, 'dev'}
  iam:
    role:
      statements:
        - Effect: Allow
          Action:
            - dynamodb:GetItem
            - dynamodb:PutItem
          Resource: !GetAtt Orders.Arn
        - Effect: Allow
          Action: ['sqs:SendMessage', 'sqs:DeleteMessage']
          Resource: "arn:aws:sqs:\${aws:region}:\${aws:accountId}:\${self:custom.queue}"
custom:
  queue: jobs-\${sls:stage}
functions:
  read:
    handler: read.handler
    events:
      - sqs: arn:aws:sqs:eu-west-1:111122223333:q
  write:
    handler: write.handler
    iamRoleStatements:
      - Effect: Allow
        Action: s3:PutObject
        Resource: '*'
`;

/** Name, what is replaced, by what, and how many of the five actions must still be read. */
const variants: [string, string | RegExp, string, number][] = [
  ['an open single quote', "'sqs:SendMessage'", "'sqs:SendMessage", 2],
  ['an open double quote', '"arn:aws:sqs', "'arn:aws:sqs", 2],
  ['an open bracket', "'sqs:DeleteMessage']", "'sqs:DeleteMessage'", 2],
  ['a brace too many', '!GetAtt Orders.Arn', '!GetAtt Orders.Arn }', 2],
  ['a variable that is not closed', '${self:custom.queue}', '${self:custom.queue', 5],
  ['a variable without a type', '${self:custom.queue}', '${}', 5],
  ['a variable without an address', '${self:custom.queue}', '${self:}', 5],
  ['a variable that names nothing', '${self:custom.queue}', '${self:custom.que}', 5],
  ['a variable with an open default', "${opt:stage, 'dev'}", "${opt:stage, 'dev}", 5],
  ['a variable that is half a word', '${self:custom.queue}', '${sel', 5],
  ['a file that is half typed', 'Resource: !GetAtt Orders.Arn', 'Resource: ${file(a.', 5],
  ['a key without its colon', 'Resource: !GetAtt Orders.Arn', 'Resource', 4],
  ['a key without its value', 'Resource: !GetAtt Orders.Arn', 'Resource:', 5],
  ['a tag without its value', '!GetAtt Orders.Arn', '!GetAtt', 5],
  ['an empty item', '- dynamodb:PutItem', '-', 4],
  ['half an action', 'dynamodb:PutItem', 'dynamodb:', 4],
  ['a bare star', '- dynamodb:PutItem', '- *', 4],
  ['a tab as indentation', '            - dynamodb:PutItem', '\t- dynamodb:PutItem', 1],
  ['a wrong dedent', '          Resource: !GetAtt', '         Resource: !GetAtt', 2],
  ['an item not indented', '            - dynamodb:PutItem', '- dynamodb:PutItem', 1],
  ['a function without a body', /handler: read\.handler[^]*?write:/, '\n  write:', 5],
  ['an event without a value', '- sqs: arn:aws:sqs:eu-west-1:111122223333:q', '- sqs:', 5],
  ['statements without a value', /statements:[^]*custom:/, 'statements:\ncustom:', 1],
  ['merge marks', 'custom:', '<<<<<<< HEAD\ncustom:', 4],
  ['a cut after the provider', /\nfunctions:[^]*$/, '\nfunc', 4],
  ['a cut in an action', /dynamodb:PutItem[^]*$/, 'dynamo', 1],
  ['functions as text', /functions:[^]*$/, 'functions: soon\n', 4],
];

describe('a half-typed serverless.yml gives what stands', () => {
  const actionsOf = (text: string): string[] =>
    tokensOf(parse(text, 'serverless.yml').value)
      .map((token) => token.text)
      .filter((name) => /^[a-z0-9]+:[A-Z]/.test(name));

  it('and the whole one gives everything', () => assert.equal(actionsOf(whole).length, 5));

  for (const [name, from, to, least] of variants) {
    it(name, () => {
      const text = whole.replace(from, () => to);
      assert.notEqual(text, whole);
      assert.ok(actionsOf(text).length >= least, `${actionsOf(text).join()} of ${least}`);
    });
  }

  it('at every length, without an exception and with every place in the text', () => {
    for (let length = 0; length < whole.length; length += 2) {
      const text = whole.slice(0, length);
      for (const { span } of tokensOf(parse(text, 'serverless.yml').value)) {
        assert.ok(span.from <= span.to && span.to <= length, `${length}`);
      }
    }
  });

  it('with any part replaced, without an exception', () => {
    const part = fc.constantFrom(
      '${self:',
      '${file(',
      '}',
      ')',
      ':',
      '- ',
      '{',
      "'",
      '\n',
      '\n  ',
      '*',
      '&a ',
      '${opt:x,',
      'functions:',
      '<<: ',
    );
    const change = fc.tuple(fc.nat(whole.length), fc.nat(12), fc.array(part, { maxLength: 5 }));
    fc.assert(
      fc.property(change, ([at, drop, parts]) => {
        const text = whole.slice(0, at) + parts.join('') + whole.slice(at + drop);
        for (const { span } of tokensOf(parse(text, 'serverless.yml').value)) {
          assert.ok(span.to <= text.length);
        }
      }),
      { seed: 20_261_122, numRuns: 300 },
    );
  });
});

describe('a hostile serverless.yml', () => {
  const head =
    'service: s\nprovider: { name: aws, iamRoleStatements: [{ Effect: Allow, Action: a:B, Resource: "${self:custom.x0}" }] }\nfunctions: { f: {} }\ncustom:\n';
  const cases: [string, string][] = [
    [
      'texts that double',
      Array.from(
        { length: 60 },
        (_, at) => `  x${at}: "\${self:custom.x${at + 1}}\${self:custom.x${at + 1}}"\n`,
      ).join(''),
    ],
    [
      'lists that double',
      Array.from(
        { length: 60 },
        (_, at) => `  x${at}: ["\${self:custom.x${at + 1}}", "\${self:custom.x${at + 1}}"]\n`,
      ).join(''),
    ],
    [
      'a chain of thousands',
      Array.from({ length: 5000 }, (_, at) => `  x${at}: "\${self:custom.x${at + 1}}"\n`).join(''),
    ],
    ['the whole file in itself', '  x0: { a: "${self:}" }\n'],
    ['prototype names', '  x0: "${self:__proto__.constructor}"\n  __proto__: { x0: 1 }\n'],
    ['a text of megabytes', `  x0: "${'a'.repeat(3_000_000)}\${self:service}"\n`],
    ['a deep path', `  x0: "\${self:${'a.'.repeat(100_000)}b}"\n`],
  ];
  for (const [name, custom] of cases) {
    it(name, () => {
      const { value } = parse(head + custom, 'serverless.yml');
      assert.deepEqual(
        value.functions.map((fn) => fn.name),
        ['f'],
      );
    });
  }

  it('functions with prototype names are functions', () => {
    const { value } = parse(
      'provider: {}\nservice: s\nfunctions: { __proto__: {}, constructor: {} }\n',
      'x.yml',
    );
    assert.deepEqual(
      value.functions.map((fn) => fn.name),
      ['__proto__', 'constructor'],
    );
  });
});
