import assert from 'node:assert/strict';
import { countEvents } from './eventCounts.js';
import { prepare } from './prepare.js';
import { snapshotOf, type Call } from './testkit/usage.js';
import type { Snapshot } from './usage/types.js';

const get: Call = { event: 'dynamodb GetItem', data: true, on: [0, 1, 2] };

describe('countEvents', () => {
  before(() => prepare());

  it('counts nothing of nothing', () => {
    assert.deepEqual(countEvents(snapshotOf([], 0)), {
      read: 0,
      duplicates: 0,
      mapped: 0,
      denied: 0,
      unresolved: [],
    });
  });

  it('counts what was read, mapped and denied, whoever did it', () => {
    const denied: Call = { ...get, on: [1], outcome: 'denied', principal: 'arn:aws:iam::1:user/x' };
    const { read, mapped, denied: refused } = countEvents(snapshotOf([get, denied], 5));
    assert.deepEqual([read, mapped, refused], [4, 4, 1]);
  });

  it('takes what was read and what was a copy from the partitions', () => {
    const snapshot = snapshotOf([get], 2);
    const partitions = snapshot.partitions.map((each) => ({ ...each, read: each.read + 2, duplicates: 2 }));
    const { read, duplicates, mapped } = countEvents({ ...snapshot, partitions } satisfies Snapshot);
    assert.deepEqual([read, duplicates, mapped], [10, 8, 2]);
  });

  it('lists what no rule knows, one entry a name, sorted', () => {
    const calls: Call[] = [
      { event: 'sqs NewB', on: [0, 1] },
      { event: 'sqs NewA', on: [0] },
      { event: 'sqs NewB', on: [3], principal: 'arn:aws:iam::1:user/x' },
      { event: 'dynamodb New', on: [0] },
    ];
    const { unresolved, mapped } = countEvents(snapshotOf(calls, 5));
    assert.equal(mapped, 0);
    assert.deepEqual(
      unresolved.map(({ eventSource, eventName, count }) => `${eventSource} ${eventName} ${count}`),
      ['dynamodb.amazonaws.com New 1', 'sqs.amazonaws.com NewA 1', 'sqs.amazonaws.com NewB 3'],
    );
  });
});
