import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Visibility } from '../../catalog/types.js';
import { prepare } from '../../prepare.js';
import { epochOfDay, formatDay } from '../../util/time.js';
import { ACCOUNT, REGION, START, row, snapshot } from '../link/kit.test.js';
import type { UsageRow } from '../types.js';
import { buildCoverage } from './buildCoverage.js';
import type { VisibleAnswer } from './types.js';
import { visible } from './visible.js';

const LAST = 30;
const REGIONS = [REGION, 'us-east-1'];
const TRAIL = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/main`;
const table = (name: string): string => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`;

const RESOURCES: Record<string, string[]> = {
  'AWS::DynamoDB::Table': [table('a'), table('b'), table('a/index/*'), table('*'), '*'],
  'AWS::S3::Object': ['arn:aws:s3:::a/*', 'arn:aws:s3:::a/x/y', 'arn:aws:s3:::a', 'arn:aws:s3:::b/*', '*'],
};

const PATTERNS = ['*', table('a'), 'arn:aws:sqs:*:*:q', 'arn:aws:sqs:ap-south-1:*:q'];

const visibilities: fc.Arbitrary<[Visibility, string]> = fc.oneof(
  fc
    .tuple(fc.constantFrom('sqs', 'kms', 'iam', 'sts'), fc.boolean(), fc.constantFrom(...PATTERNS))
    .map(([stem, readOnly, on]): [Visibility, string] => [
      { kind: 'management', eventSource: `${stem}.amazonaws.com`, readOnly, because: '' },
      on,
    ]),
  fc
    .constantFrom(...Object.keys(RESOURCES))
    .chain((type) => fc.tuple(fc.constant(type), fc.boolean(), fc.constantFrom(...(RESOURCES[type] ?? []))))
    .map(([type, readOnly, on]): [Visibility, string] => [{ kind: 'data', type, readOnly, because: '' }, on]),
);

const rows: fc.Arbitrary<UsageRow> = fc
  .record({
    day: fc.nat(LAST),
    region: fc.constantFrom(...REGIONS),
    readOnly: fc.constantFrom('true' as const, 'false' as const),
    what: fc.constantFrom('noise', 'noise', 'kms', 'table a', 'table b', 'object', 'change'),
  })
  .map(({ what, ...when }) => row({ ...when, ...KINDS[what] }));

const KINDS: Record<string, Partial<Omit<UsageRow, 'day'>>> = {
  noise: {},
  kms: { eventSource: 'kms.amazonaws.com', eventName: 'Decrypt' },
  'table a': dataRow('dynamodb', 'GetItem', [table('a')]),
  'table b': dataRow('dynamodb', 'GetItem', [table('b')]),
  object: dataRow('s3', 'GetObject', ['arn:aws:s3:::a', 'arn:aws:s3:::a/x/y']),
  change: { eventSource: 'cloudtrail.amazonaws.com', eventName: 'PutEventSelectors', readOnly: 'false' },
};

function dataRow(stem: string, eventName: string, resources: string[]): Partial<Omit<UsageRow, 'day'>> {
  return { eventSource: `${stem}.amazonaws.com`, eventName, category: 'Data', resources };
}

/** A file on most days in each region, and what happened. */
const worlds = fc.record({
  rows: fc.array(rows, { maxLength: 25 }),
  missing: fc.uniqueArray(fc.nat(LAST), { maxLength: 3 }),
  quietEast: fc.uniqueArray(fc.nat(LAST), { maxLength: 20 }),
});
type World = typeof worlds extends fc.Arbitrary<infer W> ? W : never;

const SELECTORS: object[] = [
  { ReadWriteType: 'All' },
  { ReadWriteType: 'ReadOnly' },
  { ExcludeManagementEventSources: ['kms.amazonaws.com'] },
  { IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::DynamoDB::Table', Values: [table('a')] }] },
  { IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] },
  {
    IncludeManagementEvents: false,
    ReadWriteType: 'WriteOnly',
    DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::a/x/'] }],
  },
];
const someSelectors = fc.subarray(SELECTORS);

