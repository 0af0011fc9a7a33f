/** The named properties that have a value: an option that was not given is absent, not `undefined`. */
export function pickDefined<T extends object, K extends keyof T>(
  from: T,
  keys: readonly K[],
): Defined<Pick<T, K>> {
  const entries = keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]);
  return Object.fromEntries(entries) as Defined<Pick<T, K>>;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
