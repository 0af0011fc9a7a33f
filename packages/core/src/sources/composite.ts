import { hasAccountId } from './accountLiteral.js';
import { indexLines, type LineIndex, type Span } from '../util/text.js';
import type { SyntaxIssue } from './jsonTree.js';
import type { Source } from './model.js';
import { findRefusal, parseTree } from './parseTree.js';
import type { Reading } from './reading.js';
import { shiftTree } from './shiftTree.js';
import type { Tree } from './tree.js';

/**
 * A source with the other files it draws in, as one long text: the source itself, then each file. Trees of all of them
 * may so be mixed, every span being one of the long text; `localise` turns the finished model back into files.
 */
export interface Composite {
  readonly reading: Reading;
  readonly parts: Part[];
  /** By uri; undefined where the text could not be parsed. */
  readonly trees: Map<string, Tree | undefined>;
  /** Found while files are drawn in, reported when the long text is known. */
  readonly pending: Pending[];
}

/** One file of a composite. */
export interface Part {
  readonly uri: string;
  readonly text: string;
  readonly lines: LineIndex;
  /** Offset and line in the long text. */
  readonly from: number;
  readonly fromLine: number;
  /** What the source takes of it: offset of the place that does → address in the file, '' for the whole. */
  readonly uses: Map<number, string>;
}

interface Pending {
  readonly kind: 'unreadable' | 'unresolved' | 'input';
  readonly code: string;
  readonly span: Span;
  readonly why: string;
}

/** More text than this is not drawn together; templates that people write stay far below. */
const maxTotal = 20_000_000;

/** A composite that holds the source alone. */
export function openComposite(reading: Reading): Composite {
  const { uri, text, lines } = reading;
  const own: Part = { uri, text, lines, from: 0, fromLine: 0, uses: new Map() };
  return { reading, parts: [own], trees: new Map(), pending: [] };
}

/** The tree of another file, its spans in the long text; parsed once. `address` is what the place at `at` takes of it. */
export function drawIn(composite: Composite, source: Source, at: number, address = ''): Tree | undefined {
  const known = composite.parts.slice(1).find(({ uri }) => uri === source.uri);
  const part = known ?? addPart(composite, source);
  part?.uses.set(at, address);
  return composite.trees.get(source.uri);
}

function addPart(composite: Composite, source: Source): Part | undefined {
  if (composite.trees.has(source.uri)) return undefined;
  const last = composite.parts.at(-1);
  const from = last === undefined ? 0 : last.from + last.text.length + 1;
  const fromLine = last === undefined ? 0 : last.fromLine + countLines(last);
  composite.trees.set(source.uri, undefined);
  if (from + source.text.length > maxTotal) return undefined;
  const part = { ...source, lines: indexLines(source.text), from, fromLine, uses: new Map() };
  composite.parts.push(part);
  composite.trees.set(source.uri, parsePart(composite, part));
  return part;
}

function parsePart({ pending }: Composite, part: Part): Tree | undefined {
  const at = (offset: number): Span => ({ from: part.from + offset, to: part.from + offset });
  const refusal = findRefusal(part);
  if (refusal !== undefined) {
    pending.push({ kind: 'unreadable', code: refusal.code, span: at(refusal.at), why: refusal.why });
    return undefined;
  }
  const { tree, issues } = parseTree(part);
  pending.push(...issues.slice(0, 3).map((issue) => syntaxProblem(issue, at(issue.span.from).from)));
  return tree && shiftTree(tree, part.from);
}

function syntaxProblem({ message }: SyntaxIssue, from: number): Pending {
  const code = message.startsWith('JSON') ? 'json-syntax' : 'yaml-syntax';
  const why = `${message}. What stands around it may be missing from the result.`;
  return { kind: 'unreadable', code, span: { from, to: from }, why };
}

/** Lines of a part, the end that is put behind it included (it may complete a CR). */
function countLines({ text }: Part): number {
  return indexLines(`${text}\n`).positionAt(text.length + 1).line;
}

/** The reading over the long text, once nothing more is drawn in. What was found on the way is reported. */
export function closeComposite(composite: Composite): Reading {
  const { reading, parts, pending } = composite;
  const text = parts.map((part) => part.text).join('\n');
  const closed: Reading = parts.length === 1 ? reading : { ...reading, text, lines: indexLines(text) };
  for (const { kind, code, span, why } of pending) {
    const { line } = closed.lines.positionAt(span.from);
    reading.problems.push({ kind, code, uri: reading.uri, line, message: why });
  }
  return closed;
}

/** Whether any file of it names an account or a region. */
export function compositeHasAccountLiteral({ parts }: Composite): boolean {
  return parts.some(({ text }) => hasAccountId(text));
}
