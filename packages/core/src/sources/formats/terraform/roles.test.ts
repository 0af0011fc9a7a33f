import assert from 'node:assert/strict';
import type { ParsedSource } from '../../model.js';
import { prepareTerraform, problemLines, readModule, statementLine } from '../../../testkit/terraform.js';

const trust = 'assume_role_policy = "{}"';
const document = (action: string): string =>
  `jsonencode({ Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })`;
const fn = (role: string): string =>
  `resource "aws_lambda_function" "f" {\n  function_name = "orders"\n  role = ${role}\n}\n`;
const role = `resource "aws_iam_role" "r" {\n  name = "orders-role"\n  ${trust}\n}\n`;
const inline = (target: string, action = 's3:*'): string =>
  `resource "aws_iam_role_policy" "p" {\n  role = ${target}\n  policy = ${document(action)}\n}\n`;

/** What each function may do, what is attached to it, and its boundary. */
function heldBy({ value }: ParsedSource): Record<string, string[]> {
  return Object.fromEntries(
    value.functions.map(({ name, policies, attached, boundary }) => {
      const own = value.policies.filter(({ id }) => policies.includes(id));
      const lines = own.flatMap(({ kind, statements }) =>
        statements.map((statement) => `${kind}: ${statementLine(statement)}`),
      );
      return [
        name,
        [...lines, ...attached.map(({ arn }) => arn), ...(boundary ? [`boundary ${boundary}`] : [])],
      ];
    }),
  );
}

type Case = [name: string, hcl: string, held: string[], problems?: string[]];
const managed = `resource "aws_iam_policy" "m" {\n  name = "mine"\n  policy = ${document('sqs:*')}\n}\n`;
const unresolved = (line: number): string[] => [`unresolved managed-policy-unresolved ${line}`];

const cases: Case[] = [
  [
    'an inline policy by id',
    fn('aws_iam_role.r.arn') + role + inline('aws_iam_role.r.id'),
    ['inline: Allow s3:* on *'],
  ],
  [
    'by name as it is written',
    fn('aws_iam_role.r.arn') + role + inline('"orders-role"'),
    ['inline: Allow s3:* on *'],
  ],
  [
    'by an ARN that ends in the name',
    fn('"arn:aws:iam::111122223333:role/orders-role"') + role + inline('aws_iam_role.r.name'),
    ['inline: Allow s3:* on *'],
  ],
  [
    'an attachment of the module’s own policy',
    `${fn('aws_iam_role.r.arn')}${role}${managed}resource "aws_iam_role_policy_attachment" "a" {\n  role = aws_iam_role.r.name\n  policy_arn = aws_iam_policy.m.arn\n}`,
    ['managed: Allow sqs:* on *'],
  ],
  [
    'an attachment to several roles, by name of the policy',
    `${fn('aws_iam_role.r.arn')}${role}${managed}resource "aws_iam_policy_attachment" "a" {\n  name = "x"\n  roles = [aws_iam_role.r.name, "other"]\n  policy_arn = "arn:aws:iam::111122223333:policy/mine"\n}`,
    ['managed: Allow sqs:* on *'],
    ['unresolved role-unresolved 15'],
  ],
  [
    'a policy of AWS',
    `${fn('aws_iam_role.r.arn')}${role}resource "aws_iam_role_policy_attachment" "a" {\n  role = aws_iam_role.r.name\n  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"\n}`,
    ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    unresolved(11),
  ],
  [
    'inline_policy, managed_policy_arns and permissions_boundary',
    `${fn('aws_iam_role.r.arn')}${managed}resource "aws_iam_role" "r" {
  ${trust}
  managed_policy_arns = [aws_iam_policy.m.arn, "arn:aws:iam::aws:policy/ReadOnlyAccess"]
  permissions_boundary = aws_iam_policy.m.arn
  inline_policy {
    name = "x"
    policy = ${document('sns:*')}
  }
}`,
    [
      'managed: Allow sqs:* on *',
      'inline: Allow sns:* on *',
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      'boundary main.tf#aws_iam_policy.m',
    ],
    unresolved(11),
  ],
  [
    'roles and policies of for_each over a literal',
    `resource "aws_iam_role" "r" {\n  for_each = toset(["a", "b"])\n  name = each.key\n  ${trust}\n}
resource "aws_iam_role_policy" "p" {\n  for_each = { a = "s3", b = "sqs" }\n  role = aws_iam_role.r[each.key].id\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "\${each.value}:*", Resource = "*" }] })\n}
${fn('aws_iam_role.r["b"].arn')}`,
    ['inline: Allow sqs:* on *'],
  ],
  [
    'count, and the idiom that joins its instances',
    `resource "aws_iam_role" "r" {\n  count = var.on ? 1 : 0\n  name = "x"\n  ${trust}\n}
resource "aws_iam_role_policy" "p" {\n  count = var.on ? 1 : 0\n  role = join("", aws_iam_role.r.*.id)\n  policy = ${document('s3:*')}\n}
variable "on" { default = false }
${fn('try(aws_iam_role.r[0].arn, "")')}`,
    ['inline: Allow s3:* on *'],
  ],
  [
    'a role that stands elsewhere',
    `${fn('data.aws_iam_role.r.arn')}data "aws_iam_role" "r" {\n  name = "theirs"\n}\n${inline('data.aws_iam_role.r.name')}`,
    ['inline: Allow s3:* on *'],
  ],
  ['no role that is known', fn('var.role_arn') + 'variable "role_arn" {}', []],
];

