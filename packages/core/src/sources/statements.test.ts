import assert from 'node:assert/strict';
import { assertMarked, parse, problemLines, tokensOf } from '../testkit/marked.js';

/** Statements of a bare policy as objects, for what is not about ranges. */
function read(document: unknown): { ids: string[]; effects: string[]; problems: string[]; texts: string[] } {
  const { value, problems } = parse(JSON.stringify(document), 'p.json');
  const statements = value.policies[0]?.statements ?? [];
  return {
    ids: statements.map((statement) => statement.id),
    effects: statements.map((statement) => statement.effect),
    problems: problems.map((problem) => `${problem.code}: ${problem.message}`),
    texts: tokensOf(value).map((token) => token.text),
  };
}

const good = { Effect: 'Allow', Action: 's3:*', Resource: '*' };

describe('statements', () => {
  it('are named by Sid, else by index, each name once', () => {
    const sids = ['A', undefined, 'A', '4', undefined, '', 'B'];
    const { ids } = read({ Statement: sids.map((Sid) => ({ ...good, Sid })) });
    assert.deepEqual(ids, ['A', '1', '2', '4', '#4', '5', 'B']);
    assert.equal(new Set(ids).size, ids.length);
  });

  /** What is wrong, which problem it is, and how many statements remain. */
  const bad: [string, unknown, RegExp, number][] = [
    ['no Statement', { Version: '2012-10-17' }, /policy-invalid.*no Statement/, 0],
    ['Statement a string', { Statement: 'x' }, /policy-invalid.*must be an object/, 0],
    ['a statement that is a number', { Statement: [good, 5] }, /policy-invalid.*must be an object/, 1],
    ['a text in a list in Statement', { Statement: [[good, 'x']] }, /policy-invalid.*must be an object/, 1],
    ['no Effect', { Statement: { ...good, Effect: undefined } }, /no Effect/, 0],
    ['Effect null', { Statement: { ...good, Effect: null } }, /no Effect/, 0],
    ['Effect in lower case', { Statement: { ...good, Effect: 'allow' } }, /`allow`.*Allow and Deny/, 1],
    ['Effect unknown', { Statement: { ...good, Effect: 'Permit' } }, /`Permit`/, 0],
    ['Effect an object', { Statement: { ...good, Effect: {} } }, /`map`/, 0],
    ['Effect a prototype name', { Statement: { ...good, Effect: 'constructor' } }, /`constructor`/, 0],
    ['no Action', { Statement: { ...good, Action: undefined } }, /neither Action nor NotAction/, 1],
    ['no Resource', { Statement: { ...good, Resource: undefined } }, /neither Resource nor NotResource/, 1],
    ['Action and NotAction', { Statement: { ...good, NotAction: 'iam:*' } }, /both Action and NotAction/, 1],
    ['Resource and NotResource', { Statement: { ...good, NotResource: 'x' } }, /both Resource/, 1],
    ['Action a number', { Statement: { ...good, Action: [5] } }, /item of Action is a number/, 1],
    [
      'Action an object',
      { Statement: { ...good, Action: { a: 1, b: 2 } } },
      /item of Action is an object/,
      1,
    ],
    ['Action empty', { Statement: { ...good, Action: [] } }, /Action is empty/, 1],
    ['Resource null', { Statement: { ...good, Resource: null } }, /item of Resource is empty/, 1],
    ['an unknown element', { Statement: { ...good, Acton: 'x' } }, /policy-element-unknown.*`Acton`/, 1],
    ['an unknown element of the document', { Statement: good, Foo: 1 }, /policy-element-unknown.*`Foo`/, 1],
    ['Principal', { Statement: { ...good, Principal: '*' } }, /Principal has no place/, 1],
    ['Condition a string', { Statement: { ...good, Condition: 'x' } }, /Condition must be an object/, 1],
    ['an operator without keys', { Statement: { ...good, Condition: { Bool: 'x' } } }, /operator Bool/, 1],
  ];
  for (const [name, document, message, count] of bad) {
    it(`says so: ${name}`, () => {
      const { problems, ids } = read(document);
      assert.match(problems.join('\n'), message);
      assert.equal(ids.length, count);
    });
  }

  it('reads elements in any case, and says that IAM refuses them', () => {
    const { texts, effects, problems } = read({
      statement: [{ effect: 'Deny', ACTION: 's3:*', resource: '*' }],
      Version: '2012-10-17',
    });
    assert.deepEqual([texts, effects], [['s3:*', '*'], ['Deny']]);
    assert.deepEqual(
      problems.map((problem) => /policy-element-unknown.*is spelt (\w+)/.exec(problem)?.[1]).sort(),
      ['Action', 'Effect', 'Resource', 'Statement'],
    );
  });

  it('says where an element stands twice, and reads the last', () => {
    const text = '{"Statement":{"Effect":"Allow","Action":"a:b",\n"Action":"c:d","Resource":"*"}}';
    const { value, problems } = parse(text, 'p.json');
    assert.deepEqual(
      tokensOf(value).map((token) => token.text),
      ['c:d', '*'],
    );
    assert.deepEqual(problemLines(problems), ['input duplicate-key 2']);
  });

  it('gives problems the line of the element', () => {
    const text = '{\n"Statement":[\n{"Effect":"Allow",\n"Action":[\n"s3:*",\n7],\n"Resource":"*"}]}';
    assert.deepEqual(problemLines(parse(text, 'p.json').problems), ['input policy-invalid 6']);
  });

  it('keeps conditions as written, prototype names included', () => {
    const Condition = JSON.parse(
      '{"StringEquals":{"aws:tag/a":["x","y"],"__proto__":"z"},"Bool":{"aws:SecureTransport":true},"NumericLessThan":{"s3:max-keys":10}}',
    ) as unknown;
    const { value } = parse(JSON.stringify({ Statement: { ...good, Condition } }), 'p.json');
    assert.deepEqual(value.policies[0]?.statements[0]?.condition, Condition);
    assert.equal(({} as Record<string, unknown>)['z'], undefined);
  });

  it('has ranges for whole statements', () => {
    const text = `{"Statement":[
  {"Effect":"Allow","Action":"a:b",
   "Resource":"*"}]}`;
    const statement = parse(text, 'p.json').value.policies[0]?.statements[0];
    assert.deepEqual(statement?.range, { start: { line: 1, character: 2 }, end: { line: 2, character: 18 } });
  });
});

