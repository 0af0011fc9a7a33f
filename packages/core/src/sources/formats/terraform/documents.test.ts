import assert from 'node:assert/strict';
import { grantLines, prepareTerraform, problemLines, readModule } from '../../../testkit/terraform.js';

/** What the documents of a module allow, whoever has them. Name, module, statements, problems. */
type Case = [name: string, hcl: string, expected: string[], problems?: string[]];

const data = (body: string): string => `data "aws_iam_policy_document" "d" {\n${body}\n}`;
const policy = (value: string): string => `resource "aws_iam_policy" "p" {\n  policy = ${value}\n}`;

const dataDocuments: Case[] = [
  [
    'a statement: Allow unless told otherwise',
    data('statement {\n sid = "A"\n actions = ["s3:GetObject"]\n resources = ["*"]\n}'),
    ['Allow s3:GetObject on *'],
  ],
  [
    'all arguments',
    data('statement {\n effect = "Deny"\n not_actions = ["iam:*"]\n not_resources = ["arn:aws:s3:::b"]\n}'),
    ['Deny not iam:* not on arn:aws:s3:::b'],
  ],
  [
    'references stay symbols',
    data(
      'statement {\n actions = ["a:B"]\n resources = [aws_sqs_queue.q.arn, "${aws_s3_bucket.b.arn}/*"]\n}',
    ),
    ['Allow a:B on ${aws_sqs_queue.q.arn}, ${aws_s3_bucket.b.arn}/*'],
  ],
  [
    "IAM's own variables, in both spellings",
    data(
      'statement {\n actions = ["a:B"]\n resources = ["arn:aws:s3:::x/&{aws:username}/$${aws:userid}"]\n}',
    ),
    ['Allow a:B on arn:aws:s3:::x/${aws:username}/${aws:userid}'],
  ],
  [
    'conditions of one operator and key stand together, those of later blocks first',
    data(`statement {
  actions = ["a:B"]
  resources = ["*"]
  condition {
    test = "StringLike"
    variable = "s3:prefix"
    values = ["a/*", "&{aws:username}/*"]
  }
  condition {
    test = "StringLike"
    variable = "s3:prefix"
    values = ["b/*"]
  }
  condition {
    test = "Bool"
    variable = "aws:SecureTransport"
    values = [true]
  }
}`),
    [
      'Allow a:B on * if {"StringLike":{"s3:prefix":["b/*","a/*","${aws:username}/*"]},"Bool":{"aws:SecureTransport":[true]}}',
    ],
  ],
  [
    'dynamic statements over a literal',
    data(`dynamic "statement" {
  for_each = { read = "s3:GetObject", write = "s3:PutObject" }
  content {
    sid       = statement.key
    actions   = [statement.value]
    resources = ["*"]
  }
}`),
    ['Allow s3:GetObject on *', 'Allow s3:PutObject on *'],
  ],
  [
    'dynamic statements with an iterator, over a set',
    data(`dynamic "statement" {
  for_each = toset(["a", "b"])
  iterator = it
  content {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::\${it.key}/*"]
  }
}`),
    ['Allow s3:GetObject on arn:aws:s3:::a/*', 'Allow s3:GetObject on arn:aws:s3:::b/*'],
  ],
  [
    'dynamic statements over what is not known are one, whose item is open',
    data(`dynamic "statement" {
  for_each = var.buckets
  content {
    actions   = ["s3:GetObject"]
    resources = [statement.value]
  }
}`) + '\nvariable "buckets" {}',
    ['Allow s3:GetObject on ${statement.value}'],
  ],
  [
    'statements of sources come first; a Sid takes the place of its namesake',
    `data "aws_iam_policy_document" "base" {
  statement {
    sid       = "A"
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
  statement {
    sid       = "B"
    actions   = ["s3:PutObject"]
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "over" {
  statement {
    sid       = "C"
    effect    = "Deny"
    actions   = ["s3:DeleteObject"]
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "d" {
  source_policy_documents   = [data.aws_iam_policy_document.base.json]
  override_policy_documents = [data.aws_iam_policy_document.over.json]
  statement {
    sid       = "A"
    actions   = ["s3:GetObjectVersion"]
    resources = ["*"]
  }
  statement {
    sid       = "C"
    actions   = ["s3:DeleteObject"]
    resources = ["*"]
  }
  statement {
    actions   = ["sns:Publish"]
    resources = ["*"]
  }
}
${policy('data.aws_iam_policy_document.d.json')}`,
    [
      'Allow s3:GetObjectVersion on *',
      'Allow s3:PutObject on *',
      'Deny s3:DeleteObject on *',
      'Allow sns:Publish on *',
      // The source by itself, for the statement that was replaced.
      'Allow s3:GetObject on *',
      'Allow s3:PutObject on *',
    ],
  ],
  [
    'a document that is its own source ends',
    `data "aws_iam_policy_document" "d" {
  source_json = data.aws_iam_policy_document.d.json
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
}`,
    Array.from({ length: 20 }, () => 'Allow s3:GetObject on *'),
  ],
  [
    'who may take a role is no grant',
    data(
      'statement {\n actions = ["sts:AssumeRole"]\n principals {\n type = "Service"\n identifiers = ["x"]\n }\n}',
    ),
    [],
  ],
];

