import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prepareTerraform, readModule } from '../../../testkit/terraform.js';
import { tokensOf } from '../../../testkit/marked.js';

const module = `variable "env" {
  default = "dev"
}

data "aws_iam_policy_document" "one" {
  statement {
    sid = "A"
    actions = [
      "s3:GetObject",
      "s3:PutObject",
    ]
    resources = ["\${aws_s3_bucket.b.arn}/*"]
  }
  statement {
    actions   = ["sqs:SendMessage", "sqs:ReceiveMessage"]
    resources = [aws_sqs_queue.q.arn]
  }
}

resource "aws_iam_role_policy" "two" {
  role   = aws_iam_role.r.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:Query"], Resource = "*" },
    ]
  })
}

resource "aws_iam_role_policy" "three" {
  role   = aws_iam_role.r.id
  policy = <<-EOF
  { "Statement": [
    { "Effect": "Allow", "Action": ["sns:Publish", "sns:Subscribe"], "Resource": "\${aws_sns_topic.t.arn}" }
  ] }
  EOF
}

resource "aws_iam_role" "r" {
  name = "x"
}
`;

const all = [
  's3:GetObject',
  's3:PutObject',
  'sqs:SendMessage',
  'sqs:ReceiveMessage',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'sns:Publish',
  'sns:Subscribe',
];

/** Name, what is replaced, by what, and how many of the eight actions must still be read, each at its own place. */
const variants: [name: string, from: string, to: string, atLeast: number][] = [
  ['nothing', 'zzz', 'zzz', 8],
  ['an open string in a list', '"s3:PutObject",', '"s3:PutObj', 7],
  ['an open string on one line', '"sqs:ReceiveMessage"]', '"sqs:Rece', 7],
  ['an open interpolation', '${aws_s3_bucket.b.arn}/*"]', '${aws_s3_bucket.b', 8],
  ['a statement without its end', 'arn}/*"]\n  }', 'arn}/*"]\n', 8],
  ['a block without its end', 'q.arn]\n  }\n}', 'q.arn]\n  }\n', 8],
  ['a list without its end', '"s3:PutObject",\n    ]', '"s3:PutObject",\n', 8],
  ['a brace too many', 'q.arn]\n  }\n}', 'q.arn]\n  }\n}\n}', 8],
  ['a bracket too many', '"s3:PutObject",\n    ]', '"s3:PutObject",\n    ]]', 8],
  ['half a name', 'sid = "A"', 'si', 8],
  ['a name without a value', 'sid = "A"', 'sid =', 8],
  ['half an item', '"s3:PutObject",', '"s3:PutObject", s3', 8],
  ['an item without quotes', '"s3:PutObject"', 's3:PutObject', 6],
  ['single quotes', '"s3:PutObject"', "'s3:PutObject'", 7],
  ['no comma', '"s3:GetObject",', '"s3:GetObject"', 7],
  ['an open object', 'Resource = "*" },', 'Resource = "*"', 8],
  ['an open call', '  })\n', '', 8],
  ['an open heredoc at the end', 'name = "x"', 'name = <<EOT\nfoo', 8],
  ['half a heredoc', '  EOF\n}', '', 6],
  ['JSON without a comma', '"sns:Publish", "sns', '"sns:Publish" "sns', 7],
  ['JSON with an open string', '"sns:Subscribe"]', '"sns:Subscri]', 7],
  ['half a nested header', 'statement {\n    actions', 'statement\n    actions', 6],
  ['half a header', 'resource "aws_iam_role_policy" "two" {', 'resource "aws_iam_role_policy" "two', 6],
  ['a header that begins', 'name = "x"\n}', 'name = "x"\n}\nresource "a" "b', 8],
  ['an open comment', 'sid = "A"', '/* sid', 4],
  ['half a conditional', 'resources = [aws', 'resources = var.x ? [aws', 8],
  ['a half-typed reference', 'aws_sqs_queue.q.arn', 'aws_sqs_queue.', 8],
];

