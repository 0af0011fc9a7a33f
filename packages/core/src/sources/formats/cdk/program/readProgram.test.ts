import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prepare } from '../../../../prepare.js';
import { assertMarked, parse, problemLines, tokensOf } from '../../../../testkit/marked.js';

const uri = 'lib/api.ts';

const statement = (props: string): string => `import * as iam from 'aws-cdk-lib/aws-iam';
export class Api {
  constructor(fn: any, table: any, bucket: any) {
    fn.addToRolePolicy(new iam.PolicyStatement(${props}));
  }
}
`;

before(() => prepare({ formats: ['cdk'] }));

describe('statements of a CDK program', () => {
  const finds = (what: string, marked: string, texts: readonly string[]) =>
    it(`finds ${what}`, () => assertMarked(marked, uri, texts));

  finds('literal lists', statement(`{ actions: [«'s3:GetObject'», «"s3:PutObject"»], resources: [«'*'»] }`), [
    's3:GetObject',
    's3:PutObject',
    '*',
  ]);
  finds(
    'template literals without a hole',
    statement('{ actions: [«`s3:GetObject`»], resources: [«"*"»] }'),
    ['s3:GetObject', '*'],
  );
  finds(
    'what is left out of a statement',
    statement(`{ notActions: [«'iam:*'»], notResources: [«'arn:aws:s3:::a'»] }`),
    ['iam:*', 'arn:aws:s3:::a'],
  );
  finds(
    'attributes of constructs',
    statement(
      `{ actions: [«'dynamodb:Query'»], resources: [«table.tableArn», «\`\${table.tableArn}/index/*\`»] }`,
    ),
    ['dynamodb:Query', '${table.tableArn}', '${table.tableArn}/index/*'],
  );
  finds(
    'the objects of a bucket',
    statement(`{ actions: [«'s3:GetObject'»], resources: [«bucket.arnForObjects('uploads/*')»] }`),
    ['s3:GetObject', '${bucket.bucketArn}/uploads/*'],
  );
  finds(
    'pseudo parameters',
    statement(
      '{ actions: [«"sqs:SendMessage"»], resources: [«`arn:${Aws.PARTITION}:sqs:${this.region}:${cdk.Aws.ACCOUNT_ID}:q`»] }',
    ),
    ['sqs:SendMessage', 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:q'],
  );
  finds('IAM JSON', `PolicyStatement.fromJson({ Effect: 'Allow', Action: «'s3:*'», Resource: [«'*'»] })`, [
    's3:*',
    '*',
  ]);
  finds(
    'statements of a document',
    `import 'aws-cdk-lib';
iam.PolicyDocument.fromJson({ Statement: [{ Effect: 'Allow', Action: [«'s3:*'»], Resource: «'*'» }] })`,
    ['s3:*', '*'],
  );
  finds(
    'a name that an import gives',
    `import { PolicyStatement as Grant } from 'aws-cdk-lib/aws-iam';
new Grant({ actions: [«'s3:GetObject'»], resources: [«'*'»] });`,
    ['s3:GetObject', '*'],
  );
  finds(
    'what calls add',
    `const s = new PolicyStatement();
s.addActions(«'s3:GetObject'», «'s3:PutObject'»);
s.addResources(«'arn:aws:s3:::a/*'»);`,
    ['s3:GetObject', 's3:PutObject', 'arn:aws:s3:::a/*'],
  );
  finds(
    'nothing of a trust or resource policy',
    statement(`{ actions: ['sts:AssumeRole'], principals: [new iam.AnyPrincipal()] }`),
    [],
  );
  finds(
    'nothing of what an authorizer answers',
    `const PolicyDocument = { Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }] };`,
    [],
  );

  const reads = (what: string, props: string, effect: string, sid: string | undefined, condition: unknown) =>
    it(`reads ${what}`, () => {
      const { value, problems } = parse(statement(props), uri);
      const [own] = value.policies.flatMap(({ statements }) => statements);
      assert.deepEqual([own?.effect, own?.sid, own?.condition], [effect, sid, condition]);
      assert.deepEqual(problems, []);
    });
  const rest = `actions: ['s3:*'], resources: ['*']`;
  reads('no effect as Allow', `{ ${rest} }`, 'Allow', undefined, undefined);
  reads('a Deny', `{ ${rest}, effect: iam.Effect.DENY, sid: 'No' }`, 'Deny', 'No', undefined);
  reads('a Deny by its short name', `{ ${rest}, effect: Effect.DENY }`, 'Deny', undefined, undefined);
  reads(
    'conditions',
    `{ ${rest}, conditions: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1'] } } }`,
    'Allow',
    undefined,
    { StringEquals: { 'aws:RequestedRegion': ['eu-west-1'] } },
  );

  const tells = (what: string, text: string, lines: readonly string[], name = uri) =>
    it(`tells ${what}`, () => assert.deepEqual(problemLines(parse(text, name).problems), lines));
  tells('props that are computed', 'new PolicyStatement(make());', ['unresolved statement-computed 1']);
  tells('props with a spread', 'new PolicyStatement({ ...base, actions: [] });', [
    'unresolved statement-computed 1',
  ]);
  tells('a program without statements', 'export const a = 1;', ['unreadable source-unknown 1']);
  tells('an effect that is computed', statement(`{ ${rest}, effect: pick() }`), [
    'unresolved intrinsic-opaque 4',
  ]);

  it('keeps a constant where it is named, and not editable', () => {
    const text = `const READ = ['s3:GetObject', 's3:ListBucket'];\nnew PolicyStatement({ actions: READ, resources: ['*'] });`;
    const tokens = tokensOf(parse(text, uri).value).slice(0, 2);
    assert.deepEqual(
      tokens.map((token) => [token.text, token.literal, text.slice(token.span.from, token.span.to)]),
      [
        ['s3:GetObject', false, 'READ'],
        ['s3:ListBucket', false, 'READ'],
      ],
    );
  });

  it('names each policy after the class it stands in', () => {
    const text = `${statement(`{ ${rest} }`)}new PolicyStatement({ ${rest} });`;
    const names = parse(text, uri).value.policies.map(({ id }) => id);
    assert.deepEqual(names, [`${uri}#Api/0`, `${uri}#PolicyStatement/0`]);
  });
});

describe('half-typed programs', () => {
  const whole = statement(`{ actions: ['s3:GetObject'], resources: ['*'] }`);
  const other = `export const last = new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:*:*:q'] });\n`;
  const variants: readonly [string, string][] = [
    ['an open string', `new iam.PolicyStatement({ actions: ['s3:Ge`],
    ['an open list', `new iam.PolicyStatement({ actions: ['s3:GetObject', \n`],
    ['an open object', `new iam.PolicyStatement({ actions: ['s3:GetObject']\n`],
    ['an open call', `new iam.PolicyStatement({ actions: ['s3:GetObject'] }\n`],
    ['no argument yet', 'new iam.PolicyStatement(\n'],
    ['a key without a value', 'new iam.PolicyStatement({ actions: });\n'],
    ['a key without a colon', 'new iam.PolicyStatement({ actions });\n'],
    ['a half key', 'new iam.PolicyStatement({ act });\n'],
    ['two commas', `new iam.PolicyStatement({ actions: ['s3:GetObject',, 's3:PutObject'] });\n`],
    ['no comma', `new iam.PolicyStatement({ actions: ['s3:GetObject' 's3:PutObject'] });\n`],
    ['an extra brace', `new iam.PolicyStatement({ actions: ['s3:GetObject'] }});\n`],
    ['an extra bracket', `new iam.PolicyStatement({ actions: ['s3:GetObject']] });\n`],
    ['an open hole', 'new iam.PolicyStatement({ actions: [`s3:${x`] });\n'],
    ['an open comment', `new iam.PolicyStatement({ /* actions: ['s3:GetObject'] });\n`],
    ['half a new', 'new\n'],
    ['half a name', 'new iam.\n'],
    ['half an add', 'const s = new iam.PolicyStatement(); s.addActions(\n'],
    ['half an effect', `new iam.PolicyStatement({ effect: Effect., actions: ['s3:*'] });\n`],
    ['an open arrow', 'const f = () => {\n'],
    ['an open class', 'class X {\n'],
    ['an open import', 'import { PolicyStatement as\n'],
    ['half a condition', `new iam.PolicyStatement({ conditions: { StringEquals: { 'aws:x': } } });\n`],
  ];
  for (const [what, typed] of variants) {
    it(`${what}: what stands before is found`, () => {
      const text = `${whole}${other}${typed}`;
      const { value, problems } = parse(text, uri);
      const texts = tokensOf(value).map((token) => token.text);
      assert.deepEqual(texts.slice(0, 4), ['s3:GetObject', '*', 'sqs:SendMessage', 'arn:aws:sqs:*:*:q']);
      assert.ok(
        problems.length > 0 ||
          what === 'an extra brace' ||
          what === 'a key without a colon' ||
          what === 'a half key',
      );
    });
  }
});

describe('hostile programs', () => {
  const bad: readonly [string, string][] = [
    ['deep brackets', '['.repeat(10_000)],
    ['deep parentheses', '('.repeat(100_000)],
    ['a chain of operators', `x = ${'a + '.repeat(50_000)}a;`],
    ['a chain of marks', `x = ${'!'.repeat(100_000)}a;`],
    ['a chain of calls', `x${'.a()'.repeat(30_000)};`],
    ['arrows in arrows', `${'a => '.repeat(50_000)}a`],
    ['a ring of names', 'const a = b; const b = a; new PolicyStatement({ actions: a });'],
    [
      'prototype names',
      `new PolicyStatement({ __proto__: { actions: ['s3:*'] }, constructor: 1, actions: ['s3:*'] });`,
    ],
    ['a zero byte', '\u0000\u0000'],
  ];
  for (const [what, text] of bad) {
    it(`${what} end in a model`, () => {
      const { value } = parse(`// PolicyStatement\n${text}`, uri);
      assert.equal(value.format, 'cdk');
    });
  }

  it('any cut of a program is read', () => {
    const text = statement(
      `{ actions: ['s3:GetObject', "s3:Put"], resources: [table.tableArn], effect: Effect.DENY }`,
    );
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), (a, b) => {
        const cut = `// PolicyStatement\n${text.slice(0, Math.min(a, b))}${text.slice(Math.max(a, b))}`;
        for (const { span } of tokensOf(parse(cut, uri).value))
          assert.ok(span.from <= span.to && span.to <= cut.length);
      }),
      { seed: 4, numRuns: 150 },
    );
  });
});
