import { parseHcl } from '../../hcl/parseHcl.js';
import type { ParsedHcl } from '../../hcl/parseHcl.js';
import type { HclAttribute, HclBlock, HclBody, HclExpression } from '../../hcl/syntax.js';
import { parseJsonTree } from '../../jsonTree.js';
import { report, type Reading } from '../../reading.js';
import { entriesOf, type Entry, type Tree } from '../../tree.js';
import type { Span } from '../../../util/text.js';

/** How many labels a top-level block has. https://developer.hashicorp.com/terraform/language/syntax/json */
const labelCounts: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  variable: 1,
  output: 1,
  module: 1,
  provider: 1,
  locals: 0,
  terraform: 0,
};

/** `.tf.json` as the tree that native syntax gives. */
export function parseTfJson(reading: Reading): ParsedHcl {
  const { tree, issues } = parseJsonTree(reading.text);
  const [issue] = issues;
  if (issue !== undefined) report(reading, 'unreadable', 'json-syntax', issue.span, `${issue.message}.`);
  const span = { from: 0, to: reading.text.length };
  const blocks = entriesOf(tree).flatMap(({ key, keySpan, value }) =>
    Object.hasOwn(labelCounts, key) ? blocksIn(key, keySpan, value, labelCounts[key] ?? 0, []) : [],
  );
  return { body: { attributes: [], blocks, span }, broken: issue ? [span] : [], comments: [] };
}

function blocksIn(type: string, typeSpan: Span, tree: Tree, labels: number, path: string[]): HclBlock[] {
  if (tree.kind === 'seq') return tree.items.flatMap((item) => blocksIn(type, typeSpan, item, labels, path));
  if (labels === 0) return [{ type, typeSpan, labels: path, body: toBody(tree), span: tree.span }];
  return entriesOf(tree).flatMap(({ key, value }) =>
    blocksIn(type, typeSpan, value, labels - 1, [...path, key]),
  );
}

/**
 * Which of a body's members are blocks only its schema tells; so each that holds objects is both. `dynamic` has the type it
 * makes as its label.
 */
function toBody(tree: Tree): HclBody {
  const entries = entriesOf(tree);
  return {
    attributes: entries.map(toAttribute),
    blocks: entries.flatMap(({ key, keySpan, value }) => {
      if (key === 'dynamic') return blocksIn(key, keySpan, value, 1, []);
      const holdsObjects = value.kind === 'map' || (value.kind === 'seq' && value.items[0]?.kind === 'map');
      return holdsObjects ? blocksIn(key, keySpan, value, 0, []) : [];
    }),
    span: tree.span,
  };
}

function toAttribute({ key, keySpan, value }: Entry): HclAttribute {
  const span = { from: keySpan.from, to: value.span.to };
  return { name: key, nameSpan: keySpan, value: toExpression(value), span };
}

function toExpression(tree: Tree): HclExpression {
  const { span } = tree;
  switch (tree.kind) {
    case 'seq':
      return { kind: 'tuple', items: tree.items.map(toExpression), span };
    case 'map':
      return { kind: 'object', entries: tree.entries.map(toEntry), span };
    case 'intrinsic': {
      const key: HclExpression = { kind: 'literal', value: tree.name, span };
      return { kind: 'object', entries: [{ key, value: toExpression(tree.arg), span }], span };
    }
    case 'scalar':
      if (typeof tree.value !== 'string' || !/[$%]\{/.test(tree.value)) {
        return { kind: 'literal', value: tree.value, span };
      }
      return template(tree.value, span);
  }
}

function toEntry({ key, keySpan, value }: Entry): { key: HclExpression; value: HclExpression; span: Span } {
  const span = { from: keySpan.from, to: value.span.to };
  return { key: { kind: 'literal', value: key, span: keySpan }, value: toExpression(value), span };
}

/** A string is a template; one that is an interpolation alone is the expression itself. Its parts stand where it stands. */
function template(text: string, span: Span): HclExpression {
  const quoted = `x = "${text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r')}"`;
  // Inside an interpolation quotes are no escapes.
  const plain = quoted.replace(/\$\{[^}]*\}/g, (hole) => hole.replace(/\\(["\\])/g, '$1'));
  const [attribute] = parseHcl(plain).body.attributes;
  return attribute === undefined ? { kind: 'unknown', span } : atOnePlace(attribute.value, span);
}

function atOnePlace<T>(value: T, span: Span): T {
  if (Array.isArray(value)) return value.map((item: unknown) => atOnePlace(item, span)) as T;
  if (typeof value !== 'object' || value === null) return value;
  if ('from' in value && 'to' in value) return span as T;
  const entries = Object.entries(value).map(([key, item]: [string, unknown]) => [
    key,
    atOnePlace(item, span),
  ]);
  return Object.fromEntries(entries) as T;
}
