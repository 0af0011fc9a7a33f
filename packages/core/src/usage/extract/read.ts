/**
 * Reading of parsed JSON that nobody vouches for: own keys only, texts with a cap and without control characters,
 * paths walked without recursion on the input.
 */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Longest text that a usage row keeps: IAM's own limit on an ARN (IAM user guide, quotas). */
export const LONGEST_TEXT = 2048;
/** Most items of one array that are looked at. */
const MOST_ITEMS = 1000;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own value under this key, or undefined. */
export function own(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The text under this key; '' where there is none, or none that a row may keep. */
export function text(value: unknown, key: string): string {
  return cleanText(own(value, key)) ?? '';
}

/** The text itself; undefined where it is no text, too long, or holds control characters. */
export function cleanText(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= LONGEST_TEXT && !CONTROL.test(value)
    ? value
    : undefined;
}

/** A path such as `requestParameters.requestItems[].tableName`, taken apart once. */
export type Path = readonly Step[];
export interface Step {
  readonly key: string;
  /** The same with the other case of its first letter: DynamoDB logs `tableName` and `TableName`. */
  readonly other: string;
  readonly each: boolean;
}

/** '' is the empty path: the value itself. */
export function parsePath(path: string): Path {
  if (path === '') return [];
  return path.split('.').map((step) => {
    const each = step.endsWith('[]');
    const key = each ? step.slice(0, -2) : step;
    return { key, other: switchFirst(key), each };
  });
}

/** The value at a path without `[]`; undefined where it is missing or null. */
export function valueAt(root: unknown, path: Path): unknown {
  let value: unknown = root ?? undefined;
  for (let at = 0; at < path.length && value !== undefined; at++) value = step(value, path[at] as Step);
  return value;
}

/** Every value at the path, in order; null and missing ones are left out. */
export function valuesAt(root: unknown, path: Path): readonly unknown[] {
  let values: readonly unknown[] = root === undefined || root === null ? [] : [root];
  for (const next of path) {
    values = values.flatMap((value) => {
      const found = step(value, next);
      if (found === undefined) return [];
      if (!next.each) return [found];
      return Array.isArray(found) ? (found.slice(0, MOST_ITEMS) as unknown[]) : [];
    });
  }
  return values;
}

function step(value: unknown, { key, other }: Step): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Object.hasOwn(value, key)) return (value as JsonObject)[key] ?? undefined;
  return Object.hasOwn(value, other) ? ((value as JsonObject)[other] ?? undefined) : undefined;
}

/** A path below `requestParameters`, and the keys whose presence there makes it worth walking; none: from the record. */
export function splitPath(path: string): SplitPath {
  const [root, ...rest] = parsePath(path);
  const [first] = rest;
  const each = path.includes('[]');
  if (root?.key !== 'requestParameters' || first === undefined)
    return { path: parsePath(path), keys: [], each };
  return { path: rest, keys: [first.key, first.other], each };
}

export interface SplitPath {
  readonly path: Path;
  readonly keys: readonly string[];
  readonly each: boolean;
}

function switchFirst(key: string): string {
  const first = key.charAt(0);
  const other = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase();
  return other + key.slice(1);
}
