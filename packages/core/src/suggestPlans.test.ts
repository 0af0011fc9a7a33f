import assert from 'node:assert/strict';
import { openAnalysis, type OpenAnalysis } from './openAnalysis.js';
import { applyEdits } from './suggestions/edits/local.js';
import { prepareTerraform } from './testkit/terraform.js';
import { account, allSelectors, allTrails, now, snapshotOf, type Call } from './testkit/usage.js';

const table = `arn:aws:dynamodb:eu-west-1:${account}:table/orders`;
const get: Call = {
  event: 'dynamodb GetItem',
  data: true,
  readOnly: true,
  on: 'daily',
  resources: [table],
  session: 'orders',
  principal: `arn:aws:iam::${account}:role/orders`,
};

const fn = `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
}

resource "aws_iam_role" "orders" {
  name               = "orders"
  assume_role_policy = "{}"
}
`;

const policy = (document: string): string => `
resource "aws_iam_role_policy" "own" {
  role   = aws_iam_role.orders.id
  policy = ${document}
}
`;

const statement = (actions: string, resources = `["${table}"]`): string => `
  statement {
    actions   = ${actions}
    resources = ${resources}
  }
`;

const data = (body: string): string =>
  `${policy('data.aws_iam_policy_document.own.json')}\ndata "aws_iam_policy_document" "own" {${body}}\n`;

const dynamic = `
  dynamic "statement" {
    for_each = { Get = "dynamodb:GetItem", Delete = "dynamodb:DeleteItem" }
    content {
      sid       = statement.key
      actions   = [statement.value]
      resources = ["${table}"]
    }
  }
`;

const jsonPolicy = `
resource "aws_iam_role_policy" "json" {
  role   = aws_iam_role.orders.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:PutItem"], Resource = "${table}" }] })
}
`;

function open(text: string, others: Readonly<Record<string, string>> = {}): OpenAnalysis {
  const files = Object.entries(others).map(([uri, own]) => ({ uri, text: own }));
  return openAnalysis({
    sources: [{ uri: 'main.tf', text }],
    files,
    usage: [snapshotOf([get])],
    options: { now, selectors: allSelectors, trails: allTrails, suggestions: false },
  });
}

/** The lines of a file that go and come, and the refusals. */
function outcome(
  text: string,
  others: Readonly<Record<string, string>> = {},
  uri = 'main.tf',
): { lines: string[]; codes: string[]; after: string } {
  const { edits, setAside } = open(text, others).suggestEdits();
  const own = others[uri] ?? text;
  const after = applyEdits(
    own,
    edits.filter((edit) => edit.uri === uri),
  );
  const [before, now_] = [own.split('\n'), after.split('\n')];
  const gone = before.filter((line) => !now_.includes(line)).map((line) => `-${line.trim()}`);
  const come = now_.filter((line) => !before.includes(line)).map((line) => `+${line.trim()}`);
  return { lines: [...gone, ...come], codes: setAside.map(({ kind, code }) => `${kind} ${code}`), after };
}

