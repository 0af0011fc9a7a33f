import type ts from 'typescript';
import type { Span } from '../../../../util/text.js';
import { composedName } from '../../../intrinsics.js';
import type { Entry, IntrinsicTree, MapTree, ScalarTree, Tree } from '../../../tree.js';
import { typescript } from './typescript.js';

/** Names that stand for names beyond this are not followed. */
const maxNames = 8;
const maxShown = 200;

export function spanOf(node: ts.Node): Span {
  return { from: node.getStart(), to: node.end };
}

/** An expression without parentheses and without what only types say. */
export function unwrap(node: ts.Expression): ts.Expression {
  const api = typescript();
  let at = node;
  while (
    api.isParenthesizedExpression(at) ||
    api.isAsExpression(at) ||
    api.isSatisfiesExpression(at) ||
    api.isNonNullExpression(at)
  ) {
    at = at.expression;
  }
  return at;
}

/**
 * An expression as a value, as far as the text tells it: literals, names of constants of the same file, and texts with
 * attributes of constructs in them, which become symbols: `${bucket.bucketArn}`. All else is one opaque symbol.
 */
export function toTree(expression: ts.Expression, names = 0): Tree {
  const api = typescript();
  const node = unwrap(expression);
  if (api.isStringLiteralLike(node)) return textTree(node);
  if (api.isArrayLiteralExpression(node)) {
    const items = node.elements.map((item) => toTree(item, names));
    return { kind: 'seq', items, span: spanOf(node), literal: names === 0 };
  }
  if (api.isObjectLiteralExpression(node)) return toMap(node, names);
  if (api.isNumericLiteral(node)) return plain(node, Number(node.text));
  if (node.kind === api.SyntaxKind.TrueKeyword) return plain(node, true);
  if (node.kind === api.SyntaxKind.FalseKeyword) return plain(node, false);
  const constant = api.isIdentifier(node) && names < maxNames ? constantOf(node) : undefined;
  if (constant !== undefined) return borrowed(toTree(constant, names + 1), spanOf(node));
  const text = composedText(node);
  return text === undefined ? opaque(node) : composed(node, text);
}

/** What stands elsewhere is shown where its name is used, and not edited there: others may use it too. */
function borrowed(tree: Tree, span: Span): Tree {
  if (tree.kind === 'seq')
    return { ...tree, items: tree.items.map((item) => borrowed(item, span)), span, literal: false };
  return { ...tree, span, literal: false };
}

function textTree(node: ts.StringLiteralLike): ScalarTree {
  const span = spanOf(node);
  const quote = node.getText()[0];
  const style = quote === "'" ? 'single' : quote === '"' ? 'double' : 'plain';
  const content = { from: span.from + 1, to: Math.max(span.from + 1, span.to - 1) };
  return { kind: 'scalar', value: node.text, text: node.text, style, content, span, literal: true };
}

function plain(node: ts.Node, value: number | boolean): ScalarTree {
  const span = spanOf(node);
  return { kind: 'scalar', value, text: String(value), style: 'plain', content: span, span, literal: true };
}

/** An object; undefined keys and spreads are an entry that nobody asks for by name. */
function toMap(node: ts.ObjectLiteralExpression, names: number): MapTree {
  const api = typescript();
  const entries = node.properties.flatMap((property): Entry[] => {
    const key = keyOf(property);
    if (key === undefined) return [];
    if (api.isPropertyAssignment(property)) return [{ ...key, value: toTree(property.initializer, names) }];
    return api.isShorthandPropertyAssignment(property)
      ? [{ ...key, value: toTree(property.name, names) }]
      : [];
  });
  return { kind: 'map', entries, span: spanOf(node), literal: names === 0 };
}

/** The name of a property that is written down as one. */
export function keyOf(property: ts.ObjectLiteralElementLike): Omit<Entry, 'value'> | undefined {
  const api = typescript();
  const { name } = property;
  if (name === undefined || !(api.isIdentifier(name) || api.isStringLiteralLike(name))) return undefined;
  return { key: name.text, keySpan: spanOf(name) };
}

