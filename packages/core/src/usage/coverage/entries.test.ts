import assert from 'node:assert/strict';
import { prepare } from '../../prepare.js';
import { epochOfDay } from '../../util/time.js';
import { ACCOUNT, REGION, START, days, row, snapshot } from '../link/kit.test.js';
import type { CoverageEntry, UsageRow } from '../types.js';
import { buildCoverage } from './buildCoverage.js';
import { coverageEntries } from './entries.js';

const TRAIL = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/main`;
const TABLE = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`;
const noise = days(0, 9).map((day) => row({ day }));
const read = row({
  day: 4,
  eventSource: 'dynamodb.amazonaws.com',
  eventName: 'GetItem',
  category: 'Data',
  resources: [TABLE],
});

function entries(rows: UsageRow[], selectors: unknown[] = [], trails?: unknown): Map<string, CoverageEntry> {
  const coverage = buildCoverage(snapshot(rows), { selectors, trails, now: epochOfDay(START + 50) });
  return new Map(coverageEntries(coverage).map((entry) => [entry.class, entry]));
}

const NOWHERE = { accounts: [], regions: [], resources: [] };

describe('coverageEntries', () => {
  before(() => prepare());

  it('names what matters most, also where nothing is known', () => {
    const found = entries([]);
    assert.deepEqual(
      [...found.keys()],
      ['data:AWS::DynamoDB::Table', 'data:AWS::Lambda::Function', 'data:AWS::S3::Object', 'management'],
    );
    for (const entry of found.values())
      assert.deepEqual(entry, {
        class: entry.class,
        covered: false,
        from: '',
        because: 'not seen',
        ...NOWHERE,
      });
  });

  it('tells what was seen, where and since when', () => {
    const found = entries([...noise, read]);
    assert.deepEqual(found.get('data:AWS::DynamoDB::Table'), {
      class: 'data:AWS::DynamoDB::Table',
      covered: true,
      from: '2026-08-05',
      because: 'seen',
      access: 'read',
      accounts: [ACCOUNT],
      regions: [REGION],
      resources: [TABLE],
    });
    assert.equal(found.get('management')?.access, 'read');
  });

  it('lets selectors speak where they are given', () => {
    const selectors = [
      {
        TrailARN: TRAIL,
        EventSelectors: [
          {
            ReadWriteType: 'WriteOnly',
            DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::uploads/'] }],
          },
        ],
      },
    ];
    const found = entries([...noise, read], selectors);
    assert.deepEqual(found.get('data:AWS::S3::Object'), {
      class: 'data:AWS::S3::Object',
      covered: true,
      from: '2026-08-01',
      because: 'selectors',
      access: 'write',
      accounts: [ACCOUNT],
      regions: [REGION],
      resources: ['arn:aws:s3:::uploads/*'],
    });
    assert.equal(found.get('management')?.access, 'write');
    assert.equal(found.get('data:AWS::DynamoDB::Table')?.covered, false);
  });

  it('does not call covered what was turned on after the last full day', () => {
    const change = row({ day: 9, eventSource: 'cloudtrail.amazonaws.com', eventName: 'StartLogging' });
    const all = [
      {
        TrailARN: TRAIL,
        EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }],
      },
    ];
    assert.equal(entries([...noise, change], all).get('data:AWS::S3::Object')?.covered, false);
  });

  it('shows advanced selectors with their patterns and names', () => {
    const field = (Field: string, operators: object): object => ({ Field, ...operators });
    const advanced = {
      TrailARN: TRAIL,
      AdvancedEventSelectors: [
        {
          FieldSelectors: [
            field('eventCategory', { Equals: ['Data'] }),
            field('resources.type', { Equals: ['AWS::DynamoDB::Table'] }),
            field('resources.ARN', { StartsWith: [TABLE] }),
            field('eventName', { Equals: ['DeleteItem'] }),
          ],
        },
        { FieldSelectors: [field('eventCategory', { Equals: ['Management'] })] },
      ],
    };
    const found = entries(noise, [advanced]);
    assert.deepEqual(found.get('data:AWS::DynamoDB::Table')?.resources, [`${TABLE}*`]);
    assert.equal(found.get('management')?.access, 'all');
  });

  it('keeps to the regions of a single-region trail', () => {
    const east = days(0, 9).map((day) => row({ day, region: 'us-east-1' }));
    const trails = [{ TrailARN: TRAIL, HomeRegion: REGION, IsMultiRegionTrail: false }];
    const found = entries([...noise, ...east], [{ TrailARN: TRAIL, EventSelectors: [{}] }], trails);
    assert.deepEqual(found.get('management')?.regions, [REGION]);
  });
});

describe('the window', () => {
  const windowOf = (rows: UsageRow[]) =>
    buildCoverage(snapshot(rows), { selectors: [], trails: undefined, now: epochOfDay(START + 50) });

  it('counts covered days and the span', () => {
    const { window, gaps } = windowOf(noise.filter((each) => each.day !== '2026-08-03'));
    assert.deepEqual(window, {
      from: '2026-08-01T00:00:00Z',
      to: '2026-08-11T00:00:00Z',
      days: 9,
      spanDays: 10,
    });
    assert.deepEqual(gaps, [
      { account: ACCOUNT, region: '', from: '2026-08-03', to: '2026-08-03', days: 1, because: 'no files' },
    ]);
  });

  it('is empty for an empty input', () => {
    assert.deepEqual(windowOf([]).window, { from: '', to: '', days: 0, spanDays: 0 });
  });
});
