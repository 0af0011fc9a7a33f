import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** What was written: sizes in bytes. */
export interface Trail {
  readonly files: number;
  readonly records: number;
  readonly raw: number;
  readonly packed: number;
}

const account = '111122223333';
const regions = ['eu-west-1', 'us-east-1'];
const days = 90;
const functions = 60;
const recordsPerFile = 400;

/**
 * Writes about `bytes` (unpacked) of CloudTrail log files in the layout of a trail: 90 days, two regions, 60 functions
 * with roles of their own, containers, people and services, management and data events. Deterministic: no clock, no
 * randomness but the seed.
 */
export function writeTrail(folder: string, bytes: number): Trail {
  const random = createRandom(20_261_101);
  let files = 0;
  let raw = 0;
  let packed = 0;
  while (raw < bytes) {
    const day = new Date(Date.UTC(2026, 7, 1 + (files % days)));
    const region = regions[Math.floor(files / days) % regions.length] ?? 'eu-west-1';
    const list = Array.from({ length: recordsPerFile }, () => writeRecord(random, region, day));
    const text = `{"Records":[${list.join(',')}]}`;
    const content = gzipSync(text);
    writeLog(folder, region, day, files, content);
    files++;
    raw += Buffer.byteLength(text);
    packed += content.length;
  }
  return { files, records: files * recordsPerFile, raw, packed };
}

function writeLog(folder: string, region: string, day: Date, index: number, content: Buffer): void {
  const [year = '', month = '', date = ''] = day.toISOString().slice(0, 10).split('-');
  const target = path.join(folder, 'AWSLogs', account, 'CloudTrail', region, year, month, date);
  mkdirSync(target, { recursive: true });
  const stamp = `${year}${month}${date}T${String(index % 24).padStart(2, '0')}05Z`;
  writeFileSync(path.join(target, `${account}_CloudTrail_${region}_${stamp}_${index}.json.gz`), content);
}

type Random = (below: number) => number;

/** mulberry32. */
function createRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function writeRecord(random: Random, region: string, day: Date): string {
  const number = random(functions);
  // A function does a few things, each time to the same few resources.
  const call = calls[(number * 7 + random(4)) % calls.length]?.(random, region, number) ?? {};
  const time = new Date(day.getTime() + random(86_400) * 1000).toISOString().replace('.000', '');
  return JSON.stringify({
    eventVersion: '1.11',
    userIdentity: writeIdentity(random, number, time),
    eventTime: time,
    awsRegion: region,
    sourceIPAddress: `10.0.${random(256)}.${random(256)}`,
    userAgent: `aws-sdk-js/3.${random(900)}.0 ua/2.1 os/linux lang/js md/nodejs#20.18.0 exec-env/AWS_Lambda_nodejs20.x`,
    errorCode: random(50) === 0 ? 'AccessDenied' : undefined,
    ...call,
    requestID: hex(random, 32),
    eventID: uuid(random),
    eventType: 'AwsApiCall',
    recipientAccountId: account,
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `service.${region}.amazonaws.com`,
    },
  });
}

