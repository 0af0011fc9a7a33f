import type { Span } from '../../util/text.js';
import { convertExpression } from './convertExpression.js';
import type { SyntaxNode } from './nodes.js';
import type { HclAttribute, HclBlock, HclBody, HclExpression } from './syntax.js';

/** Attributes and blocks below a node; what stands inside an error counts too, as far as it is whole. */
export function convertBody(node: SyntaxNode | undefined, span: Span, text: string): HclBody {
  const attributes: HclAttribute[] = [];
  const blocks: HclBlock[] = [];
  const visit = (children: readonly SyntaxNode[]): void => {
    for (const child of children) {
      if (child.type === 'attribute') attributes.push(convertAttribute(child, text));
      else if (child.type === 'block') blocks.push(convertBlock(child, text));
      else if (['config_file', 'body', 'ERROR'].includes(child.type)) visit(child.children);
    }
  };
  if (node !== undefined) visit([node]);
  return { attributes, blocks, span };
}

function convertAttribute(node: SyntaxNode, text: string): HclAttribute {
  const name = node.children[0]?.span ?? node.span;
  const value = node.children.find(({ type }) => type === 'expression');
  const missing: HclExpression = { kind: 'unknown', span: { from: node.span.to, to: node.span.to } };
  return {
    name: text.slice(name.from, name.to),
    nameSpan: name,
    value: value ? convertExpression(value, text) : missing,
    span: node.span,
  };
}

function convertBlock(node: SyntaxNode, text: string): HclBlock {
  const type = node.children[0]?.span ?? node.span;
  const open = node.children.find((child) => child.type === 'block_start')?.span ?? node.span;
  const labels = node.children.slice(1).flatMap((child) => labelOf(child, text));
  const inside = { from: open.to, to: Math.max(open.to, node.span.to - 1) };
  const bodies = node.children.filter((child) => child.type === 'body' || child.type === 'ERROR');
  const body = convertBody({ type: 'body', span: inside, children: bodies }, inside, text);
  return { type: text.slice(type.from, type.to), typeSpan: type, labels, body, span: node.span };
}

function labelOf(node: SyntaxNode, text: string): string[] {
  if (node.type === 'identifier') return [text.slice(node.span.from, node.span.to)];
  if (node.type !== 'string_lit') return [];
  const literal = convertExpression(node, text);
  return literal.kind === 'literal' ? [String(literal.value)] : [];
}