describe('Terraform roles', () => {
  before(prepareTerraform);
  for (const [name, hcl, held, problems = []] of cases) {
    it(name, () => {
      const parsed = readModule(hcl);
      assert.deepEqual(heldBy(parsed), { f: held });
      assert.deepEqual(problemLines(parsed), problems);
    });
  }

  it('one document that two roles have is one policy', () => {
    const { value } = readModule(`data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:*"]
    resources = ["*"]
  }
}
resource "aws_iam_role" "a" {\n  ${trust}\n}
resource "aws_iam_role" "b" {\n  ${trust}\n}
resource "aws_iam_role_policy" "a" {\n  role = aws_iam_role.a.id\n  policy = data.aws_iam_policy_document.d.json\n}
resource "aws_iam_role_policy" "b" {\n  role = aws_iam_role.b.id\n  policy = data.aws_iam_policy_document.d.json\n}
resource "aws_ecs_task_definition" "t" {\n  family = "t"\n  task_role_arn = aws_iam_role.a.arn\n}
resource "aws_sfn_state_machine" "s" {\n  name = "s"\n  role_arn = aws_iam_role.b.arn\n}`);
    assert.deepEqual(
      value.functions.map(({ name, kind, policies }) => [name, kind, policies]),
      [
        ['t', 'ecsTask', ['main.tf#aws_iam_role_policy.a']],
        ['s', 'stateMachine', ['main.tf#aws_iam_role_policy.a']],
      ],
    );
  });

  it('names: stated, prefixed, made by Terraform, open by variable', () => {
    const { value } = readModule(`variable "env" { default = "dev" }
resource "aws_iam_role" "r" {\n  name_prefix = "orders-"\n  ${trust}\n}
resource "aws_iam_role" "s" {\n  ${trust}\n}
resource "aws_lambda_function" "f" {\n  function_name = "orders-\${var.env}"\n  role = aws_iam_role.r.arn\n}
resource "aws_lambda_function" "g" {\n  function_name = var.env\n  role = aws_iam_role.s.arn\n}`);
    assert.deepEqual(
      value.functions.map(({ declaredName, role: own }) => [declaredName, own?.declaredName]),
      [
        ['orders-${var.env}', 'orders-${aws_iam_role.r.unique_id}'],
        ['dev', 'terraform-${aws_iam_role.s.unique_id}'],
      ],
    );
  });
});

