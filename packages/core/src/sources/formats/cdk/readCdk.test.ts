import assert from 'node:assert/strict';
import { functionNamed, grantsOf, parseFiles, policiesOf } from '../../../testkit/grants.js';
import { problemLines } from '../../../testkit/marked.js';

const template = JSON.stringify({
  Resources: {
    FnRole: { Type: 'AWS::IAM::Role' },
    FnRoleDefaultPolicy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'p',
        Roles: [{ Ref: 'FnRole' }],
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] },
      },
    },
    Fn: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['FnRole', 'Arn'] } } },
  },
});
const metadata = {
  '/App/Fn/Resource': [
    {
      type: 'aws:cdk:logicalId',
      data: 'Fn',
      trace: ['new Fn (/app/node_modules/x/index.js:1:1)', 'new App (/app/lib/app.ts:12:5)'],
    },
  ],
  '/App/Fn/ServiceRole/DefaultPolicy/Resource': [
    { type: 'aws:cdk:logicalId', data: 'FnRoleDefaultPolicy' },
    {
      type: 'aws:cdk:creationStack',
      data: ['...node_modules folded...', 'Object.<anonymous> (file:///app/bin/main.ts:3:10)'],
    },
  ],
  '/App/Odd': [
    null,
    1,
    { type: 'aws:cdk:logicalId' },
    { type: 'aws:cdk:logicalId', data: 'Odd', trace: ['<anonymous>'] },
  ],
};
const artifact = (more: object): object => ({
  type: 'aws:cloudformation:stack',
  properties: { templateFile: 'App.template.json', stackName: 'shop-prod' },
  ...more,
});
const manifest = (more: object): string => JSON.stringify({ artifacts: { App: artifact(more) } });

describe('a cdk.out folder', () => {
  const versions: [string, Record<string, string>][] = [
    ['metadata in the manifest', { 'cdk.out/manifest.json': manifest({ metadata }) }],
    [
      'metadata in a file of its own',
      {
        'cdk.out/manifest.json': manifest({ additionalMetadataFile: 'App.metadata.json' }),
        'cdk.out/App.metadata.json': JSON.stringify(metadata),
      },
    ],
  ];
  for (const [name, files] of versions) {
    it(`is read with its stack's name and where its resources were made: ${name}`, () => {
      const parsed = parseFiles({ 'cdk.out/App.template.json': template, ...files });
      assert.deepEqual(parsed.problems, []);
      assert.deepEqual([parsed.value.format, parsed.value.stackName], ['cdk', 'shop-prod']);
      assert.deepEqual(grantsOf(parsed, 'Fn'), ['Allow s3:GetObject on *']);
      assert.deepEqual(functionNamed(parsed, 'Fn').trace, {
        uri: '/app/lib/app.ts',
        position: { line: 11, character: 4 },
      });
      assert.deepEqual(policiesOf(parsed, 'Fn')[0]?.trace, {
        uri: '/app/bin/main.ts',
        position: { line: 2, character: 9 },
      });
    });
  }

  it('asks for what stands beside the template, and does without', () => {
    const parsed = parseFiles({ 'cdk.out/App.template.json': template });
    assert.deepEqual(parsed.missing, ['cdk.out/manifest.json']);
    assert.deepEqual([parsed.value.format, parsed.value.stackName], ['cdk', undefined]);
    assert.deepEqual(grantsOf(parsed, 'Fn'), ['Allow s3:GetObject on *']);
  });

  it('by another name is told by its manifest; a template beside none is a template', () => {
    const out = parseFiles({ 'out/App.template.json': template, 'out/manifest.json': manifest({}) });
    assert.equal(out.value.format, 'cdk');
    assert.equal(parseFiles({ 'out/App.template.json': template }).value.format, 'cloudformation');
    assert.equal(parseFiles({ 'out/t.json': template }).value.format, 'cloudformation');
  });

  it('nested stacks stand beside it', () => {
    const outer = JSON.stringify({
      Resources: {
        N: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { TemplateURL: { 'Fn::Sub': 'https://s3/${x}' }, Parameters: { P: 'v' } },
          Metadata: { 'aws:asset:path': 'N.nested.template.json', 'aws:asset:property': 'TemplateURL' },
        },
      },
    });
    const parsed = parseFiles({
      'cdk.out/App.template.json': outer,
      'cdk.out/N.nested.template.json': template,
    });
    assert.deepEqual(problemLines(parsed.problems), []);
    assert.deepEqual(
      parsed.nested?.map(({ source, logicalId }) => `${source.uri} ${logicalId}`),
      ['cdk.out/N.nested.template.json N'],
    );
    assert.deepEqual([...(parsed.nested[0]?.given ?? [])], [['P', 'v']]);
  });

  it('with a broken manifest is read all the same', () => {
    for (const text of ['', '{', '[]', '{"artifacts": 1}', '['.repeat(1000)]) {
      const parsed = parseFiles({ 'cdk.out/App.template.json': template, 'cdk.out/manifest.json': text });
      assert.deepEqual(grantsOf(parsed, 'Fn'), ['Allow s3:GetObject on *']);
    }
  });
});
