import assert from 'node:assert/strict';
import { grantsOf, parseFiles } from '../../../../testkit/grants.js';
import { problemLines } from '../../../../testkit/marked.js';
import type { ParsedSource } from '../../../model.js';

/** A service whose only resource is the text; `rest` are further top-level lines. */
function service(resource: string, rest = '', provider = ''): string {
  return `service: shop
provider:
  name: aws
${provider}  iam: { role: { statements: [{ Effect: Allow, Action: 's3:GetObject', Resource: ${resource} }] } }
functions: { f: { handler: f.h } }
${rest}`;
}

interface Case {
  readonly resource: string;
  readonly rest?: string;
  readonly provider?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly is: string;
  readonly problems?: readonly string[];
}

function check(name: string, { resource, rest, provider, files, is, problems }: Case): void {
  it(name, () => {
    const parsed = parseFiles({ 'serverless.yml': service(resource, rest, provider), ...files });
    const grants = grantsOf(parsed, 'f').map((grant) => grant.replace(/~[0-9a-f]{16}/, '~HASH'));
    assert.deepEqual(grants, [`Allow s3:GetObject on ${is}`]);
    assert.deepEqual(problemsOf(parsed), problems ?? []);
  });
}

/** The texts of these tests are no ARNs, which is another matter. */
function problemsOf({ problems }: ParsedSource): string[] {
  return problemLines(problems).filter((line) => !line.includes('policy-invalid'));
}

