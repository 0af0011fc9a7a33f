import {
  analyze,
  createSnapshotBuilder,
  encodeSnapshot,
  emptySnapshot,
  extractEvent,
  mergeSnapshots,
  type Snapshot,
  type SnapshotBuilder,
} from '@leastwise/core';
import {
  generateTrail,
  randomFor,
  type Random,
  type TrailRecord,
} from '../../../fixtures/tools/dist/index.js';
import type { LawCase } from './cases.js';
import { law, type Verdict } from './law.js';

const mostRecords = 150;

/** Records read by several builders in any order and split, and merged in any order, are the snapshot of one. */
function anySplitIsTheSame({ seed, scenario }: LawCase): Verdict {
  const random = randomFor(seed, 'split');
  const all = shuffled(generateTrail(scenario), random).flatMap(({ records }) => records);
  const records = all.slice(0, mostRecords);
  const whole = createSnapshotBuilder();
  for (const record of records) addRecord(whole, record);
  const builders = Array.from({ length: 2 + random.below(3) }, () => createSnapshotBuilder());
  for (const record of shuffled(records, random)) addRecord(random.pick(builders), record);
  const [first, ...others] = shuffled(builders, random);
  for (const other of others) first?.merge(other.state());
  const isSame = first !== undefined && encodeSnapshot(first.build()) === encodeSnapshot(whole.build());
  return { checked: records.length, faults: isSame ? [] : ['another split or order gives other bytes'] };
}

function addRecord(builder: SnapshotBuilder, record: TrailRecord): void {
  const event = extractEvent(record);
  if ('row' in event) builder.add(event);
}

/**
 * Finished partitions, dealt to several snapshots and merged in any order and nesting, are the same bytes, and so is
 * what is said of them: as one usage or as many.
 */
function partitionsMergeInAnyOrder({ seed, snapshot, input, analysis }: LawCase): Verdict {
  const random = randomFor(seed, 'partitions');
  const count = 2 + random.below(3);
  const hands = Array.from({ length: count }, (): Snapshot['partitions'][number][] => []);
  for (const partition of shuffled(snapshot.partitions, random)) random.pick(hands).push(partition);
  const parts = hands.map((partitions): Snapshot => ({ ...emptySnapshot, partitions }));
  const merged = encodeSnapshot(mergeAll(parts, random));
  const stacks = (input.usage[0] ?? emptySnapshot).stacks;
  const again = analyze({ ...input, usage: [...parts, { ...emptySnapshot, stacks }] });
  return {
    checked: parts.length,
    faults: [
      ...(merged === encodeSnapshot(snapshot) ? [] : ['merging the partitions gives other bytes']),
      ...(JSON.stringify(again) === JSON.stringify(analysis) ? [] : ['the analysis of the parts is another']),
    ],
  };
}

/** Two of them at a time, any two. */
function mergeAll(parts: readonly Snapshot[], random: Random): Snapshot {
  const left = [...parts];
  while (left.length > 1) {
    const [a = emptySnapshot] = left.splice(random.below(left.length), 1);
    const [b = emptySnapshot] = left.splice(random.below(left.length), 1);
    left.push(mergeSnapshots(a, b));
  }
  return left[0] ?? emptySnapshot;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

describe('law: order and split do not matter', () => {
  law('of records over builders', 'mixed', 50, anySplitIsTheSame);
  law('of partitions over snapshots', 'mixed', 2, partitionsMergeInAnyOrder);
});
