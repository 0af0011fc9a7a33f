import assert from 'node:assert/strict';
import type { Visibility } from '../../catalog/types.js';
import { prepare } from '../../prepare.js';
import { epochOfDay } from '../../util/time.js';
import { ACCOUNT, REGION, START, days, row, snapshot, type RowInput } from '../link/kit.test.js';
import type { UsageRow } from '../types.js';
import { buildCoverage } from './buildCoverage.js';
import type { VisibleQuery } from './types.js';
import { visible } from './visible.js';

const NOW = epochOfDay(START + 200);
const TRAIL = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/main`;
const TABLE = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`;

const management = (eventSource = 'sqs.amazonaws.com', readOnly = true): Visibility => ({
  kind: 'management',
  eventSource,
  readOnly,
  because: '',
});
const data = (type: string, readOnly = true): Visibility => ({ kind: 'data', type, readOnly, because: '' });
const tableRead = data('AWS::DynamoDB::Table');
const tableWrite = data('AWS::DynamoDB::Table', false);
const objectRead = data('AWS::S3::Object');

/** Noise on every day, so that the account is alive. */
const noise = (from = 0, to = 89, input: RowInput = {}): UsageRow[] =>
  days(from, to).map((day) => row({ day, ...input }));
const getItem = (day: number, input: RowInput = {}): UsageRow =>
  row({
    day,
    eventSource: 'dynamodb.amazonaws.com',
    eventName: 'GetItem',
    category: 'Data',
    resources: [TABLE],
    ...input,
  });
const change = (day: number, eventName = 'PutEventSelectors', input: RowInput = {}): UsageRow =>
  row({ day, eventSource: 'cloudtrail.amazonaws.com', eventName, readOnly: 'false', ...input });

const basic = (...selectors: object[]): object => ({ TrailARN: TRAIL, EventSelectors: selectors });
const advanced = (...fields: [string, object][]): object => ({
  TrailARN: TRAIL,
  AdvancedEventSelectors: [{ FieldSelectors: fields.map(([Field, operators]) => ({ Field, ...operators })) }],
});
const dynamodbData = advanced(
  ['eventCategory', { Equals: ['Data'] }],
  ['resources.type', { Equals: ['AWS::DynamoDB::Table'] }],
);

interface Case {
  readonly rows: UsageRow[];
  readonly ask: Visibility;
  readonly on?: string;
  readonly selectors?: object[];
  readonly trails?: object;
  readonly query?: Partial<VisibleQuery>;
  /** `visible <from> <days>`, else the state. */
  readonly expected: string;
}

function answer({ rows, ask, on = TABLE, selectors = [], trails, query }: Omit<Case, 'expected'>): string {
  const coverage = buildCoverage(snapshot(rows), { selectors, trails, now: NOW });
  const found = visible(coverage, {
    visibility: ask,
    resourcePattern: on,
    accounts: [ACCOUNT],
    notBefore: 0,
    ...query,
  });
  assert.notEqual(found.because, '', 'every answer says why');
  return found.state === 'visible' ? `visible ${found.from} ${String(found.days)}` : found.state;
}

function check(cases: Record<string, Case>): void {
  for (const [what, each] of Object.entries(cases)) it(what, () => assert.equal(answer(each), each.expected));
}

const never: Visibility = { kind: 'never', because: 'no event' };

