import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import type { SourceFunction, SourceModel } from './model.js';
import { parse, tokensOf } from '../testkit/marked.js';

const corpora = process.env['LEASTWISE_CORPORA'];
const folders = ['cfn-sam', 'serverless-yml', 'sam-translator-pairs', 'managed-policy-expansion', 'live-iam'];

function filesOf(folder: string): string[] {
  const root = join(corpora ?? '', folder);
  return readdirSync(root, { recursive: true })
    .map((name) => join(root, String(name)))
    .filter((path) => statSync(path).isFile())
    .sort();
}

/** Policies that are no grant of a function: trust policies, and policies on resources. */
const otherPolicies = [
  'AWS::ApiGateway::RestApi',
  'AWS::ECR::Repository',
  'AWS::EC2::VPCEndpoint',
  'AWS::Events::EventBusPolicy',
  'AWS::IoT::Policy',
  'AWS::KMS::Key',
  'AWS::OpenSearchServerless::AccessPolicy',
  'AWS::S3::BucketPolicy',
  'AWS::S3Express::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::SecretsManager::ResourcePolicy',
];

/** Every text under an Action beside an Effect, by a walk that knows nothing of templates, tags or ranges. */
function dumbActions(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(dumbActions);
  if (typeof value !== 'object' || value === null) return [];
  const record = value as Record<string, unknown>;
  if (otherPolicies.includes(String(record['Type']))) return [];
  const own =
    'Effect' in record && !('Principal' in record)
      ? [record['Action'], record['NotAction']].flat().filter((action) => typeof action === 'string')
      : [];
  return [
    ...own,
    ...Object.entries(record)
      .filter(([key]) => key !== 'AssumeRolePolicyDocument')
      .flatMap(([, item]) => dumbActions(item)),
  ];
}

function withoutEach(all: readonly string[], present: readonly string[]): string[] {
  const left = [...present];
  return all.filter((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** What a function's policies say, as text, and the ARNs of those that stand elsewhere. */
function grantsOf(model: SourceModel, fn: SourceFunction): string[] {
  const statements = model.policies
    .filter((policy) => fn.policies.includes(policy.id))
    .flatMap((policy) => policy.statements)
    .map(({ effect, action, resource }) =>
      [effect, ...action.map(({ text }) => text), ...resource.map(({ text }) => text)].join(' '),
    );
  return [...statements, ...fn.attached.map(({ arn }) => arn.replace('${AWS::Partition}', 'aws'))].sort();
}

describe('sources over the corpora', () => {
  before(function () {
    if (corpora === undefined) {
      console.log('    skipped: LEASTWISE_CORPORA is not set');
      this.skip();
    }
  });

  for (const folder of folders) {
    it(`${folder}: reads every file, and says where it could not`, () => {
      for (const path of filesOf(folder)) {
        const text = readFileSync(path, 'utf8');
        const { value, problems } = parse(text, path);
        const lines = text.split('\n').length;
        assert.ok(value.policies.length + problems.length + value.resources.length > 0, path);
        for (const problem of problems) {
          assert.ok(problem.line >= 0 && problem.line < lines, `${path}: ${problem.message}`);
          assert.ok(!problem.message.includes('\n'), problem.message);
        }
      }
    });
  }

  it('literal tokens stand in the source as they are read', () => {
    let seen = 0;
    for (const path of folders.flatMap(filesOf)) {
      const text = readFileSync(path, 'utf8');
      for (const token of tokensOf(parse(text, path).value)) {
        const source = text.slice(token.span.from, token.span.to);
        assert.ok(source.length > 0, path);
        if (!token.literal) continue;
        seen++;
        assert.equal(source.replace(/^(['"])(.*)\1$/s, '$2'), token.text, path);
      }
    }
    assert.ok(seen > 700, String(seen));
  });

  it('reads from a SAM template what AWS makes of it', () => {
    const inputs = filesOf('sam-translator-pairs').filter((path) => path.includes('/input/'));
    let compared = 0;
    for (const path of inputs) {
      const input = parse(readFileSync(path, 'utf8'), path);
      // What is a problem so far cannot be compared.
      if (input.problems.some(({ code }) => /^(?:implied|policy-template)-unresolved$/.test(code))) continue;
      const outputPath = path.replace('/input/', '/output/').replace(/yaml$/, 'json');
      const output = parse(readFileSync(outputPath, 'utf8'), outputPath).value;
      for (const fn of input.value.functions) {
        const twin = output.functions.find((other) => other.name === fn.name);
        if (twin === undefined) continue;
        assert.deepEqual(grantsOf(input.value, fn), grantsOf(output, twin), `${path} ${fn.name}`);
        compared++;
      }
    }
    assert.ok(compared >= 5, String(compared));
  });

  it('misses no action that a dumb walk of the same file finds', () => {
    let seen = 0;
    for (const path of ['cfn-sam', 'sam-translator-pairs', 'serverless-yml'].flatMap(filesOf)) {
      const text = readFileSync(path, 'utf8');
      const expected = dumbActions(parseYaml(text, { uniqueKeys: false, strict: false, logLevel: 'silent' }));
      const { value } = parse(text, path);
      const found = value.policies
        .flatMap((policy) => policy.statements)
        .flatMap(({ action, notAction }) => [...action, ...notAction].map((token) => token.text));
      assert.deepEqual(withoutEach(expected, found), [], path);
      seen += expected.length;
    }
    assert.ok(seen > 400, String(seen));
  });
});
