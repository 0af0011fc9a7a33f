import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Snapshot } from '../types.js';
import { createSnapshotBuilder, type ExtractedEvent } from './builder.js';
import { emptySnapshot } from './decode.js';
import { encodeSnapshot } from './encode.js';
import { event } from './events.fixture.js';
import { uniteSnapshots } from './unite.js';

function snapshotOf(events: readonly ExtractedEvent[]): Snapshot {
  const builder = createSnapshotBuilder();
  for (const each of events) builder.add(each);
  return builder.build();
}

/** Row by row: who, what, count. */
const counts = ({ partitions }: Snapshot): unknown[] =>
  partitions.flatMap(({ rows }) =>
    rows.map(({ principal, session, day, eventName, count }) => [principal, session, day, eventName, count]),
  );

const drawnEvents = fc.array(
  fc
    .record({
      principal: fc.constantFrom('arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/b'),
      session: fc.constantFrom('x', 'y'),
      day: fc.constantFrom('2026-08-01', '2026-08-02'),
      eventName: fc.constantFrom('GetObject', 'PutObject'),
      resources: fc.subarray(['arn:aws:s3:::logs/a', 'arn:aws:s3:::logs/b']),
      first: fc.nat(86_399),
    })
    .map((row) => event({ ...row, last: row.first })),
  { maxLength: 20 },
);
const settings = { numRuns: 500, seed: 20261101 };

describe('uniteSnapshots', () => {
  it('is nothing of nothing, and one of one', () => {
    assert.deepEqual(uniteSnapshots([]), emptySnapshot);
    const one = snapshotOf([event()]);
    assert.equal(uniteSnapshots([one]), one);
  });

  it('takes the larger count of a row that lies in both, never their sum, and keeps principals apart', () => {
    const [a, b] = ['a', 'b'].map((name) => event({ principal: `arn:aws:iam::111122223333:role/${name}` }));
    assert.ok(a && b);
    const united = uniteSnapshots([snapshotOf([a]), snapshotOf([a, a, b])]);
    assert.deepEqual(counts(united), counts(snapshotOf([a, a, b])));
  });

  it('loses nothing that only one of them saw: names, resources, first and last', () => {
    const early = event({ resources: ['arn:aws:s3:::logs/a'], first: 3, last: 3 });
    const late = event({ resources: ['arn:aws:s3:::logs/b'], first: 9, last: 9 });
    const other = event({ eventName: 'DeleteObject' });
    const { partitions } = uniteSnapshots([snapshotOf([early]), snapshotOf([late, other])]);
    const row = partitions[0]?.rows.find(({ eventName }) => eventName !== 'DeleteObject');
    assert.equal(partitions[0]?.rows.length, 2);
    assert.deepEqual(row?.resources, ['arn:aws:s3:::logs/a', 'arn:aws:s3:::logs/b']);
    assert.deepEqual([row.first, row.last], [3, 9]);
  });

  it('law: the same again, or a part of it, changes nothing', () => {
    fc.assert(
      fc.property(drawnEvents, fc.nat(20), (events, cut) => {
        const whole = snapshotOf(events);
        const part = snapshotOf(events.slice(0, cut));
        const bytes = encodeSnapshot(whole);
        for (const list of [
          [whole, whole],
          [part, whole],
          [whole, part, whole],
        ]) {
          assert.equal(encodeSnapshot(uniteSnapshots(list)), bytes);
        }
      }),
      settings,
    );
  });

  it('law: order does not matter', () => {
    fc.assert(
      fc.property(drawnEvents, drawnEvents, drawnEvents, (x, y, z) => {
        const [a, b, c] = [x, y, z].map(snapshotOf);
        assert.ok(a && b && c);
        assert.equal(encodeSnapshot(uniteSnapshots([a, b, c])), encodeSnapshot(uniteSnapshots([c, a, b])));
      }),
      settings,
    );
  });
});
