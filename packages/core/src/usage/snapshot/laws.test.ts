import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Snapshot } from '../types.js';
import { createSnapshotBuilder, type ExtractedEvent, type SnapshotBuilder } from './builder.js';
import { decodeSnapshot } from './decode.js';
import { encodeSnapshot } from './encode.js';
import { event, uuid } from './events.fixture.js';
import { mergeSnapshots } from './merge.js';
import { commonPrefix } from './resources.js';

/** Small, so that generated events reach the caps. */
const limits = { sessions: 2, resources: 3 };
const settings = { seed: 20261101, numRuns: 500 };

const resource = fc
  .tuple(
    fc.constantFrom(
      'arn:aws:s3:::logs/',
      'arn:aws:s3:::data/',
      'arn:aws:sqs:eu-west-1:111122223333:',
      'x/',
      '',
    ),
    fc.constantFrom('a', 'a/b', 'a/b/c', 'a/c', 'b:1', 'b:2', 'b:*', 'd', '*', 'x/*'),
  )
  .map(([parent, name]) => parent + name);

const overrides = fc.record({
  account: fc.constantFrom('111122223333', '444455556666'),
  day: fc.constantFrom('2026-08-01', '2026-08-02'),
  principal: fc.constantFrom(
    'arn:aws:iam::111122223333:role/a',
    'arn:aws:iam::444455556666:role/b',
    '__proto__',
  ),
  session: fc.constantFrom('f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', '', 'i-0123456789abcdef0', '42'),
  eventName: fc.constantFrom('GetObject', 'PutObject', 'constructor'),
  resources: fc.uniqueArray(resource, { maxLength: 5 }).map((names) => names.sort()),
});

/** Events whose ids are all different, or missing. */
const distinctEvents = fc
  .array(fc.tuple(overrides, fc.nat(1000), fc.boolean()), { maxLength: 60 })
  .map((drawn) => drawn.map(([row, at, hasId], index) => timed(row, at, hasId ? uuid(index) : '')));

/** Events with copies: the same id again, and other accounts' copies under one shared id. */
const copiedEvents = fc
  .array(fc.tuple(overrides, fc.nat(1000), fc.nat(12), fc.constantFrom('', 's1', 's2', 's3')), {
    maxLength: 60,
  })
  .map((drawn) => drawn.map(([row, at, id, shared]) => timed(row, at, uuid(id), shared)));

function timed(row: Parameters<typeof event>[0], at: number, id: string, shared = ''): ExtractedEvent {
  return event({ ...row, first: 1_785_542_400 + at, last: 1_785_542_400 + at }, id, shared);
}

function builderOf(events: readonly ExtractedEvent[]): SnapshotBuilder {
  const builder = createSnapshotBuilder(limits);
  for (const each of events) builder.add(each);
  return builder;
}

const snapshotOf = (events: readonly ExtractedEvent[]): Snapshot => builderOf(events).build();
const merge = (a: Snapshot, b: Snapshot): Snapshot => mergeSnapshots(a, b, limits);
/** Splits by a drawn list of 0..2, shorter than the events or not. */
const parts = (events: readonly ExtractedEvent[], where: readonly number[]) =>
  [0, 1, 2].map((part) => events.filter((_, index) => (where[index] ?? 0) === part));
const split = fc.array(fc.nat(2), { minLength: 60, maxLength: 60 });

describe('snapshot laws', () => {
  it('gives the same bytes for any order of the events', () => {
    const shuffled = copiedEvents.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
    );
    fc.assert(
      fc.property(shuffled, ([events, others]) => {
        assert.equal(encodeSnapshot(snapshotOf(others)), encodeSnapshot(snapshotOf(events)));
      }),
      settings,
    );
  });

  it('gives the same bytes for any split over builders, merged in any order, copies included', () => {
    const orders = fc.constantFrom([0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]);
    fc.assert(
      fc.property(copiedEvents, split, orders, fc.boolean(), (events, where, order, nested) => {
        const [a, b, c] = order.map((part) => builderOf(parts(events, where)[part] ?? []));
        assert.ok(a && b && c);
        if (nested) b.merge(c.state());
        a.merge(b.state());
        if (!nested) a.merge(c.state());
        assert.deepEqual(a.build(), snapshotOf(events));
      }),
      settings,
    );
  });

  it('merges snapshots of distinct events to the snapshot of all, associatively and commutatively', () => {
    fc.assert(
      fc.property(distinctEvents, split, (events, where) => {
        const [a, b, c] = parts(events, where).map(snapshotOf);
        assert.ok(a && b && c);
        const whole = encodeSnapshot(snapshotOf(events));
        assert.equal(encodeSnapshot(merge(merge(a, b), c)), whole);
        assert.equal(encodeSnapshot(merge(a, merge(b, c))), whole);
        assert.equal(encodeSnapshot(merge(merge(c, a), b)), whole);
      }),
      settings,
    );
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(copiedEvents, (events) => {
        const snapshot = createSnapshotBuilder();
        snapshot.addSnapshot(snapshotOf(events));
        const written = snapshot.build();
        assert.deepEqual(decodeSnapshot(encodeSnapshot(written)), { value: written, problems: [] });
      }),
      settings,
    );
  });

  it('counts every event read once, as counted or as a copy', () => {
    fc.assert(
      fc.property(copiedEvents, (events) => {
        const { partitions } = snapshotOf(events);
        for (const { read, duplicates, rows } of partitions) {
          const counted = rows.reduce((sum, row) => sum + row.count, 0);
          assert.equal(counted + duplicates, read);
        }
        const read = partitions.reduce((sum, partition) => sum + partition.read, 0);
        assert.equal(read, events.length);
      }),
      settings,
    );
  });

  it('keeps every resource, or a prefix of it that is marked as capped', () => {
    fc.assert(
      fc.property(distinctEvents, (events) => {
        const rows = snapshotOf(events).partitions.flatMap((partition) => partition.rows);
        for (const { row } of events) {
          for (const name of row.resources) {
            const covers = (kept: string, capped: readonly string[]) =>
              kept === name || (capped.includes(kept) && name.startsWith(kept.slice(0, -1)));
            assert.ok(rows.some((other) => other.resources.some((kept) => covers(kept, other.capped ?? []))));
          }
        }
      }),
      settings,
    );
  });

  it('finds the common prefix in any order', () => {
    fc.assert(
      fc.property(fc.array(resource, { minLength: 1 }), (names) => {
        const fold = (list: readonly string[]) =>
          list.reduce((prefix, name) => commonPrefix(prefix, name), list[0] ?? '');
        const prefix = commonPrefix(fold(names), fold(names));
        assert.equal(commonPrefix(fold([...names].reverse()), prefix), prefix);
        assert.ok(names.every((name) => name.startsWith(prefix)));
      }),
      settings,
    );
  });
});