describe('Terraform modules', () => {
  before(prepareTerraform);
  const child = `variable "name" {}
variable "actions" {\n  default = ["s3:GetObject"]\n}
resource "aws_iam_role" "this" {\n  name = "\${var.name}-role"\n  ${trust}\n}
resource "aws_iam_role_policy" "this" {\n  role = aws_iam_role.this.id\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = var.actions, Resource = aws_sqs_queue.q.arn }] })\n}
resource "aws_lambda_function" "this" {\n  function_name = var.name\n  role = aws_iam_role.this.arn\n}
output "role" {\n  value = aws_iam_role.this.name\n}`;

  it('a local module takes the arguments of its call', () => {
    const parsed = readModule(
      `module "orders" {\n  source = "./fn"\n  name = "orders"\n}
module "billing" {\n  source = "./fn"\n  name = "billing"\n  actions = ["sqs:SendMessage"]\n}
resource "aws_iam_role_policy" "more" {\n  role = module.billing.role\n  policy = ${document('sns:*')}\n}`,
      { 'fn/main.tf': child },
    );
    assert.deepEqual(heldBy(parsed), {
      'module.orders.this': ['inline: Allow s3:GetObject on ${module.orders.aws_sqs_queue.q.arn}'],
      'module.billing.this': [
        'inline: Allow sns:* on *',
        'inline: Allow sqs:SendMessage on ${module.billing.aws_sqs_queue.q.arn}',
      ],
    });
    assert.deepEqual(
      parsed.value.functions.map(({ declaredName, uri }) => [declaredName, uri]),
      [
        ['orders', 'fn/main.tf'],
        ['billing', 'fn/main.tf'],
      ],
    );
  });

  it('one that calls itself ends, one that is not there is a problem', () => {
    const self = 'module "m" {\n  source = "./"\n}\nmodule "n" {\n  source = "hashicorp/x/aws"\n}';
    assert.deepEqual(problemLines(readModule(self)), [
      'unresolved module-unresolved 2',
      'unresolved module-unresolved 5',
    ]);
    const gone = readModule('module "m" {\n  source = "../x"\n}');
    assert.deepEqual(gone.missing, ['../x/*.tf']);
  });
});

describe('terraform-aws-modules/lambda', () => {
  before(prepareTerraform);
  const call = (body: string): string =>
    `module "f" {\n  source = "terraform-aws-modules/lambda/aws"\n  function_name = "orders"\n${body}\n}`;
  const group =
    'arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/orders';
  const logs = `implied: Allow logs:CreateLogGroup, logs:CreateLogStream, logs:PutLogEvents on ${group}:*, ${group}:*:*`;
  const off = '  attach_cloudwatch_logs_policy = false\n';
  const statements =
    '  policy_statements = {\n    a = { effect = "Allow", actions = ["s3:*"], resources = ["arn:aws:s3:::x/&{aws:username}"] }\n  }';
  const idioms: Case[] = [
    ['its logs', call(''), [logs]],
    ['no logs', call(off), []],
    [
      'policy_statements',
      call(`${off}  attach_policy_statements = true\n${statements}`),
      ['managed: Allow s3:* on arn:aws:s3:::x/${aws:username}'],
    ],
    [
      'policy_statements that are not attached',
      call(`${off}${statements}`),
      [],
      ['input policies-ignored 5'],
    ],
    [
      'policy_json and policy_jsons',
      call(
        `${off}  attach_policy_json = true\n  policy_json = ${document('s3:*')}\n  attach_policy_jsons = true\n  number_of_policy_jsons = 1\n  policy_jsons = [${document('sqs:*')}]`,
      ),
      ['managed: Allow s3:* on *', 'managed: Allow sqs:* on *'],
    ],
    [
      'policy and policies',
      call(
        `${off}  attach_policy = true\n  policy = "arn:aws:iam::aws:policy/A"\n  attach_policies = true\n  number_of_policies = 1\n  policies = ["arn:aws:iam::aws:policy/B"]`,
      ),
      ['arn:aws:iam::aws:policy/A', 'arn:aws:iam::aws:policy/B'],
      [...unresolved(6), ...unresolved(9)],
    ],
    [
      'dead letters and destinations',
      call(
        `${off}  attach_dead_letter_policy = true\n  dead_letter_target_arn = aws_sqs_queue.dlq.arn\n  attach_async_event_policy = true\n  destination_on_failure = aws_sns_topic.t.arn`,
      ),
      [
        'implied: Allow sns:Publish, sqs:SendMessage on ${aws_sqs_queue.dlq.arn}',
        'implied: Allow sns:Publish, sqs:SendMessage, events:PutEvents, lambda:InvokeFunction on ${aws_sns_topic.t.arn}',
      ],
    ],
    [
      'a role that is given',
      `${call('  create_role = false\n  lambda_role = aws_iam_role.r.arn')}\n${role}${inline('aws_iam_role.r.id')}`,
      ['inline: Allow s3:* on *'],
    ],
    [
      'policies attached to its role from outside',
      `${call(off)}\n${inline('module.f.lambda_role_name')}`,
      ['inline: Allow s3:* on *'],
    ],
  ];
  for (const [name, hcl, held, problems = []] of idioms) {
    it(name, () => {
      const parsed = readModule(hcl);
      assert.deepEqual(heldBy(parsed), { f: held });
      assert.deepEqual(problemLines(parsed), problems);
    });
  }

  it('a layer is no function', () => {
    assert.deepEqual(readModule(call('  create_layer = true')).value.functions, []);
  });
});
