import { Validator, type OutputUnit, type Schema } from '@cfworker/json-schema';
import type { Span } from '../util/text.js';
import { configSchema } from './configSchema.js';
import { quoted, report, type Reading } from './reading.js';
import { entriesOf, type Tree } from './tree.js';

/** The part of JSON Schema that the messages are made from. */
interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
}

/** A value of the config: what to mark, and the value to leave out. */
interface Place {
  readonly span: Span;
  readonly value: Tree;
}

/** Reports each value that does not fit the schema, once, and returns these values. */
export function validateConfig(tree: Tree, reading: Reading): ReadonlySet<Tree> {
  const validator = new Validator(configSchema as unknown as Schema, '2020-12', false);
  const bad = new Set<Tree>();
  for (const error of validator.validate(toPlain(tree)).errors) {
    if (aggregates.has(error.keyword)) continue;
    const path = error.instanceLocation.split('/').slice(1).map(decodeStep);
    const place = placeOf(tree, path);
    if (bad.has(place.value)) continue;
    bad.add(place.value);
    reportError(error, path, place, reading);
  }
  return bad;
}

/** Keywords whose errors only say that something below does not fit. */
const aggregates = new Set(['properties', 'items', 'additionalProperties', 'anyOf']);

function reportError(error: OutputUnit, path: readonly string[], { span }: Place, reading: Reading): void {
  const at = quoted(path.join('.') || 'the config');
  if (error.keyword === 'false') {
    const known = Object.keys(schemaAt(path.slice(0, -1))?.properties ?? {});
    const near = nearestKey(path.at(-1) ?? '', known);
    const hint = near === undefined ? `Known are ${known.join(', ')}.` : `Did you mean ${near}?`;
    report(reading, 'input', 'config-key-unknown', span, `${at} is no key of the config. ${hint}`);
    return;
  }
  const wanted = schemaAt(path)?.description ?? 'an object with links, stacks, keep, rules or window';
  report(reading, 'input', 'config-invalid', span, `${at} does not fit: write ${wanted}.`);
}

/** Own properties only, so that `__proto__` is a key like any other. */
function toPlain(tree: Tree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'seq':
      return tree.items.map(toPlain);
    case 'map':
      return Object.fromEntries(entriesOf(tree).map(({ key, value }) => [stepOf(key), toPlain(value)]));
    case 'intrinsic':
      return { [stepOf(tree.name)]: toPlain(tree.arg) };
  }
}

/** The validator encodes keys as parts of a URI, which halves of surrogate pairs would break. */
function stepOf(key: string): string {
  return key.replace(/[\ud800-\udfff]/g, '?');
}

function decodeStep(step: string): string {
  return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
}

/** As far down the path as the tree goes; an unknown key is marked itself, a value by its own span. */
function placeOf(tree: Tree, path: readonly string[]): Place {
  let place: Place = { span: tree.span, value: tree };
  for (const [depth, step] of path.entries()) {
    const at = place.value;
    const entry = entriesOf(at).find(({ key }) => stepOf(key) === step);
    const item = at.kind === 'seq' ? at.items[Number(step)] : undefined;
    if (entry !== undefined) {
      const isUnknown = depth === path.length - 1 && !schemaAt(path);
      place = { span: isUnknown ? entry.keySpan : entry.value.span, value: entry.value };
    } else if (item !== undefined) place = { span: item.span, value: item };
    else break;
  }
  return place;
}

function schemaAt(path: readonly string[]): SchemaNode | undefined {
  return path.reduce<SchemaNode | undefined>((schema, step) => {
    if (schema === undefined) return undefined;
    if (schema.items !== undefined) return schema.items;
    const { properties, additionalProperties } = schema;
    if (properties !== undefined && Object.hasOwn(properties, step)) return properties[step];
    return typeof additionalProperties === 'object' ? additionalProperties : undefined;
  }, configSchema);
}

/** The known key that shares most pairs of letters, at least half of them. */
function nearestKey(key: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, score: likeness(key.toLowerCase(), candidate) }))
    .sort((a, b) => b.score - a.score);
  return ranked[0] !== undefined && ranked[0].score >= 0.5 ? ranked[0].candidate : undefined;
}

/** Dice's coefficient over letter pairs: 1 for the same word, 0 for nothing in common. */
function likeness(a: string, b: string): number {
  const pairs = (word: string): string[] =>
    Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => word.slice(at, at + 2));
  const [ofA, ofB] = [pairs(a.slice(0, 100)), pairs(b)];
  const shared = ofA.filter((pair) => ofB.includes(pair)).length;
  return ofA.length + ofB.length === 0 ? 0 : (2 * shared) / (ofA.length + ofB.length);
}