/** What a name stands for, where a `const` of an enclosing block says it. */
export function constantOf(name: ts.Identifier): ts.Expression | undefined {
  const api = typescript();
  for (let at: ts.Node = name.parent; ; at = at.parent) {
    if (api.isBlock(at) || api.isSourceFile(at) || api.isModuleBlock(at)) {
      const found = declaredIn(at.statements, name.text);
      if (found !== undefined) return found.initializer && unwrap(found.initializer);
    }
    if (hasParameter(at, name.text) || api.isSourceFile(at)) return undefined;
  }
}

function declaredIn(statements: readonly ts.Statement[], name: string): ts.VariableDeclaration | undefined {
  const api = typescript();
  for (const statement of statements) {
    if (!api.isVariableStatement(statement)) continue;
    const { declarationList } = statement;
    if ((declarationList.flags & api.NodeFlags.Const) === 0) continue;
    const found = declarationList.declarations.find(
      (each) => api.isIdentifier(each.name) && each.name.text === name,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function hasParameter(node: ts.Node, name: string): boolean {
  const api = typescript();
  return (
    api.isFunctionLike(node) &&
    node.parameters.some((each) => api.isIdentifier(each.name) && each.name.text === name)
  );
}

/** Texts with symbols: template literals, attributes of constructs, `bucket.arnForObjects('x')`. */
function composedText(node: ts.Expression): string | undefined {
  const api = typescript();
  if (api.isTemplateExpression(node)) {
    const parts = node.templateSpans.map(({ expression, literal }) => {
      const inner = unwrap(expression);
      const own = api.isStringLiteralLike(inner) ? inner.text : symbolOf(inner);
      return own === undefined ? undefined : own + literal.text;
    });
    return parts.includes(undefined) ? undefined : node.head.text + parts.join('');
  }
  if (api.isCallExpression(node) && api.isPropertyAccessExpression(node.expression)) {
    const [argument] = node.arguments;
    const path = pathOf(node.expression.expression);
    const isObjects =
      node.expression.name.text === 'arnForObjects' && argument && api.isStringLiteralLike(argument);
    return isObjects && path !== undefined ? `\${${path}.bucketArn}/${argument.text}` : undefined;
  }
  return symbolOf(node);
}

const pseudoNames: ReadonlyMap<string, string> = new Map([
  ['ACCOUNT_ID', 'AccountId'],
  ['REGION', 'Region'],
  ['PARTITION', 'Partition'],
  ['account', 'AccountId'],
  ['region', 'Region'],
  ['partition', 'Partition'],
]);

/** `table.tableArn` → `${table.tableArn}`; `Aws.REGION` and a stack's own `region` → `${AWS::Region}`. */
function symbolOf(node: ts.Expression): string | undefined {
  const api = typescript();
  const inner = unwrap(node);
  if (!api.isPropertyAccessExpression(inner)) return undefined;
  const pseudo = pseudoNames.get(inner.name.text);
  if (pseudo !== undefined && isStack(inner.expression)) return `\${AWS::${pseudo}}`;
  const path = pathOf(inner);
  return path === undefined ? undefined : `\${${path}}`;
}

/** `Aws`, `cdk.Aws`, `this`, `Stack.of(this)`. */
function isStack(node: ts.Expression): boolean {
  return /^(?:(?:\w+\.)?Aws|this|(?:\w+\.)?Stack\.of\(this\))$/.test(node.getText().slice(0, maxShown));
}

/** `this.table.tableArn`, names only. */
function pathOf(node: ts.Expression): string | undefined {
  const text = node
    .getText()
    .slice(0, maxShown + 1)
    .replaceAll('!', '');
  return text.length <= maxShown && /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_]\w*)*$/.test(text) ? text : undefined;
}

function composed(node: ts.Node, text: string): IntrinsicTree {
  const span = spanOf(node);
  return { kind: 'intrinsic', name: composedName, arg: scalarOf(text, span), span, literal: true };
}

function opaque(node: ts.Node): IntrinsicTree {
  const span = spanOf(node);
  const arg = scalarOf(node.getText().slice(0, maxShown), span);
  // A spread stands for any number of items.
  return { kind: 'intrinsic', name: 'expression', arg, span, literal: !typescript().isSpreadElement(node) };
}

/** A text that the program does not spell as such. */
export function scalarOf(text: string, span: Span): ScalarTree {
  return { kind: 'scalar', value: text, text, style: 'plain', content: span, span, literal: false };
}
