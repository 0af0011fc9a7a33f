import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parse, problemLines } from '../../../testkit/marked.js';
import { connectorPairs } from './data/connectors.js';

const resources = `
  F: { Type: AWS::Serverless::Function }
  G: { Type: AWS::Serverless::Function, Properties: { Role: !Ref RoleArn } }
  H: { Type: AWS::Serverless::Function, Properties: { Role: 'arn:aws:iam::111122223333:role/h' } }
  M: { Type: AWS::Serverless::StateMachine }
  T: { Type: AWS::Serverless::SimpleTable }
  B: { Type: AWS::S3::Bucket }
  Q: { Type: AWS::SQS::Queue }
  N: { Type: AWS::SNS::Topic }
  R: { Type: AWS::Events::Rule, Properties: { Targets: [{ Arn: !Ref M, RoleArn: !GetAtt MRole.Arn }] } }
`;

interface Granted {
  /** `holder: policy: actions on resources`, of connectors alone. */
  readonly grants: string[];
  readonly problems: string[];
}

function read(connector: string): Granted {
  const { value, problems } = parse(`Resources:${resources}${connector}\n`);
  const grants = value.functions.flatMap(({ name, policies }) =>
    policies.flatMap((id) => {
      const policy = value.policies.find((each) => each.id === id);
      if (policy?.origin?.kind !== 'feature' || !/^Connector/.test(policy.origin.name)) return [];
      assert.equal(policy.kind, 'implied');
      return policy.statements.map(({ action, resource }) => {
        const [actions, places] = [action, resource].map((tokens) => tokens.map(({ text }) => text).join());
        return `${name}: ${policy.name}: ${actions ?? ''} on ${places ?? ''}`;
      });
    }),
  );
  return { grants, problems: problemLines(problems).filter((line) => !line.includes('role-unresolved')) };
}

const separate = (source: string, destination: string, permissions: string): string =>
  `  C: { Type: AWS::Serverless::Connector, Properties: { Source: { ${source} }, Destination: ${destination}, Permissions: [${permissions}] } }`;
const embedded = (type: string, properties: string): string =>
  `  X: { Type: ${type}, Connectors: { C: { Properties: { ${properties} } } } }`;

