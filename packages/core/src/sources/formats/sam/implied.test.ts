import assert from 'node:assert/strict';
import { parse, problemLines } from '../../../testkit/marked.js';

const basic = 'AWSLambdaBasicExecutionRole';

/** The implied policies of function or state machine `F`: name, the text they are shown at, `action on resource` of inline ones. */
function read(
  properties: string,
  { type = 'Function', globals = '', before = '' } = {},
): { implied: string[]; problems: string[] } {
  const text = `${globals}Resources:\n${before}  F:\n    Type: AWS::Serverless::${type}\n    Properties: { ${properties} }\n`;
  const { value, problems } = parse(text);
  const fn = value.functions.find(({ name }) => name === 'F');
  const policies = fn?.policies.map((id) => value.policies.find((policy) => policy.id === id)) ?? [];
  const implied = policies.flatMap((policy) => {
    if (policy?.kind !== 'implied') return [];
    assert.equal(policy.origin?.kind, 'feature');
    const [first] = policy.statements;
    assert.ok(first !== undefined, policy.id);
    const tokens = policy.statements.flatMap(({ action, resource }) => [...action, ...resource]);
    assert.ok(tokens.every((token) => !token.literal && token.span === first.span));
    const at = text.slice(first.span.from, first.span.to);
    const grants = policy.statements.map(
      ({ action, resource }) =>
        `${action.map((each) => each.text).join()} on ${resource.map((each) => each.text).join()}`,
    );
    return policy.name.startsWith('AWS') ? [`${at}: ${policy.name}`] : [`${at}: ${grants.join('; ')}`];
  });
  return { implied, problems: problemLines(problems) };
}

function check(
  name: string,
  properties: string,
  expected: string[],
  options: { type?: string; globals?: string; before?: string } = {},
): void {
  it(name, () => {
    const { implied, problems } = read(properties, options);
    const isFunction = (options.type ?? 'Function') === 'Function';
    assert.deepEqual(implied, isFunction ? [`F: ${basic}`, ...expected] : expected);
    assert.deepEqual(problems, []);
  });
}

