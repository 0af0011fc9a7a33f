import assert from 'node:assert/strict';
import type { Snapshot, UsageRow } from '../types.js';
import { createSnapshotBuilder, type ExtractedEvent, type SnapshotBuilder } from './builder.js';
import { event, uuid } from './events.fixture.js';

const caller = '111122223333';
const owner = '444455556666';

function build(
  events: readonly ExtractedEvent[],
  builder: SnapshotBuilder = createSnapshotBuilder(),
): Snapshot {
  for (const each of events) builder.add(each);
  return builder.build();
}

function rowsOf(snapshot: Snapshot): UsageRow[] {
  return snapshot.partitions.flatMap(({ rows }) => rows);
}

/** `account read/duplicates: count, count …` a partition. */
function shape(snapshot: Snapshot): string[] {
  return snapshot.partitions.map(
    ({ account, read, duplicates, rows }) =>
      `${account} ${read}/${duplicates}: ${rows.map(({ count }) => count).join()}`,
  );
}

describe('snapshot builder', () => {
  it('sums equal events and keeps the first and last time', () => {
    const times = [30, 10, 20];
    const [row] = rowsOf(build(times.map((at, index) => event({ first: at, last: at }, uuid(index)))));
    assert.deepEqual([row?.count, row?.first, row?.last], [3, 10, 30]);
  });

  const different: readonly [field: string, overrides: Partial<UsageRow>][] = [
    ['session', { session: 'other' }],
    ['principal', { principal: 'arn:aws:iam::111122223333:role/other' }],
    ['type of principal', { principalType: 'serviceLinked' }],
    ['source', { eventSource: 'sqs.amazonaws.com' }],
    ['name', { eventName: 'PutObject' }],
    ['type', { eventType: 'AwsServiceEvent' }],
    ['category', { category: '' }],
    ['read-only value', { readOnly: '' }],
    ['service in between', { invokedBy: 'athena.amazonaws.com' }],
    ['outcome', { outcome: 'denied' }],
    ['facets', { facets: ['version=yes'] }],
    ['bucket', { resources: ['arn:aws:s3:::other/a'] }],
    ['day', { day: '2026-08-02' }],
    ['region', { region: 'us-east-1' }],
    ['account', { account: owner }],
  ];
  for (const [field, overrides] of different) {
    it(`tells rows apart by their ${field}`, () => {
      assert.equal(rowsOf(build([event(), event(overrides)])).length, 2);
    });
  }

  it('does not let fields run into each other', () => {
    const rows = [
      event({ eventName: 'a","b', eventType: 'c' }),
      event({ eventName: 'a', eventType: 'b","c' }),
    ];
    assert.equal(rowsOf(build(rows)).length, 2);
  });

  it('keeps an event whose resource is unknown apart from those whose resource is known', () => {
    const rows = rowsOf(build([event(), event({ resources: ['arn:aws:s3:::logs/a'] })]));
    assert.deepEqual(
      rows.map(({ resources }) => resources),
      [[], ['arn:aws:s3:::logs/a']],
    );
  });

  it('caps the resources of one parent and says so', () => {
    const keys = Array.from({ length: 33 }, (_, index) =>
      event({ resources: [`arn:aws:s3:::logs/day/${index}`] }),
    );
    const [row] = rowsOf(build(keys));
    assert.deepEqual(
      [row?.resources, row?.capped, row?.count],
      [['arn:aws:s3:::logs/day/*'], ['arn:aws:s3:::logs/day/*'], 33],
    );
    const [exact] = rowsOf(build(keys.slice(0, 32)));
    assert.equal(exact?.resources.length, 32);
    assert.equal(exact.capped, undefined);
  });

  it('folds session names that no function has', () => {
    const sessions = ['i-0123456789abcdef0', '0f9de17a6465404e8b1b2356dc13c2f8', '42', '*'];
    const [row, ...more] = rowsOf(build(sessions.map((session) => event({ session }))));
    assert.deepEqual([row?.session, row?.count, more], ['*', 4, []]);
  });

  it('folds all but the first hundred session names of a principal', () => {
    const many = Array.from({ length: 500 }, (_, index) => event({ session: `session-${index}` }));
    const rows = rowsOf(build(many));
    assert.equal(rows.length, 101);
    assert.equal(rows.find(({ session }) => session === '*')?.count, 400);
  });

  it('keeps a partition in which nothing happened', () => {
    const builder = createSnapshotBuilder();
    builder.cover(caller, 'eu-west-1', '2026-08-01');
    builder.cover(caller, 'eu-west-1', '2026-08-01');
    const place = { account: caller, region: 'eu-west-1', day: '2026-08-01' };
    assert.deepEqual(builder.build().partitions, [{ ...place, read: 0, duplicates: 0, rows: [] }]);
  });

  it('bounds texts that are no AWS names', () => {
    const long = 'x'.repeat(100_000);
    const fields = {
      principal: long,
      session: long,
      eventName: long,
      outcome: long,
      facets: [long],
      resources: [long],
    };
    const [row] = rowsOf(build([event(fields), event(fields)]));
    assert.ok(row && JSON.stringify(row).length < 12_000);
    assert.deepEqual([row.count, row.session, row.resources], [2, '*', ['*']]);
  });
});