function writeIdentity(random: Random, number: number, time: string): Record<string, unknown> {
  const role = `shop-prod-Function${number}Role-1A2B3C4D5E6F`;
  const session = sessions[random(sessions.length)]?.(random) ?? `shop-prod-Function${number}-A1B2C3D4E5F6`;
  const id = `AROAEXAMPLE${String(number).padStart(9, '0')}`;
  return {
    type: 'AssumedRole',
    principalId: `${id}:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    accountId: account,
    accessKeyId: `ASIA${hex(random, 16).toUpperCase()}`,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: id,
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: role,
      },
      attributes: { creationDate: time, mfaAuthenticated: 'false' },
    },
  };
}

/** One in eight calls is made by a container, an instance or a default SDK session. */
const sessions: readonly (((random: Random) => string) | undefined)[] = [
  (random) =>
    [hex(random, 32), `i-0${hex(random, 16)}`, `botocore-session-${1_785_000_000 + random(1e6)}`][
      random(3)
    ] ?? '',
  ...Array.from({ length: 7 }, () => undefined),
];

type Call = (random: Random, region: string, number: number) => Record<string, unknown>;

const management = { managementEvent: true, eventCategory: 'Management' };
const data = { managementEvent: false, eventCategory: 'Data' };

const s3: Call = (random, _region, number) => {
  const bucket = `shop-data-${number % 20}`;
  const key = `orders/2026/08/${random(28)}/${hex(random, 24)}.json`;
  return {
    eventSource: 's3.amazonaws.com',
    eventName: random(3) === 0 ? 'PutObject' : 'GetObject',
    requestParameters: { bucketName: bucket, Host: `${bucket}.s3.amazonaws.com`, key },
    responseElements: null,
    additionalEventData: {
      SignatureVersion: 'SigV4',
      bytesTransferredIn: 0,
      bytesTransferredOut: random(1e6),
      'x-amz-id-2': hex(random, 76),
    },
    readOnly: true,
    resources: [
      { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucket}/${key}` },
      { accountId: account, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` },
    ],
    ...data,
  };
};

const dynamodb: Call = (random, region, number) => {
  const table = `shop-prod-Table${number % 15}`;
  return {
    eventSource: 'dynamodb.amazonaws.com',
    eventName: ['GetItem', 'PutItem', 'Query', 'UpdateItem'][random(4)],
    requestParameters: { tableName: table, key: { id: '***' }, returnConsumedCapacity: 'NONE' },
    responseElements: null,
    readOnly: false,
    resources: [
      {
        accountId: account,
        type: 'AWS::DynamoDB::Table',
        ARN: `arn:aws:dynamodb:${region}:${account}:table/${table}`,
      },
    ],
    ...data,
  };
};

const kms: Call = (random, region, number) => {
  const key = `arn:aws:kms:${region}:${account}:key/00000000-0000-4000-8000-00000000000${number % 9}`;
  return {
    eventSource: 'kms.amazonaws.com',
    eventName: random(2) === 0 ? 'Decrypt' : 'GenerateDataKey',
    requestParameters: {
      encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::shop-data-${random(20)}` },
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    },
    responseElements: null,
    readOnly: true,
    resources: [{ accountId: account, type: 'AWS::KMS::Key', ARN: key }],
    ...management,
  };
};

const sqs: Call = (random, region, number) => ({
  eventSource: 'sqs.amazonaws.com',
  eventName: 'SendMessage',
  requestParameters: {
    queueUrl: `https://sqs.${region}.amazonaws.com/${account}/queue-${number % 10}`,
    messageBody: 'HIDDEN_DUE_TO_SECURITY_REASONS',
  },
  responseElements: { messageId: uuid(random), mD5OfMessageBody: hex(random, 32) },
  readOnly: false,
  ...data,
});

const ssm: Call = (random, _region, number) => ({
  eventSource: 'ssm.amazonaws.com',
  eventName: 'GetParameter',
  requestParameters: { name: `/shop/prod/größe/${number}/${random(5)}`, withDecryption: true },
  responseElements: null,
  readOnly: true,
  ...management,
});

const logs: Call = (random, _region, number) => ({
  eventSource: 'logs.amazonaws.com',
  eventName: 'CreateLogStream',
  requestParameters: {
    logGroupName: `/aws/lambda/shop-prod-Function${number}`,
    logStreamName: `2026/08/01/[$LATEST]${hex(random, 32)}`,
  },
  responseElements: null,
  readOnly: false,
  ...management,
});

const describe: Call = (random) => ({
  eventSource: 'ec2.amazonaws.com',
  eventName: 'DescribeNetworkInterfaces',
  requestParameters: {
    networkInterfaceIdSet: { items: [{ networkInterfaceId: `eni-${hex(random, 17)}` }] },
    filterSet: {},
  },
  responseElements: null,
  readOnly: true,
  ...management,
});

/** Weighted as in accounts that log data events. */
const calls: readonly Call[] = [s3, s3, s3, dynamodb, dynamodb, dynamodb, kms, sqs, ssm, logs, describe];

function hex(random: Random, digits: number): string {
  let text = '';
  while (text.length < digits)
    text += random(2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, digits);
}

function uuid(random: Random): string {
  const digits = hex(random, 32);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20)}`;
}
