import type { Analysis } from './analysis.js';
import { resolveRow } from './usage/map.js';
import type { Snapshot } from './usage/types.js';
import { compareText } from './util/order.js';

/** What became of the events that were read: counted over every principal, not only the functions'. */
export function countEvents(snapshot: Snapshot): Analysis['events'] {
  const counts = { read: 0, duplicates: 0, mapped: 0, denied: 0 };
  const unresolved = new Map<string, { eventSource: string; eventName: string; count: number }>();
  for (const partition of snapshot.partitions) {
    counts.read += partition.read;
    counts.duplicates += partition.duplicates;
    for (const row of partition.rows) {
      const { resolution, isUse } = resolveRow(row);
      if (isUse === 'denied') counts.denied += row.count;
      if (resolution.reason !== 'unresolved') counts.mapped += row.count;
      else note(unresolved, row.eventSource, row.eventName, row.count);
    }
  }
  const listed = [...unresolved.values()].sort(
    (a, b) => compareText(a.eventSource, b.eventSource) || compareText(a.eventName, b.eventName),
  );
  return { ...counts, unresolved: listed };
}

function note(
  unresolved: Map<string, { eventSource: string; eventName: string; count: number }>,
  eventSource: string,
  eventName: string,
  count: number,
): void {
  const key = `${eventSource} ${eventName}`;
  const known = unresolved.get(key);
  if (known === undefined) unresolved.set(key, { eventSource, eventName, count });
  else known.count += count;
}
