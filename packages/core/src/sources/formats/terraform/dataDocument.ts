import type { Span } from '../../../util/text.js';
import type { HclBlock, HclBody } from '../../hcl/syntax.js';
import type { Reading } from '../../reading.js';
import { child, stringOf, type Entry, type MapTree, type Tree } from '../../tree.js';
import { pairsOf } from './pairs.js';
import { itemsIn } from './functionsOfCollections.js';
import { evaluateIn, attributeOf } from './module.js';
import { toTree } from './toTree.js';
import { knownText, objectAt, referenceAt, textAt } from './value.js';
import type { Place, ResourceInstance, Scope, Value } from './types.js';

/** One statement as a tree, with the reading of the file it stands in. */
export interface StatementPart {
  readonly tree: MapTree;
  readonly reading: Reading;
}

/** Documents that are being read: one that names itself ends here. */
const maxDepth = 20;

/**
 * The statements of a `data "aws_iam_policy_document"`: those of its sources, its own, those that override. A statement
 * with a Sid that is there already takes its place; one without a Sid is added.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function readDataDocument(
  instance: ResourceInstance,
  documentOf: (value: Value, at: Place) => readonly StatementPart[],
): StatementPart[] {
  const { declared, scope } = instance;
  const { run } = scope.module;
  if (run.documentDepth >= maxDepth) return [];
  run.documentDepth++;
  const { body } = declared.block;
  const merged: StatementPart[] = [];
  const mergeDocuments = (name: string): void => {
    const attribute = attributeOf(body, name);
    const value = attribute && evaluateIn(attribute.value, scope, declared.reading);
    if (attribute === undefined) return;
    const at = { reading: declared.reading, span: attribute.value.span };
    for (const document of itemsIn(value)) mergeInto(merged, documentOf(document, at));
  };
  mergeDocuments('source_json');
  mergeDocuments('source_policy_documents');
  mergeInto(merged, ownStatements(body, scope, declared.reading));
  mergeDocuments('override_json');
  mergeDocuments('override_policy_documents');
  run.documentDepth--;
  return merged;
}

function mergeInto(merged: StatementPart[], added: readonly StatementPart[]): void {
  for (const part of added) {
    const sid = sidOf(part);
    const at = sid === undefined ? -1 : merged.findIndex((existing) => sidOf(existing) === sid);
    if (at < 0) merged.push(part);
    else merged[at] = part;
  }
}

/** A Sid with an open part may be any: it replaces none. */
function sidOf({ tree }: StatementPart): string | undefined {
  const sid = stringOf(child(tree, 'Sid'));
  return sid === '' || sid?.includes('${') ? undefined : sid;
}

function ownStatements(body: HclBody, scope: Scope, reading: Reading): StatementPart[] {
  return repeatedBlocks(body, 'statement', scope, reading).map(({ block, scope: inner }) => ({
    tree: readStatementBlock(block, inner, reading),
    reading,
  }));
}

/** A block as it is written, or one that a `dynamic` block makes, with its iterator's meaning. */
interface RepeatedBlock {
  readonly block: HclBlock;
  readonly scope: Scope;
}

/** Blocks of a type, those of `dynamic` blocks included: one a known item, else one whose item is open. */
export function repeatedBlocks(body: HclBody, type: string, scope: Scope, reading: Reading): RepeatedBlock[] {
  return body.blocks.flatMap((block) => {
    if (block.type === type) return [{ block, scope }];
    return block.type === 'dynamic' && block.labels[0] === type ? dynamicBlocks(block, scope, reading) : [];
  });
}

function dynamicBlocks(block: HclBlock, scope: Scope, reading: Reading): RepeatedBlock[] {
  const content = block.body.blocks.find(({ type }) => type === 'content');
  const forEach = attributeOf(block.body, 'for_each');
  if (content === undefined) return [];
  const iterator = attributeOf(block.body, 'iterator')?.value;
  const name = iterator?.kind === 'variable' ? iterator.name : (block.labels[0] ?? '');
  const value = forEach && evaluateIn(forEach.value, scope, reading);
  const pairs = value && pairsOf(value);
  const at = { reading, span: forEach?.value.span ?? block.typeSpan };
  const inner = (key: Value, item: Value): Scope => ({
    ...scope,
    names: new Map([
      ...scope.names,
      [
        name,
        objectAt(
          [
            ['key', key],
            ['value', item],
          ],
          at,
        ),
      ],
    ]),
  });
  const isOpen = pairs === undefined || (value?.kind === 'unknown' && pairs.length === 0);
  const items = isOpen
    ? [{ key: referenceAt(`${name}.key`, at), value: referenceAt(`${name}.value`, at) }]
    : pairs.map(({ key, value: item }) => ({
        key: key.kind === 'plain' ? listKey(item, key) : key,
        value: item,
      }));
  return items.map((item) => ({ block: content, scope: inner(item.key, item.value) }));
}

