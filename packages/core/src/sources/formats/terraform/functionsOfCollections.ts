import { accessValue } from './access.js';
import {
  alternativesOfValue,
  choiceOf,
  isNullValue,
  knownText,
  listAt,
  objectAt,
  opaqueAt,
  plainAt,
  textAt,
  textOf,
} from './value.js';
import type { ListValue, ObjectValue, Place, TerraformFunction, Value } from './types.js';

/** Items in one list; more are not followed. */
const maxItems = 10_000;

/** Terraform's functions of lists, sets and maps. Items keep the places at which they are written. */
export const collectionFunctions: Readonly<Record<string, TerraformFunction>> = {
  concat: (args, at) => listAt(args.flatMap((arg) => itemsIn(arg)).slice(0, maxItems), at),
  setunion: (args, at) => listAt(distinct(args.flatMap((arg) => itemsIn(arg))), at),
  flatten: ([list], at) => listAt(flatten(list).slice(0, maxItems), at),
  compact: ([list], at) =>
    listAt(
      itemsIn(list).filter((item) => !isNullValue(item) && knownText(item) !== ''),
      at,
    ),
  distinct: ([list], at) => listAt(distinct(itemsIn(list)), at),
  sort: ([list], at) => listAt(itemsIn(list), at),
  reverse: ([list], at) => listAt(itemsIn(list).toReversed(), at),
  coalescelist: (args, at) => args.find((arg) => itemsIn(arg).length > 0) ?? listAt([], at),
  merge: (args, at) => mergeObjects(args, at),
  keys: ([object], at) =>
    objectOf(object, at, (own) => [...own.entries.keys()].sort().map((key) => textAt(key, at))),
  values: ([object], at) =>
    objectOf(object, at, (own) => [...own.entries.values()].map(({ value }) => value)),
  lookup: ([object, key, preset], at) => lookup(object, key, preset, at),
  element: ([list, index], at) => element(list, index, at),
  slice: ([list, from, to], at) => sliceList(list, from, to, at),
  length: ([value], at) => lengthOf(value, at),
  one: ([list], at) => oneOf(list, at),
  contains: ([list, value], at) => contains(list, value, at),
  zipmap: ([keys, values], at) => zip(keys, values, at),
  range: (args, at) => rangeOf(args, at),
  setsubtract: ([a, b], at) => without(a, b, at),
};

/** The items of a list, of all alternatives; what is no list and may be one is one item. */
export function itemsIn(value: Value | undefined): Value[] {
  return (value === undefined ? [] : alternativesOfValue(value)).flatMap((each) => {
    if (each.kind === 'list') return each.items;
    return isNullValue(each) ? [] : [each];
  });
}

function flatten(value: Value | undefined): Value[] {
  return itemsIn(value).flatMap((item) =>
    item.kind === 'list' || item.kind === 'choice' ? flatten(item) : [item],
  );
}

function distinct(items: readonly Value[]): Value[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const text = textOf(item);
    if (text === undefined) return true;
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

/** Later ones win; one that is not known may hold anything, and what is known counts. */
function mergeObjects(args: readonly (Value | undefined)[], at: Place): Value {
  const objects = args.flatMap((arg) => (arg === undefined ? [] : alternativesOfValue(arg)));
  const entries: ObjectValue['entries'] = new Map(
    objects.flatMap((object) => (object.kind === 'object' ? [...object.entries] : [])),
  );
  return { kind: 'object', entries, at };
}

function objectOf(value: Value | undefined, at: Place, items: (own: ObjectValue) => Value[]): Value {
  const objects = value === undefined ? [] : alternativesOfValue(value);
  const known = objects.filter((each): each is ObjectValue => each.kind === 'object');
  return known.length === 0 ? opaqueAt(at) : listAt(known.flatMap(items), at);
}

function lookup(
  object: Value | undefined,
  key: Value | undefined,
  preset: Value | undefined,
  at: Place,
): Value | undefined {
  const found = accessValue(object, key, at);
  if (object?.kind === 'unknown' && found?.kind === 'unknown' && preset !== undefined) {
    return choiceOf([found, preset], at);
  }
  return found ?? preset;
}

function element(list: Value | undefined, index: Value | undefined, at: Place): Value | undefined {
  const known = oneList(list);
  const number = index?.kind === 'plain' && typeof index.value === 'number' ? index.value : undefined;
  if (known === undefined) return list?.kind === 'unknown' ? accessValue(list, index, at) : opaqueAt(at);
  if (known.items.length === 0) return undefined;
  return number === undefined ? choiceOf(known.items, at) : known.items[number % known.items.length];
}

function oneList(value: Value | undefined): ListValue | undefined {
  return value?.kind === 'list' ? value : undefined;
}

function sliceList(
  list: Value | undefined,
  from: Value | undefined,
  to: Value | undefined,
  at: Place,
): Value {
  const known = oneList(list);
  const ends = [from, to].map((end) =>
    end?.kind === 'plain' && typeof end.value === 'number' ? end.value : NaN,
  );
  if (known === undefined || ends.some(Number.isNaN)) return list ?? opaqueAt(at);
  return listAt(known.items.slice(ends[0], ends[1]), at);
}

function lengthOf(value: Value | undefined, at: Place): Value {
  if (value?.kind === 'list') return plainAt(value.items.length, at);
  if (value?.kind === 'object') return plainAt(value.entries.size, at);
  if (value?.kind === 'text' && !value.text.includes('${')) return plainAt(value.text.length, at);
  return opaqueAt(at);
}

function oneOf(list: Value | undefined, at: Place): Value {
  const items = itemsIn(list);
  return items.length === 0 ? plainAt(null, at) : choiceOf(items, at);
}

function contains(list: Value | undefined, value: Value | undefined, at: Place): Value {
  const known = oneList(list);
  const text = textOf(value);
  if (known === undefined || text === undefined || text.includes('${')) return opaqueAt(at);
  const texts = known.items.map(textOf);
  if (texts.includes(text)) return plainAt(true, at);
  return texts.some((each) => each === undefined || each.includes('${')) ? opaqueAt(at) : plainAt(false, at);
}

function zip(keys: Value | undefined, values: Value | undefined, at: Place): Value {
  const [names, items] = [oneList(keys), oneList(values)];
  if (names === undefined || items === undefined) return opaqueAt(at);
  const pairs = names.items.flatMap((name, index): [string, Value][] => {
    const [key, value] = [knownText(name), items.items[index]];
    return key === undefined || value === undefined ? [] : [[key, value]];
  });
  return objectAt(pairs, at);
}

function rangeOf(args: readonly (Value | undefined)[], at: Place): Value {
  const numbers = args.map((arg) =>
    arg?.kind === 'plain' && typeof arg.value === 'number' ? arg.value : NaN,
  );
  const [start = 0, end = NaN] = numbers.length === 1 ? [0, numbers[0]] : numbers;
  if (numbers.length > 2 || Number.isNaN(start) || Number.isNaN(end) || end - start > 1_000)
    return opaqueAt(at);
  const count = Math.max(0, Math.ceil(end - start));
  return listAt(
    Array.from({ length: count }, (_, index) => plainAt(start + index, at)),
    at,
  );
}

function without(from: Value | undefined, taken: Value | undefined, at: Place): Value {
  const gone = new Set(itemsIn(taken).map(textOf));
  return listAt(
    itemsIn(from).filter((item) => !gone.has(textOf(item))),
    at,
  );
}