function ask(
  world: World,
  selectors: object[] | undefined,
  [visibility, on]: [Visibility, string],
): VisibleAnswer {
  const days = Array.from({ length: LAST + 1 }, (_, day) => day).filter(
    (day) => !world.missing.includes(day),
  );
  const files = [
    ...days.map((day) => ({ day })),
    ...days.filter((day) => !world.quietEast.includes(day)).map((day) => ({ day, region: 'us-east-1' })),
  ];
  const gone = new Set(world.missing.map((day) => formatDay(START + day)));
  const coverage = buildCoverage(
    snapshot(
      world.rows.filter((each) => !gone.has(each.day)),
      [],
      files,
    ),
    {
      selectors: selectors === undefined ? [] : [{ TrailARN: TRAIL, EventSelectors: selectors }],
      trails: undefined,
      now: epochOfDay(START + 100),
    },
  );
  return visible(coverage, { visibility, resourcePattern: on, accounts: [ACCOUNT], notBefore: 0 });
}

/** Covered days that a verdict may lean on. */
function strength(answer: VisibleAnswer): number {
  return answer.state === 'visible' ? answer.days : -1;
}

const RUNS = { seed: 7, numRuns: 600 };

describe('laws of coverage', () => {
  before(() => prepare());

  it('a day of logs taken away never makes anything more visible', () => {
    const cases = fc.tuple(
      worlds,
      fc.option(someSelectors, { nil: undefined }),
      visibilities,
      fc.nat(LAST - 1),
    );
    fc.assert(
      fc.property(cases, ([world, selectors, query, day]) => {
        // Without its end the input asks an earlier question.
        fc.pre(!world.missing.includes(LAST));
        const less = { ...world, missing: [...new Set([...world.missing, day])] };
        assert.ok(strength(ask(less, selectors, query)) <= strength(ask(world, selectors, query)));
      }),
      RUNS,
    );
  });

  it('a selector taken away never makes anything more visible', () => {
    fc.assert(
      fc.property(worlds, someSelectors, fc.nat(5), visibilities, (world, selectors, at, query) => {
        const fewer = selectors.filter((_, index) => index !== at);
        assert.ok(strength(ask(world, fewer, query)) <= strength(ask(world, selectors, query)));
      }),
      RUNS,
    );
  });

  it('what covers a pattern covers all that lies in it', () => {
    const inside: [string, string, string][] = [
      ['AWS::DynamoDB::Table', table('*'), table('a')],
      ['AWS::DynamoDB::Table', table('a/index/*'), table('a/index/i')],
      ['AWS::DynamoDB::Table', '*', table('b')],
      ['AWS::S3::Object', '*', 'arn:aws:s3:::a/*'],
      ['AWS::S3::Object', 'arn:aws:s3:::a/*', 'arn:aws:s3:::a/x/y'],
    ];
    const cases = fc.tuple(worlds, fc.option(someSelectors, { nil: undefined }), fc.constantFrom(...inside));
    fc.assert(
      fc.property(cases, fc.boolean(), ([world, selectors, [type, outer, inner]], readOnly) => {
        const visibility: Visibility = { kind: 'data', type, readOnly, because: '' };
        const wide = strength(ask(world, selectors, [visibility, outer]));
        const narrow = strength(ask(world, selectors, [visibility, inner]));
        assert.ok(wide <= narrow, `${String(wide)} > ${String(narrow)}`);
      }),
      RUNS,
    );
  });

  it('events on one table say nothing about another', () => {
    fc.assert(
      fc.property(worlds, fc.boolean(), (world, readOnly) => {
        const others = world.rows.filter((each) => !each.resources.includes(table('b')));
        const query: [Visibility, string] = [
          { kind: 'data', type: 'AWS::DynamoDB::Table', readOnly, because: '' },
          table('b'),
        ];
        assert.equal(ask({ ...world, rows: others }, undefined, query).state, 'notObservable');
      }),
      RUNS,
    );
  });

  it('a selector turned on proves nothing about the days before', () => {
    fc.assert(
      fc.property(worlds, fc.nat(LAST), (world, day) => {
        const unseen = world.rows.filter((each) => each.category !== 'Data');
        const change = row({ day, ...KINDS['change'] });
        const answer = ask(
          { ...world, rows: [...unseen, change], missing: world.missing.filter((each) => each !== day) },
          SELECTORS,
          [{ kind: 'data', type: 'AWS::DynamoDB::Table', readOnly: true, because: '' }, table('a')],
        );
        assert.ok(answer.state === 'visible');
        if (answer.days > 0) assert.ok(answer.from >= formatDay(START + day + 1), answer.from);
      }),
      RUNS,
    );
  });

  it('never counts more days than have files', () => {
    fc.assert(
      fc.property(worlds, someSelectors, visibilities, (world, selectors, query) => {
        assert.ok(strength(ask(world, selectors, query)) <= LAST + 1 - new Set(world.missing).size);
      }),
      RUNS,
    );
  });
});