describe('policy documents in strings', () => {
  const around = (document: string): string => `Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: ${document}
`;
  const json = (indent: string): string =>
    [
      '{ "Statement": [{ "Effect": "Allow",',
      '  "Action": [«"s3:Get*"»],',
      '  "Resource": «"arn:aws:s3:::${B}/*"» }] }',
    ].join(`\n${indent}`);
  const forms: [string, string][] = [
    ['!Sub and a block scalar', `!Sub |\n        ${json('        ')}`],
    ['!Sub and a folded scalar', `!Sub >-\n        ${json('        ')}`],
    ['!Sub and single quotes', `!Sub '${json('        ')}'`],
    ['!Sub and single quotes, not indented', `!Sub '${json('')}'`],
    ['Fn::Sub', `\n        Fn::Sub: '${json('          ')}'`],
    ['Fn::Sub with variables', `!Sub ['${json('          ')}', { Other: x }]`],
  ];
  for (const [name, document] of forms) {
    it(`have exact ranges: ${name}`, () => {
      assertMarked(around(document), 'template.yaml', ['s3:Get*', 'arn:aws:s3:::${B}/*']);
    });
  }

  it('stay editable where the source spells them with the same characters', () => {
    const document = '\'{"Statement":{"Effect":"Allow","Action":["s3:*","a:it\'\'s"],"Resource":"*"}}\'';
    const tokens = tokensOf(parse(around(document)).value);
    assert.deepEqual(
      tokens.map((token) => [token.text, token.literal]),
      [
        ['s3:*', true],
        ["a:it's", false],
        ['*', true],
      ],
    );
  });

  const bad: [string, string][] = [
    ['!Sub \'{ "Statement": [\'', 'unresolved policy-string-syntax 5'],
    ["'not json'", 'unresolved policy-string-syntax 5'],
    ['!Ref Document', 'unresolved intrinsic-opaque 5'],
    ["!Sub ['${Doc}', {Doc: 1}]", 'unresolved policy-string-syntax 5'],
    ['!ImportValue Doc', 'unresolved intrinsic-opaque 5'],
    ['[]', 'input policy-invalid 5'],
    ['', 'input policy-invalid 5'],
    [`'${'['.repeat(300)}'`, 'unreadable source-too-deep 5'],
  ];
  for (const [document, problem] of bad) {
    it(`are a problem: ${document.slice(0, 40)}`, () => {
      const { value, problems } = parse(around(document));
      assert.ok(problemLines(problems).includes(problem), problemLines(problems).join());
      assert.deepEqual(tokensOf(value), []);
    });
  }

  it('are refused where escapes hide too deep a nesting', () => {
    const { problems } = parse(around(`"${'\\u005b'.repeat(300)}"`));
    assert.deepEqual(problemLines(problems), ['unresolved policy-string-syntax 5']);
  });
});
