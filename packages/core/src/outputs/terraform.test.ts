import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import { prepare } from '../prepare.js';
import { proveEquivalent } from '../proof/equivalent.js';
import type { PolicyDocument, PolicyStatement } from '../sources/policy.js';
import { grantLines, readModule } from '../testkit/terraform.js';
import { renderHclText } from '../util/hclText.js';
import { toTerraform } from './terraform.js';

const allow = (rest: Partial<PolicyStatement>): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...rest }],
});

describe('a text in HCL', () => {
  const cases: [text: string, written: string][] = [
    ['plain', '"plain"'],
    ['say "x" \\ y', String.raw`"say \"x\" \\ y"`],
    ['a\nb\tc\u0007\u2028', String.raw`"a\nb\tc\u0007\u2028"`],
    ['${aws:username}', '"$${aws:username}"'],
    ['a/${aws:PrincipalTag/x}/${*}', '"a/$${aws:PrincipalTag/x}/$${*}"'],
    ['${aws_sqs_queue.q.arn}', 'aws_sqs_queue.q.arn'],
    ['${data.aws_region.current.name}', 'data.aws_region.current.name'],
    ['${aws_iam_role.r["a/b"].arn}:x', '"${aws_iam_role.r["a/b"].arn}:x"'],
    ['${module.m[0].arn}/*', '"${module.m[0].arn}/*"'],
    ['${file("/etc/passwd")}', '"$${file(\\"/etc/passwd\\")}"'],
    ['${AWS::Region}', '"$${AWS::Region}"'],
    ['${Fn::If:x}', '"$${Fn::If:x}"'],
    ['%{ if x }', '"%%{ if x }"'],
    ['$${aws:username}', '"\\u0024$${aws:username}"'],
    ['%%{x}', String.raw`"\u0025%%{x}"`],
    ['${open', '"$${open"'],
    ['$', '"$"'],
    ['', '""'],
  ];
  for (const [text, written] of cases) {
    it(JSON.stringify(text), () => {
      assert.equal(renderHclText(text), written);
    });
  }
});

