import assert from 'node:assert/strict';
import { grantsOf } from '../testkit/grants.js';
import { problemLines } from '../testkit/marked.js';
import { filesOf } from './files.js';
import type { ParsedSource } from './model.js';
import { parseSources } from './parseSources.js';

/** Sources by name, the first alone being given; the others are files at hand. */
function read(files: Readonly<Record<string, string>>, given = 1): ParsedSource[] {
  const all = Object.entries(files).map(([uri, text]) => ({ uri, text }));
  return parseSources(all.slice(0, given), filesOf(all));
}

const stack = (parameters: string, url = './child.yaml'): string =>
  `{ Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${url}, Parameters: { ${parameters} } } }`;
const child = `Parameters: { Table: { Type: String, Default: none }, Other: { Type: String } }
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: !Sub 'f-\${Other}'
      Policies: [{ Statement: [{ Effect: Allow, Action: 'dynamodb:GetItem', Resource: [!Ref Table, !Sub '\${Table}/index/*'] }] }]
  Q: { Type: AWS::SQS::Queue, Properties: { QueueName: jobs } }
Outputs:
  Arn: { Value: !GetAtt Q.Arn }
  Name: { Value: !Sub 'x-\${Other}' }
`;

describe('nested stacks', () => {
  const grant = (table: string): string => `Allow dynamodb:GetItem on ${table} ${table}/index/*`;
  const given: [string, string, string][] = [
    ['a text', "Table: 'arn:aws:dynamodb:*:*:table/t'", 'arn:aws:dynamodb:*:*:table/t'],
    ['a resource of the outer template', 'Table: !GetAtt Orders.Arn', '${Orders.Arn}'],
    ['the region', "Table: !Sub 'arn:aws:dynamodb:${AWS::Region}:x'", 'arn:aws:dynamodb:${AWS::Region}:x'],
    ['a resource whose name the nested one has too', 'Table: !GetAtt Q.Arn', '${Table}'],
    ['the outer stack’s name', 'Table: !Ref AWS::StackName', '${Table}'],
    ['nothing', '', '${Table}'],
  ];
  for (const [name, parameters, text] of given) {
    it(`are given ${name}`, () => {
      const parent = `Resources:\n  C: ${stack(parameters)}\n  Orders: { Type: AWS::DynamoDB::Table }\n  Q: { Type: AWS::SQS::Queue }\n`;
      const [outer, inner] = read({ 'app/t.yaml': parent, 'app/child.yaml': child });
      assert.ok(outer && inner);
      assert.deepEqual(grantsOf(inner, 'F'), [grant(text)]);
      assert.equal(inner.value.uri, 'app/child.yaml');
      assert.deepEqual(inner.value.nestedAs, ['C']);
      assert.deepEqual(
        problemLines([...outer.problems, ...inner.problems]).filter(
          (line) => !line.includes('policy-invalid'),
        ),
        [],
      );
      const borrowed = inner.value.resources.filter(({ uri }) => uri === 'app/t.yaml');
      assert.equal(borrowed.length, text === '${Orders.Arn}' ? 1 : 0);
    });
  }

  it('give back outputs, also to each other', () => {
    const parent = `Resources:
  A: ${stack('Other: b')}
  B: ${stack('Table: !GetAtt A.Outputs.Name')}
  G:
    Type: AWS::Serverless::Function
    Properties:
      Policies: [{ Statement: [{ Effect: Allow, Action: 'sqs:SendMessage', Resource: !GetAtt A.Outputs.Name }, { Effect: Allow, Action: 'sqs:SendMessage', Resource: !Sub '\${A.Outputs.Arn}' }, { Effect: Allow, Action: 'sqs:SendMessage', Resource: !GetAtt A.Outputs.None }] }]
`;
    const [outer] = read({ 't.yaml': parent, 'child.yaml': child });
    assert.ok(outer);
    assert.deepEqual(grantsOf(outer, 'G'), [
      'Allow sqs:SendMessage on x-b',
      'Allow sqs:SendMessage on ${Q.Arn}',
      'Allow sqs:SendMessage on ${A.Outputs.None}',
    ]);
    assert.equal(outer.nested?.[1]?.given.get('Table'), 'x-b');
  });

  it('used twice keep open what they are given differently', () => {
    const parent = `Resources:\n  A: ${stack('Table: t, Other: x')}\n  B: ${stack('Table: t, Other: y')}\n`;
    const [, inner] = read({ 't.yaml': parent, 'child.yaml': child });
    assert.ok(inner);
    assert.deepEqual(grantsOf(inner, 'F'), [grant('t')]);
    assert.equal(inner.value.functions[0]?.declaredName, 'f-${Other}');
    assert.deepEqual(inner.value.nestedAs, ['A', 'B']);
  });

  it('that are sources themselves are read once, with what they are given', () => {
    const parent = `Resources:\n  A: ${stack('Table: t')}\n`;
    const all = read({ 't.yaml': parent, 'child.yaml': child }, 2);
    assert.deepEqual(
      all.map(({ value }) => value.uri),
      ['t.yaml', 'child.yaml'],
    );
    assert.deepEqual(all[1] && grantsOf(all[1], 'F'), [grant('t')]);
  });

  it('of SAM applications, and in turn of others', () => {
    const files = {
      't.yaml':
        'Resources: { A: { Type: AWS::Serverless::Application, Properties: { Location: sub/mid.yaml } } }\n',
      'sub/mid.yaml': `Resources:\n  B: ${stack('Table: deep', '../child.yaml')}\n`,
      'child.yaml': child,
    };
    const all = read(files);
    assert.deepEqual(
      all.map(({ value }) => value.uri),
      ['t.yaml', 'sub/mid.yaml', 'child.yaml'],
    );
    assert.deepEqual(all[2] && grantsOf(all[2], 'F'), [grant('deep')]);
  });

  it('that bring each other in end', () => {
    const files = {
      'a.yaml': `Resources:\n  B: ${stack('', 'b.yaml')}\n`,
      'b.yaml': `Resources:\n  A: ${stack('', 'a.yaml')}\n  Self: ${stack('', 'b.yaml')}\n`,
    };
    assert.deepEqual(
      read(files).map(({ value }) => value.uri),
      ['a.yaml', 'b.yaml'],
    );
  });

  it('elsewhere, or not at hand, are a problem; a file is asked for', () => {
    const urls = ['https://s3.amazonaws.com/b/t.yaml', './none.yaml', '!Ref Url'];
    for (const url of urls) {
      const [only] = read({ 't.yaml': `Resources:\n  A: ${stack('', url)}\n` });
      assert.deepEqual(problemLines(only?.problems ?? []), ['unresolved nested-unresolved 2'], url);
      assert.deepEqual(only?.missing, url === './none.yaml' ? ['none.yaml'] : []);
    }
  });
});