const otherDocuments: Case[] = [
  [
    'jsonencode',
    policy(
      'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", "Action" : ["s3:GetObject"], Resource = aws_s3_bucket.b.arn }] })',
    ),
    ['Allow s3:GetObject on ${aws_s3_bucket.b.arn}'],
  ],
  [
    'jsonencode of a single statement, and of a local',
    `locals {
  doc = { Statement = { Effect = "Allow", Action = "s3:*", Resource = ["*"] } }
}
${policy('jsonencode(local.doc)')}`,
    ['Allow s3:* on *'],
  ],
  [
    'both branches of a condition',
    policy(
      'jsonencode({ Statement = concat([{ Effect = "Allow", Action = "a:B", Resource = "*" }], var.x ? [{ Effect = "Allow", Action = "c:D", Resource = "*" }] : []) })',
    ) + '\nvariable "x" { default = false }',
    ['Allow a:B on *', 'Allow c:D on *'],
  ],
  [
    'a for expression over a literal',
    policy(
      'jsonencode({ Statement = [for k, v in { a = "s3", b = "sqs" } : { Effect = "Allow", Action = "${v}:*", Resource = "*" } if k != "b"] })',
    ),
    ['Allow s3:* on *'],
  ],
  [
    'a heredoc, its interpolations masked',
    policy(`<<-EOF
  {
    "Version": "2012-10-17",
    "Statement": [
      { "Effect": "Allow", "Action": ["sns:Publish", "sqs:*"], "Resource": ["\${aws_sns_topic.t.arn}", "arn:aws:s3:::x/$\${aws:username}"] },
      { "Effect": "Deny", "Action": \${jsonencode(local.denied)}, "Resource": "*" }
    ]
  }
  EOF`) + '\nlocals {\n  denied = ["a:B", "c:D"]\n}',
    [
      'Allow sns:Publish, sqs:* on ${aws_sns_topic.t.arn}, arn:aws:s3:::x/${aws:username}',
      'Deny a:B, c:D on *',
    ],
  ],
  [
    'a quoted string',
    policy(String.raw`"{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}}"`),
    ['Allow s3:* on *'],
  ],
  [
    'a document that nobody can know',
    policy('var.document') + '\nvariable "document" {}',
    [],
    ['unresolved policy-unresolved 2'],
  ],
  [
    'a document from elsewhere',
    policy('data.http.policy.response_body'),
    [],
    ['unresolved policy-unresolved 2'],
  ],
  ['no document', 'resource "aws_iam_policy" "p" {}', [], ['input policy-invalid 1']],
];

describe('Terraform documents', () => {
  before(prepareTerraform);
  for (const [name, hcl, expected, problems = []] of [...dataDocuments, ...otherDocuments]) {
    it(name, () => {
      const parsed = readModule(hcl);
      assert.deepEqual(grantLines(parsed), expected);
      assert.deepEqual(problemLines(parsed), problems);
    });
  }

  const json =
    '{ "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "${bucket}/*" }] }';
  const files: [string, string, Record<string, string>, string[], string[]][] = [
    ['file', 'file("${path.module}/p.json")', { 'p.json': json }, ['Allow s3:GetObject on ${bucket}/*'], []],
    [
      'templatefile',
      'templatefile("p.json", { bucket = aws_s3_bucket.b.arn })',
      { 'p.json': json },
      ['Allow s3:GetObject on ${aws_s3_bucket.b.arn}/*'],
      [],
    ],
    [
      'a file that was not given',
      'file("p.json")',
      {},
      [],
      ['unresolved file-missing 2', 'unresolved policy-unresolved 2'],
    ],
  ];
  for (const [name, value, others, expected, problems] of files) {
    it(`in another file: ${name}`, () => {
      const parsed = readModule(policy(value), others);
      assert.deepEqual(grantLines(parsed), expected);
      assert.deepEqual(problemLines(parsed), problems);
      assert.deepEqual(parsed.missing, Object.keys(others).length === 0 ? ['p.json'] : []);
      const [statement] = parsed.value.policies.flatMap(({ statements }) => statements);
      if (statement) assert.equal(statement.uri, 'p.json');
    });
  }
});

describe('places in Terraform', () => {
  before(prepareTerraform);

  it('a literal is its own token; what is computed is shown where it is brought in', () => {
    const text = `locals {
  reads = ["s3:GetObject"]
}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = concat(local.reads, ["s3:PutObject"])
    resources = ["\${aws_s3_bucket.b.arn}/é/*"]
  }
}
`;
    const [policyRead] = readModule(text).value.policies;
    const [statement] = policyRead?.statements ?? [];
    const shown = [...(statement?.action ?? []), ...(statement?.resource ?? [])].map((token) => [
      text.slice(token.span.from, token.span.to),
      token.literal,
      token.range.start.line,
    ]);
    assert.deepEqual(shown, [
      ['concat(local.reads, ["s3:PutObject"])', false, 5],
      ['"s3:PutObject"', true, 5],
      ['"${aws_s3_bucket.b.arn}/é/*"', false, 6],
    ]);
    assert.match(text.slice(statement?.span.from, statement?.span.to), /^statement \{[^]*\}$/);
  });

  it('a heredoc: offsets are those of the file', () => {
    const text = `resource "aws_iam_policy" "p" {
  policy = <<EOF
{ "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:\${var.x}"], "Resource": "*" }] }
EOF
}`;
    const [policyRead] = readModule(text).value.policies;
    const tokens = policyRead?.statements[0]?.action ?? [];
    assert.deepEqual(
      tokens.map(({ span, literal }) => [text.slice(span.from, span.to), literal]),
      [
        ['"s3:GetObject"', true],
        ['"s3:${var.x}"', false],
      ],
    );
  });
});
