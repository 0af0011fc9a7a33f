import assert from 'node:assert/strict';
import { prepare } from '../../prepare.js';
import { parseSource } from '../../sources/parseSource.js';
import { applyEdits } from './local.js';
import { writeProgram } from './programWriter.js';
import type { PlannedStatement, PolicyPlan } from './types.js';

const uri = 'lib/api.ts';

/** By number of the statement: what it becomes; an empty list, it goes. */
type Changes = Readonly<Record<number, readonly Partial<PlannedStatement>[]>>;

function write(text: string, changes: Changes): string | string[] {
  const model = parseSource({ uri, text }).value;
  const plans = model.policies.flatMap((policy, number): PolicyPlan[] => {
    const [statement] = policy.statements;
    const becomes = changes[number];
    if (statement === undefined || becomes === undefined) return [];
    const { sid, action, resource, condition } = statement;
    const own = {
      sid,
      action: action.map((token) => token.text),
      resource: resource.map((token) => token.text),
      condition,
    };
    return [
      { policy, statements: [{ statement, becomes: becomes.map((change) => ({ ...own, ...change })) }] },
    ];
  });
  assert.equal(plans.length, Object.keys(changes).length);
  const { edits, refused } = writeProgram({ uri, text }, plans, model);
  return refused.length > 0 ? refused.map(({ part, code }) => `${part} ${code}`) : applyEdits(text, edits);
}

describe('writeProgram', () => {
  before(() => prepare({ formats: ['cdk'] }));

  const writes = (what: string, text: string, changes: Changes, after: string | string[]) =>
    it(what, () => assert.deepEqual(write(text, changes), after));

  const one = `fn.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources: ['*'] }));\n`;
  writes('removes an item', one, { 0: [{ action: ['s3:GetObject'] }] }, one.replace(", 's3:PutObject'", ''));
  writes(
    'replaces an item in its own quotes',
    one.replaceAll("'", '"'),
    { 0: [{ resource: ['arn:aws:s3:::a/*'] }] },
    one.replaceAll("'", '"').replace('"*"', '"arn:aws:s3:::a/*"'),
  );
  writes(
    'replaces one by several',
    `new PolicyStatement({ actions: ['s3:*'], resources: ['*'] });`,
    { 0: [{ action: ['s3:GetObject', 's3:PutObject'] }] },
    `new PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources: ['*'] });`,
  );
  const lines = `const statement = new iam.PolicyStatement({
  effect: iam.Effect.ALLOW, // stays
  actions: [
    's3:GetObject', // read
    // written at night
    's3:PutObject', // write
    's3:DeleteObject',
  ],
  resources: [bucket.arnForObjects('*')],
});
`;
  writes(
    'takes the line of an item with its comment',
    lines,
    { 0: [{ action: ['s3:GetObject', 's3:DeleteObject'] }] },
    lines.replace("    's3:PutObject', // write\n", ''),
  );
  writes(
    'keeps CRLF',
    lines.replaceAll('\n', '\r\n'),
    { 0: [{ action: ['s3:GetObject', 's3:PutObject'] }] },
    lines.replaceAll('\n', '\r\n').replace("    's3:DeleteObject',\r\n", ''),
  );
  const twice = lines.replace("bucket.arnForObjects('*')", "'arn:aws:s3:::a'");
  writes(
    'edits both lists',
    twice,
    { 0: [{ action: ['s3:GetObject'], resource: ['arn:aws:s3:::b', 'arn:aws:s3:::c'] }] },
    twice
      .replace("    's3:PutObject', // write\n    's3:DeleteObject',\n", '')
      .replace("'arn:aws:s3:::a'", "'arn:aws:s3:::b', 'arn:aws:s3:::c'"),
  );
  const template =
    'new PolicyStatement({ actions: ["s3:GetObject"], resources: [`${b.bucketArn}/*`, b.bucketArn] });';
  writes(
    'removes a computed item as a whole',
    template,
    { 0: [{ resource: ['${b.bucketArn}'] }] },
    template.replace('`${b.bucketArn}/*`, ', ''),
  );
  writes(
    'a single value becomes a list',
    `PolicyStatement.fromJson({ Effect: 'Allow', Action: 's3:*', Resource: '*' });`,
    { 0: [{ action: ['s3:GetObject', 's3:PutObject'] }] },
    `PolicyStatement.fromJson({ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: '*' });`,
  );

  writes(
    'removes the call that adds a statement',
    `before();\n${one}after();\n`,
    { 0: [] },
    'before();\nafter();\n',
  );
  const listed = `const props = {
  initialPolicy: [
    new PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }),
    new PolicyStatement({ actions: ['s3:PutObject'], resources: ['*'] }),
  ],
};
`;
  writes(
    'removes a statement of a list',
    listed,
    { 0: [] },
    listed.replace("    new PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }),\n", ''),
  );
  writes('empties a list', listed, { 0: [], 1: [] }, 'const props = {\n  initialPolicy: [],\n};\n');
  const added = `doc.addStatements(new PolicyStatement({ actions: ['s3:*'], resources: ['*'] }), new PolicyStatement({ actions: ['sqs:*'], resources: ['*'] }));`;
  writes(
    'removes one argument of several',
    added,
    { 1: [] },
    `doc.addStatements(new PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));`,
  );

  const refuses = (
    what: string,
    text: string,
    becomes: readonly Partial<PlannedStatement>[],
    codes: string[],
  ) => writes(`refuses ${what}`, text, { 0: becomes }, codes);
  const less = [{ action: ['s3:GetObject'] }];
  refuses('to remove a statement with a name', lines, [], ['statement would-be-empty']);
  refuses('to remove a call in a condition', `if (x) ${one}`, [], ['statement would-be-empty']);
  refuses('to remove a call on a call', one.replace('fn', 'make()'), [], ['statement would-be-empty']);
  refuses(
    'a constant',
    `const a = ['s3:GetObject', 's3:PutObject'];\nnew PolicyStatement({ actions: a, resources: ['*'] });`,
    less,
    ['action computed'],
  );
  refuses(
    'a statement of several calls',
    `const s = new PolicyStatement({ resources: ['*'] });\ns.addActions('s3:GetObject', 's3:PutObject');`,
    less,
    ['statement computed'],
  );
  refuses('a broken file', `${one}new PolicyStatement({`, less, ['policy syntax-error']);
  refuses(
    'names that mean nothing here',
    one,
    [{ resource: ['${Bucket.Arn}/x'] }],
    ['resource no-reference'],
  );
  refuses('more than one statement', one, [{}, {}], ['resource layout']);
  refuses('another condition', one, [{ condition: { Bool: { a: 'true' } } }], ['condition computed']);

  it('leaves the template of a cdk.out alone', () => {
    const source = { uri: 'cdk.out/S.template.json', text: '{"Resources":{}}' };
    const model = parseSource(source).value;
    assert.deepEqual(writeProgram(source, [], model), { edits: [], refused: [] });
  });
});