describe('connectors', () => {
  const granted: [name: string, connector: string, grants: string[]][] = [
    [
      'of a resource of their own',
      separate('Id: F', '{ Id: N }', 'Write'),
      ['F: CPolicy: sns:Publish on ${N}'],
    ],
    [
      'embedded in their source',
      embedded('AWS::Serverless::Function', 'Destination: { Id: N }, Permissions: [Write]'),
      ['X: XCPolicy: sns:Publish on ${N}'],
    ],
    [
      'to many destinations',
      separate('Id: M', '[{ Id: N }, { Id: F }]', 'Write'),
      [
        'M: CPolicyDestination0: sns:Publish on ${N}',
        'M: CPolicyDestination1: lambda:InvokeAsync,lambda:InvokeFunction on ${F.Arn}',
      ],
    ],
    [
      'to one destination in a list',
      separate('Id: F', '[{ Id: N }]', 'Write'),
      ['F: CPolicyDestination0: sns:Publish on ${N}'],
    ],
    [
      'for the permissions asked for, each once',
      separate('Id: F', '{ Id: Q }', 'Read, Read'),
      ['F: CPolicy: sqs:ReceiveMessage,sqs:GetQueueAttributes on ${Q.Arn}'],
    ],
    [
      'on the role of the destination',
      separate('Id: Q', '{ Id: F }', 'Read, Write'),
      [
        'F: CPolicy: sqs:DeleteMessage on ${Q.Arn}',
        'F: CPolicy: sqs:ReceiveMessage,sqs:GetQueueAttributes on ${Q.Arn}',
      ],
    ],
    [
      "on the role of a rule's target",
      separate('Id: R', '{ Id: M }', 'Write'),
      ['M: CPolicy: states:StartExecution on ${M}'],
    ],
    [
      'on a role that stands elsewhere',
      separate('Id: G', '{ Id: N }', 'Write'),
      ['G: CPolicy: sns:Publish on ${N}'],
    ],
    [
      'between ends that are described',
      separate(
        "Type: 'AWS::Serverless::Function', RoleName: !Ref FRole",
        "{ Type: 'AWS::SNS::Topic', Arn: 'arn:n' }",
        'Write',
      ),
      ['F: CPolicy: sns:Publish on arn:n'],
    ],
    ['that a resource policy grants: nothing to a role', separate('Id: B', '{ Id: F }', 'Write'), []],
    [
      'to what SAM makes itself',
      separate('Id: F', '{ Id: FEventInvokeConfigOnFailureQueue }', 'Read'),
      ['F: CPolicy: sqs:ReceiveMessage,sqs:GetQueueAttributes on ${FEventInvokeConfigOnFailureQueue.Arn}'],
    ],
    [
      'from an API that is implicit: nothing to a role',
      separate('Id: ServerlessRestApi', '{ Id: F }', 'Write'),
      [],
    ],
    [
      'with a qualifier',
      embedded(
        'AWS::Serverless::Function',
        'SourceReference: { Qualifier: x }, Destination: { Id: N, Qualifier: y }, Permissions: [Write]',
      ),
      ['X: XCPolicy: sns:Publish on ${N}'],
    ],
  ];
  for (const [name, connector, grants] of granted)
    it(`grant ${name}`, () => assert.deepEqual(read(connector), { grants, problems: [] }));

  const refused: [name: string, connector: string][] = [
    ['a pair that SAM does not know', separate('Id: T', '{ Id: B }', 'Read')],
    ['a permission that the pair lacks', separate('Id: F', '{ Id: N }', 'Read')],
    ['permissions that go together only', separate('Id: Q', '{ Id: F }', 'Read')],
    ['no permission', separate('Id: F', '{ Id: N }', '')],
    ['no destination', separate('Id: F', '[]', 'Write')],
    ['a resource that is not there', separate('Id: Z', '{ Id: N }', 'Write')],
    ['Id beside other properties', separate("Id: F, Type: 'AWS::Lambda::Function'", '{ Id: N }', 'Write')],
    ['an end without a type', separate('RoleName: r', '{ Id: N }', 'Write')],
    ['an ARN that is missing', separate('Id: F', "{ Type: 'AWS::SNS::Topic' }", 'Write')],
    ['a role that is no reference', separate('Id: H', '{ Id: N }', 'Write')],
    ['a role name that is missing', separate("Type: 'AWS::Lambda::Function'", '{ Id: N }', 'Write')],
    [
      'another source',
      embedded(
        'AWS::Serverless::Function',
        'SourceReference: { Arn: x }, Destination: { Id: N }, Permissions: [Write]',
      ),
    ],
    ['a rule without that target', separate('Id: R', "{ Type: 'AWS::Events::EventBus', Arn: x }", 'Write')],
    ['a prototype name', separate('Type: constructor', '{ Id: N }', 'Write')],
  ];
  for (const [name, connector] of refused)
    it(`are a problem: ${name}`, () => {
      const { grants, problems } = read(connector);
      assert.deepEqual(grants, []);
      assert.deepEqual(problems, ['input sam-invalid 11']);
    });

  it('are the pairs of the facts', function () {
    const corpora = process.env['LEASTWISE_CORPORA'];
    const path = join(corpora ?? '', '../facts/sam-connectors.json');
    if (corpora === undefined || !existsSync(path)) {
      console.log('      skipped: LEASTWISE_CORPORA names no folder with the facts beside it');
      return this.skip();
    }
    const { Permissions } = JSON.parse(readFileSync(path, 'utf8')) as { Permissions: Record<string, object> };
    const pairs = Object.entries(Permissions).flatMap(([source, ends]) =>
      Object.keys(ends).map((end) => `${source} ${end}`),
    );
    assert.equal(pairs.length, 31);
    assert.deepEqual(Object.keys(connectorPairs).sort(), pairs.sort());
  });
});