describe('a Terraform policy of which nothing is needed', () => {
  before(prepareTerraform);

  const used = `
resource "aws_iam_role_policy" "used" {
  role   = aws_iam_role.orders.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["dynamodb:GetItem"], Resource = "${table}" }] })
}
`;
  const put = '["dynamodb:PutItem"]';
  const json = `jsonencode({ Statement = [{ Effect = "Allow", Action = ${put}, Resource = "${table}" }] })`;
  const heredoc = `<<EOF\n{"Statement": {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "${table}"}}\nEOF`;
  const managed = `
resource "aws_iam_policy" "own" {
  policy = ${json}
}

resource "aws_iam_role_policy_attachment" "own" {
  role       = aws_iam_role.orders.name
  policy_arn = aws_iam_policy.own.arn
}
`;
  const goes: readonly (readonly [string, string])[] = [
    ['jsonencode', policy(json)],
    ['a heredoc', policy(heredoc)],
    ['a data source with it', data(statement(put) + statement('["dynamodb:DeleteItem"]'))],
    ['a managed policy with its attachment', managed],
  ];
  for (const [name, text] of goes) {
    it(`goes: ${name}`, () => {
      const found = outcome(fn + used + text);
      assert.deepEqual([found.after, found.codes], [fn + used, []]);
      assert.equal(outcome(fn + text + used).after, fn + used, 'before the other');
      assert.equal(outcome(text.trimStart() + used + fn).after.trim(), (used + fn).trim(), 'at the top');
    });
  }

  const output = 'output "own" {\n  value = aws_iam_role_policy.own.id\n}\n';
  const stays: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ['an output names it', policy(json) + output, {}],
    ['another file names it', policy(json), { 'outputs.tf': output }],
    ['it makes several', policy(json).replace('role ', 'count = 1\n  role '), {}],
    [
      'it has statements that were not read',
      data(
        `${statement(put)}\n  dynamic "statement" {\n    for_each = var.more\n    content {\n      actions = statement.value\n      resources = ["*"]\n    }\n  }\n`,
      ),
      {},
    ],
    [
      'its statements stand in a document that it is made of',
      policy(`data.aws_iam_policy_document.a.json`) +
        `\ndata "aws_iam_policy_document" "a" {\n  source_policy_documents = [data.aws_iam_policy_document.b.json]\n}\n\ndata "aws_iam_policy_document" "b" {${statement(put)}}\n`,
      {},
    ],
  ];
  it('stays where its statements stand in several files', () => {
    const own = `${policy('data.aws_iam_policy_document.a.json')}
data "aws_iam_policy_document" "a" {
  source_policy_documents = [data.aws_iam_policy_document.b.json]
${statement(put)}}
`;
    const others = { 'b.tf': `data "aws_iam_policy_document" "b" {${statement(put)}}\n` };
    const found = outcome(fn + used + own, others);
    assert.deepEqual([found.lines, found.codes], [[], ['refused would-be-empty']]);
  });

  for (const [name, text, others] of stays) {
    it(`stays where ${name}, and the rest is narrowed`, () => {
      const found = outcome(fn + text + jsonPolicy, others);
      assert.ok(found.after.includes('"aws_iam_role_policy" "own"'), found.after);
      assert.ok(found.lines.length >= 2, found.after);
      assert.deepEqual(
        found.codes.every((code) => code === 'refused would-be-empty'),
        true,
        found.codes.join(),
      );
    });
  }
});

describe('what cannot be written stays, and the rest is narrowed', () => {
  before(prepareTerraform);

  const both = '["dynamodb:GetItem", "dynamodb:PutItem"]';
  const narrowed = [`-actions   = ${both}`, '+actions   = ["dynamodb:GetItem"]'];
  const cases: readonly (readonly [string, string, string[], string[]])[] = [
    [
      'actions that are computed',
      `locals {\n  all = ["dynamodb:GetItem", "dynamodb:DeleteItem"]\n}\n${data(statement('local.all') + statement(both))}`,
      narrowed,
      ['refused computed'],
    ],
    ['statements that a dynamic block makes', data(dynamic + statement(both)), narrowed, []],
    [
      'another policy of the function',
      `locals {\n  all = ["dynamodb:GetItem", "dynamodb:DeleteItem"]\n}\n${data(statement('local.all'))}${jsonPolicy}`,
      [
        `-policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ${both}, Resource = "${table}" }] })`,
        `+policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["dynamodb:GetItem"], Resource = "${table}" }] })`,
      ],
      ['refused computed'],
    ],
  ];
  for (const [name, text, lines, codes] of cases) {
    it(name, () => {
      const found = outcome(fn + text);
      assert.deepEqual([found.lines, found.codes], [lines, codes]);
      assert.deepEqual(outcome(found.after).lines, [], 'a second run changes nothing');
    });
  }

  it('actions in a template file, whose resources are filled in', () => {
    const file =
      '{"Statement": [{"Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:PutItem"], "Resource": "${table}"}]}';
    const text = fn + policy(`templatefile("\${path.module}/own.json", { table = "${table}*" })`);
    const found = outcome(text, { 'own.json': file }, 'own.json');
    assert.equal(found.after, file.replace(', "dynamodb:PutItem"', ''));
  });
});
