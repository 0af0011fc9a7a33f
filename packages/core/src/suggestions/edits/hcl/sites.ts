import { parseMaskedJson } from '../../../sources/formats/terraform/jsonText.js';
import type {
  HclBlock,
  HclBody,
  HclEntry,
  HclExpression,
  HclObject,
  HclTemplate,
  HclTuple,
} from '../../../sources/hcl/syntax.js';
import type { Tree } from '../../../sources/tree.js';
import type { Span } from '../../../util/text.js';

/** A statement of the file as something to edit: a block of a data source, or an object in a list. */
export type HclSite = BlockSite | ObjectSite;

export interface BlockSite {
  readonly kind: 'block';
  readonly block: HclBlock;
  readonly span: Span;
}

export interface ObjectSite {
  readonly kind: 'object';
  readonly object: HclObject;
  /** The list it is an item of, or the entries of the map it is a value of; undefined where it stands alone. */
  readonly list: HclTuple | undefined;
  /** In a map: what is put beside it needs a name of its own. */
  readonly isNamed: boolean;
  readonly span: Span;
  /** In a heredoc or a file of JSON. */
  readonly isJson: boolean;
}

/** Every block and object of a file by its span. `content` blocks of `dynamic` make many statements, and are none. */
export function indexSites(body: HclBody, text: string): ReadonlyMap<string, HclSite> {
  const sites = new Map<string, HclSite>();
  const visitBody = (own: HclBody): void => {
    for (const { value } of own.attributes) visit(value, undefined);
    for (const block of own.blocks) {
      if (block.type === 'statement')
        sites.set(keyOf(block.span), { kind: 'block', block, span: block.span });
      visitBody(block.body);
    }
  };
  const visit = (expression: HclExpression, list: HclTuple | undefined, isJson = false): void => {
    const json =
      expression.kind === 'template' && expression.heredoc ? openHeredoc(expression, text) : undefined;
    if (json !== undefined) visit(json, undefined, true);
    if (expression.kind === 'object') {
      const { span } = expression;
      const isNamed = list !== undefined && !list.items.includes(expression);
      sites.set(keyOf(span), { kind: 'object', object: expression, list, isNamed, span, isJson });
    }
    const holder = expression.kind === 'tuple' ? expression : entriesOf(expression);
    for (const part of partsOf(expression)) visit(part, holder, isJson);
  };
  visitBody(body);
  return sites;
}

/** A map's entries as items; none of a policy document, whose Statement is no item. */
function entriesOf(expression: HclExpression): HclTuple | undefined {
  if (expression.kind !== 'object') return undefined;
  const isDocument = expression.entries.some((entry) => isNamed(entry, 'Statement'));
  if (isDocument) return undefined;
  const items = expression.entries.map(({ span }): HclExpression => ({ kind: 'unknown', span }));
  return { kind: 'tuple', items, span: expression.span };
}

/** The JSON of a heredoc as expressions at its own places; undefined where it has an error. */
export function openHeredoc({ content, parts }: HclTemplate, text: string): HclExpression | undefined {
  const holes = parts.filter(({ value, directive }) => value !== undefined || directive);
  const { tree, issues } = parseMaskedJson({ reading: { text }, content, holes });
  return tree === undefined || issues.length > 0 ? undefined : toExpression(tree);
}

/** JSON's trees are as deep as their reader lets them be. */
function toExpression(tree: Tree): HclExpression {
  const { span } = tree;
  switch (tree.kind) {
    case 'seq':
      return { kind: 'tuple', items: tree.items.map(toExpression), span };
    case 'map': {
      const entries = tree.entries.map(({ key, keySpan, value }): HclEntry => ({
        key: { kind: 'literal', value: key, span: keySpan },
        value: toExpression(value),
        span: { from: keySpan.from, to: value.span.to },
      }));
      return { kind: 'object', entries, span };
    }
    case 'intrinsic':
      return { kind: 'unknown', span };
    case 'scalar':
      return { kind: 'literal', value: tree.value, span };
  }
}

export function keyOf({ from, to }: Span): string {
  return `${from}-${to}`;
}

/** The expressions inside one. */
export function partsOf(expression: HclExpression): readonly HclExpression[] {
  switch (expression.kind) {
    case 'tuple':
      return expression.items;
    case 'object':
      return expression.entries.map(({ value }) => value);
    case 'call':
      return expression.args;
    case 'conditional':
      return [expression.test, expression.yes, expression.no];
    case 'for':
      return [expression.of, expression.value];
    case 'operation':
      return expression.operands;
    case 'access':
    case 'splat':
      return [expression.of];
    case 'template':
      return expression.parts.flatMap(({ value }) => value ?? []);
    default:
      return [];
  }
}

const words: Readonly<Record<string, string>> = {
  Sid: 'sid',
  Effect: 'effect',
  Action: 'actions',
  NotAction: 'not_actions',
  Resource: 'resources',
  NotResource: 'not_resources',
  Condition: 'condition',
};

/** An element of a statement, by IAM's name: its value, and all of it. */
export interface Element {
  readonly value: HclExpression;
  readonly span: Span;
}

export function elementOf(site: HclSite, name: string): Element | undefined {
  if (site.kind === 'block') {
    return site.block.body.attributes.findLast((attribute) => attribute.name === words[name]);
  }
  return site.object.entries.findLast((entry) => isNamed(entry, name) || isNamed(entry, words[name] ?? ''));
}

function isNamed({ key }: HclEntry, name: string): boolean {
  return (
    key.kind === 'literal' && typeof key.value === 'string' && key.value.toLowerCase() === name.toLowerCase()
  );
}

/** Whether the statement is in the data source's words, and the word it has for an element. */
export function wordOf(site: HclSite, name: string): string {
  if (site.kind === 'block') return words[name] ?? name;
  const isPlain = site.object.entries.some(
    (entry) => isNamed(entry, 'Action') || isNamed(entry, 'NotAction'),
  );
  return isPlain ? name : (words[name] ?? name);
}