describe('visible, without selectors', () => {
  before(() => prepare());
  check({
    'management reads, where reads were seen': {
      rows: noise(),
      ask: management(),
      expected: 'visible 2026-08-01 90',
    },
    'management writes, where only reads were seen': {
      rows: noise(),
      ask: management('sqs.amazonaws.com', false),
      expected: 'notObservable',
    },
    'management writes, from the first day seen': {
      rows: [...noise(), row({ day: 10, readOnly: 'false' })],
      ask: management('sqs.amazonaws.com', false),
      expected: 'visible 2026-08-11 80',
    },
    'KMS, where only other management events were seen': {
      rows: noise(),
      ask: management('kms.amazonaws.com'),
      expected: 'notObservable',
    },
    'KMS, once seen': {
      rows: [...noise(), row({ day: 60, eventSource: 'kms.amazonaws.com', eventName: 'Decrypt' })],
      ask: management('kms.amazonaws.com'),
      expected: 'visible 2026-09-30 30',
    },
    'reads of a table that anyone read': {
      rows: [...noise(), getItem(5)],
      ask: tableRead,
      expected: 'visible 2026-08-06 85',
    },
    'reads of its index': {
      rows: [...noise(), getItem(5)],
      ask: tableRead,
      on: `${TABLE}/index/*`,
      expected: 'visible 2026-08-06 85',
    },
    'writes of that table': { rows: [...noise(), getItem(5)], ask: tableWrite, expected: 'notObservable' },
    'reads of another table': {
      rows: [...noise(), getItem(5)],
      ask: tableRead,
      on: `${TABLE}2`,
      expected: 'notObservable',
    },
    'reads of every table': {
      rows: [...noise(), getItem(5)],
      ask: tableRead,
      on: '*',
      expected: 'notObservable',
    },
    'reads of tables that begin the same': {
      rows: [...noise(), getItem(5)],
      ask: tableRead,
      on: `${TABLE}*`,
      expected: 'notObservable',
    },
    'reads of a table in every region': {
      rows: [...noise(), getItem(5)],
      ask: tableRead,
      on: 'arn:aws:dynamodb:*:*:table/orders',
      expected: 'visible 2026-08-06 85',
    },
    'an event about two tables proves neither': {
      rows: [...noise(), getItem(5, { resources: [TABLE, `${TABLE}2`] })],
      ask: tableRead,
      expected: 'notObservable',
    },
    'objects of a bucket that anyone read': {
      rows: [
        ...noise(),
        row({
          day: 1,
          eventSource: 's3.amazonaws.com',
          eventName: 'GetObject',
          category: 'Data',
          resources: ['arn:aws:s3:::uploads', 'arn:aws:s3:::uploads/a/b'],
        }),
      ],
      ask: objectRead,
      on: 'arn:aws:s3:::uploads/x/*',
      expected: 'visible 2026-08-02 89',
    },
    'a data event without its resource proves nothing': {
      rows: [...noise(), getItem(5, { resources: [] })],
      ask: tableRead,
      expected: 'notObservable',
    },
    'a record that does not say whether it reads proves nothing': {
      rows: [...noise(), getItem(5, { readOnly: '' })],
      ask: tableRead,
      expected: 'notObservable',
    },
    'an account and region that are open': {
      rows: [...noise(), getItem(5)],
      ask: tableRead,
      on: 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders',
      expected: 'visible 2026-08-06 85',
    },
    'a table that is open': {
      rows: [...noise(), getItem(5)],
      ask: tableRead,
      on: `${TABLE}-\${Stage}`,
      expected: 'notObservable',
    },
    'what no trail can show': { rows: noise(), ask: never, expected: 'notObservable' },
    'what the catalog does not know': {
      rows: noise(),
      ask: { kind: 'unknown', because: 'no evidence' },
      expected: 'unknown',
    },
    'no usage at all': { rows: [], ask: management(), expected: 'unknown' },
    'no account': { rows: noise(), ask: management(), query: { accounts: [] }, expected: 'unknown' },
  });
});

