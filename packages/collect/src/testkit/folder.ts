import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** A temporary folder with these files, removed after `use`. */
export async function withFolder(
  files: Readonly<Record<string, string | Buffer>>,
  use: (folder: string) => void | Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'leastwise-collect-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let lastId = 0;

/** A CloudTrail record; tests name only what they are about. */
export function record(overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  lastId++;
  return {
    eventVersion: '1.08',
    userIdentity: {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/orders/orders-fn',
      accountId: '111122223333',
      sessionContext: { sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/orders' } },
    },
    eventTime: '2026-08-01T10:00:00Z',
    eventSource: 'sqs.amazonaws.com',
    eventName: 'SendMessage',
    awsRegion: 'eu-west-1',
    requestParameters: { queueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders' },
    eventID: `00000000-0000-4000-8000-${lastId.toString(16).padStart(12, '0')}`,
    eventType: 'AwsApiCall',
    recipientAccountId: '111122223333',
    ...overrides,
  };
}

export function records(
  count: number,
  overrides: Readonly<Record<string, unknown>> = {},
): Record<string, unknown>[] {
  return Array.from({ length: count }, () => record(overrides));
}

/** A log file as CloudTrail writes it, unpacked. */
export function logText(list: readonly unknown[]): string {
  return JSON.stringify({ Records: list });
}

export function logGz(list: readonly unknown[]): Buffer {
  return gzipSync(logText(list));
}
