// No test of its own: it is what tests are made with.
import type { Partition, Snapshot, UsageRow } from '../usage/types.js';

export const account = '111122223333';
export const region = 'eu-west-1';
export const role = `arn:aws:iam::${account}:role/app`;
export const now = '2026-10-30T00:00:00Z';
const firstDay = Date.UTC(2026, 7, 1);
const dayMs = 86_400_000;

/** A kind of call and the days it was made on; all else is what a plain call of the role looks like. */
export interface Call {
  /** `dynamodb GetItem`: event source without its domain, event name. */
  readonly event: string;
  readonly on: readonly number[] | 'daily';
  readonly resources?: readonly string[];
  readonly facets?: readonly string[];
  readonly outcome?: string;
  readonly data?: boolean;
  readonly readOnly?: boolean;
  readonly session?: string;
  readonly principal?: string;
}

/** Day numbers count from 2026-08-01; the snapshot has 90 covered days unless told otherwise. */
export function snapshotOf(calls: readonly Call[], days = 90): Snapshot {
  const partitions = Array.from({ length: days }, (_, at): Partition => {
    const rows = calls.filter(({ on }) => on === 'daily' || on.includes(at)).map((call) => rowOf(call, at));
    return { account, region, day: dayOf(at), read: rows.length, duplicates: 0, rows };
  });
  return { version: 1, partitions: [...partitions, ...partitions.map(globalTwin)], stacks: [] };
}

/** Global services log to us-east-1: without it nothing can be said of them. */
function globalTwin(partition: Partition): Partition {
  return { ...partition, region: 'us-east-1', read: 0, rows: [] };
}

export function dayOf(at: number): string {
  return new Date(firstDay + at * dayMs).toISOString().slice(0, 10);
}

function rowOf(call: Call, at: number): UsageRow {
  const [source = '', eventName = ''] = call.event.split(' ');
  const noon = (firstDay + at * dayMs) / 1000 + 43_200;
  return {
    principal: call.principal ?? role,
    principalType: 'role',
    session: call.session ?? 'app',
    account,
    region,
    day: dayOf(at),
    eventSource: `${source}.amazonaws.com`,
    eventName,
    eventType: 'AwsApiCall',
    category: call.data === true ? 'Data' : 'Management',
    readOnly: call.readOnly === false ? 'false' : 'true',
    invokedBy: '',
    outcome: call.outcome ?? 'success',
    facets: call.facets ?? [],
    resources: call.resources ?? [],
    count: 1,
    first: noon,
    last: noon,
  };
}

/** One trail that logs everything: silence then means something. */
export const allSelectors = [
  {
    TrailARN: `arn:aws:cloudtrail:${region}:${account}:trail/all`,
    AdvancedEventSelectors: [
      { Name: 'management', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
      ...[
        'AWS::S3::Object',
        'AWS::DynamoDB::Table',
        'AWS::Lambda::Function',
        'AWS::SQS::Queue',
        'AWS::SNS::Topic',
      ].map((type) => ({
        Name: type,
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Data'] },
          { Field: 'resources.type', Equals: [type] },
        ],
      })),
    ],
  },
];

export const allTrails = {
  trailList: [
    {
      Name: 'all',
      TrailARN: `arn:aws:cloudtrail:${region}:${account}:trail/all`,
      HomeRegion: region,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      IsOrganizationTrail: false,
    },
  ],
};
