import type ts from 'typescript';
import { typescript } from '../../../sources/formats/cdk/program/typescript.js';
import { spanOf } from '../../../sources/formats/cdk/program/values.js';
import type { Span } from '../../../util/text.js';
import { lineEnd, lineStart } from '../layout.js';
import { editOf, type LocalEdit, type Refused } from '../local.js';
import { removeItems } from './list.js';

/** Where a statement can be taken out: of a list, or with the call that adds it. */
export type Removal =
  | { readonly list: ts.Node; readonly items: readonly ts.Node[]; readonly index: number }
  | { readonly whole: ts.Node };

const adders = new Set(['addToRolePolicy', 'addToPolicy', 'addToPrincipalPolicy', 'addStatements']);

/** A statement that has a name is used elsewhere, and one that is returned must be something: those are refused. */
export function removalOf(node: ts.Node): Removal | Refused {
  const api = typescript();
  const { parent } = node;
  if (api.isArrayLiteralExpression(parent) && isExpressionIn(parent.elements, node)) {
    return { list: parent, items: parent.elements, index: parent.elements.indexOf(node) };
  }
  if (!api.isCallExpression(parent) || !isExpressionIn(parent.arguments, node)) return byHand;
  const { expression } = parent;
  if (!api.isPropertyAccessExpression(expression) || !adders.has(expression.name.text)) return byHand;
  if (parent.arguments.length > 1) {
    return { list: parent, items: parent.arguments, index: parent.arguments.indexOf(node) };
  }
  const isName = /^[\w$]+(?:[?!]?\.[\w$]+)*[?!]?$/.test(expression.expression.getText().slice(0, 500));
  const statement = parent.parent;
  const isLine =
    api.isExpressionStatement(statement) &&
    (api.isBlock(statement.parent) || api.isSourceFile(statement.parent));
  return isName && isLine ? { whole: statement } : byHand;
}

const byHand: Refused = {
  part: 'statement',
  code: 'would-be-empty',
  reason: 'Nothing of the statement is needed: remove it, and what uses it.',
};

function isExpressionIn(list: readonly ts.Expression[], node: ts.Node): node is ts.Expression {
  return list.some((each) => each === node);
}

/** The edits that take all of them out; a list of which nothing stays is written as an empty one. */
export function removeAll(removals: readonly Removal[], text: string): LocalEdit[] {
  const lists = new Map<ts.Node, { items: readonly ts.Node[]; gone: Set<number> }>();
  const edits: LocalEdit[] = [];
  for (const removal of removals) {
    if ('whole' in removal) edits.push(withoutLines(spanOf(removal.whole), text));
    else {
      const own = lists.get(removal.list) ?? { items: removal.items, gone: new Set<number>() };
      lists.set(removal.list, own);
      own.gone.add(removal.index);
    }
  }
  for (const [list, { items, gone }] of lists) {
    const spans = items.map((item) => ({ span: spanOf(item) }));
    const first = spans[0]?.span.from ?? list.end - 1;
    const open = typescript().isArrayLiteralExpression(list) ? list.getStart() + 1 : first;
    edits.push(
      ...(gone.size === items.length ? [editOf(open, list.end - 1, '')] : removeItems(spans, gone, text)),
    );
  }
  return edits;
}

/** The lines of a statement where it stands on lines of its own. */
function withoutLines({ from, to }: Span, text: string): LocalEdit {
  const [start, end] = [lineStart(text, from), lineEnd(text, to)];
  const isAlone = text.slice(start, from).trim() === '' && /^[ \t]*(?:\/\/.*)?$/.test(text.slice(to, end));
  const newline = text.indexOf('\n', end);
  return isAlone ? editOf(start, newline < 0 ? end : newline + 1, '') : editOf(from, to, '');
}
