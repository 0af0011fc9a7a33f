import type { Parsed, Problem } from '../../util/problems.js';
import type { Partition, PrincipalType, Snapshot, StackResources, UsageRow } from '../types.js';
import { buildSnapshot } from './build.js';
import { snapshotFormat, snapshotVersion } from './format.js';
import { defaultLimits } from './limits.js';
import { addSnapshot } from './load.js';
import { createState } from './state.js';

export const emptySnapshot: Snapshot = { version: 1, partitions: [], stacks: [] };

/**
 * Reads what `encodeSnapshot` wrote. Hostile text is fine: what is not well formed is left out and counted in one
 * problem. Never throws. Problems: `snapshot-syntax`, `snapshot-format`, `snapshot-newer`, `snapshot-damaged`.
 */
export function decodeSnapshot(text: string, uri = ''): Parsed<Snapshot> {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return failed(uri, 'snapshot-syntax', 'the usage snapshot is not valid JSON; collect it again');
  }
  return decodeSnapshotFile(file, uri);
}

/** Whether parsed JSON claims to be a snapshot. */
export function isSnapshotFile(file: unknown): boolean {
  return isObject(file) && file['format'] === snapshotFormat;
}

/** The same for JSON that is parsed already. */
export function decodeSnapshotFile(file: unknown, uri = ''): Parsed<Snapshot> {
  if (!isObject(file) || file['format'] !== snapshotFormat || !isCount(file['version'])) {
    return failed(uri, 'snapshot-format', 'this is not a usage snapshot; `leastwise collect` writes one');
  }
  if (file['version'] > snapshotVersion) {
    const message = `the snapshot has version ${file['version']}, this Leastwise reads up to ${snapshotVersion}; update it`;
    return failed(uri, 'snapshot-newer', message);
  }
  const damage: Damage = { count: 0, resources: mostResources };
  const snapshot = decodeParts(file, damage);
  const state = createState();
  addSnapshot(state, snapshot, defaultLimits);
  const message = `${damage.count} entries of the usage snapshot are damaged and were left out; collect it again`;
  const problems = damage.count > 0 ? [problem(uri, 'snapshot-damaged', message)] : [];
  return { value: buildSnapshot(state, defaultLimits), problems };
}

/** Over all rows: a short text may refer to a long list from every row. */
const mostResources = 8_000_000;

interface Damage {
  count: number;
  /** Resources that the rest of the rows may name. */
  resources: number;
}

interface Tables {
  readonly strings: readonly unknown[];
  readonly lists: readonly (readonly string[] | undefined)[];
  readonly callers: readonly (readonly string[] | undefined)[];
  readonly calls: readonly (readonly string[] | undefined)[];
}

function decodeParts(file: Record<string, unknown>, damage: Damage): Snapshot {
  const strings = listIn(file, 'strings', damage).map((text) => (isClean(text) ? text : undefined));
  const texts = (name: string) => listIn(file, name, damage).map((list) => textsAt(list, strings));
  const tables = { strings, lists: texts('lists'), callers: texts('callers'), calls: texts('calls') };
  const partitions = listIn(file, 'partitions', damage).map((entry) =>
    decodePartition(entry, tables, damage),
  );
  const stacks = listIn(file, 'stacks', damage).map((entry) => decodeStack(entry, strings));
  return { version: 1, partitions: known(partitions, damage), stacks: known(stacks, damage) };
}

const longestPlace = 64;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

function decodePartition(entry: unknown, tables: Tables, damage: Damage): Partition | undefined {
  if (!Array.isArray(entry)) return undefined;
  const [account, region, day] = textsAt(entry.slice(0, 3), tables.strings) ?? [];
  const [read, duplicates, rows] = entry.slice(3) as unknown[];
  if (account === undefined || region === undefined || day === undefined || !dayPattern.test(day))
    return undefined;
  if (account.length > longestPlace || region.length > longestPlace) return undefined;
  if (!isCount(read) || !isCount(duplicates) || !Array.isArray(rows)) return undefined;
  const place = { account, region, day };
  const decoded = rows.map((row: unknown) => decodeRow(row, place, tables, damage));
  return { ...place, read, duplicates, rows: known(decoded, damage) };
}