describe('visible, when trail settings change', () => {
  before(() => prepare());
  check({
    'selectors are not retroactive': {
      rows: [...noise(), change(60)],
      ask: tableRead,
      selectors: [dynamodbData],
      expected: 'visible 2026-10-01 29',
    },
    'turned on today, yesterday proves nothing': {
      rows: [...noise(), change(89)],
      ask: tableRead,
      selectors: [dynamodbData],
      expected: 'visible  0',
    },
    'what was seen before the change still counts': {
      rows: [...noise(), getItem(20), change(60)],
      ask: tableRead,
      selectors: [dynamodbData],
      expected: 'visible 2026-08-21 69',
    },
    'seen before the change and never after it': {
      rows: [...noise(), getItem(20), change(60)],
      ask: tableRead,
      expected: 'notObservable',
    },
    'seen on both sides of the change': {
      rows: [...noise(), getItem(20), change(60), getItem(70)],
      ask: tableRead,
      expected: 'visible 2026-08-21 60',
    },
    'a change that was denied changes nothing': {
      rows: [...noise(), change(60, 'StopLogging', { outcome: 'denied' })],
      ask: tableRead,
      selectors: [dynamodbData],
      expected: 'visible 2026-08-01 90',
    },
    'a change to another trail changes nothing': {
      rows: [...noise(), change(60, 'UpdateTrail', { resources: [`${TRAIL}-2`] })],
      ask: tableRead,
      selectors: [dynamodbData],
      expected: 'visible 2026-08-01 90',
    },
    'a change to this trail by name does': {
      rows: [...noise(), change(60, 'UpdateTrail', { resources: [TRAIL] })],
      ask: tableRead,
      selectors: [dynamodbData],
      expected: 'visible 2026-10-01 29',
    },
    'a missing day may hide a change': {
      rows: [...noise(0, 49), ...noise(51, 89)],
      ask: tableRead,
      selectors: [dynamodbData],
      expected: 'visible 2026-09-21 39',
    },
    'management reads across a missing day': {
      rows: [...noise(0, 49), ...noise(51, 89)],
      ask: management(),
      expected: 'visible 2026-08-01 89',
    },
  });
});

describe('visible, by accounts, regions and days', () => {
  const east = noise(0, 89, { region: 'us-east-1' });
  const multi = {
    trailList: [{ TrailARN: TRAIL, HomeRegion: 'us-east-1', IsMultiRegionTrail: true }],
  };
  const single = { trailList: [{ TrailARN: TRAIL, HomeRegion: 'us-east-1', IsMultiRegionTrail: false }] };
  const onRegion = (region: string): string => `arn:aws:sqs:${region}:${ACCOUNT}:jobs`;
  check({
    'a region without files': {
      rows: noise(),
      ask: management(),
      on: onRegion('ap-south-1'),
      expected: 'unknown',
    },
    'every region is judged by those with files': {
      rows: noise(),
      ask: management(),
      on: '*',
      expected: 'visible 2026-08-01 90',
    },
    'every region, where the function runs in one without files': {
      rows: noise(),
      ask: management(),
      on: '*',
      query: { regions: ['ap-south-1'] },
      expected: 'unknown',
    },
    'every region, where the function’s own shows no reads': {
      rows: [...noise(), ...noise(0, 89, { region: 'us-west-2', readOnly: 'false' })],
      ask: management(),
      on: '*',
      query: { regions: ['us-west-2'] },
      expected: 'notObservable',
    },
    'IAM needs us-east-1': {
      rows: noise(),
      ask: management('iam.amazonaws.com'),
      on: '*',
      expected: 'unknown',
    },
    'IAM with us-east-1': {
      rows: [...noise(), ...east],
      ask: management('iam.amazonaws.com'),
      on: '*',
      expected: 'visible 2026-08-01 90',
    },
    'a service with one endpoint in the west': {
      rows: [...noise(), ...east],
      ask: management('globalaccelerator.amazonaws.com'),
      on: '*',
      expected: 'unknown',
    },
    'support needs us-east-1, whatever region is named': {
      rows: noise(),
      ask: management('support.amazonaws.com'),
      on: onRegion(REGION),
      expected: 'unknown',
    },
    'a trail without global services says nothing of IAM': {
      rows: [...noise(), ...east],
      ask: management('iam.amazonaws.com'),
      on: '*',
      selectors: [basic({})],
      trails: { trailList: [{ ...multi.trailList[0], IncludeGlobalServiceEvents: false }] },
      expected: 'notObservable',
    },
    'IAM in China': {
      rows: noise(0, 89, { region: 'cn-north-1' }),
      ask: management('iam.amazonaws.com'),
      on: '*',
      expected: 'visible 2026-08-01 90',
    },
    'STS needs the region and us-east-1': {
      rows: noise(),
      ask: management('sts.amazonaws.com'),
      on: '*',
      query: { regions: [REGION] },
      expected: 'unknown',
    },
    'a quiet region between its own files': {
      rows: [...east, row({ day: 0 }), row({ day: 5 }), row({ day: 10 })],
      ask: management(),
      on: onRegion(REGION),
      expected: 'visible 2026-08-01 11',
    },
    'a region that was silent for longer': {
      rows: [...east, row({ day: 0 }), row({ day: 30 })],
      ask: management(),
      on: onRegion(REGION),
      expected: 'visible 2026-08-01 2',
    },
    'the same under a multi-region trail': {
      rows: [...east, row({ day: 0 }), row({ day: 30 })],
      ask: management(),
      on: onRegion(REGION),
      selectors: [basic({})],
      trails: multi,
      expected: 'visible 2026-08-01 90',
    },
    'a single-region trail says nothing of another region': {
      rows: [...east, ...noise()],
      ask: tableRead,
      selectors: [dynamodbData],
      trails: single,
      expected: 'notObservable',
    },
    'a multi-region trail does': {
      rows: [...east, ...noise()],
      ask: tableRead,
      selectors: [dynamodbData],
      trails: multi,
      expected: 'visible 2026-08-01 90',
    },
    'of two answers without describe-trails each speaks for its home': {
      rows: [...east, ...noise()],
      ask: tableRead,
      selectors: [dynamodbData, { ...basic({}), TrailARN: `${TRAIL}-2` }],
      expected: 'notObservable',
    },
    'an account without files': {
      rows: noise(),
      ask: management(),
      query: { accounts: [ACCOUNT, '999999999999'] },
      expected: 'unknown',
    },
    'two accounts: the shorter window': {
      rows: [...noise(), ...noise(50, 89, { account: '999999999999' })],
      ask: management(),
      on: '*',
      query: { accounts: [ACCOUNT, '999999999999'] },
      expected: 'visible 2026-09-20 40',
    },
    'not before': {
      rows: noise(),
      ask: management(),
      query: { notBefore: epochOfDay(START + 80) + 3600 },
      expected: 'visible 2026-10-20 10',
    },
    'a missing day is not counted': {
      rows: noise().filter((each) => each.day !== '2026-08-10'),
      ask: management(),
      expected: 'visible 2026-08-01 89',
    },
    'days after now do not count': {
      rows: [...noise(0, 9), ...noise(300, 310)],
      ask: management(),
      expected: 'visible 2026-08-01 10',
    },
  });
});

