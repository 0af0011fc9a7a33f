import { isRecord, isScalar } from './guards.js';
import type { Request } from './types.js';

/** Condition keys in lower case, because IAM compares their names without regard to case, with all their values. */
export type Context = ReadonlyMap<string, readonly string[]>;

export function indexContext(context: Request['context'] | undefined): Context {
  const index = new Map<string, readonly string[]>();
  if (!isRecord(context)) return index;
  for (const [key, value] of Object.entries(context)) {
    index.set(key.toLowerCase(), (Array.isArray(value) ? value : [value]).filter(isScalar).map(String));
  }
  return index;
}

/** The values of a key (in lower case); undefined where it is missing or has no value. */
export function lookup(context: Context, key: string): readonly string[] | undefined {
  const values = context.get(key);
  return values && values.length > 0 ? values : undefined;
}
