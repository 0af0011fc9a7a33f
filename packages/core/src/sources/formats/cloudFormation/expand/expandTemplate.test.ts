import assert from 'node:assert/strict';
import { grantsOf, parseFiles, policiesOf } from '../../../../testkit/grants.js';
import { problemLines } from '../../../../testkit/marked.js';

const statement = (action: string): string => `{ Effect: Allow, Action: '${action}', Resource: '*' }`;
const fn = (statements: string): string =>
  `  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies: [{ Statement: ${statements} }]\n`;

/** The grants of F in a template with these other files, and the problems. */
function read(template: string, files: Readonly<Record<string, string>> = {}): [string[], string[]] {
  const parsed = parseFiles({ 'a/t.yaml': template, ...files });
  return [grantsOf(parsed, 'F'), problemLines(parsed.problems)];
}

describe('fragments', () => {
  const include = (path: string): string =>
    `{ 'Fn::Transform': { Name: AWS::Include, Parameters: { Location: ${path} } } }`;
  const fragment = '- Effect: Allow\n  Action:\n    - s3:GetObject\n  Resource: "*"\n';

  it('a list of statements, at the place of its own file', () => {
    const parsed = parseFiles({ 'a/t.yaml': `Resources:\n${fn(include('s.yaml'))}`, 'a/s.yaml': fragment });
    assert.deepEqual(grantsOf(parsed, 'F'), ['Allow s3:GetObject on *']);
    const [own] = policiesOf(parsed, 'F').flatMap(({ statements }) => statements);
    assert.equal(own?.uri, 'a/s.yaml');
    const [token] = own.action;
    assert.equal(fragment.slice(token?.span.from, token?.span.to), 's3:GetObject');
    assert.deepEqual([token?.literal, token?.range.start], [true, { line: 2, character: 6 }]);
  });

  const rows: [string, string, Record<string, string>, string[], string[]][] = [
    [
      'among the keys of an object',
      `Resources:\n  Fn::Transform: { Name: AWS::Include, Parameters: { Location: ./r.yaml } }\n`,
      { 'a/r.yaml': fn(`[${statement('s3:A')}]`).replace(/^ {2}/gm, '') },
      ['Allow s3:A on *'],
      [],
    ],
    [
      'as JSON',
      `Resources:\n${fn(include('../s.json'))}`,
      { 's.json': '[{"Effect":"Allow","Action":"s3:B","Resource":"*"}]' },
      ['Allow s3:B on *'],
      [],
    ],
    [
      'at the top',
      'Transform: { Name: AWS::Include, Parameters: { Location: t2.yaml } }\n',
      { 'a/t2.yaml': `Resources:\n${fn(`[${statement('s3:C')}]`)}` },
      ['Allow s3:C on *'],
      [],
    ],
    [
      'at the top, beside resources of its own',
      `Transform: [AWS::Serverless-2016-10-31, { Name: AWS::Include, Parameters: { Location: t2.yaml } }]\nResources: { T: { Type: AWS::SNS::Topic } }\n`,
      { 'a/t2.yaml': `Resources:\n${fn(`[${statement('s3:C')}]`)}` },
      ['Allow s3:C on *'],
      [],
    ],
    [
      'that is not there',
      `Resources:\n${fn(`[${include('none.yaml')}, ${statement('s3:D')}]`)}`,
      {},
      ['Allow s3:D on *'],
      ['unresolved file-not-given 5', 'unresolved intrinsic-opaque 5'],
    ],
    [
      'in a bucket',
      `Resources:\n${fn(`[${include('s3://b/k')}]`)}`,
      {},
      [],
      ['unresolved intrinsic-opaque 5'],
    ],
  ];
  for (const [name, template, files, grants, problems] of rows) {
    it(name, () => assert.deepEqual(read(template, files), [grants, problems]));
  }

  it('that two places use cannot be edited for one', () => {
    const parsed = parseFiles({
      'a/t.yaml': `Resources:\n${fn(include('s.yaml'))}${fn(include('s.yaml')).replace('F:', 'G:')}`,
      'a/s.yaml': fragment,
    });
    const tokens = ['F', 'G'].flatMap((name) =>
      policiesOf(parsed, name).flatMap(({ statements }) => statements.flatMap(({ action }) => action)),
    );
    assert.deepEqual(
      tokens.filter(({ text }) => text === 's3:GetObject').map(({ literal }) => literal),
      [false, false],
    );
  });
});

