import assert from 'node:assert/strict';
import type { SourceModel, SourcePolicy, SourceStatement, Token } from '../../sources/model.js';
import { prepareTerraform, readModule, statementLine } from '../../testkit/terraform.js';
import { applyEdits } from './local.js';
import { writeHcl } from './hclWriter.js';
import type { PlannedStatement, PolicyPlan, Written } from './types.js';

const same = ({ sid, action, resource, condition }: SourceStatement): PlannedStatement => ({
  sid,
  action: action.map(({ text }) => text),
  resource: resource.map(({ text }) => text),
  condition,
});

const idioms: Record<string, string> = {
  'a data source': `data "aws_iam_policy_document" "d" {
  # who reads
  statement {
    sid = "A"
    actions = [
      "s3:GetObject", # reads
      "s3:PutObject",
      # lists
      "s3:ListBucket"
    ]
    resources = ["\${aws_s3_bucket.b.arn}/*", "arn:aws:s3:::b"]
  }

  statement {
    actions   = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"]
    resources = [aws_sqs_queue.q.arn]
  }
}
`,
  jsonencode: `resource "aws_iam_role_policy" "p" {
  role = "r"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["dynamodb:GetItem", "dynamodb:Query"]
        Resource = "*"
      },
      {
        Effect = "Allow",
        Action = [
          "sns:Publish",
          "sns:Subscribe",
        ],
        Resource = [aws_sns_topic.t.arn, "*"],
      },
    ]
  })
}
`,
  'a heredoc': `resource "aws_iam_policy" "p" {
  policy = <<-EOF
  {
    "Version": "2012-10-17",
    "Statement": [
      {
        "Effect": "Allow",
        "Action": [
          "s3:GetObject",
          "s3:PutObject"
        ],
        "Resource": "\${aws_s3_bucket.b.arn}/*"
      },
      { "Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:ReceiveMessage"], "Resource": ["*", "arn:aws:s3:::x/$\${aws:username}"] }
    ]
  }
  EOF
}
`,
  'a module': `module "f" {
  source                   = "terraform-aws-modules/lambda/aws"
  function_name            = "f"
  attach_policy_statements = true
  policy_statements = {
    table = {
      effect    = "Allow"
      actions   = ["dynamodb:GetItem", "dynamodb:Query"]
      resources = ["*"]
    }
    bucket = {
      effect = "Allow",
      actions = [
        "s3:GetObject",
        "s3:PutObject",
      ],
      resources = ["*"],
    }
  }
}
`,
};

/** The one policy that the text states, with its model. */
function open(text: string): { model: SourceModel; policy: SourcePolicy } {
  const { value: model } = readModule(text);
  const policy = model.policies.find(({ kind }) => kind !== 'implied');
  assert.ok(policy !== undefined);
  return { model, policy };
}

function write(
  text: string,
  change: (statement: SourceStatement, at: number) => readonly PlannedStatement[],
): Written {
  const { model, policy } = open(text);
  const statements = policy.statements.map((statement, at) => ({
    statement,
    becomes: change(statement, at),
  }));
  const plan: PolicyPlan = {
    policy,
    statements: statements.filter(({ statement, becomes }) => !isSame(statement, becomes)),
  };
  return writeHcl({ uri: 'main.tf', text }, [plan], model);
}

function isSame(statement: SourceStatement, becomes: readonly PlannedStatement[]): boolean {
  return becomes.length === 1 && JSON.stringify(becomes[0]) === JSON.stringify(same(statement));
}

function edited(text: string, written: Written): string {
  assert.deepEqual(
    written.refused.map(({ code, part }) => `${part} ${code}`),
    [],
  );
  return applyEdits(text, written.edits);
}

/** A token that is only looked at for its text. */
function named(text: string): Token {
  const start = { line: 0, character: 0 };
  return { text, span: { from: 0, to: 0 }, range: { start, end: start }, literal: true };
}

function lines(text: string): string[] {
  return open(text).policy.statements.map(statementLine);
}

