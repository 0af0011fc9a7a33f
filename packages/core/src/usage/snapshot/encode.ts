import type { Snapshot, UsageRow } from '../types.js';
import { snapshotFormat, snapshotVersion, type SnapshotFile } from './format.js';

/** The snapshot as text, see format.ts; equal snapshots give equal text. */
export function encodeSnapshot(snapshot: Snapshot): string {
  const strings = createTable<string>((text) => text);
  const lists = createTable<readonly number[]>(String);
  const callers = createTable<readonly number[]>(String);
  const calls = createTable<readonly number[]>(String);
  const listOf = (texts: readonly string[]) => lists.add(texts.map(strings.add));
  const encodeRow = (row: UsageRow) => [
    callers.add([row.principal, row.principalType, row.session].map(strings.add)),
    calls.add(callOf(row).map(strings.add)),
    listOf(row.facets),
    listOf(row.resources),
    row.count,
    row.first,
    row.last - row.first,
    ...(row.capped ? [listOf(row.capped)] : []),
  ];
  const partitions = snapshot.partitions.map(({ account, region, day, read, duplicates, rows }) => {
    const place = [account, region, day].map(strings.add) as [number, number, number];
    return [...place, read, duplicates, rows.map(encodeRow)] as const;
  });
  const stacks = snapshot.stacks.map(({ stack, resources }) => {
    const encoded = resources.map((resource) =>
      [resource.logicalId, resource.type, resource.physicalId].map(strings.add),
    );
    return [strings.add(stack), encoded] as const;
  });
  const tables = { strings: strings.all, lists: lists.all, callers: callers.all, calls: calls.all };
  const file: SnapshotFile = {
    format: snapshotFormat,
    version: snapshotVersion,
    ...tables,
    partitions,
    stacks,
  };
  return JSON.stringify(file);
}

function callOf(row: UsageRow): string[] {
  const { eventSource, eventName, eventType, category, readOnly, invokedBy, outcome } = row;
  return [eventSource, eventName, eventType, category, readOnly, invokedBy, outcome];
}

/** Gives each distinct value a number, in the order of first use. */
function createTable<T>(keyOf: (value: T) => string): { all: T[]; add: (value: T) => number } {
  const numbers = new Map<string, number>();
  const all: T[] = [];
  const add = (value: T): number => {
    const key = keyOf(value);
    let number = numbers.get(key);
    if (number === undefined) {
      number = all.length;
      numbers.set(key, number);
      all.push(value);
    }
    return number;
  };
  return { all, add };
}
