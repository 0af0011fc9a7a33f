import { compareText } from '../util/order.js';
import { decodeActionNames, decodeService, type EncodedService } from './decode.js';
import type { CatalogService } from './types.js';

/** The action names of one service, ready for matching: `full[i]` is the AWS spelling of `lower[i]`. */
export interface ActionNames {
  /** `s3:GetObject`, in code-unit order. */
  readonly full: readonly string[];
  /** `getobject`, without prefix. */
  readonly lower: readonly string[];
}

let encoded: ReadonlyMap<string, EncodedService> = new Map();
let prefixes: readonly string[] = [];
const services = new Map<string, CatalogService>();
const names = new Map<string, ActionNames>();

/**
 * Takes what AWS offers from a record of IAM prefix → encoded service (see decode.ts). Nothing is decoded until a
 * service is asked for. Replaces what was loaded before.
 */
export function loadCatalog(record: Readonly<Record<string, EncodedService>>): void {
  encoded = new Map(Object.entries(record));
  // In the order of `prefix:`, so that the names of all services, one after the other, are in code-unit order.
  prefixes = [...encoded.keys()].sort((a, b) => compareText(`${a}:`, `${b}:`));
  services.clear();
  names.clear();
}

/** Whether a catalog is loaded. Before that every look-up answers as an empty catalog would. */
export function catalogReady(): boolean {
  return encoded.size > 0;
}

/** The IAM prefixes in lower case (`s3`), sorted by `prefix:`. */
export function servicePrefixes(): readonly string[] {
  return prefixes;
}

/** The service with this IAM prefix, in any case. */
export function serviceOf(prefix: string): CatalogService | undefined {
  return decodedOnce(services, prefix, decodeService);
}

/** The names of a service's actions without decoding the rest of it. */
export function actionNamesOf(prefix: string): ActionNames | undefined {
  return decodedOnce(names, prefix, (key, text) => {
    const short = decodeActionNames(text);
    return { full: short.map((name) => `${key}:${name}`), lower: short.map((name) => name.toLowerCase()) };
  });
}

function decodedOnce<T>(
  cache: Map<string, T>,
  prefix: string,
  decode: (prefix: string, text: EncodedService) => T,
): T | undefined {
  const key = prefix.toLowerCase();
  const known = cache.get(key);
  if (known !== undefined) return known;
  const text = encoded.get(key);
  if (text === undefined) return undefined;
  const value = decode(key, text);
  cache.set(key, value);
  return value;
}
