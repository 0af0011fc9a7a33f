import { compareText } from '../../util/order.js';
import { findId, isSuppressed, parseId, rowAt, suppressAt } from './ids.js';
import { settledRow, type BuilderState, type SharedCopy } from './state.js';

/**
 * CloudTrail writes one call into the trail of every account it touches, each copy with its own event id and all with
 * one `sharedEventID` (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html).
 * The caller's copy counts; without one, the copy of the first account does. The copies lie in different partitions, so
 * that this is settled over the whole state, and again whenever two states are merged. Snapshots no longer know the
 * ids: two that were collected apart keep both copies, which makes a count too high and nothing else.
 */
export function settleShared(state: BuilderState, sharedId: string, copy: SharedCopy): void {
  const known = state.shared.get(sharedId);
  if (!known) {
    state.shared.set(sharedId, copy);
    return;
  }
  const order = compareCopies(copy, known);
  if (order === 0) return;
  const loser = order < 0 ? known : copy;
  if (order < 0) state.shared.set(sharedId, copy);
  suppress(state, loser);
}

/** A total order, so that it does not matter which copy is read first. */
function compareCopies(a: SharedCopy, b: SharedCopy): number {
  return (
    Number(b.fromCaller) - Number(a.fromCaller) ||
    compareText(a.partition, b.partition) ||
    compareText(a.eventId, b.eventId) ||
    a.content - b.content
  );
}

const scratch = new Uint32Array(4);

function suppress(state: BuilderState, copy: SharedCopy): void {
  const partition = state.partitions.get(copy.partition);
  if (!partition) return;
  parseId(copy.eventId, scratch);
  const slot = findId(partition.ids, scratch, copy.content);
  if (slot < 0 || isSuppressed(partition.ids, slot)) return;
  suppressAt(partition.ids, slot);
  const row = partition.rows[rowAt(partition.ids, slot)];
  if (row) settledRow(row).count--;
  partition.duplicates++;
}
