import type { Span } from '../../util/text.js';
import { convertBody } from './convertBody.js';
import { copyNodes, type SyntaxNodes } from './nodes.js';
import { withSyntaxTree } from './parser.js';
import { repair, unrepaired, type Repaired } from './repair.js';
import type { HclFile } from './syntax.js';

/** A file as a tree, what of it is broken, and its comments. */
export interface ParsedHcl extends HclFile {
  readonly comments: readonly Span[];
}

/**
 * HCL text as a tree. The parser loses most of a file at one open quote, so a file with an error is cut at the headers of
 * its top-level blocks and each piece is parsed alone, a broken one after a repair: what is half-typed in one block leaves
 * the others alone. All of a broken piece counts as broken.
 */
export function parseHcl(source: string): ParsedHcl {
  // A byte order mark is white space here, so that offsets stay those of the text.
  const text = source.startsWith('\uFEFF') ? ` ${source.slice(1)}` : source;
  const span = { from: 0, to: text.length };
  const whole = withSyntaxTree(text, copyNodes);
  if (whole?.errors.length === 0) return { ...toFile(whole, text, span), broken: [] };
  const pieces = cut(text).map((piece) => parsePiece(text, piece));
  return {
    body: {
      attributes: pieces.flatMap(({ body }) => body.attributes),
      blocks: pieces.flatMap(({ body }) => body.blocks),
      span,
    },
    broken: pieces.flatMap(({ broken }) => broken),
    comments: pieces.flatMap(({ comments }) => comments),
  };
}

/** The text before a header is a piece too: comments, or the attributes of a `.tfvars` file. */
function cut(text: string): Span[] {
  const header = /^[A-Za-z_][\w-]*(?:[ \t]+(?:"[^"\n]*"|[\w-]+))*[ \t]*\{/gm;
  const starts = [...text.matchAll(header)].map((match) => match.index);
  const bounds = [...new Set([0, ...starts, text.length])];
  return bounds.slice(1).map((to, index) => ({ from: bounds[index] ?? 0, to }));
}

function parsePiece(text: string, piece: Span): ParsedHcl {
  const own = unrepaired(text.slice(piece.from, piece.to));
  const first = withSyntaxTree(own.text, copyNodes);
  if (first?.errors.length === 0) return { ...placed(first, own, piece), broken: [] };
  const candidates = [own, repair(own.text)].map((candidate) => ({
    candidate,
    nodes: candidate === own ? first : withSyntaxTree(candidate.text, copyNodes),
  }));
  const best = candidates.reduce((a, b) => (weight(b.nodes) < weight(a.nodes) ? b : a));
  const empty = { body: { attributes: [], blocks: [], span: piece }, comments: [] };
  const file = best.nodes ? placed(best.nodes, best.candidate, piece) : empty;
  return { ...file, broken: [piece] };
}

/** How much of a piece its errors cover. */
function weight(nodes: SyntaxNodes | undefined): number {
  if (nodes === undefined) return Infinity;
  return nodes.errors.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

function placed(nodes: SyntaxNodes, repaired: Repaired, piece: Span): Omit<ParsedHcl, 'broken'> {
  const move = (span: Span): Span => {
    const [from, to] = [repaired.place(span.from), repaired.place(span.to)];
    return { from: piece.from + from, to: piece.from + Math.max(from, to) };
  };
  return moveSpans(toFile(nodes, repaired.text, { from: 0, to: repaired.text.length }), move);
}

function toFile(nodes: SyntaxNodes, text: string, span: Span): Omit<ParsedHcl, 'broken'> {
  return { body: convertBody(nodes.root, span, text), comments: nodes.comments };
}

/** Every span of a tree moved. Depth is that of the tree, which the parser's nodes bound. */
function moveSpans<T>(value: T, move: (span: Span) => Span): T {
  if (Array.isArray(value)) return value.map((item: unknown) => moveSpans(item, move)) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (isSpan(value)) return move(value) as T;
  const entries = Object.entries(value).map(([key, item]: [string, unknown]) => [key, moveSpans(item, move)]);
  return Object.fromEntries(entries) as T;
}

function isSpan(value: object): value is Span {
  return 'from' in value && 'to' in value && typeof value.from === 'number';
}
