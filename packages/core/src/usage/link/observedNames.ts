import { lastSegment, parseArn, type Arn } from '../../util/arn.js';
import type { Snapshot } from '../types.js';
import { BOUND_TYPES, type BoundType } from './resourceTypes.js';

/** A resource that some call was about. */
export interface ObservedName {
  readonly name: string;
  /** Of the whole resource: the bucket of an object, the table of an index. */
  readonly arn: string;
  readonly account: string;
  readonly partition: string;
}

const indexes = new WeakMap<Snapshot, ReadonlyMap<BoundType, readonly ObservedName[]>>();

/** The names of one type seen in any row of the snapshot, each once. */
export function observedNames(snapshot: Snapshot, type: BoundType): readonly ObservedName[] {
  let index = indexes.get(snapshot);
  if (index === undefined) {
    index = collect(snapshot);
    indexes.set(snapshot, index);
  }
  return index.get(type) ?? [];
}

function collect(snapshot: Snapshot): Map<BoundType, ObservedName[]> {
  const byService = typesByService();
  const found = new Map<BoundType, Map<string, ObservedName>>();
  for (const text of resourceTexts(snapshot)) {
    const arn = parseArn(text);
    if (arn === undefined) continue;
    for (const type of byService.get(arn.service) ?? []) {
      const observed = readName(arn, type);
      if (observed === undefined) continue;
      const names = found.get(type) ?? new Map<string, ObservedName>();
      found.set(type, names.set(observed.arn, observed));
    }
  }
  return new Map([...found].map(([type, names]) => [type, [...names.values()]]));
}

function resourceTexts(snapshot: Snapshot): Set<string> {
  const texts = new Set<string>();
  for (const { rows } of snapshot.partitions)
    for (const row of rows) {
      // Roles are seen most as who calls.
      texts.add(row.principal);
      for (const resource of row.resources) texts.add(resource);
    }
  return texts;
}

function typesByService(): Map<string, Set<BoundType>> {
  const byService = new Map<string, Set<BoundType>>();
  for (const type of BOUND_TYPES.values()) {
    const types = byService.get(type.service) ?? new Set();
    byService.set(type.service, types.add(type));
  }
  return byService;
}

function readName(arn: Arn, type: BoundType): ObservedName | undefined {
  if (!arn.resource.startsWith(type.before)) return undefined;
  const rest = arn.resource.slice(type.before.length);
  const end = type.ends === undefined ? -1 : rest.indexOf(type.ends);
  const path = end < 0 ? rest : rest.slice(0, end);
  const name = type.service === 'iam' ? lastSegment(path) : path;
  // A prefix that stands for many resources names none of them.
  if (name === '' || name.includes('*')) return undefined;
  // Queues and topics have no prefix of their own: a path or colon belongs to another type.
  if (type.before === '' && /[/:]/.test(name)) return undefined;
  const head = `arn:${arn.partition}:${arn.service}:${arn.region}:${arn.account}:`;
  return {
    name: type.service === 'ssm' && name.includes('/') ? `/${name}` : name,
    arn: `${head}${type.before}${path}${type.after ?? ''}`,
    account: arn.account,
    partition: arn.partition,
  };
}
