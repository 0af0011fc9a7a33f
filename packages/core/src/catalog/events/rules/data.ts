import type { EventRule, Extra } from '../types.js';

const DATASET = 'iam-dataset map.json 2023 (MIT, facts only)';
const DYNAMODB_LOG =
  'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/understanding-ddb-log-entries.html';
const BEDROCK = 'Bedrock API permissions; no same-named action';
const GUARDRAIL = 'https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions.html';
/** A call that names a guardrail is authorised on it too. */
const guardrail: readonly Extra[] = [
  { facet: 'guardrail', action: 'bedrock:ApplyGuardrail', absent: 'dropped' },
];
const EBS = 'https://docs.aws.amazon.com/ebs/latest/userguide/logging-ebs-apis-using-cloudtrail.html';

/** Calls on data: functions, tables, queues, topics, models. */
export const dataRules: readonly EventRule[] = [
  {
    stem: 'lambda',
    events: 'Invoke InvokeWithResponseStream',
    certain: 'lambda:InvokeFunction',
    source: `${DATASET}; TrailDiscover`,
    confidence: 'documented',
  },
  {
    stem: 'lambda',
    events: 'GetLayerVersionByArn',
    certain: 'lambda:GetLayerVersion',
    source: DATASET,
    confidence: 'documented',
  },
  {
    stem: 'bedrock',
    events: 'InvokeModel',
    certain: 'bedrock:InvokeModel',
    extras: guardrail,
    source: GUARDRAIL,
    confidence: 'documented',
  },
  {
    stem: 'bedrock',
    events: 'InvokeModelWithResponseStream',
    certain: 'bedrock:InvokeModelWithResponseStream',
    extras: guardrail,
    source: GUARDRAIL,
    confidence: 'documented',
  },
  {
    stem: 'bedrock',
    events: 'Converse StartAsyncInvoke InvokeModelWithBidirectionalStream',
    certain: 'bedrock:InvokeModel',
    extras: guardrail,
    source: BEDROCK,
    confidence: 'general knowledge',
  },
  {
    stem: 'bedrock',
    events: 'ConverseStream',
    certain: 'bedrock:InvokeModelWithResponseStream',
    extras: guardrail,
    source: BEDROCK,
    confidence: 'general knowledge',
  },
  {
    stem: 'bedrock',
    events: 'RetrieveAndGenerateStream',
    certain: 'bedrock:RetrieveAndGenerate',
    source: BEDROCK,
    confidence: 'general knowledge',
  },
  {
    stem: 'dynamodb',
    events: 'ExecuteStatement BatchExecuteStatement ExecuteTransaction',
    oneOf: 'dynamodb:PartiQLSelect dynamodb:PartiQLInsert dynamodb:PartiQLUpdate dynamodb:PartiQLDelete',
    choose: {
      facet: 'statement',
      actions: {
        SELECT: 'dynamodb:PartiQLSelect',
        INSERT: 'dynamodb:PartiQLInsert',
        UPDATE: 'dynamodb:PartiQLUpdate',
        DELETE: 'dynamodb:PartiQLDelete',
      },
    },
    source: `${DATASET}; statements as logged: ${DYNAMODB_LOG}`,
    confidence: 'documented',
  },
  {
    stem: 'dynamodb',
    events: 'TransactWriteItems',
    oneOf: 'dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:ConditionCheckItem',
    choose: {
      facet: 'operation',
      actions: {
        PUT: 'dynamodb:PutItem',
        UPDATE: 'dynamodb:UpdateItem',
        DELETE: 'dynamodb:DeleteItem',
        CONDITIONCHECK: 'dynamodb:ConditionCheckItem',
      },
    },
    source: `${DATASET}; operations as logged: ${DYNAMODB_LOG}`,
    confidence: 'documented',
  },
  {
    stem: 'dynamodb',
    events: 'TransactGetItems',
    certain: 'dynamodb:GetItem',
    source: DATASET,
    confidence: 'documented',
  },
  {
    stem: 'dynamodb',
    events: 'DescribeEndpoints',
    source: 'iam-dataset sdk_permissionless_actions',
    confidence: 'documented',
  },
  {
    stem: 'sqs',
    events: 'SendMessageBatch',
    certain: 'sqs:SendMessage',
    source: DATASET,
    confidence: 'documented',
  },
  {
    stem: 'sqs',
    events: 'DeleteMessageBatch',
    certain: 'sqs:DeleteMessage',
    source: 'batch form of the call; no same-named action',
    confidence: 'general knowledge',
  },
  {
    stem: 'sqs',
    events: 'ChangeMessageVisibilityBatch',
    certain: 'sqs:ChangeMessageVisibility',
    source: 'batch form of the call; no same-named action',
    confidence: 'general knowledge',
  },
  {
    stem: 'sns',
    events: 'PublishBatch',
    certain: 'sns:Publish',
    source: DATASET,
    confidence: 'documented',
  },
  {
    stem: 'timestream',
    events: 'Query',
    oneOf:
      'timestream:Select timestream:SelectValues timestream:ListDatabases timestream:ListTables ' +
      'timestream:ListMeasures timestream:DescribeTable',
    source: DATASET,
    confidence: 'documented',
  },
  {
    stem: 'execute-api',
    events: 'PostToConnection GetConnection DeleteConnection',
    certain: 'execute-api:ManageConnections',
    source: DATASET,
    confidence: 'documented',
  },
  {
    stem: 'ssm',
    events: 'CreateControlChannel',
    certain: 'ssmmessages:CreateControlChannel',
    source: 'Systems Manager CloudTrail page: source ssm, resource ARN ssmmessages',
    confidence: 'documented',
  },
  {
    stem: 'ssm',
    events: 'OpenControlChannel',
    certain: 'ssmmessages:OpenControlChannel',
    source: 'Systems Manager CloudTrail page: source ssm, resource ARN ssmmessages',
    confidence: 'documented',
  },
  ...['StartSnapshot', 'PutSnapshotBlock', 'GetSnapshotBlock', 'ListChangedBlocks', 'ListSnapshotBlocks'].map(
    (name): EventRule => ({
      stem: 'ec2',
      events: name,
      certain: `ebs:${name}`,
      source: EBS,
      confidence: 'documented',
    }),
  ),
];
