import type { Span } from '../../util/text.js';
import { convertHeredoc, convertQuoted } from './convertTemplate.js';
import type { SyntaxNode } from './nodes.js';
import type { HclEntry, HclExpression } from './syntax.js';

/**
 * An expression of the parser's tree. The grammar lays terms flat: `a.b == c` is one node of four children, so children are
 * read as a sequence. Depth is bounded by that of the nodes.
 */
export function convertExpression(node: SyntaxNode, text: string): HclExpression {
  switch (node.type) {
    case 'expression':
      return convertSequence(node, text);
    case 'literal_value':
    case 'template_expr':
    case 'collection_value':
    case 'for_expr':
      return node.children[0] ? convertExpression(node.children[0], text) : unknown(node);
    case 'operation':
      return convertOperation(node, text);
    case 'string_lit':
    case 'quoted_template':
      return convertQuoted(node, text, convertExpression);
    case 'heredoc_template':
      return convertHeredoc(node, text, convertExpression);
    case 'variable_expr':
    case 'identifier':
      return { kind: 'variable', name: text.slice(node.span.from, node.span.to), span: node.span };
    case 'tuple':
      return { kind: 'tuple', items: expressionsIn(node, text), span: node.span };
    case 'object':
      return { kind: 'object', entries: entriesIn(node, text), span: node.span };
    case 'function_call':
      return convertCall(node, text);
    case 'conditional':
      return convertConditional(node, text);
    case 'for_tuple_expr':
    case 'for_object_expr':
      return convertFor(node, text);
    default:
      return convertPlain(node, text);
  }
}

function convertPlain(node: SyntaxNode, text: string): HclExpression {
  const word = text.slice(node.span.from, node.span.to);
  const { span } = node;
  if (node.type === 'numeric_lit') return { kind: 'literal', value: Number(word), span };
  if (node.type === 'bool_lit') return { kind: 'literal', value: word === 'true', span };
  if (node.type === 'null_lit') return { kind: 'literal', value: null, span };
  return unknown(node);
}

function convertSequence(node: SyntaxNode, text: string): HclExpression {
  const { value, next } = readTerm(node.children, 0, text);
  return value !== undefined && next === node.children.length ? value : unknown(node);
}

/** One term with what is appended to it: `(x)[0].id`. `next` is the child behind it. */
function readTerm(
  children: readonly SyntaxNode[],
  from: number,
  text: string,
): { value: HclExpression | undefined; next: number } {
  const first = children[from];
  if (first === undefined) return { value: undefined, next: from };
  const inner = first.type === '(' ? children[from + 1] : first;
  let value = inner === undefined ? unknown(first) : convertExpression(inner, text);
  let next = first.type === '(' ? from + 3 : from + 1;
  for (let child = children[next]; child !== undefined; child = children[next]) {
    if (!['index', 'get_attr', 'splat'].includes(child.type)) break;
    value = append(value, child, text, first.span.from);
    next++;
  }
  return { value, next: Math.min(next, children.length) };
}

function append(of: HclExpression, child: SyntaxNode, text: string, from: number): HclExpression {
  const span = { from, to: child.span.to };
  if (child.type !== 'splat') return { kind: 'access', of, key: keyOf(child, text), span };
  const steps = child.children.flatMap(({ children }) => children);
  const path = steps
    .filter(({ type }) => type === 'index' || type === 'get_attr')
    .map((step) => keyOf(step, text));
  return { kind: 'splat', of, path, span };
}

/** `.name`, `[key]` or `.0`. */
function keyOf(step: SyntaxNode, text: string): HclExpression {
  if (step.type === 'get_attr') {
    const name = step.children.at(-1)?.span ?? step.span;
    return { kind: 'literal', value: text.slice(name.from, name.to), span: name };
  }
  const [form] = step.children;
  const inner = form?.children.find(({ type }) => type === 'expression');
  if (inner !== undefined) return convertExpression(inner, text);
  const number = Number(text.slice(step.span.from + 1, step.span.to));
  return Number.isNaN(number) ? unknown(step) : { kind: 'literal', value: number, span: step.span };
}

