import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { OperationSet, ServiceOperations } from './model.js';

/** Where the committed list lies. */
export const laterFile = fileURLToPath(new URL('../../data/laterOperations.json', import.meta.url));

/** Operations that the committed set has and an older release had not. */
export interface LaterOperations {
  /** The older release: `1.43.11`. */
  readonly since: string;
  /** Its day, `YYYY-MM-DD`. */
  readonly date: string;
  /** Service of the SDK → names, sorted; all of a service that came as a whole. */
  readonly operations: ReadonlyMap<string, readonly string[]>;
}

/** What of `services` the older ones have not. */
export function findLater(
  services: readonly ServiceOperations[],
  older: readonly ServiceOperations[],
): LaterOperations['operations'] {
  const before = new Map(older.map(({ sdk, operations }) => [sdk, new Set(operations)]));
  const later = services.map(
    ({ sdk, operations }) => [sdk, operations.filter((name) => !before.get(sdk)?.has(name))] as const,
  );
  return new Map(later.filter(([, names]) => names.length > 0));
}

/** The set as it was at the older release; services that have ended since are not in it. */
export function withoutLater(set: OperationSet, later: LaterOperations): OperationSet {
  const services = set.services.map((service) => {
    const names = new Set(later.operations.get(service.sdk));
    return { ...service, operations: service.operations.filter((name) => !names.has(name)) };
  });
  return { ...set, services: services.filter(({ operations }) => operations.length > 0) };
}

/** The committed list. */
export function readLater(): LaterOperations {
  return parseLater(readFileSync(laterFile, 'utf8'));
}

/** The list out of the text that `formatLater` writes. */
export function parseLater(text: string): LaterOperations {
  const { operations, ...head } = JSON.parse(text) as Omit<LaterOperations, 'operations'> & {
    readonly operations: Readonly<Record<string, string>>;
  };
  const entries = Object.entries(operations).map(([sdk, names]) => [sdk, names.split(' ')] as const);
  return { ...head, operations: new Map(entries) };
}

/** One service a line. The same list gives the same bytes. */
export function formatLater({ operations, ...head }: LaterOperations): string {
  const lines = [...operations].map(
    ([sdk, names]) => `${JSON.stringify(sdk)}: ${JSON.stringify(names.join(' '))}`,
  );
  const start = JSON.stringify(head, null, 1).slice(0, -2);
  return `${start},\n "operations": {\n${lines.join(',\n')}\n}}\n`;
}