/** A set's key is its value; a list's is the index, which nobody uses as a text. */
function listKey(item: Value, index: Value): Value {
  const text = knownText(item);
  return text === undefined ? index : textAt(text, item.at);
}

const elements: readonly (readonly [argument: string, element: string])[] = [
  ['sid', 'Sid'],
  ['effect', 'Effect'],
  ['actions', 'Action'],
  ['not_actions', 'NotAction'],
  ['resources', 'Resource'],
  ['not_resources', 'NotResource'],
];

/** The arguments in which the provider writes `&{` for IAM's `${`. */
const withVariables = ['resources', 'not_resources', 'values', 'identifiers'];

function readStatementBlock(block: HclBlock, scope: Scope, reading: Reading): MapTree {
  const { body, span } = block;
  const entries = elements.flatMap(([argument, element]) =>
    readElement(body, argument, element, scope, reading, span),
  );
  if (!entries.some(({ key }) => key === 'Effect')) {
    entries.push({ key: 'Effect', keySpan: block.typeSpan, value: scalar('Allow', block.typeSpan) });
  }
  const condition = readConditions(body, scope, reading, span);
  if (condition !== undefined) entries.push(condition);
  entries.push(...readPrincipals(body, scope, reading));
  return { kind: 'map', entries, span, literal: true };
}

function readElement(
  body: HclBody,
  argument: string,
  element: string,
  scope: Scope,
  reading: Reading,
  bounds: Span,
): Entry[] {
  const attribute = attributeOf(body, argument);
  const tree = attribute && readArgument(body, argument, scope, reading, bounds);
  if (attribute === undefined || tree === undefined) return [];
  const isEmpty =
    (tree.kind === 'scalar' && tree.text === '') || (tree.kind === 'seq' && tree.items.length === 0);
  return isEmpty ? [] : [{ key: element, keySpan: attribute.nameSpan, value: tree }];
}

/** An argument's tree; undefined where it is not written or null. */
function readArgument(
  body: HclBody,
  argument: string,
  scope: Scope,
  reading: Reading,
  bounds: Span,
): Tree | undefined {
  const attribute = attributeOf(body, argument);
  const value = attribute && evaluateIn(attribute.value, scope, reading);
  if (attribute === undefined || value === undefined) return undefined;
  const change = withVariables.includes(argument) ? toPolicyVariables : (text: string): string => text;
  const tree = toTree(value, {
    run: scope.module.run,
    reading,
    bounds,
    at: attribute.value.span,
    assume: !argument.endsWith('resources'),
    change,
  });
  return tree.kind === 'scalar' && tree.value === null ? undefined : tree;
}

function toPolicyVariables(text: string): string {
  return text.replaceAll('&{', '${');
}

/** `condition` blocks as operator → key → values. Values of one operator and key stand together, those of later blocks first. */
function readConditions(body: HclBody, scope: Scope, reading: Reading, bounds: Span): Entry | undefined {
  const blocks = repeatedBlocks(body, 'condition', scope, reading);
  const [first] = blocks;
  if (first === undefined) return undefined;
  const operators = new Map<string, Map<string, Tree[]>>();
  for (const { block, scope: inner } of blocks) {
    const test = stringOf(readArgument(block.body, 'test', inner, reading, bounds)) ?? '';
    const key = stringOf(readArgument(block.body, 'variable', inner, reading, bounds)) ?? '';
    const values = readArgument(block.body, 'values', inner, reading, bounds);
    const keys = operators.get(test) ?? new Map<string, Tree[]>();
    operators.set(test, keys);
    const own = values === undefined ? [] : values.kind === 'seq' ? values.items : [values];
    keys.set(key, [...own, ...(keys.get(key) ?? [])]);
  }
  const { span, typeSpan } = first.block;
  const trees = [...operators].map(([test, keys]): Entry => {
    const inner = [...keys].map(([key, items]) =>
      entry(key, span, { kind: 'seq', items, span, literal: false }),
    );
    return entry(test, span, { kind: 'map', entries: inner, span, literal: false });
  });
  return entry('Condition', typeSpan, { kind: 'map', entries: trees, span, literal: false });
}

function readPrincipals(body: HclBody, scope: Scope, reading: Reading): Entry[] {
  return (['principals', 'not_principals'] as const).flatMap((type) => {
    const [first] = repeatedBlocks(body, type, scope, reading);
    if (first === undefined) return [];
    const { typeSpan } = first.block;
    return [entry(type === 'principals' ? 'Principal' : 'NotPrincipal', typeSpan, scalar('*', typeSpan))];
  });
}

function entry(key: string, keySpan: Span, value: Tree): Entry {
  return { key, keySpan, value };
}

function scalar(text: string, span: Span): Tree {
  return { kind: 'scalar', value: text, text, style: 'double', content: span, span, literal: false };
}
