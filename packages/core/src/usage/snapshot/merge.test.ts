import assert from 'node:assert/strict';
import type { Snapshot } from '../types.js';
import { createSnapshotBuilder, type ExtractedEvent } from './builder.js';
import { collectUsage } from './collectUsage.js';
import { emptySnapshot } from './decode.js';
import { event } from './events.fixture.js';
import { mergeSnapshots } from './merge.js';

function snapshotOf(...events: ExtractedEvent[]): Snapshot {
  const builder = createSnapshotBuilder();
  for (const each of events) builder.add(each);
  return builder.build();
}

const stack = (name: string, ...ids: string[]): Snapshot => ({
  ...emptySnapshot,
  stacks: [
    { stack: name, resources: ids.map((id) => ({ logicalId: id, type: 'T', physicalId: `${id}-1` })) },
  ],
});

describe('mergeSnapshots', () => {
  it('leaves a snapshot alone that is merged with nothing', () => {
    const one = snapshotOf(event(), event({ day: '2026-08-02' }));
    assert.deepEqual(mergeSnapshots(one, emptySnapshot), one);
    assert.deepEqual(mergeSnapshots(emptySnapshot, one), one);
  });

  it('puts partitions beside each other, sorted', () => {
    const merged = mergeSnapshots(snapshotOf(event({ day: '2026-08-02' })), snapshotOf(event()));
    assert.deepEqual(
      merged.partitions.map(({ day }) => day),
      ['2026-08-01', '2026-08-02'],
    );
  });

  it('sums the rows of one partition', () => {
    const merged = mergeSnapshots(
      snapshotOf(event({ first: 5, last: 5 })),
      snapshotOf(event({ first: 3, last: 3 })),
    );
    const [partition] = merged.partitions;
    const [row] = partition?.rows ?? [];
    assert.deepEqual([partition?.read, row?.count, row?.first, row?.last], [2, 2, 3, 5]);
  });

  it('joins what is known of a stack', () => {
    const merged = mergeSnapshots(
      mergeSnapshots(stack('b', 'Y', 'X'), stack('a', 'Z')),
      stack('b', 'X', 'W'),
    );
    const ids = merged.stacks.map(({ stack: name, resources }) => [
      name,
      ...resources.map(({ logicalId }) => logicalId),
    ]);
    assert.deepEqual(ids, [
      ['a', 'Z'],
      ['b', 'W', 'X', 'Y'],
    ]);
  });

  it('does not change what it merges', () => {
    const one = snapshotOf(event({ resources: ['arn:aws:s3:::logs/a'] }));
    const two = snapshotOf(event({ resources: ['arn:aws:s3:::logs/b'] }));
    const before = structuredClone([one, two]);
    mergeSnapshots(one, two);
    assert.deepEqual([one, two], before);
  });
});

describe('collectUsage', () => {
  const record = {
    eventVersion: '1.08',
    eventTime: '2026-08-01T10:00:00Z',
    eventSource: 'sqs.amazonaws.com',
    eventName: 'SendMessage',
    awsRegion: 'eu-west-1',
    recipientAccountId: '111122223333',
    eventID: '00000000-0000-4000-8000-000000000001',
  };

  it('counts records in any envelope, and copies once', () => {
    const { value, problems } = collectUsage([
      record,
      { Records: [{ ...record, eventID: 'other' }, record] },
    ]);
    assert.deepEqual(problems, []);
    const [partition] = value.partitions;
    assert.deepEqual(
      [partition?.day, partition?.read, partition?.duplicates, partition?.rows[0]?.count],
      ['2026-08-01', 3, 1, 2],
    );
  });

  it('counts what is no record in one problem', () => {
    const { value, problems } = collectUsage([
      null,
      7,
      { a: 1 },
      { ...record, eventTime: 'yesterday' },
      record,
    ]);
    assert.equal(value.partitions[0]?.read, 1);
    assert.deepEqual(
      problems.map(({ kind, code, message }) => [kind, code, message.split(' ')[0]]),
      [['unreadable', 'record-broken', '4']],
    );
  });

  it('is empty for no events', () => {
    assert.deepEqual(collectUsage([]), { value: emptySnapshot, problems: [] });
  });
});