function convertOperation(node: SyntaxNode, text: string): HclExpression {
  const [inner] = node.children;
  if (inner === undefined) return unknown(node);
  const { children, span } = inner;
  if (inner.type === 'unary_operation') {
    const operand = readTerm(children, 1, text).value ?? unknown(inner);
    const operator = children[0]?.type ?? '';
    if (operator === '-' && operand.kind === 'literal' && typeof operand.value === 'number') {
      return { kind: 'literal', value: -operand.value, span };
    }
    return { kind: 'operation', operator, operands: [operand], span };
  }
  const left = readTerm(children, 0, text);
  const operator = children[left.next]?.type ?? '';
  const right = readTerm(children, left.next + 1, text);
  const operands = [left.value ?? unknown(inner), right.value ?? unknown(inner)];
  return { kind: 'operation', operator, operands, span };
}

function convertCall(node: SyntaxNode, text: string): HclExpression {
  const name = node.children[0]?.span ?? node.span;
  const list = node.children.find(({ type }) => type === 'function_arguments');
  return {
    kind: 'call',
    name: text.slice(name.from, name.to),
    args: list ? expressionsIn(list, text) : [],
    spread: list?.children.some(({ type }) => type === 'ellipsis') ?? false,
    span: node.span,
  };
}

function convertConditional(node: SyntaxNode, text: string): HclExpression {
  const [test, yes, no] = expressionsIn(node, text);
  if (test === undefined || yes === undefined || no === undefined) return unknown(node);
  return { kind: 'conditional', test, yes, no, span: node.span };
}

function convertFor(node: SyntaxNode, text: string): HclExpression {
  const intro = node.children.find(({ type }) => type === 'for_intro');
  const [of] = intro ? expressionsIn(intro, text) : [];
  const values = expressionsIn(node, text);
  const isObject = node.type === 'for_object_expr';
  const value = values[isObject ? 1 : 0];
  if (intro === undefined || of === undefined || value === undefined) return unknown(node);
  const condition = node.children.find(({ type }) => type === 'for_cond');
  return {
    kind: 'for',
    names: intro.children
      .filter(({ type }) => type === 'identifier')
      .map(({ span }) => text.slice(span.from, span.to)),
    of,
    key: isObject ? values[0] : undefined,
    value,
    test: condition ? expressionsIn(condition, text)[0] : undefined,
    grouped: node.children.some(({ type }) => type === 'ellipsis'),
    span: node.span,
  };
}

/** What stands inside an error is kept: the items before and behind a half-typed one are items still. */
function expressionsIn(node: SyntaxNode, text: string): HclExpression[] {
  return node.children.flatMap((child) => {
    if (child.type === 'expression') return [convertExpression(child, text)];
    return child.type === 'ERROR' ? expressionsIn(child, text) : [];
  });
}

function entriesIn(node: SyntaxNode, text: string): HclEntry[] {
  return node.children.flatMap((child) => {
    if (child.type === 'ERROR') return entriesIn(child, text);
    if (child.type !== 'object_elem') return [];
    const [key, value] = expressionsIn(child, text);
    if (key === undefined) return [];
    return [{ key: bareKey(key, child), value: value ?? unknown(child), span: child.span }];
  });
}

/** A bare name is a key; `(name)` is a reference. */
function bareKey(key: HclExpression, entry: SyntaxNode): HclExpression {
  const inBrackets = entry.children[0]?.children[0]?.type === '(';
  return key.kind === 'variable' && !inBrackets ? { kind: 'literal', value: key.name, span: key.span } : key;
}

function unknown({ span }: { span: Span }): HclExpression {
  return { kind: 'unknown', span };
}