function decodeRow(
  entry: unknown,
  place: { account: string; region: string; day: string },
  tables: Tables,
  damage: Damage,
): UsageRow | undefined {
  if (!Array.isArray(entry) || !entry.every(isCount)) return undefined;
  const [callerAt = -1, callAt = -1, facetsAt = -1, resourcesAt = -1, count = 0, first = -1, length = -1] =
    entry;
  const [principal, principalType, session] = tables.callers[callerAt] ?? [];
  const [eventSource, eventName, eventType, category, readOnly, invokedBy, outcome] =
    tables.calls[callAt] ?? [];
  const facets = tables.lists[facetsAt];
  const resources = tables.lists[resourcesAt];
  const capped = entry[7] === undefined ? undefined : tables.lists[entry[7]];
  if (principal === undefined || session === undefined || !isPrincipalType(principalType)) return undefined;
  if (eventSource === undefined || eventName === undefined || eventType === undefined) return undefined;
  if (!isCategory(category) || !isReadOnly(readOnly) || invokedBy === undefined || outcome === undefined)
    return undefined;
  damage.resources -= resources?.length ?? 0;
  if (!facets || !resources || damage.resources < 0 || count === 0 || first < 0 || length < 0)
    return undefined;
  if (entry[7] !== undefined && !capped) return undefined;
  const caller = { principal, principalType, session, ...place };
  const call = { eventSource, eventName, eventType, category, readOnly, invokedBy, outcome, facets };
  return { ...caller, ...call, resources, ...(capped && { capped }), count, first, last: first + length };
}

function decodeStack(entry: unknown, strings: readonly unknown[]): StackResources | undefined {
  if (!Array.isArray(entry)) return undefined;
  const [stack] = textsAt(entry.slice(0, 1), strings) ?? [];
  const listed: unknown = entry[1];
  if (stack === undefined || !Array.isArray(listed)) return undefined;
  const resources = listed.flatMap((resource: unknown) => {
    const [logicalId, type, physicalId] = textsAt(resource, strings) ?? [];
    if (logicalId === undefined || type === undefined || physicalId === undefined) return [];
    return [{ logicalId, type, physicalId }];
  });
  return { stack, resources };
}

/** The strings a list of numbers refers to; undefined where one of them does not exist. */
function textsAt(list: unknown, strings: readonly unknown[]): readonly string[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const texts: string[] = [];
  for (const at of list as unknown[]) {
    const text = isCount(at) ? strings[at] : undefined;
    if (typeof text !== 'string') return undefined;
    texts.push(text);
  }
  return texts;
}

/** No AWS name holds control characters. */
function isClean(text: unknown): boolean {
  return typeof text === 'string' && !/[\u0000-\u001f\u007f-\u009f]/.test(text);
}

function listIn(file: Record<string, unknown>, name: string, damage: Damage): readonly unknown[] {
  const list = file[name];
  if (Array.isArray(list)) return list;
  damage.count++;
  return [];
}

function known<T>(entries: readonly (T | undefined)[], damage: Damage): T[] {
  const good = entries.filter((entry) => entry !== undefined);
  damage.count += entries.length - good.length;
  return good;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

const principalTypes: readonly string[] = [
  'role',
  'user',
  'root',
  'federated',
  'serviceLinked',
  'service',
  'account',
  'unknown',
] satisfies PrincipalType[];

function isPrincipalType(text: string | undefined): text is PrincipalType {
  return text !== undefined && principalTypes.includes(text);
}

const categories: readonly string[] = [
  'Management',
  'Data',
  'NetworkActivity',
  'Insight',
  'Aggregated',
  '',
] satisfies UsageRow['category'][];

function isCategory(text: string | undefined): text is UsageRow['category'] {
  return text !== undefined && categories.includes(text);
}

function isReadOnly(text: string | undefined): text is UsageRow['readOnly'] {
  return text === 'true' || text === 'false' || text === '';
}

function failed(uri: string, code: string, message: string): Parsed<Snapshot> {
  return { value: emptySnapshot, problems: [problem(uri, code, message)] };
}

function problem(uri: string, code: string, message: string): Problem {
  return { kind: 'unreadable', code, uri, line: 0, message };
}
