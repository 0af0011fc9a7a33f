import { itemsIn } from './functionsOfCollections.js';
import { interpolate } from './interpolate.js';
import { knownText, listAt, opaqueAt, textAt, textOf } from './value.js';
import type { Place, TerraformFunction, Value } from './types.js';

/** Terraform's functions of strings. What is open in an argument is a symbol in the result where that is exact. */
export const textFunctions: Readonly<Record<string, TerraformFunction>> = {
  format: (args, at) => formatText(args, at),
  formatlist: (args, at) => formatList(args, at),
  join: ([between, ...lists], at) => joinText(between, lists, at),
  split: ([between, text], at) => splitText(between, text, at),
  replace: ([text, from, to], at) => replaceText(text, from, to, at),
  lower: ([text], at) => mapText(text, at, (own) => own.toLowerCase()),
  upper: ([text], at) => mapText(text, at, (own) => own.toUpperCase()),
  title: ([text], at) => mapText(text, at, (own) => own.replace(/(^|\s)\S/g, (char) => char.toUpperCase())),
  trim: ([text, chars], at) => trimText(text, chars, at),
  trimprefix: ([text, cut], at) => cutText(text, cut, at, 'start'),
  trimsuffix: ([text, cut], at) => cutText(text, cut, at, 'end'),
  substr: ([text, from, length], at) => substring(text, from, length, at),
  basename: ([text], at) => mapText(text, at, (own) => own.split('/').at(-1) ?? own),
  dirname: ([text], at) => mapText(text, at, (own) => own.split('/').slice(0, -1).join('/')),
};

/** Only of a text in which nothing is open: the result of a symbol cannot be told. */
function mapText(value: Value | undefined, at: Place, change: (text: string) => string): Value {
  const text = value?.kind === 'unknown' ? undefined : textOf(value);
  return text === undefined || text.includes('${') ? opaqueAt(at) : textAt(change(text), at);
}

/** `%s`, `%v`, `%d`, `%q` and `%%`; with anything else the result is opaque. */
function formatText([format, ...args]: readonly (Value | undefined)[], at: Place): Value {
  const pattern = knownText(format);
  if (pattern === undefined) return opaqueAt(at);
  const pieces: (string | Value | undefined)[] = [];
  let next = 0;
  let done = 0;
  for (const match of pattern.matchAll(/%(%|[a-zA-Z]|[^a-zA-Z%]+[a-zA-Z])/g)) {
    pieces.push(pattern.slice(done, match.index));
    done = match.index + match[0].length;
    if (match[1] === '%') pieces.push('%');
    else if (['s', 'v', 'd'].includes(match[1] ?? '')) pieces.push(args[next++]);
    else return opaqueAt(at);
  }
  pieces.push(pattern.slice(done));
  return interpolate(pieces, at);
}

/** Lists among the arguments are walked together. */
function formatList([format, ...args]: readonly (Value | undefined)[], at: Place): Value {
  const lengths = args.flatMap((arg) => (arg?.kind === 'list' ? [arg.items.length] : []));
  if (args.some((arg) => arg?.kind === 'unknown') || lengths.length === 0) return opaqueAt(at);
  const items = Array.from({ length: Math.max(...lengths) }, (_, index) =>
    formatText([format, ...args.map((arg) => (arg?.kind === 'list' ? arg.items[index] : arg))], at),
  );
  return listAt(items, at);
}

function joinText(between: Value | undefined, lists: readonly (Value | undefined)[], at: Place): Value {
  const separator = knownText(between);
  if (separator === undefined) return opaqueAt(at);
  const items = lists.flatMap(itemsIn);
  return interpolate(
    items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])),
    at,
  );
}

function splitText(between: Value | undefined, value: Value | undefined, at: Place): Value {
  const separator = knownText(between);
  const text = textOf(value);
  if (!separator || text === undefined || text.includes('${')) return opaqueAt(at);
  return listAt(
    text.split(separator).map((part) => textAt(part, at)),
    at,
  );
}

/** A pattern between slashes is a regular expression, and not tried: it is RE2's, and may be anything. */
function replaceText(
  value: Value | undefined,
  from: Value | undefined,
  to: Value | undefined,
  at: Place,
): Value {
  const [search, replacement] = [knownText(from), knownText(to)];
  if (search === undefined || replacement === undefined || search === '') return opaqueAt(at);
  if (search.length > 2 && search.startsWith('/') && search.endsWith('/')) return opaqueAt(at);
  return mapText(value, at, (text) => text.replaceAll(search, () => replacement));
}

function trimText(value: Value | undefined, chars: Value | undefined, at: Place): Value {
  const cut = new Set(knownText(chars) ?? '');
  return mapText(value, at, (text) => {
    const letters = [...text];
    while (letters.length > 0 && cut.has(letters.at(-1) ?? '')) letters.pop();
    const start = letters.findIndex((letter) => !cut.has(letter));
    return letters.slice(Math.max(0, start)).join('');
  });
}

function cutText(value: Value | undefined, cut: Value | undefined, at: Place, side: 'start' | 'end'): Value {
  const part = knownText(cut);
  if (part === undefined) return opaqueAt(at);
  return mapText(value, at, (text) => {
    if (side === 'start') return text.startsWith(part) ? text.slice(part.length) : text;
    return part !== '' && text.endsWith(part) ? text.slice(0, -part.length) : text;
  });
}

function substring(
  value: Value | undefined,
  from: Value | undefined,
  length: Value | undefined,
  at: Place,
): Value {
  const [start, count] = [from, length].map((each) => (each?.kind === 'plain' ? Number(each.value) : NaN));
  if (start === undefined || count === undefined || Number.isNaN(start) || Number.isNaN(count))
    return opaqueAt(at);
  return mapText(value, at, (text) => text.substring(start, count < 0 ? text.length : start + count));
}
