import assert from 'node:assert/strict';
import { walkHcl } from './walkHcl.js';

describe('walkHcl', () => {
  const cases: readonly (readonly [string, string, number[]])[] = [
    ['a block', 'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:*"]\n  }\n}', [1]],
    [
      'no trust',
      'statement {\n  actions = ["sts:AssumeRole"]\n  principals {\n    type = "Service"\n  }\n}',
      [],
    ],
    ['no resource policy', 'x = [{ Effect = "Allow", Principal = "*", Action = "s3:*" }]', []],
    [
      'jsonencode',
      'policy = jsonencode({\n  Statement = [\n    { Effect = "Allow", Action = "s3:*" },\n  ]\n})',
      [2],
    ],
    ['keys in quotes', '{\n  "Effect" : "Allow",\n  "NotAction" : ["s3:*"]\n}', [0]],
    [
      "a module's argument",
      'policy_statements = {\n  a = {\n    effect = "Allow"\n    actions = []\n  }\n}',
      [1],
    ],
    [
      'a heredoc',
      'p = <<EOF\n{"Statement": [\n{"Effect": "Allow", "Action": "s3:*", "Resource": "${var.a}/*"}]}\nEOF',
      [2],
    ],
    ['braces in strings', 'a = "}{"\nb = { Effect = "x${f({})}}", Action = 1 }', [1]],
    ['braces in comments', '# {\n// {\n/* {\n */ b = { Effect = 1, Action = 1 }', [3]],
    ['comments say nothing', '# statement {\n#   actions = []\n# }', []],
    ['a block without actions', 'statement {\n  resources = ["*"]\n}', []],
    ['a comparison is no key', 'x = { Effect = 1, y = action == 1 }', []],
    ['both of two, one inside another', 'a = { Effect = 1, Action = { Effect = 1, Action = 1 } }', [0, 0]],
    ['braces that never end', '{{{ Effect = 1, Action = 1', []],
    ['ends without a beginning', '}}} a = { Effect = 1, Action = 1 }', [0]],
    ['nothing', '', []],
  ];
  for (const [name, text, lines] of cases) {
    it(name, () =>
      assert.deepEqual(
        walkHcl(text).map(({ line }) => line),
        lines,
      ),
    );
  }

  it('counts lines with carriage returns', () => {
    assert.deepEqual(
      walkHcl('a\r\nb\r\nstatement {\r\n actions = [] }').map(({ line }) => line),
      [2],
    );
  });

  it('takes a long hostile text in its stride', () => {
    assert.deepEqual(walkHcl('{"'.repeat(50_000)), []);
    assert.deepEqual(walkHcl('/*'.repeat(20_000)), []);
  });
});
