import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { collectUsage, encodeSnapshot, type Position } from '@leastwise/core';

const account = '111122223333';
const role = `arn:aws:iam::${account}:role/app-OrdersRole-1A2B3C4D5E6F`;

/** A folder on the disk that an editor could have open. */
export interface Workspace {
  readonly folder: string;
  uriOf(path: string): string;
  put(path: string, content: string | Uint8Array): string;
  remove(): void;
}

export function makeWorkspace(files: Readonly<Record<string, string | Uint8Array>> = {}): Workspace {
  const base = mkdtempSync(join(tmpdir(), 'leastwise-lsp-'));
  const uriOf = (path: string): string => pathToFileURL(join(base, path)).href;
  const put = (path: string, content: string | Uint8Array): string => {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), content);
    return uriOf(path);
  };
  for (const [path, content] of Object.entries(files)) put(path, content);
  return {
    folder: pathToFileURL(base).href,
    uriOf,
    put,
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}

/** What is granted: one action is used, one is not, one is a pattern, one is a service that nothing shows. */
export const template = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Table:
    Type: AWS::DynamoDB::Table
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: orders
      Policies:
        - Statement:
            - Effect: Allow
              Action:
                - ssm:GetParameter
                - ssm:DescribeParameters
                - ssm:Put* # half of it
              Resource: '*'
            - Effect: Allow
              Action: dynamodb:GetItem
              Resource: !GetAtt Table.Arn
`;

/** Two functions and one role. */
export const sharedTemplate = `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  OrdersRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: 'sts:AssumeRole' }]
      Policies:
        - PolicyName: work
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Action:
                  - ssm:GetParameter
                  - ssm:DescribeParameters
                Resource: '*'
  Orders:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: orders
      Role: !GetAtt OrdersRole.Arn
      Code: { ZipFile: '' }
      Handler: index.handler
      Runtime: nodejs22.x
  Other:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: other
      Role: !GetAtt OrdersRole.Arn
      Code: { ZipFile: '' }
      Handler: index.handler
      Runtime: nodejs22.x
`;

/** As if the function had read a parameter every day for `days` days, and somebody else had written one. */
export function usageOf(
  days: number,
  eventName = 'GetParameter',
  sessions: readonly string[] = ['orders'],
): Uint8Array {
  const records = Array.from({ length: days }, (_, day) => [
    ...sessions.map((sessionName) => record(day, { eventName, sessionName, issuer: role, readOnly: true })),
    record(day, {
      eventName: 'PutParameter',
      sessionName: 'deploy',
      issuer: `arn:aws:iam::${account}:role/deploy`,
      readOnly: false,
    }),
  ]).flat();
  return gzipSync(encodeSnapshot(collectUsage(records).value));
}

interface Call {
  readonly eventName: string;
  readonly sessionName: string;
  readonly issuer: string;
  readonly readOnly: boolean;
}

function record(day: number, { eventName, sessionName, issuer, readOnly }: Call): unknown {
  const roleName = issuer.slice(issuer.lastIndexOf('/') + 1);
  const time = new Date(Date.UTC(2026, 7, 1 + day, 10)).toISOString().replace('.000', '');
  const number = String(day).padStart(8, '0');
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROAEXAMPLEEXAMPLE:${sessionName}`,
      arn: `arn:aws:sts::${account}:assumed-role/${roleName}/${sessionName}`,
      accountId: account,
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: issuer, accountId: account, userName: roleName },
      },
    },
    eventTime: time,
    eventSource: 'ssm.amazonaws.com',
    eventName,
    awsRegion: 'eu-west-1',
    requestParameters: { name: '/app/key' },
    responseElements: null,
    eventID: `${number}-${sessionName}-${String(readOnly)}`,
    eventType: 'AwsApiCall',
    readOnly,
    managementEvent: true,
    eventCategory: 'Management',
    recipientAccountId: account,
    resources: [],
  };
}

/** Where a text stands in another, and a number of characters behind it. */
export function positionOf(text: string, needle: string, behind = 0): Position {
  const at = text.indexOf(needle) + behind;
  const before = text.slice(0, at).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** The piece of a text that a range covers; ranges of one line. */
export function pieceOf(
  text: string,
  { start, end }: { readonly start: Position; readonly end: Position },
): string {
  return text.split('\n')[start.line]?.slice(start.character, end.character) ?? '';
}
