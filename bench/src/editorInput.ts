import { collectUsage, type Snapshot } from '@leastwise/core';

const account = '111122223333';
const region = 'eu-west-1';
const days = 90;

/** What each function does on every third day or so: [event source, event, read only, parameters and resource]. */
const calls: readonly (readonly [string, string, boolean, (name: string) => Record<string, unknown>])[] = [
  ['ssm.amazonaws.com', 'GetParameter', true, (name) => ({ name: `/${name}/config` })],
  ['dynamodb.amazonaws.com', 'GetItem', true, (name) => ({ tableName: `app-${name}Table-1A2B3C4D5E6F7` })],
  ['dynamodb.amazonaws.com', 'PutItem', false, (name) => ({ tableName: `app-${name}Table-1A2B3C4D5E6F7` })],
  [
    's3.amazonaws.com',
    'GetObject',
    true,
    (name) => ({ bucketName: `app-${name.toLowerCase()}`, key: 'in/a.json' }),
  ],
  ['secretsmanager.amazonaws.com', 'GetSecretValue', true, (name) => ({ secretId: `${name}-AbCdEf` })],
  ['kms.amazonaws.com', 'Decrypt', true, () => ({})],
];

/** 100 functions in 90 days: about 18,000 records of six kinds, as a snapshot. */
export function makeSnapshot(functions = 100): Snapshot {
  const records: unknown[] = [];
  for (let fn = 0; fn < functions; fn++)
    for (let day = 0; day < days; day++)
      calls.forEach((call, kind) => {
        if ((day + fn + kind) % 3 === 0) records.push(record(nameOf(fn), day, kind, call));
      });
  return collectUsage(records).value;
}

function record(
  name: string,
  day: number,
  kind: number,
  [eventSource, eventName, readOnly, parameters]: (typeof calls)[number],
): unknown {
  const issuer = `arn:aws:iam::${account}:role/app-${name}Role-1A2B3C4D5E6F`;
  const session = `app-${name}-1A2B3C4D5E6F`;
  const requestParameters = parameters(name);
  const time = new Date(Date.UTC(2026, 7, 1 + day, 10, kind)).toISOString().replace('.000', '');
  const isData = eventSource.startsWith('dynamodb') || eventName === 'GetObject';
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROAEXAMPLEEXAMPLE:${session}`,
      arn: `arn:aws:sts::${account}:assumed-role/app-${name}Role-1A2B3C4D5E6F/${session}`,
      accountId: account,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          arn: issuer,
          accountId: account,
          userName: `app-${name}Role-1A2B3C4D5E6F`,
        },
      },
    },
    eventTime: time,
    eventSource,
    eventName,
    awsRegion: region,
    requestParameters,
    responseElements: null,
    eventID: `${name}-${day}-${kind}`,
    eventType: 'AwsApiCall',
    readOnly,
    managementEvent: !isData,
    eventCategory: isData ? 'Data' : 'Management',
    recipientAccountId: account,
    resources: resourcesOf(eventName, requestParameters, name),
  };
}

function resourcesOf(eventName: string, parameters: Record<string, unknown>, name: string): unknown[] {
  if (eventName === 'GetObject')
    return [{ type: 'AWS::S3::Object', ARN: `arn:aws:s3:::app-${name.toLowerCase()}/in/a.json` }];
  if (eventName === 'Decrypt')
    return [{ type: 'AWS::KMS::Key', ARN: `arn:aws:kms:${region}:${account}:key/0a1b2c3d-${name}` }];
  const table = parameters['tableName'];
  return typeof table === 'string'
    ? [{ type: 'AWS::DynamoDB::Table', ARN: `arn:aws:dynamodb:${region}:${account}:table/${table}` }]
    : [];
}

function nameOf(fn: number): string {
  return `Worker${String(fn).padStart(3, '0')}`;
}

const head = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Description: Workers, each with a table and a bucket of its own

Globals:
  Function:
    Runtime: nodejs22.x
    Timeout: 15

Resources:
`;

/** A SAM template of at least so many lines: functions as people write them, 38 lines each with their table. */
export function makeTemplate(lines: number): string {
  const parts = [head];
  for (let fn = 0, count = head.split('\n').length; count < lines; fn++) {
    const part = functionText(nameOf(fn));
    parts.push(part);
    count += part.split('\n').length - 1;
  }
  return parts.join('');
}

function functionText(name: string): string {
  return `  ${name}Table:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions:
        - { AttributeName: pk, AttributeType: S }
      KeySchema:
        - { AttributeName: pk, KeyType: HASH }

  ${name}:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/${name}/
      Handler: index.handler
      Environment:
        Variables:
          TABLE: !Ref ${name}Table
      Policies:
        - Version: '2012-10-17'
          Statement:
            - Sid: Data
              Effect: Allow
              Action:
                - dynamodb:GetItem
                - dynamodb:PutItem
                - dynamodb:DeleteItem
                - dynamodb:Query
              Resource: !GetAtt ${name}Table.Arn
            - Sid: Files
              Effect: Allow
              Action: s3:Get*
              Resource: !Sub 'arn:\${AWS::Partition}:s3:::app-${name.toLowerCase()}/*'
            - Sid: Settings
              Effect: Allow
              Action: [ssm:GetParameter, ssm:GetParameters, ssm:PutParameter, secretsmanager:GetSecretValue, kms:Decrypt]
              Resource: '*'

`;
}
