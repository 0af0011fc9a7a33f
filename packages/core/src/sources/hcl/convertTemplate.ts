import type { Span } from '../../util/text.js';
import { decodeText } from './decode.js';
import type { SyntaxNode } from './nodes.js';
import type { HclExpression, HclTemplate, HclTemplatePart } from './syntax.js';

const directiveMarks = new Set([
  'template_for_start',
  'template_for_end',
  'template_if_intro',
  'template_else_intro',
  'template_if_end',
]);

/** Converts the expression of an interpolation. */
export type Convert = (node: SyntaxNode, text: string) => HclExpression;

/** A quoted string: a literal where it holds no interpolation. */
export function convertQuoted(node: SyntaxNode, text: string, convert: Convert): HclExpression {
  const { from, to } = node.span;
  const closed = node.children.at(-1)?.type === 'quoted_template_end' && to - from >= 2;
  const content = { from: from + 1, to: closed ? to - 1 : to };
  const parts = partsOf(node, content, { text, heredoc: false, convert });
  if (parts.some((part) => part.value !== undefined || part.directive)) {
    return { kind: 'template', parts, heredoc: false, content, span: node.span };
  }
  return { kind: 'literal', value: parts.map((part) => part.text).join(''), span: node.span };
}

/** Content begins on the line below the marker and ends where the closing marker's line begins. */
export function convertHeredoc(node: SyntaxNode, text: string, convert: Convert): HclTemplate {
  const marks = node.children.filter(({ type }) => type === 'heredoc_identifier');
  const [opening, closing] = [marks[0], marks.length > 1 ? marks.at(-1) : undefined];
  const end = closing ? text.lastIndexOf('\n', closing.span.from - 1) + 1 : node.span.to;
  const lineEnd = text.indexOf('\n', opening?.span.to ?? node.span.from);
  const from = lineEnd < 0 ? end : Math.min(lineEnd + 1, end);
  const content = { from, to: Math.max(from, end) };
  return {
    kind: 'template',
    parts: partsOf(node, content, { text, heredoc: true, convert }),
    heredoc: true,
    content,
    span: node.span,
  };
}

/** Interpolations and directive marks in order, and the text between them as it is written, white space included. */
function partsOf(
  node: SyntaxNode,
  content: Span,
  { text, heredoc, convert }: { text: string; heredoc: boolean; convert: Convert },
): HclTemplatePart[] {
  const parts: HclTemplatePart[] = [];
  let at = content.from;
  const addText = (to: number): void => {
    if (to <= at) return;
    const decoded = decodeText(text.slice(at, to), heredoc);
    parts.push({ text: decoded, value: undefined, directive: false, span: { from: at, to } });
  };
  for (const special of specialsOf(node)) {
    if (special.span.from < at) continue;
    addText(special.span.from);
    const directive = special.type !== 'template_interpolation';
    const inner = directive ? undefined : special.children.find(({ type }) => type === 'expression');
    const value = directive ? undefined : inner ? convert(inner, text) : unknownAt(special.span);
    parts.push({ text: '', value, directive, span: special.span });
    at = special.span.to;
  }
  addText(content.to);
  return parts;
}

function specialsOf(node: SyntaxNode): SyntaxNode[] {
  return node.children.flatMap((part) => {
    if (part.type === 'template_interpolation' || directiveMarks.has(part.type)) return [part];
    return part.type.startsWith('template_') || part.type === 'ERROR' ? specialsOf(part) : [];
  });
}

function unknownAt(span: Span): HclExpression {
  return { kind: 'unknown', span };
}
