import { compareText, decodeService } from './core.js';

export type CatalogRecord = Readonly<Record<string, string>>;

/** What a new catalog has more and less than the committed one, and why it must not be taken, if so. */
export interface CatalogDiff {
  /** By kind of thing: `services`, `actions`, `resource types`, `dependents`, ... */
  readonly kinds: readonly {
    readonly kind: string;
    readonly count: number;
    readonly added: readonly string[];
    readonly removed: readonly string[];
  }[];
  /** One line each; empty where the new catalog may be taken. */
  readonly failures: readonly string[];
}

/** Part of the actions that one update may lose. AWS retires services one at a time; more is a fault of the data. */
const largestLoss = 0.01;

/** Compares two catalogs by everything that Leastwise reads of them. */
export function compareCatalogs(before: CatalogRecord, after: CatalogRecord): CatalogDiff {
  const old = factsOf(before);
  const kinds = [...factsOf(after)].map(([kind, now]) => {
    const then = old.get(kind) ?? new Set<string>();
    return {
      kind,
      count: now.size,
      before: then.size,
      added: without(now, then),
      removed: without(then, now),
    };
  });
  return { kinds, failures: kinds.flatMap(failuresOf) };
}

/** The report that the script prints: counts, then up to `limit` names of each change. */
export function formatDiff(diff: CatalogDiff, limit = 40): string {
  const lines = diff.kinds.flatMap(({ kind, count, added, removed }) => [
    `${kind}: ${count} (+${added.length} -${removed.length})`,
    ...listed('+', added, limit),
    ...listed('-', removed, limit),
  ]);
  return [...lines, ...diff.failures.map((failure) => `FAILED: ${failure}`)].join('\n');
}

function failuresOf(kind: { kind: string; count: number; before: number }): string[] {
  if (kind.count === 0) return [`${kind.kind}: empty everywhere`];
  const lost = kind.before - kind.count;
  if (kind.kind !== 'actions' || lost <= kind.before * largestLoss) return [];
  return [`actions: ${kind.before} became ${kind.count}, a loss of more than ${largestLoss * 100} %`];
}

function factsOf(catalog: CatalogRecord): Map<string, Set<string>> {
  const facts = new Map<string, Set<string>>(factKinds.map((kind) => [kind, new Set<string>()]));
  const add = (kind: FactKind, text: string) => facts.get(kind)?.add(text);
  for (const [prefix, text] of Object.entries(catalog)) {
    const service = decodeService(prefix, text);
    add('services', prefix);
    for (const type of service.resourceTypes.values()) {
      add('resource types', `${prefix} ${type.name}`);
      for (const format of type.arnFormats) add('ARN formats', `${prefix} ${type.name} ${format}`);
    }
    for (const action of service.actions.values()) {
      add('actions', action.name);
      add(`level ${action.level}`, action.name);
      for (const type of action.resourceTypes) add('resource types of actions', `${action.name} ${type}`);
      for (const key of action.conditionKeys) add('condition keys of actions', `${action.name} ${key}`);
      for (const other of action.dependents) add('dependents', `${action.name} ${other}`);
      if (action.permissionOnly) add('permission-only', action.name);
    }
  }
  return facts;
}

const factKinds = [
  'services',
  'actions',
  'level Read',
  'level List',
  'level Write',
  'level Tagging',
  'level Permissions management',
  'resource types',
  'ARN formats',
  'resource types of actions',
  'condition keys of actions',
  'dependents',
  'permission-only',
] as const;
type FactKind = (typeof factKinds)[number];

function without(texts: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
  return [...texts].filter((text) => !others.has(text)).sort(compareText);
}

function listed(sign: string, texts: readonly string[], limit: number): string[] {
  const shown = texts.slice(0, limit).map((text) => `  ${sign} ${text}`);
  return texts.length > limit ? [...shown, `  ${sign} ... and ${texts.length - limit} more`] : shown;
}