describe('half-typed Terraform', () => {
  before(prepareTerraform);
  for (const [name, from, to, atLeast] of variants) {
    for (const end of ['\n', '\r\n']) {
      it(`${name}${end === '\n' ? '' : ', with CRLF'}`, () => {
        const text = module.replace(from, () => to).replaceAll('\n', end);
        const { value, problems } = readModule(text);
        const found = tokensOf(value).filter((token) => {
          const written = text.slice(token.span.from, token.span.to);
          return all.includes(token.text) && token.literal && written === `"${token.text}"`;
        });
        const texts = new Set(found.map((token) => token.text));
        assert.ok(texts.size >= atLeast, `found ${texts.size}: ${[...texts].join(' ')}`);
        const isBroken = problems.some(
          ({ kind, code }) => kind === 'unreadable' || code === 'policy-string-syntax',
        );
        const stillWhole = ['nothing', 'half an item', 'half a heredoc'];
        if (!stillWhole.includes(name)) assert.ok(isBroken, 'a problem says where it is broken');
      });
    }
  }

  it('any piece left out, doubled or turned around: no exception, and what is found is where it says', () => {
    const offset = fc.nat(module.length);
    fc.assert(
      fc.property(
        offset,
        fc.nat(40),
        fc.constantFrom('', '"', '{', '}', '[', '${', '<<E\n', '/*', '\\', '\u0000'),
        (at, length, put) => {
          const text = module.slice(0, at) + put + module.slice(at + length);
          for (const { text: token, span, literal } of tokensOf(readModule(text).value)) {
            assert.ok(span.from >= 0 && span.to <= text.length && span.from <= span.to);
            if (literal) assert.ok(text.slice(span.from, span.to).includes(token.slice(0, 3)));
          }
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });
});

describe('hostile Terraform', () => {
  before(prepareTerraform);
  const doubling = Array.from({ length: 60 }, (_, index) =>
    index === 0
      ? '  l0 = ["s3:GetObject", "x"]'
      : `  l${index} = concat(local.l${index - 1}, local.l${index - 1})`,
  ).join('\n');
  const growing = Array.from({ length: 60 }, (_, index) =>
    index === 0 ? '  l0 = "xxxxxxxxxx"' : `  l${index} = "\${local.l${index - 1}}\${local.l${index - 1}}"`,
  ).join('\n');
  const chain = Array.from({ length: 20_000 }, (_, index) => `  l${index} = local.l${index + 1}`).join('\n');
  const use = (value: string): string =>
    `\ndata "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["a:B"]\n    resources = ${value}\n  }\n}`;
  const texts: [string, string][] = [
    ['nothing', ''],
    ['a byte order mark', `\uFEFF${module}`],
    ['deep brackets', `x = ${'['.repeat(50_000)}`],
    ['deep parentheses', `x = ${'('.repeat(20_000)}1`],
    ['a long chain of operators', `x = ${'1 + '.repeat(20_000)}1`],
    ['a long chain of negations', `x = ${'!'.repeat(20_000)}true`],
    ['a long chain of conditionals', `x = ${'a ? b : '.repeat(5_000)}c`],
    ['a long chain of accesses', `locals {\n  a = x${'.b'.repeat(20_000)}\n}${use('[local.a]')}`],
    ['open quotes', '"'.repeat(20_000)],
    ['open interpolations', `x = "${'${"'.repeat(5_000)}`],
    ['lists that double', `locals {\n${doubling}\n}${use('local.l59')}`],
    ['texts that double', `locals {\n${growing}\n}${use('[local.l59]')}`],
    ['a long chain of locals', `locals {\n${chain}\n}${use('[local.l0]')}`],
    ['a local that needs itself', `locals {\n  a = local.b\n  b = [local.a]\n}${use('local.a')}`],
    [
      'names of prototypes',
      `locals {\n  __proto__ = "x"\n  constructor = "y"\n}${use('[local.__proto__, local.toString, constructor.prototype.x]')}`,
    ],
    ['a count beyond reason', `resource "aws_iam_role" "r" {\n  count = 1000000000\n}`],
    ['a range beyond reason', `locals {\n  a = range(1000000000)\n}${use('[for x in local.a : x]')}`],
    [
      'a file that leads out',
      'resource "aws_iam_policy" "p" {\n  policy = file("../../../../etc/passwd")\n}',
    ],
    ['JSON syntax', '{ "resource": { "aws_iam_role": [1, null, { "r": 5 }] } }'],
  ];
  for (const [name, text] of texts) {
    it(`${name}: no exception`, () => {
      assert.ok(readModule(text).value.format === 'terraform');
    });
  }

  it('a variable whose names are those of prototypes is an ordinary symbol', () => {
    const [policy] = readModule(use('[var.constructor, var.__proto__.x]')).value.policies;
    assert.deepEqual(
      policy?.statements[0]?.resource.map(({ text }) => text),
      ['${var.constructor}', '${var.__proto__.x}'],
    );
  });
});