describe('what SAM implies', () => {
  check('logs for every function', '', []);
  check('X-Ray', 'Tracing: Active', ['Tracing: AWSXrayWriteOnlyAccess']);
  check('X-Ray where it is passed through', 'Tracing: PassThrough', ['Tracing: AWSXrayWriteOnlyAccess']);
  check('no X-Ray where it is off', 'Tracing: Disabled', []);
  check('no X-Ray where it is off by default', 'Tracing: !Ref Mode', [], {
    globals: 'Parameters: { Mode: { Type: String, Default: Disabled } }\n',
  });
  check('X-Ray where a parameter may turn it on', 'Tracing: !Ref Mode', ['Tracing: AWSXrayWriteOnlyAccess'], {
    globals: 'Parameters: { Mode: { Type: String } }\n',
  });
  check('network interfaces', 'VpcConfig: { SubnetIds: [] }', ['VpcConfig: AWSLambdaVPCAccessExecutionRole']);
  check('none without a VPC', 'VpcConfig: {}', []);
  check('what is named in Policies too, once', 'Tracing: Active, Policies: [AWSXrayWriteOnlyAccess]', [
    'Tracing: AWSXrayWriteOnlyAccess',
  ]);
  check('sending to a dead letter queue', 'DeadLetterQueue: { Type: SQS, TargetArn: !GetAtt Q.Arn }', [
    'DeadLetterQueue: sqs:SendMessage on ${Q.Arn}',
  ]);
  check('publishing to a dead letter topic', 'DeadLetterQueue: { Type: SNS, TargetArn: !Ref T }', [
    'DeadLetterQueue: sns:Publish on ${T}',
  ]);
  check('nothing for retries', 'EventInvokeConfig: { MaximumRetryAttempts: 1 }', []);
  check(
    'destinations, those that SAM makes too',
    'EventInvokeConfig: { DestinationConfig: { OnSuccess: { Type: S3Bucket, Destination: b }, OnFailure: { Type: SQS } } }',
    [
      'OnSuccess: s3:PutObject on b/*; s3:ListBucket on b',
      'OnFailure: sqs:SendMessage on ${FEventInvokeConfigOnFailureQueue.Arn}',
    ],
  );
  check(
    'a destination that is made under a condition',
    'EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: SNS, Destination: !If [C, !Ref T, !Ref AWS::NoValue] } } }',
    ['OnFailure: sns:publish on ${T},${FEventInvokeConfigOnFailureTopic}'],
  );
  check(
    'polling, once a type',
    'Events: { A: { Type: Kinesis }, B: { Type: Kinesis }, C: { Type: DynamoDB }, D: { Type: SQS }, E: { Type: SNS } }',
    [
      'A: AWSLambdaKinesisExecutionRole',
      'C: AWSLambdaDynamoDBExecutionRole',
      'D: AWSLambdaSQSQueueExecutionRole',
    ],
  );
  check(
    'where failed batches go, if the type is told',
    'Events: { A: { Type: SQS, Properties: { DestinationConfig: { OnFailure: { Type: S3, Destination: !GetAtt B.Arn } } } }, B: { Type: SQS, Properties: { DestinationConfig: { OnFailure: { Destination: x } } } } }',
    ['A: AWSLambdaSQSQueueExecutionRole', 'A: s3:PutObject on ${B.Arn}/*; s3:ListBucket on ${B.Arn}'],
  );
  check(
    'a broker and its secret',
    'Events: { A: { Type: MQ, Properties: { Broker: !GetAtt B.Arn, SecretsManagerKmsKeyId: k, SourceAccessConfigurations: [{ Type: BASIC_AUTH, URI: !Ref S }] } } }',
    [
      'A: secretsmanager:GetSecretValue on ${S}; mq:DescribeBroker on ${B.Arn}; kms:Decrypt on arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/k',
    ],
  );
  check(
    'a schema registry',
    'Events: { A: { Type: MSK, Properties: { SchemaRegistryConfig: { SchemaRegistryURI: "arn:aws:glue:eu-west-1:111122223333:registry/r", AccessConfigs: [{ Type: BASIC_AUTH, URI: s }] } } } }',
    [
      'A: AWSLambdaMSKExecutionRole',
      'A: secretsmanager:GetSecretValue on s; glue:GetRegistry on arn:aws:glue:eu-west-1:111122223333:registry/r; glue:GetSchemaVersion on arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:schema/r/*',
    ],
  );
  check('X-Ray of a state machine', 'Tracing: { Enabled: true }', ['Tracing: AWSXrayWriteOnlyAccess'], {
    type: 'StateMachine',
  });
  check('none of a state machine but for a plain true', "Tracing: { Enabled: 'true' }", [], {
    type: 'StateMachine',
  });

  it('durable execution, in place of the logs', () => {
    const { implied } = read('DurableConfig: { ExecutionTimeout: 1 }');
    assert.deepEqual(implied, ['DurableConfig: AWSLambdaBasicDurableExecutionRolePolicy']);
  });
});

describe('Globals', () => {
  const globals = (text: string): { globals: string } => ({
    globals: `Globals: { Function: { ${text} } }\n`,
  });
  check(
    'count where the function says nothing',
    '',
    ['Tracing: AWSXrayWriteOnlyAccess'],
    globals('Tracing: Active'),
  );
  check('give way to the function', 'Tracing: Disabled', [], globals('Tracing: Active'));
  check(
    'are merged key by key',
    'DeadLetterQueue: { TargetArn: !Ref T }',
    ['DeadLetterQueue: sns:Publish on ${T}'],
    globals('DeadLetterQueue: { Type: SNS, TargetArn: other }'),
  );
  const ignoring = (names: string): string =>
    `  F:\n    Type: AWS::Serverless::Function\n    IgnoreGlobals: ${names}\n`;
  for (const [names, count] of [
    ["'*'", 1],
    ['[Tracing]', 2],
    ['[VpcConfig, Tracing]', 1],
    ['[]', 3],
  ] as const)
    it(`can be ignored: ${names}`, () => {
      const all = 'Globals: { Function: { Tracing: Active, VpcConfig: { SubnetIds: [s] } } }\n';
      const { value } = parse(`${all}Resources:\n${ignoring(names)}`);
      assert.equal(value.functions[0]?.policies.length, count);
    });

  it('cannot hold everything', () => {
    const text =
      'Globals:\n  Function: { Policies: [AWSLambdaRole] }\n  StateMachine: { Tracing: { Enabled: true } }\n  Thing: {}\nResources: { F: { Type: AWS::Serverless::Function } }\n';
    const { value, problems } = parse(text);
    assert.deepEqual(problemLines(problems), [
      'input globals-invalid 2',
      'input globals-invalid 3',
      'input globals-invalid 4',
    ]);
    assert.deepEqual(value.functions[0]?.attached, []);
  });

  it('of a destination that SAM makes: the first function writes it for all', () => {
    const own = {
      globals:
        'Globals: { Function: { EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: SNS } } } } }\n',
    };
    const before = '  E: { Type: AWS::Serverless::Function }\n';
    assert.deepEqual(read('', { ...own, before }).implied, [
      `F: ${basic}`,
      'OnFailure: sns:publish on ${EEventInvokeConfigOnFailureTopic}',
    ]);
  });
});

