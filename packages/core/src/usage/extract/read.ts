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
interface Step {
  readonly key: string;
  /** The same with the other case of its first letter: DynamoDB logs `tableName` and `TableName`. */
  readonly other: string;
  readonly each: boolean;
}

export function parsePath(path: string): Path {
  return path.split('.').map((step) => {
    const each = step.endsWith('[]');
    const key = each ? step.slice(0, -2) : step;
    return { key, other: switchFirst(key), each };
  });
}

/** Every value at the path, in order; null and missing ones are left out. */
export function valuesAt(root: unknown, path: Path): unknown[] {
  let values: unknown[] = [root];
  for (const step of path) {
    const next: unknown[] = [];
    for (const value of values) {
      const found = own(value, step.key) ?? own(value, step.other);
      if (found === undefined || found === null) continue;
      if (!step.each) next.push(found);
      else if (Array.isArray(found)) for (const item of found.slice(0, MOST_ITEMS)) next.push(item);
    }
    if (next.length === 0) return next;
    values = next;
  }
  return values;
}

function switchFirst(key: string): string {
  const first = key.charAt(0);
  const other = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase();
  return other + key.slice(1);
}