describe('copies of one event', () => {
  const cases: readonly [why: string, events: ExtractedEvent[], expected: string[]][] = [
    ['count once', [event({}, uuid(1)), event({}, uuid(1))], [`${caller} 2/1: 1`]],
    ['count each where the id is missing', [event(), event()], [`${caller} 2/0: 2`]],
    [
      'count each where they say different things',
      [event({}, uuid(1)), event({ outcome: 'denied' }, uuid(1))],
      [`${caller} 2/0: 1,1`],
    ],
    [
      'count each where folded sessions differ',
      [event({ session: '1' }, uuid(1)), event({ session: '2' }, uuid(1))],
      [`${caller} 2/0: 2`],
    ],
    [
      'of two accounts count for the caller',
      [event({ account: owner }, uuid(1), 's'), event({ account: caller }, uuid(2), 's')],
      [`${caller} 1/0: 1`, `${owner} 1/1: `],
    ],
    [
      'of two accounts count for the first where neither is the caller',
      [event({ account: '999999999999' }, uuid(1), 's'), event({ account: owner }, uuid(2), 's')],
      [`${owner} 1/0: 1`, '999999999999 1/1: '],
    ],
    [
      'of two accounts count once where one is read twice',
      [
        event({ account: owner }, uuid(1), 's'),
        event({}, uuid(2), 's'),
        event({ account: owner }, uuid(1), 's'),
      ],
      [`${caller} 1/0: 1`, `${owner} 2/2: `],
    ],
    [
      'with different shared ids count each',
      [event({ account: owner }, uuid(1), 's'), event({ account: caller }, uuid(2), 't')],
      [`${caller} 1/0: 1`, `${owner} 1/0: 1`],
    ],
  ];
  for (const [why, events, expected] of cases) {
    it(why, () => {
      assert.deepEqual(shape(build(events)), expected);
      assert.deepEqual(shape(build([...events].reverse())), expected);
    });
    it(`${why}, over two builders`, () => {
      const [a, b] = [createSnapshotBuilder(), createSnapshotBuilder()];
      events.forEach((each, index) => (index % 2 === 0 ? a : b).add(each));
      b.merge(a.state());
      assert.deepEqual(shape(b.build()), expected);
    });
  }

  it('are no longer known on days that were retired', () => {
    const builder = createSnapshotBuilder();
    const early = event({ day: '2026-08-01' }, uuid(1), 's');
    const late = event({ day: '2026-08-02' }, uuid(2));
    build([early, late], builder);
    builder.retire('2026-08-02');
    assert.deepEqual(shape(build([early, late], builder)), [`${caller} 2/0: 2`, `${caller} 2/1: 1`]);
  });
});

describe('builder state', () => {
  it('survives a message to another thread', () => {
    const events = [event({}, uuid(1), 's'), event({ resources: ['arn:aws:s3:::logs/a'] }, uuid(2))];
    const builder = createSnapshotBuilder();
    const expected = build(events, builder);
    const other = createSnapshotBuilder();
    other.merge(structuredClone(builder.state()));
    assert.deepEqual(other.build(), expected);
    other.merge(structuredClone(builder.state()));
    assert.deepEqual(shape(other.build()), [`${caller} 4/2: 1,1`]);
  });
});