describe('visible, by selectors', () => {
  const BUCKET = 'arn:aws:s3:::uploads';
  const s3Basic = (...Values: string[]): object =>
    basic({ DataResources: [{ Type: 'AWS::S3::Object', Values }] });
  const s3Advanced = (operators: object): object =>
    advanced(
      ['eventCategory', { Equals: ['Data'] }],
      ['resources.type', { Equals: ['AWS::S3::Object'] }],
      ['resources.ARN', operators],
    );
  const yes = 'visible 2026-08-01 90';
  const no = 'notObservable';
  const table: [string, object, Visibility, string, string][] = [
    ['no selector element at all', { TrailARN: TRAIL }, management(), '*', yes],
    ['an empty list', basic(), management(), '*', no],
    ['basic, all', basic({}), management(), '*', yes],
    ['basic, read only, a read', basic({ ReadWriteType: 'ReadOnly' }), management(), '*', yes],
    [
      'basic, read only, a write',
      basic({ ReadWriteType: 'ReadOnly' }),
      management('sqs.amazonaws.com', false),
      '*',
      no,
    ],
    ['basic, write only, a read', basic({ ReadWriteType: 'WriteOnly' }), management(), '*', no],
    ['basic, no management', basic({ IncludeManagementEvents: false }), management(), '*', no],
    [
      'basic, KMS left out, KMS',
      basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }),
      management('kms.amazonaws.com'),
      '*',
      no,
    ],
    [
      'basic, KMS left out, SQS',
      basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }),
      management(),
      '*',
      yes,
    ],
    ['basic, no data', basic({}), objectRead, `${BUCKET}/*`, no],
    ['basic, all buckets', s3Basic('arn:aws:s3'), objectRead, '*', yes],
    ['basic, all buckets, with colons', s3Basic('arn:aws:s3:::'), objectRead, '*', yes],
    ['basic, the bucket', s3Basic(`${BUCKET}/`), objectRead, `${BUCKET}/*`, yes],
    ['basic, the bucket, listing it', s3Basic(`${BUCKET}/`), objectRead, BUCKET, yes],
    ['basic, the bucket, buckets that begin the same', s3Basic(`${BUCKET}/`), objectRead, `${BUCKET}*`, no],
    ['basic, a prefix, the bucket', s3Basic(`${BUCKET}/a/`), objectRead, `${BUCKET}/*`, no],
    ['basic, a prefix, below it', s3Basic(`${BUCKET}/a/`), objectRead, `${BUCKET}/a/b*`, yes],
    ['basic, a bucket without slash', s3Basic(BUCKET), objectRead, `${BUCKET}/*`, no],
    ['basic, no values', s3Basic(), objectRead, `${BUCKET}/*`, no],
    [
      'basic, in a small first letter',
      { trailARN: TRAIL, eventSelectors: [{ readWriteType: 'ReadOnly' }] },
      management('sqs.amazonaws.com', false),
      '*',
      no,
    ],
    [
      'advanced, management reads',
      advanced(['eventCategory', { Equals: ['Management'] }], ['readOnly', { Equals: ['true'] }]),
      management('sqs.amazonaws.com', false),
      '*',
      no,
    ],
    [
      'advanced, not KMS, KMS',
      advanced(
        ['eventCategory', { Equals: ['Management'] }],
        ['eventSource', { NotEquals: ['kms.amazonaws.com'] }],
      ),
      management('kms.amazonaws.com'),
      '*',
      no,
    ],
    [
      'advanced, not KMS, SQS',
      advanced(
        ['eventCategory', { Equals: ['Management'] }],
        ['eventSource', { NotEquals: ['kms.amazonaws.com'] }],
      ),
      management(),
      '*',
      yes,
    ],
    ['advanced, without a category', advanced(['readOnly', { Equals: ['true'] }]), management(), '*', no],
    [
      'advanced, a field we do not know',
      advanced(['eventCategory', { Equals: ['Management'] }], ['userIdentity.arn', { NotEquals: ['x'] }]),
      management(),
      '*',
      no,
    ],
    [
      'advanced, not from the console',
      advanced(
        ['eventCategory', { Equals: ['Management'] }],
        ['sessionCredentialFromConsole', { NotEquals: ['true'] }],
      ),
      management(),
      '*',
      yes,
    ],
    ['advanced, all tables', dynamodbData, tableRead, '*', yes],
    ['advanced, all tables, buckets', dynamodbData, objectRead, '*', no],
    ['advanced, the bucket', s3Advanced({ StartsWith: [`${BUCKET}/`] }), objectRead, `${BUCKET}/*`, yes],
    ['advanced, the bucket, all', s3Advanced({ StartsWith: [`${BUCKET}/`] }), objectRead, '*', no],
    ['advanced, all of S3 by prefix', s3Advanced({ StartsWith: ['arn:aws:s3:::'] }), objectRead, '*', yes],
    [
      'advanced, two prefixes, either',
      s3Advanced({ StartsWith: ['arn:aws:s3:::x/', `${BUCKET}/`] }),
      objectRead,
      `${BUCKET}/a`,
      yes,
    ],
    ['advanced, one object', s3Advanced({ Equals: [`${BUCKET}/a`] }), objectRead, `${BUCKET}/a`, yes],
    ['advanced, one object, more', s3Advanced({ Equals: [`${BUCKET}/a`] }), objectRead, `${BUCKET}/a*`, no],
    ['advanced, by ending', s3Advanced({ EndsWith: ['.json'] }), objectRead, `${BUCKET}/*.json`, yes],
    ['advanced, by ending, all', s3Advanced({ EndsWith: ['.json'] }), objectRead, `${BUCKET}/*`, no],
    [
      'advanced, not the log bucket, another',
      s3Advanced({ NotStartsWith: ['arn:aws:s3:::logs/'] }),
      objectRead,
      `${BUCKET}/*`,
      yes,
    ],
    [
      'advanced, not the log bucket, it',
      s3Advanced({ NotStartsWith: ['arn:aws:s3:::logs/'] }),
      objectRead,
      'arn:aws:s3:::logs/*',
      no,
    ],
    [
      'advanced, not the log bucket, all',
      s3Advanced({ NotStartsWith: ['arn:aws:s3:::logs/'] }),
      objectRead,
      '*',
      no,
    ],
    [
      'advanced, not one object, it',
      s3Advanced({ NotEquals: [`${BUCKET}/a`] }),
      objectRead,
      `${BUCKET}/a`,
      no,
    ],
    [
      'advanced, not one object, another',
      s3Advanced({ NotEquals: [`${BUCKET}/a`] }),
      objectRead,
      `${BUCKET}/b`,
      yes,
    ],
    [
      'advanced, not one object, all',
      s3Advanced({ NotEquals: [`${BUCKET}/a`] }),
      objectRead,
      `${BUCKET}/*`,
      no,
    ],
    ['advanced, not an ending, all', s3Advanced({ NotEndsWith: ['.tmp'] }), objectRead, `${BUCKET}/*`, no],
    [
      'advanced, not an ending, another',
      s3Advanced({ NotEndsWith: ['.tmp'] }),
      objectRead,
      `${BUCKET}/*.json`,
      yes,
    ],
    [
      'advanced, prefix but not below',
      s3Advanced({ StartsWith: [`${BUCKET}/`], NotStartsWith: [`${BUCKET}/tmp/`] }),
      objectRead,
      `${BUCKET}/*`,
      no,
    ],
    [
      'an open symbol is everything',
      s3Advanced({ NotStartsWith: ['arn:aws:s3:::logs/'] }),
      objectRead,
      '${Bucket.Arn}/*',
      no,
    ],
    [
      'an open partition',
      s3Advanced({ StartsWith: [`${BUCKET}/`] }),
      objectRead,
      'arn:${AWS::Partition}:s3:::uploads/*',
      yes,
    ],
    [
      'basic, one function',
      basic({
        DataResources: [
          { Type: 'AWS::Lambda::Function', Values: [`arn:aws:lambda:${REGION}:${ACCOUNT}:function:f`] },
        ],
      }),
      data('AWS::Lambda::Function'),
      `arn:aws:lambda:${REGION}:${ACCOUNT}:function:f:live`,
      yes,
    ],
    [
      'basic, one function, another',
      basic({
        DataResources: [
          { Type: 'AWS::Lambda::Function', Values: [`arn:aws:lambda:${REGION}:${ACCOUNT}:function:f`] },
        ],
      }),
      data('AWS::Lambda::Function'),
      `arn:aws:lambda:${REGION}:${ACCOUNT}:function:f2`,
      no,
    ],
    [
      'an answer of the wrong shape',
      { TrailARN: TRAIL, EventSelectors: 'x', AdvancedEventSelectors: [null, 1, { FieldSelectors: [null] }] },
      management(),
      '*',
      no,
    ],
  ];
  for (const [what, selectors, ask, on, expected] of table)
    it(what, () => assert.equal(answer({ rows: noise(), ask, on, selectors: [selectors] }), expected));

  it('asks every name of the action where a selector filters by name', () => {
    const filtered = advanced(
      ['eventCategory', { Equals: ['Data'] }],
      ['resources.type', { Equals: ['AWS::DynamoDB::Table'] }],
      ['eventName', { StartsWith: ['Delete'] }],
    );
    const ask = (eventNames: string[] | undefined): string =>
      answer({
        rows: noise(),
        ask: tableRead,
        selectors: [filtered],
        query: eventNames ? { eventNames } : {},
      });
    assert.equal(ask(['DeleteItem']), yes);
    assert.equal(ask(['DeleteItem', 'PutItem']), no);
    assert.equal(ask(undefined), no);
  });

  const tables: [string, object] = ['resources.type', { Equals: ['AWS::DynamoDB::Table'] }];
  const dataOnly: [string, object] = ['eventCategory', { Equals: ['Data'] }];
  const fields: readonly (readonly [what: string, field: [string, object], expected: string])[] = [
    ['calls of principals', ['eventType', { Equals: ['AwsApiCall'] }], yes],
    ['service events only', ['eventType', { Equals: ['AwsServiceEvent'] }], no],
    ['all but service events', ['eventType', { NotEquals: ['AwsServiceEvent'] }], yes],
    ['the service of the type', ['eventSource', { Equals: ['dynamodb.amazonaws.com'] }], yes],
    ['other services only', ['eventSource', { NotEquals: ['dynamodb.amazonaws.com'] }], no],
    ['no console sessions', ['sessionCredentialFromConsole', { NotEquals: ['true'] }], yes],
    ['console sessions only', ['sessionCredentialFromConsole', { Equals: ['true'] }], no],
    // Several values of an exclusive operator are joined by AND: each is left out.
    ['all but two tables', ['resources.ARN', { NotEquals: [TABLE, `${TABLE}2`] }], no],
    ['all but two other tables', ['resources.ARN', { NotEquals: [`${TABLE}2`, `${TABLE}3`] }], yes],
    ['either of two tables', ['resources.ARN', { Equals: [`${TABLE}2`, TABLE] }], yes],
    ['tables that end otherwise', ['resources.ARN', { NotEndsWith: ['orders'] }], no],
    ['tables that begin otherwise', ['resources.ARN', { NotStartsWith: ['arn:aws:s3'] }], yes],
    ['one endpoint only', ['vpcEndpointId', { Equals: ['vpce-1'] }], no],
    ['denied at an endpoint only', ['errorCode', { Equals: ['VpceAccessDenied'] }], no],
    ['a field that is not known', ['some.field', { NotEquals: ['x'] }], no],
  ];
  for (const [what, field, expected] of fields)
    it(`data events of ${what}`, () =>
      assert.equal(
        answer({ rows: noise(), ask: tableRead, selectors: [advanced(dataOnly, tables, field)] }),
        expected,
      ));

  it('network activity is no other use of an action', () => {
    const network = advanced(
      ['eventCategory', { Equals: ['NetworkActivity'] }],
      ['eventSource', { Equals: ['dynamodb.amazonaws.com'] }],
    );
    assert.equal(answer({ rows: noise(), ask: tableRead, selectors: [network] }), no);
  });

  it('asks every session where a selector filters by identity', () => {
    const role = `arn:aws:sts::${ACCOUNT}:assumed-role/orders-role`;
    const ask = (operators: object, identities: string[] | undefined): string =>
      answer({
        rows: noise(),
        ask: tableRead,
        selectors: [advanced(dataOnly, tables, ['userIdentity.arn', operators])],
        query: identities ? { identities } : {},
      });
    assert.equal(ask({ NotStartsWith: [`arn:aws:sts::${ACCOUNT}:assumed-role/noisy/`] }, [`${role}/*`]), yes);
    assert.equal(ask({ NotStartsWith: [`${role}/f`] }, [`${role}/*`]), no);
    assert.equal(ask({ StartsWith: [role] }, [`${role}/*`]), yes);
    assert.equal(ask({ StartsWith: [role] }, [`${role}/*`, 'arn:aws:iam::1:user/u']), no);
    assert.equal(ask({ NotEquals: [`${role}/x`] }, undefined), no);
    assert.equal(ask({ NotEquals: [`${role}/x`] }, []), no);
  });

  it('joins what two trails log', () => {
    const rows = noise(0, 89, { region: 'us-east-1' });
    const on = `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/orders`;
    const selectors = [basic({}), { ...dynamodbData, TrailARN: `${TRAIL}-data` }];
    assert.equal(answer({ rows, ask: tableRead, on, selectors }), yes);
    assert.equal(answer({ rows, ask: management(), on, selectors }), yes);
  });

  it('reads a file that holds an array of answers', () => {
    assert.equal(
      answer({ rows: noise(), ask: tableRead, selectors: [[basic({}), dynamodbData]] as object[] }),
      no,
    );
    assert.equal(answer({ rows: noise(), ask: tableRead, selectors: [[dynamodbData]] as object[] }), yes);
  });
});