describe('edits of Terraform', () => {
  before(prepareTerraform);

  for (const [name, source] of Object.entries(idioms)) {
    for (const eol of ['\n', '\r\n']) {
      const text = source.replaceAll('\n', eol);
      const label = `${name}${eol === '\n' ? '' : ', with CRLF'}`;
      const { statements } = { statements: [0, 1] };

      it(`${label}: any action goes, and nothing else`, () => {
        for (const at of statements) {
          const own = open(text).policy.statements[at];
          for (const token of own?.action ?? []) {
            const without = (list: readonly string[]): string[] => list.filter((each) => each !== token.text);
            const after = edited(
              text,
              write(text, (statement, index) => {
                const planned = same(statement);
                return [index === at ? { ...planned, action: without(planned.action) } : planned];
              }),
            );
            const expected = open(text).policy.statements.map((statement, index) =>
              index === at
                ? statementLine({
                    ...statement,
                    action: statement.action.filter(({ text: each }) => each !== token.text),
                  })
                : statementLine(statement),
            );
            assert.deepEqual(lines(after), expected);
            assert.equal(after.replaceAll(/[\s,]/g, '').length, bare(text, token.text), after);
          }
        }
      });

      it(`${label}: actions and resources are replaced and added`, () => {
        const after = edited(
          text,
          write(text, (statement) => {
            const { action, ...rest } = same(statement);
            return [
              {
                ...rest,
                action: ['a:First', ...action.slice(1), 'a:Last'],
                resource: ['${aws_sqs_queue.x.arn}'],
              },
            ];
          }),
        );
        const expected = open(text).policy.statements.map(({ action, ...rest }) =>
          statementLine({
            ...rest,
            action: [named('a:First'), ...action.slice(1), named('a:Last')],
            resource: [named('${aws_sqs_queue.x.arn}')],
          }),
        );
        assert.deepEqual(lines(after), expected);
      });

      it(`${label}: a statement goes`, () => {
        const after = edited(
          text,
          write(text, (statement, at) => (at === 0 ? [] : [same(statement)])),
        );
        assert.deepEqual(lines(after), lines(text).slice(1));
      });
    }
  }

  /** Characters that stay but for the token, its quotes and, where it has a line, its comment. */
  function bare(text: string, token: string): number {
    const rest = text.replace(new RegExp(`"${token.replaceAll('*', '\\*')}"(?:, # \\w+)?`), '');
    return rest.replaceAll(/[\s,]/g, '').length;
  }

  it('the bytes of a data source', () => {
    const after = edited(
      idioms['a data source'] ?? '',
      write(idioms['a data source'] ?? '', (statement, at) => {
        const planned = same(statement);
        if (at === 1) return [{ ...planned, action: ['sqs:SendMessage', 'sqs:DeleteMessage'] }];
        const rest = {
          ...planned,
          action: ['s3:PutObject', 's3:ListBucket'],
          resource: ['${aws_s3_bucket.b.arn}/up/*'],
        };
        const late = {
          sid: 'Late',
          action: ['s3:GetObject'],
          resource: planned.resource,
          condition: { DateLessThan: { 'aws:CurrentTime': '2027-03-01T00:00:00Z' } },
          comment: 'once, in May',
        };
        return [rest, late];
      }),
    );
    assert.equal(
      after,
      `data "aws_iam_policy_document" "d" {
  # who reads
  statement {
    sid = "A"
    actions = [
      "s3:PutObject",
      # lists
      "s3:ListBucket"
    ]
    resources = ["\${aws_s3_bucket.b.arn}/up/*"]
  }

  # once, in May
  statement {
    sid = "Late"
    actions = [
      "s3:GetObject", # reads
    ]
    resources = ["\${aws_s3_bucket.b.arn}/*", "arn:aws:s3:::b"]

    condition {
      test     = "DateLessThan"
      variable = "aws:CurrentTime"
      values   = ["2027-03-01T00:00:00Z"]
    }
  }

  statement {
    actions   = ["sqs:SendMessage", "sqs:DeleteMessage"]
    resources = [aws_sqs_queue.q.arn]
  }
}
`,
    );
  });

  it('an end date in jsonencode and in a heredoc', () => {
    for (const name of ['jsonencode', 'a heredoc']) {
      const text = idioms[name] ?? '';
      const condition = { DateLessThan: { 'aws:CurrentTime': '2027-03-01T00:00:00Z' } };
      const after = edited(
        text,
        write(text, (statement) => [{ ...same(statement), condition }]),
      );
      const expected = open(text).policy.statements.map((statement) =>
        statementLine({ ...statement, condition }),
      );
      assert.deepEqual(lines(after), expected);
    }
  });

  const refusals: [name: string, text: string, code: string][] = [
    [
      'a computed list',
      'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = local.a\n    resources = ["*"]\n  }\n}\nlocals {\n  a = ["s3:GetObject", "s3:PutObject"]\n}',
      'action computed',
    ],
    [
      'statements of a dynamic block',
      'data "aws_iam_policy_document" "d" {\n  dynamic "statement" {\n    for_each = ["a"]\n    content {\n      actions = ["s3:GetObject", "s3:PutObject"]\n      resources = ["*"]\n    }\n  }\n}',
      'statement computed',
    ],
    [
      'a broken block',
      'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:GetObject", "s3:PutObject"]\n    resources = ["*"\n  }\n}',
      'statement syntax-error',
    ],
    [
      'instances of one text',
      'data "aws_iam_policy_document" "d" {\n  for_each = toset(["a", "b"])\n  statement {\n    actions = ["s3:GetObject", "s3:PutObject"]\n    resources = [each.key]\n  }\n}',
      'statement shared',
    ],
  ];
  for (const [name, text, code] of refusals) {
    it(`refused: ${name}`, () => {
      const written = write(text, (statement) => [{ ...same(statement), action: ['s3:GetObject'] }]);
      assert.deepEqual(written.edits, []);
      assert.deepEqual(
        written.refused.map((each) => `${each.part} ${each.code}`),
        [code],
      );
    });
  }

  it('refused: all of a policy', () => {
    const written = write(idioms['jsonencode'] ?? '', () => []);
    assert.deepEqual(
      written.refused.map(({ code }) => code),
      ['would-be-empty'],
    );
  });

  it('another block that is broken does not matter', () => {
    const text = `${idioms['a data source'] ?? ''}resource "aws_iam_role" "r" {\n  name = "x\n}\n`;
    const written = write(text, (statement) => [
      { ...same(statement), action: same(statement).action.slice(0, 1) },
    ]);
    assert.deepEqual(lines(edited(text, written)).length, 2);
  });

  it('in a module that is called, a reference is written as its file knows it', () => {
    const child =
      'resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })\n}\n';
    const { value: model } = readModule('module "m" {\n  source = "./m"\n}', { 'm/main.tf': child });
    const [policy] = model.policies;
    const [statement] = policy?.statements ?? [];
    assert.ok(policy !== undefined && statement !== undefined);
    const to = (resource: string): Written =>
      writeHcl(
        { uri: 'm/main.tf', text: child },
        [{ policy, statements: [{ statement, becomes: [{ ...same(statement), resource: [resource] }] }] }],
        model,
      );
    assert.match(edited(child, to('${module.m.aws_sqs_queue.q.arn}')), /Resource = aws_sqs_queue\.q\.arn \}/);
    assert.deepEqual(
      to('${aws_sqs_queue.q.arn}').refused.map(({ part }) => part),
      ['resource'],
    );
  });
});