describe('a policy as Terraform', () => {
  before(() => prepare());

  it('all elements, in the order of the policy', () => {
    const document: PolicyDocument = {
      Version: '2008-10-17',
      Id: 'id',
      Statement: [
        {
          Sid: 'One',
          Effect: 'Deny',
          NotAction: ['s3:GetObject', 's3:PutObject'],
          NotResource: 'arn:aws:s3:::b/${aws:username}',
          Condition: { Bool: { 'aws:x': true }, NumericLessThan: { 'aws:y': [5, 6] } },
        },
        { Effect: 'Allow', Action: 's3:*', Resource: '*', Principal: { AWS: ['a', 'b'], Service: 'x' } },
        { Effect: 'Allow', Action: 's3:*', Resource: '*', NotPrincipal: '*' },
      ],
    };
    assert.equal(
      toTerraform(document, '1 name'),
      `data "aws_iam_policy_document" "policy_1_name" {
  policy_id = "id"
  version   = "2008-10-17"

  statement {
    sid           = "One"
    effect        = "Deny"
    not_resources = ["arn:aws:s3:::b/$\${aws:username}"]

    not_actions = [
      "s3:GetObject",
      "s3:PutObject",
    ]

    condition {
      test     = "Bool"
      variable = "aws:x"
      values   = ["true"]
    }

    condition {
      test     = "NumericLessThan"
      variable = "aws:y"

      values = [
        "5",
        "6",
      ]
    }
  }

  statement {
    effect    = "Allow"
    actions   = ["s3:*"]
    resources = ["*"]

    principals {
      type = "AWS"

      identifiers = [
        "a",
        "b",
      ]
    }

    principals {
      type        = "Service"
      identifiers = ["x"]
    }
  }

  statement {
    effect    = "Allow"
    actions   = ["s3:*"]
    resources = ["*"]

    not_principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
`,
    );
  });

  it('a single statement, and one that is no list', () => {
    const single: PolicyDocument = { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } };
    assert.equal(toTerraform(single, 'p'), toTerraform(allow({ Action: ['s3:*'] }), 'p'));
  });

  it('is read again as what it was', () => {
    fc.assert(
      fc.property(anyDocument(), (document) => {
        const { value } = readModule(toTerraform(document, 'p'));
        const [policy] = value.policies;
        const again = policy?.statements.map(
          ({ sid, effect, action, notAction, resource, notResource, condition }) => ({
            ...(sid === undefined ? {} : { Sid: sid }),
            Effect: effect,
            ...elementOf('Action', action),
            ...elementOf('NotAction', notAction),
            ...elementOf('Resource', resource),
            ...elementOf('NotResource', notResource),
            ...(condition === undefined ? {} : { Condition: condition }),
          }),
        );
        assert.deepEqual(again, document.Statement);
        assert.ok(grantLines({ value, problems: [], missing: [] }).length > 0);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});

function elementOf(name: string, tokens: readonly { text: string }[]): Record<string, string[]> {
  return tokens.length === 0 ? {} : { [name]: tokens.map(({ text }) => text) };
}

/** Documents over texts that need escapes of every kind. Lists hold each text once; conditions are of plain texts. */
function anyDocument(): fc.Arbitrary<PolicyDocument> {
  const actions = fc.uniqueArray(
    fc.constantFrom('s3:GetObject', 's3:Put*', 'sqs:SendMessage', 'dynamodb:*', '*'),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  const part = fc.constantFrom(
    'a',
    'b-c',
    '${aws:username}',
    '${aws:PrincipalTag/team}',
    '*',
    '?',
    'x y',
    '%{',
    "'",
    'é',
  );
  const resource = fc
    .array(part, { minLength: 1, maxLength: 4 })
    .map((parts) => `arn:aws:s3:::${parts.join('/')}`);
  const resources = fc.uniqueArray(fc.oneof(fc.constant('*'), resource), { minLength: 1, maxLength: 3 });
  const condition = fc.dictionary(
    fc.constantFrom('StringEquals', 'StringLike', 'ArnLike'),
    fc.dictionary(
      fc.constantFrom('aws:SourceArn', 's3:prefix'),
      fc.array(part, { minLength: 1, maxLength: 2 }),
      {
        minKeys: 1,
        noNullPrototype: true,
      },
    ),
    { minKeys: 1, noNullPrototype: true },
  );
  const statement = fc
    .record({
      effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
      actions,
      not: fc.constantFrom(false, false, true),
      resources,
      condition: fc.option(condition, { nil: undefined }),
    })
    .map((made): PolicyStatement => ({
      Effect: made.effect,
      [made.not ? 'NotAction' : 'Action']: made.actions,
      Resource: made.resources,
      ...(made.condition ? { Condition: made.condition } : {}),
    }));
  return fc
    .array(statement, { minLength: 1, maxLength: 3 })
    .map((Statement) => ({ Version: '2012-10-17', Statement }));
}

/**
 * Five hundred documents through Terraform itself: data sources alone need neither network nor account. It takes
 * `terraform` on the path and, in LEASTWISE_TERRAFORM_PLUGINS, a folder for its `-plugin-dir` that holds the AWS provider.
 */
describe('Terraform itself', function () {
  this.timeout(180_000);
  const plugins = process.env['LEASTWISE_TERRAFORM_PLUGINS'];

  it('renders what was written as the same policy, and its formatter changes nothing', function () {
    if (!plugins) {
      console.log('    skipped: LEASTWISE_TERRAFORM_PLUGINS is not set');
      this.skip();
    }
    const documents = fc.sample(anyDocument(), { seed: 11, numRuns: 500 });
    const folder = mkdtempSync(join(tmpdir(), 'leastwise-terraform-'));
    try {
      const rendered = renderAll(documents, folder, plugins);
      documents.forEach((document, index) => {
        const again = JSON.parse(rendered[`d${index}`]?.value ?? 'null') as PolicyDocument;
        const proof = proveEquivalent(document, again);
        assert.equal(proof.result, 'holds', JSON.stringify({ document, again, proof }));
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

const provider = `terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
`;

function renderAll(
  documents: readonly PolicyDocument[],
  folder: string,
  plugins: string,
): Record<string, { value: string }> {
  const data = documents.map((document, index) => toTerraform(document, `d${index}`)).join('\n');
  const outputs = documents.map(
    (_, index) => `output "d${index}" {\n  value = data.aws_iam_policy_document.d${index}.json\n}\n`,
  );
  writeFileSync(join(folder, 'data.tf'), data);
  writeFileSync(join(folder, 'main.tf'), `${provider}\n${outputs.join('\n')}`);
  writeFileSync(join(folder, 'rc'), 'disable_checkpoint = true\n');
  const run = (...args: string[]): string => {
    const env = { ...process.env, TF_CLI_CONFIG_FILE: join(folder, 'rc'), TF_IN_AUTOMATION: '1' };
    const { status, stdout, stderr } = spawnSync('terraform', args, {
      cwd: folder,
      encoding: 'utf8',
      env,
      maxBuffer: 1e8,
    });
    assert.equal(status, 0, `terraform ${args.join(' ')}: ${stdout.slice(-2000)}${stderr.slice(-2000)}`);
    return stdout;
  };
  run('fmt', '-check', '-diff', 'data.tf');
  run('init', '-backend=false', `-plugin-dir=${plugins}`);
  run('apply', '-auto-approve', '-no-color');
  return JSON.parse(run('output', '-json')) as Record<string, { value: string }>;
}
