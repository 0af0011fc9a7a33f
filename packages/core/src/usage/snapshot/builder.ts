import type { Extracted } from '../extract.js';
import type { Snapshot, UsageRow } from '../types.js';
import { buildSnapshot } from './build.js';
import { hashText } from './hash.js';
import { createIdTable, enterId, parseId } from './ids.js';
import { defaultLimits, type SnapshotLimits } from './limits.js';
import { addSnapshot } from './load.js';
import { mergeStates } from './merge.js';
import { openRow } from './principals.js';
import { parentsOf } from './resources.js';
import { addResources, clipRow, countOn, isOversized, rowKey } from './rows.js';
import { createSessionIndex } from './sessions.js';
import { settleShared } from './shared.js';
import {
  createState,
  openPartition,
  partitionKey,
  type BuilderState,
  type PartitionState,
  type SharedCopy,
} from './state.js';

/** What extraction makes of a record. */
export type ExtractedEvent = Extract<Extracted, { row: UsageRow }>;

/** Turns events into a snapshot. The order of the events and their split over several builders do not matter. */
export interface SnapshotBuilder {
  /**
   * Counts one event. A copy of an event that is already in its partition is read, not
   * counted; so is another account's copy, see `settleShared`. An event without an id is never a copy.
   */
  add(event: ExtractedEvent): void;
  /** Notes that the partition was logged, though perhaps nothing happened in it. */
  cover(account: string, region: string, day: string): void;
  /** Adds a finished snapshot: counts of equal rows sum. */
  addSnapshot(snapshot: Snapshot): void;
  /** Adds what another builder has, whose state must not be used afterwards. */
  merge(other: BuilderState): void;
  /** Forgets the event ids of the days before `day`, to bound the memory: a copy that comes later would count. */
  retire(day: string): void;
  /** Plain data, fit for a message to another thread. */
  state(): BuilderState;
  /** What was added so far, sorted. */
  build(): Snapshot;
}

export function createSnapshotBuilder(limits: SnapshotLimits = defaultLimits): SnapshotBuilder {
  const state = createState();
  const add = createAdder(state, limits);
  return {
    add,
    cover: (account, region, day) => void openPartition(state, account, region, day),
    addSnapshot: (snapshot) => addSnapshot(state, snapshot, limits),
    merge: (other) => mergeStates(state, other, limits),
    retire: (day) => retireDays(state, day),
    state: () => state,
    build: () => buildSnapshot(state, limits),
  };
}

/** The hot path: every record of every log file comes through here. */
function createAdder(state: BuilderState, limits: SnapshotLimits): SnapshotBuilder['add'] {
  const sessions = createSessionIndex();
  const partitions = createPartitionIndex(state);
  const id = new Uint32Array(4);
  return (event) => {
    const { row: found, eventId, sharedEventId } = event;
    const partition = partitions(found);
    let kind = found;
    let parents = parentsOf(found.resources);
    let key = rowKey(found, parents);
    if (isOversized(found, key)) {
      kind = clipRow(found);
      parents = parentsOf(kind.resources);
      key = rowKey(kind, parents);
    }
    const session = sessions(found.session);
    const row = openRow(partition, session, kind, parents, key, limits);
    partition.read++;
    // A copy says the same of everything that decides where it counts.
    const shared = sharedEventId === '' ? 0 : hashText(sharedEventId);
    const content = (row.hash ^ session.origin ^ shared) >>> 0;
    let isNew = true;
    if (eventId !== '') {
      parseId(eventId, id);
      isNew = enterId(partition.ids, id, content, row.index) >= 0;
    }
    addResources(row, kind.resources, limits.resources);
    countOn(row, isNew ? 1 : 0, found.first, found.last);
    if (!isNew) partition.duplicates++;
    else if (sharedEventId !== '' && eventId !== '')
      settleShared(state, sharedEventId, copyOf(event, content));
  };
}

function copyOf({ row, eventId, callerAccount }: ExtractedEvent, content: number): SharedCopy {
  const { account, region, day } = row;
  const partition = partitionKey(account, region, day);
  return { partition, eventId: eventId.toLowerCase(), content, fromCaller: callerAccount === account };
}

/** Log files are written per partition: the last one is mostly the next one too. */
function createPartitionIndex(state: BuilderState): (event: UsageRow) => PartitionState {
  let last: PartitionState | undefined;
  return (event) => {
    if (last?.day !== event.day || last.region !== event.region || last.account !== event.account) {
      last = openPartition(state, event.account, event.region, event.day);
    }
    return last;
  };
}

function retireDays(state: BuilderState, day: string): void {
  for (const partition of state.partitions.values()) {
    if (partition.day < day) partition.ids = createIdTable();
  }
  for (const [sharedId, copy] of state.shared) {
    const partition = state.partitions.get(copy.partition);
    if (!partition || partition.day < day) state.shared.delete(sharedId);
  }
}
