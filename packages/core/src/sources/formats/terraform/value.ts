import { opaqueSymbol } from '../../symbols.js';
import type { ListValue, ObjectValue, Place, TextValue, UnknownValue, Value } from './types.js';

export function textAt(text: string, at: Place, literal = false): TextValue {
  return { kind: 'text', text, literal, at };
}

export function plainAt(value: number | boolean | null, at: Place): Value {
  return { kind: 'plain', value, at };
}

export function listAt(items: readonly Value[], at: Place): ListValue {
  return { kind: 'list', items, at };
}

export function objectAt(entries: Iterable<readonly [string, Value]>, at: Place): ObjectValue {
  const placed = [...entries].map(([key, value]) => [key, { value, keySpan: value.at.span }] as const);
  return { kind: 'object', entries: new Map(placed), at };
}

/** A reference by name; `#` keeps apart what a symbol cannot hold. */
export function referenceAt(address: string, at: Place, assumed?: Value): UnknownValue {
  const plain = /^[A-Za-z0-9_."[\]/:@ -]{1,200}$/.test(address);
  const symbol = plain ? `\${${address}}` : opaqueSymbol('Ref', address);
  return { kind: 'unknown', symbol, opaque: false, assumed, at };
}

/** What cannot be told: the symbol is made from the expression as it is written. */
export function opaqueAt(at: Place): UnknownValue {
  const { text } = at.reading;
  const written = text.slice(at.span.from, Math.min(at.span.to, at.span.from + 2_000)).replace(/\s+/g, ' ');
  return {
    kind: 'unknown',
    symbol: opaqueSymbol('Terraform', written),
    opaque: true,
    assumed: undefined,
    at,
  };
}

/** One of the values, flat; one alone is that one. */
export function choiceOf(values: readonly Value[], at: Place): Value {
  const flat = values.flatMap((value) => (value.kind === 'choice' ? value.values : [value]));
  const [first] = flat;
  if (first === undefined) return opaqueAt(at);
  return flat.length === 1 ? first : { kind: 'choice', values: flat, at };
}

/** The values one of which it is; a variable's default stands for it. */
export function alternativesOfValue(value: Value): readonly Value[] {
  if (value.kind === 'choice') return value.values.flatMap(alternativesOfValue);
  return value.kind === 'unknown' && value.assumed !== undefined
    ? alternativesOfValue(value.assumed)
    : [value];
}

export function isNullValue(value: Value | undefined): boolean {
  return value === undefined || (value.kind === 'plain' && value.value === null);
}

/** The text that a value has in an interpolation; undefined for what has none. An unknown one gives its symbol. */
export function textOf(value: Value | undefined): string | undefined {
  switch (value?.kind) {
    case 'text':
      return value.text;
    case 'plain':
      return value.value === null ? undefined : String(value.value);
    case 'unknown':
      return value.symbol;
    default:
      return undefined;
  }
}

/** The text where it is known; a variable's default counts. */
export function knownText(value: Value | undefined): string | undefined {
  if (value?.kind === 'unknown') return knownText(value.assumed);
  const text = textOf(value);
  return text === undefined || value?.kind === 'resource' ? undefined : text;
}

/** True, false, or not known. What a variable's default says is not known: each apply may say otherwise. */
export function truthOf(value: Value | undefined): boolean | undefined {
  if (value?.kind === 'plain') return typeof value.value === 'boolean' ? value.value : undefined;
  if (value?.kind === 'text')
    return value.text === 'true' ? true : value.text === 'false' ? false : undefined;
  return undefined;
}

/** A single value as a reference shows it: where the reference stands. What holds others stays where it is written. */
export function relocate(value: Value | undefined, at: Place): Value | undefined {
  if (value?.kind === 'text') return { ...value, literal: false, at };
  return value?.kind === 'plain' || value?.kind === 'unknown' ? { ...value, at } : value;
}
