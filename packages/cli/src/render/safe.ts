/**
 * What a terminal would obey instead of show: control characters (C0, DEL, C1), directional overrides that make a text
 * read as another one, characters without width, and lone surrogates. Line ends count too: a name has none.
 */
const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\p{Surrogate}]/gu;

/** The text with every such character spelled out (`\u001b`). Names come from logs and templates: they are hostile. */
export function neutralise(text: string): string {
  return text.replace(unsafe, spelled);
}

/** JSON that is safe to print: the same value, with the characters that JSON leaves raw escaped too. */
export function toSafeJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(unsafe, (character) =>
    character === '\n' ? character : spelled(character),
  );
}

/** A copy of plain data with every text in it, keys included, made safe: so that no renderer can forget one. */
export function neutraliseAll<T>(value: T): T {
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (typeof value === 'string') return neutralise(value);
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [neutralise(key), copy(item)]));
}

function spelled(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
