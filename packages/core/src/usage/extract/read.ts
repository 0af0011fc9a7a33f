/**
 * Reading of parsed JSON that nobody vouches for: texts with a cap and without control characters, paths walked
 * without recursion on the input.
 *
 * Reads are plain property reads, which cost a fraction of `Object.hasOwn`: in parsed JSON `__proto__` is a key like any
 * other, and none of the names read here is one that objects inherit (a test holds the tables to that).
 */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An object of which some fields are read, whatever may stand in them. */
export type Fields<Name extends string> = Readonly<Partial<Record<Name, unknown>>>;

/** Longest text that a usage row keeps: IAM's own limit on an ARN (IAM user guide, quotas). */
export const LONGEST_TEXT = 2048;
/** Most items of one array that are looked at. */
const MOST_ITEMS = 1000;
const NO_FIELDS: JsonObject = {};

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value to read fields of; one without any where it is no object. */
export function fieldsOf<Name extends string>(value: unknown): Fields<Name> {
  return (typeof value === 'object' && value !== null ? value : NO_FIELDS) as Fields<Name>;
}

/** The text itself; '' where it is none, or none that a row may keep. */
export function textOf(value: unknown): string {
  return cleanText(value) ?? '';
}

/** The text itself; undefined where it is no text, too long, or holds control characters. */
export function cleanText(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > LONGEST_TEXT) return undefined;
  return inspect(value) === UNCLEAN ? undefined : value;
}

/** What `inspect` says of a text: nothing; that it may hold `*`, `?` or `${`; that it holds control characters. */
export const PLAIN = 0;
export const WILD = 1;
export const UNCLEAN = 2;

/** One pass by character code: every name of every record comes through here, and most are short. */
export function inspect(text: string): typeof PLAIN | typeof WILD | typeof UNCLEAN {
  let found: typeof PLAIN | typeof WILD = PLAIN;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || (code > 0x7e && code < 0xa0)) return UNCLEAN;
    if (code === STAR || code === QUESTION || code === DOLLAR) found = WILD;
  }
  return found;
}

const DOLLAR = 0x24;
const STAR = 0x2a;
const QUESTION = 0x3f;

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
  for (let at = 0; at < path.length && value !== undefined; at++) value = stepInto(value, path[at] as Step);
  return value;
}

/** Every value at the path, in order; null and missing ones are left out. */
export function valuesAt(root: unknown, path: Path): readonly unknown[] {
  let values: readonly unknown[] = root === undefined || root === null ? [] : [root];
  for (const step of path) {
    const next: unknown[] = [];
    for (const value of values) {
      const found = stepInto(value, step);
      if (!step.each) {
        if (found !== undefined) next.push(found);
      } else if (Array.isArray(found)) pushSome(next, found);
    }
    values = next;
  }
  return values;
}

function pushSome(into: unknown[], items: readonly unknown[]): void {
  const end = Math.min(items.length, MOST_ITEMS);
  for (let at = 0; at < end; at++) into.push(items[at]);
}

/** Null is undefined; the other spelling is tried only where the first is not there at all. */
function stepInto(value: unknown, { key, other }: Step): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const found = (value as JsonObject)[key];
  return (found === undefined ? (value as JsonObject)[other] : found) ?? undefined;
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