describe('loops', () => {
  const loop = (collection: string, action = 's3:Get${X}'): string =>
    `Resources:\n  Fn::ForEach::L:\n    - X\n    - ${collection}\n    - '\${X}Fn':\n        Type: AWS::Serverless::Function\n        Properties:\n          FunctionName: !Ref X\n          Policies: [{ Statement: [{ Effect: Allow, Action: '${action}', Resource: !Sub 'arn:aws:s3:::\${X}/*' }] }]\n`;
  const rows: [string, string, string[]][] = [
    ['a list', loop('[One, Two]'), ['OneFn One', 'TwoFn Two']],
    [
      'a parameter with a default',
      `Parameters: { P: { Type: CommaDelimitedList, Default: 'One, Two' } }\n${loop('!Ref P')}`,
      ['OneFn One', 'TwoFn Two'],
    ],
    [
      'a mapping',
      `Mappings: { M: { a: { b: [One, Two] } } }\n${loop('!FindInMap [M, a, b]')}`,
      ['OneFn One', 'TwoFn Two'],
    ],
    ['an empty list', loop('[]'), []],
  ];
  for (const [name, template, functions] of rows) {
    it(name, () => {
      const { value, problems } = parseFiles({ 't.yaml': template });
      assert.deepEqual(
        value.functions.map((each) => `${each.name} ${each.declaredName ?? ''}`),
        functions,
      );
      assert.deepEqual(problemLines(problems), []);
    });
  }

  it('each round is its own, and no round can be edited', () => {
    const parsed = parseFiles({ 't.yaml': loop('[One, Two]') });
    assert.deepEqual(grantsOf(parsed, 'TwoFn'), ['Allow s3:GetTwo on arn:aws:s3:::Two/*']);
    const [policy] = policiesOf(parsed, 'TwoFn');
    assert.ok(policy?.statements.every(({ action }) => action.every(({ literal }) => !literal)));
  });

  it('loops in loops, and names that take letters and digits alone', () => {
    const { value } = parseFiles({
      't.yaml':
        "Resources:\n  Fn::ForEach::A:\n    - X\n    - [a-1, b]\n    - Fn::ForEach::B:\n        - Y\n        - [c, d]\n        - 'T&{X}${Y}': { Type: AWS::SNS::Topic, Properties: { TopicName: !Sub '${X}-${Y}' } }\n",
    });
    assert.deepEqual(
      value.resources.map(({ logicalId, declaredName }) => `${logicalId} ${declaredName ?? ''}`),
      ['Ta1c a-1-c', 'Ta1d a-1-d', 'Tbc b-c', 'Tbd b-d'],
    );
  });

  it('that are not known stay a problem', () => {
    const { problems } = parseFiles({ 't.yaml': loop('!Ref Unknown') });
    assert.deepEqual(problemLines(problems), ['unresolved macro-unresolved 1']);
  });

  it('that write without end are bounded', () => {
    const nested = (depth: number): string =>
      depth === 0
        ? "'T${A0}${A1}${A2}${A3}${A4}': { Type: AWS::SNS::Topic }"
        : `Fn::ForEach::L${depth}: [A${depth - 1}, [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p], { ${nested(depth - 1)} }]`;
    const { value } = parseFiles({ 't.yaml': `Resources: { ${nested(5)} }\n` });
    assert.ok(value.resources.length < 200_000);
  });
});

describe('conditions', () => {
  const template = (conditions: string): string =>
    `Conditions: { ${conditions} }\nResources:\n${fn(`[!If [C, ${statement('s3:A')}, ${statement('s3:B')}]]`)}  G: { Type: AWS::Serverless::Function, Condition: C }\n`;
  const both = ['Allow s3:A on *', 'Allow s3:B on *'];
  const rows: [string, string, string[], boolean][] = [
    ['equal texts', 'C: !Equals [a, a]', ['Allow s3:A on *'], true],
    ['other texts', 'C: !Equals [a, b]', ['Allow s3:B on *'], false],
    ['a parameter', 'C: !Equals [!Ref P, a]', both, true],
    ['the same parameter', 'C: !Equals [!Ref P, !Ref P]', ['Allow s3:A on *'], true],
    ['not', 'C: !Not [!Equals [a, a]]', ['Allow s3:B on *'], false],
    ['and, one false', 'C: !And [!Equals [!Ref P, a], !Equals [a, b]]', ['Allow s3:B on *'], false],
    ['and, one open', 'C: !And [!Equals [!Ref P, a], !Equals [a, a]]', both, true],
    ['or, one true', 'C: !Or [!Equals [!Ref P, a], !Equals [a, a]]', ['Allow s3:A on *'], true],
    ['another condition', 'D: !Equals [a, b], C: !Not [!Condition D]', ['Allow s3:A on *'], true],
    [
      'another condition, in JSON’s form',
      'D: !Equals [a, b], C: !Or [{ Condition: D }, !Equals [b, a]]',
      ['Allow s3:B on *'],
      false,
    ],
    ['itself', 'C: !Not [!Condition C]', both, true],
  ];
  for (const [name, conditions, grants, isThere] of rows) {
    it(name, () => {
      const parsed = parseFiles({ 't.yaml': template(conditions) });
      assert.deepEqual(grantsOf(parsed, 'F'), grants);
      assert.equal(
        parsed.value.functions.some((each) => each.name === 'G'),
        isThere,
      );
    });
  }
});

describe('mappings with a default', () => {
  const rows: [string, string, string][] = [
    ['a key that is there', '[M, a, b, { DefaultValue: d }]', 'x'],
    ['a key that is not there', '[M, a, none, { DefaultValue: d }]', 'd'],
    ['a mapping that is not there', '[N, a, b, { DefaultValue: d }]', 'd'],
    ['an open key: any may be, and the default', '[M, !Ref P, b, { DefaultValue: x }]', 'x'],
  ];
  for (const [name, arg, text] of rows) {
    it(name, () => {
      const parsed = parseFiles({
        't.yaml': `Mappings: { M: { a: { b: x }, c: { b: x } } }\nResources:\n${fn(`[{ Effect: Allow, Action: 's3:A', Resource: !Sub ['arn:aws:s3:::\${V}', { V: !FindInMap ${arg} }] }]`)}`,
      });
      assert.deepEqual(grantsOf(parsed, 'F'), [`Allow s3:A on arn:aws:s3:::${text}`]);
    });
  }

  it('an open key with another default stays open', () => {
    const parsed = parseFiles({
      't.yaml': `Mappings: { M: { a: { b: x } } }\nResources:\n${fn("[{ Effect: Allow, Action: 's3:A', Resource: !FindInMap [M, !Ref P, b, { DefaultValue: y }] }]")}`,
    });
    assert.match(grantsOf(parsed, 'F')[0] ?? '', /\$\{Fn::FindInMap:/);
  });
});