describe('what SAM refuses is a problem', () => {
  const refused = [
    'DeadLetterQueue: { Type: SQS }',
    'DeadLetterQueue: { Type: Lambda, TargetArn: x }',
    'EventInvokeConfig: { DestinationConfig: { OnFailure: { Destination: x } } }',
    'EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: Lambda } } }',
    'Events: { A: { Type: MQ } }',
    'Events: { A: { Type: DocumentDB, Properties: { SourceAccessConfigurations: [{ Type: VIRTUAL_HOST, URI: x }] } } }',
    'Events: { A: { Type: SelfManagedKafka } }',
    'Events: { A: { Type: SelfManagedKafka, Properties: { KafkaBootstrapServers: [a], Topics: [t], SourceAccessConfigurations: [{ Type: VPC_SUBNET, URI: s }] } } }',
    'Events: { A: { Type: SelfManagedKafka, Properties: { KafkaBootstrapServers: [a], Topics: [t, u], SourceAccessConfigurations: [{ Type: IAM_AUTH }] } } }',
    'Events: { A: { Type: SQS, Properties: { DestinationConfig: { OnFailure: { Type: Queue, Destination: x } } } } }',
  ];
  for (const properties of refused)
    it(properties, () => {
      const { problems } = read(properties);
      assert.deepEqual(problems, ['input sam-invalid 4']);
    });
});

describe('roles of events', () => {
  /** `policy: action on resource` of every policy that no function holds. */
  function rolesOf(type: string, properties: string): string[] {
    const { value } = parse(
      `Resources:\n  F:\n    Type: AWS::Serverless::${type}\n    Properties: { ${properties} }\n`,
    );
    const held = new Set(value.functions.flatMap(({ policies }) => policies));
    return value.policies
      .filter(({ id }) => !held.has(id))
      .map(({ name, kind, statements }) => {
        assert.equal(kind, 'implied');
        const grants = statements.map(
          ({ action, resource }) => `${action[0]?.text ?? ''} on ${resource[0]?.text ?? ''}`,
        );
        return `${name}: ${grants.join('; ')}`;
      });
  }
  const cases: [type: string, properties: string, roles: string[]][] = [
    ['Function', 'Events: { S: { Type: Schedule } }', []],
    ['Function', 'Events: { S: { Type: ScheduleV2 } }', ['FSRolePolicy: lambda:InvokeFunction on ${F.Arn}']],
    ['Function', 'Events: { S: { Type: ScheduleV2, Properties: { RoleArn: r } } }', []],
    [
      'Function',
      'AutoPublishAlias: live-1, Events: { S: { Type: ScheduleV2, Properties: { DeadLetterConfig: { Type: SQS } } } }',
      ['FSRolePolicy: lambda:InvokeFunction on ${FAliasliveD1}; sqs:SendMessage on ${FSQueue.Arn}'],
    ],
    [
      'StateMachine',
      'Events: { A: { Type: Api }, E: { Type: EventBridgeRule, Properties: { RoleArn: r } }, S: { Type: Schedule, Properties: { RoleArn: r } } }',
      ['FARolePolicy: states:StartExecution on ${F}', 'FERolePolicy: states:StartExecution on ${F}'],
    ],
    [
      'StateMachine',
      'Role: r, AutoPublishAlias: live, UseAliasAsEventTarget: true, Events: { S: { Type: ScheduleV2 } }',
      ['FSRolePolicy: states:StartExecution on ${FAliaslive}'],
    ],
  ];
  for (const [type, properties, roles] of cases)
    it(`${type} { ${properties} }`, () => assert.deepEqual(rolesOf(type, properties), roles));

  it('can be given policies from elsewhere', () => {
    const { problems } = parse(
      "Resources:\n  F: { Type: AWS::Serverless::StateMachine, Properties: { Events: { S: { Type: Schedule } } } }\n  P: { Type: AWS::IAM::Policy, Properties: { PolicyName: p, Roles: [!Ref FSRole], PolicyDocument: { Statement: { Effect: Allow, Action: 'sqs:*', Resource: '*' } } } }\n",
    );
    assert.deepEqual(problems, []);
  });
});
