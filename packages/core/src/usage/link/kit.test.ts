/** Small builders for the tests of linking and coverage. */
import type { SourceFunction, SourceModel, SourceResource } from '../../sources/model.js';
import { epochOfDay, formatDay, parseDay } from '../../util/time.js';
import type { Partition, Snapshot, StackResources, UsageRow } from '../types.js';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const START = parseDay('2026-08-01') ?? 0;
export const NO_RANGE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** `day` counts from START; times are at noon. */
export type RowInput = Partial<Omit<UsageRow, 'day'>> & { day?: number };

export function row(input: RowInput = {}): UsageRow {
  const day = START + (input.day ?? 0);
  const noon = epochOfDay(day) + 43_200;
  return {
    principal: `arn:aws:iam::${ACCOUNT}:role/noise`,
    principalType: 'role',
    session: 'noise',
    account: ACCOUNT,
    region: REGION,
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    eventType: 'AwsApiCall',
    category: 'Management',
    readOnly: 'true',
    invokedBy: '',
    outcome: 'success',
    facets: [],
    resources: [],
    count: 1,
    first: noon,
    last: noon,
    ...input,
    day: formatDay(day),
  };
}

/** Partitions from the rows; `quiet` days are files without rows. */
export function snapshot(
  rows: readonly UsageRow[],
  stacks: readonly StackResources[] = [],
  quiet: readonly { day: number; region?: string; account?: string }[] = [],
): Snapshot {
  const partitions = new Map<string, Partition & { rows: UsageRow[] }>();
  const open = (account: string, region: string, day: string): UsageRow[] => {
    const key = `${account} ${region} ${day}`;
    const found = partitions.get(key) ?? { account, region, day, read: 0, duplicates: 0, rows: [] };
    partitions.set(key, found);
    return found.rows;
  };
  for (const each of rows) open(each.account, each.region, each.day).push(each);
  for (const { day, region = REGION, account = ACCOUNT } of quiet)
    open(account, region, formatDay(START + day));
  return { version: 1, partitions: [...partitions.values()], stacks };
}

export function days(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

export function role(name: string, account = ACCOUNT): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

/** A call by a role session. */
export function call(roleName: string, session: string, input: RowInput = {}): UsageRow {
  return row({ principal: role(roleName), session, ...input });
}

export function fn(logicalId: string, input: Partial<SourceFunction> = {}): SourceFunction {
  return {
    id: `template.yaml#${logicalId}`,
    name: logicalId,
    kind: 'lambda',
    logicalId,
    declaredName: undefined,
    role: { logicalId: `${logicalId}Role`, declaredName: undefined, arn: undefined },
    policies: [],
    attached: [],
    boundary: undefined,
    uri: 'template.yaml',
    range: NO_RANGE,
    ...input,
  };
}

export function resource(logicalId: string, type: string, declaredName?: string): SourceResource {
  return { logicalId, type, declaredName, range: NO_RANGE };
}

export function model(functions: SourceFunction[], resources: SourceResource[] = []): SourceModel {
  return {
    uri: 'template.yaml',
    format: 'cloudformation',
    functions,
    policies: [],
    resources,
    keeps: [],
    hasAccountLiteral: false,
  };
}