describe('variables of a serverless.yml', () => {
  const custom = `custom:
  table: orders
  named: \${self:custom.table}-v2
  staged: t-\${opt:stage, 'dev'}
  byStage: { dev: { t: a }, prod: { t: b }, x: { u: c } }
  same: { dev: { t: a }, prod: { t: a } }
  list: [one, two]
  one: \${self:custom.two}
  two: \${self:custom.one}
  arn: !GetAtt Table.Arn
`;
  const own: [string, string, string][] = [
    ['a value', '${self:custom.table}', 'orders'],
    ['a part of a text', 'a/${self:custom.table}/b', 'a/orders/b'],
    ['through another', '${self:custom.named}', 'orders-v2'],
    ['an item of a list', '${self:custom.list.1}', 'two'],
    ['a list as a whole', '${self:custom.list}', 'one two'],
    ['an expression as a whole', '${self:custom.arn}', '${Table.Arn}'],
    ['the service', '${self:service}', 'shop'],
    ['the stage, whatever its default', '${self:provider.stage}', '${sls::stage}'],
    ['the stage as an option', "${opt:stage, 'dev'}", '${sls::stage}'],
    ['the stage of the framework', '${sls:stage}', '${sls::stage}'],
    ['a text with the stage', '${self:custom.staged}', 't-${sls::stage}'],
    ['the region', '${self:provider.region}', '${AWS::Region}'],
    ['the region as an option', "${opt:region, 'eu-west-1'}", '${AWS::Region}'],
    [
      'account, region and partition',
      '${aws:partition}:${aws:region}:${aws:accountId}',
      '${AWS::Partition}:${AWS::Region}:${AWS::AccountId}',
    ],
    ['a default', "${self:custom.none, 'd'}", 'd'],
    ['a default that is another variable', '${self:custom.none, self:custom.table}', 'orders'],
    ['a default in its own braces', '${self:custom.none, ${self:custom.table}}', 'orders'],
    ['an option stays open, whatever its default', "${opt:name, 'x'}", '${opt::name}'],
    ['the environment', '${env:NAME}', '${env::NAME}'],
    ['a parameter of Systems Manager', '${ssm:/orders/key}', '${ssm::/orders/key}'],
    ['another stack', '${cf:other.Arn}', '${cf::other.Arn}'],
    [
      'what differs by stage',
      '${self:custom.byStage.${opt:stage}.t}',
      '${self::custom.byStage.__opt:stage_.t~HASH}',
    ],
    ['what all stages agree on', "${self:custom.same.${opt:stage, 'dev'}.t}", 'a'],
    ['IAM’s own variables', 'arn:aws:s3:::b/${aws:username}', 'arn:aws:s3:::b/${aws:username}'],
    ['a name that the framework makes', '${self:functions.f.name}', 'shop-${sls::stage}-f'],
    ['in Sub beside its own', "!Sub '${Table.Arn}/${self:custom.table}'", '${Table.Arn}/orders'],
    ['in Sub, open', "!Sub '${Table.Arn}/${ssm:/x}'", '${Table.Arn}/${ssm::/x}'],
    ['in Join', "!Join ['/', [a, '${self:custom.table}']]", 'a/orders'],
  ];
  for (const [name, resource, is] of own) {
    it(name, () => {
      const parsed = parseFiles({
        'serverless.yml': service(`"${resource}"`.replace(/^"(!.*)"$/, '$1'), custom),
      });
      const [grant = ''] = grantsOf(parsed, 'f');
      assert.equal(grant.replace(/~[0-9a-f]{16}/, '~HASH'), `Allow s3:GetObject on ${is}`);
      assert.deepEqual(problemsOf(parsed), []);
    });
  }

  check('a variable without value and default', {
    resource: "'${self:custom.none}'",
    is: '${self::custom.none}',
    problems: ['unresolved variable-unresolved 4'],
  });
  check('a pseudo parameter outside Sub', {
    resource: "'${AWS::Region}'",
    is: '${AWS::Region}',
    problems: ['input sub-missing 4'],
  });
  check('with the plug-in for pseudo parameters', {
    resource: "'arn:#{AWS::Region}:#{Table.Arn}'",
    rest: 'plugins: [serverless-pseudo-parameters]\n',
    is: 'arn:${AWS::Region}:${Table.Arn}',
  });
  check('a parameter that all stages share', {
    resource: "'${param:a}'",
    rest: 'params: { default: { a: x } }\n',
    is: 'x',
  });
  check('a parameter that differs', {
    resource: "'b-${param:a}'",
    rest: 'stages: { default: { params: { a: x } }, prod: { params: { a: y } } }\n',
    is: 'b-${param::a}',
  });
  check('a parameter that the command line gives', { resource: "'${param:a}'", is: '${param::a}' });
  const files = { 'config.yml': 'a: { b: x }\nc: ${self:custom.d}\n', 'conf/v.json': '{"k": ["p", "q"]}' };
  const d = 'custom: { d: y, f: "${file(config.yml)}" }\n';
  check('a key of a file', { resource: "'${file(config.yml):a.b}'", files, is: 'x' });
  check('a file in a folder', { resource: "'${file(./conf/v.json):k.1}'", files, is: 'q' });
  check('a file whose values hold variables', {
    resource: "'${file(./config.yml):c}'",
    rest: d,
    files,
    is: 'y',
  });
  check('through a value that is a file', { resource: "'${self:custom.f.a.b}'", rest: d, files, is: 'x' });
  check('its own file', { resource: "'${file(serverless.yml):custom.d}'", rest: d, is: 'y' });
  check('a file that is not there', {
    resource: "'${file(none.yml):a}'",
    is: '${file::none.yml:a}',
    problems: ['unresolved file-not-given 4'],
  });
  check('a file that is not there, with a default', { resource: `"\${file(none.yml):a, 'z'}"`, is: 'z' });
  check('a program', {
    resource: "'${file(a.js):f}'",
    is: '${file::a.js:f}',
    problems: ['unresolved variable-file-computed 4'],
  });
  check('a file by stage is open', {
    resource: "'${file(config.${opt:stage}.yml):a}'",
    files: { 'config.dev.yml': 'a: x\n' },
    is: '${self::file_config.__opt:stage_.yml_:a~HASH}',
  });

  it('asks for the files that it names', () => {
    const { missing } = parseFiles({ 'a/serverless.yml': service("'${file(../x.yml):a}-${file(y.json)}'") });
    assert.deepEqual(missing, ['a/y.json', 'x.yml']);
  });

  it('values that lead to each other are a problem', () => {
    const parsed = parseFiles({ 'serverless.yml': service("'${self:custom.one}'", custom) });
    assert.deepEqual(problemsOf(parsed), ['unresolved variable-circular 13']);
    const mixed = service("'x${self:custom.a}'", "custom: { a: 'y${self:custom.a}' }\n");
    assert.deepEqual(problemsOf(parseFiles({ 'serverless.yml': mixed })), ['unresolved variable-circular 6']);
  });
});
