import type ts from 'typescript';
import { findTooDeep } from '../../../depth.js';
import type { SyntaxIssue } from '../../../jsonTree.js';
import type { Source } from '../../../model.js';
import { typescript } from './typescript.js';

/** A program as far as its text tells: it is never run. */
export interface Program {
  readonly file: ts.SourceFile;
  /** Every node, in the order of the text. */
  readonly nodes: readonly ts.Node[];
  readonly issues: readonly SyntaxIssue[];
}

/** Longer programs are bundles that tools write. */
const maxProgram = 2_000_000;

/** A file of a program by its name; declarations hold no code. */
export function isProgram(uri: string): boolean {
  return /\.[cm]?[jt]sx?$/i.test(uri) && !/\.d\.[cm]?ts$/i.test(uri);
}

/** Parses; undefined where the text is too long or nested too deeply for the parser, which recurs. */
export function parseProgram({ uri, text }: Source): Program | undefined {
  if (text.length > maxProgram || findTooDeep(text, 'json') !== undefined) return undefined;
  try {
    const file = createFile(uri, text);
    return { file, nodes: nodesOf(file), issues: issuesOf(file) };
  } catch (error) {
    // Parentheses and operators nest too, and no count of them is exact.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function createFile(uri: string, text: string): ts.SourceFile {
  const { createSourceFile, ScriptKind, ScriptTarget } = typescript();
  const isMarkup = /x$/i.test(uri);
  const isScript = /\.[cm]?jsx?$/i.test(uri);
  const kind = isScript
    ? isMarkup
      ? ScriptKind.JSX
      : ScriptKind.JS
    : isMarkup
      ? ScriptKind.TSX
      : ScriptKind.TS;
  return createSourceFile(uri, text, ScriptTarget.Latest, true, kind);
}

/** Without recursion: a chain of operators is as deep as it is long. */
function nodesOf(file: ts.SourceFile): ts.Node[] {
  const { forEachChild } = typescript();
  const nodes: ts.Node[] = [];
  const open: ts.Node[] = [file];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    nodes.push(node);
    const children: ts.Node[] = [];
    forEachChild(node, (child) => void children.push(child));
    for (const child of children.reverse()) open.push(child);
  }
  return nodes;
}

/** The parser's own list is not part of its public types. */
function issuesOf(file: ts.SourceFile): SyntaxIssue[] {
  const { flattenDiagnosticMessageText } = typescript();
  const found = (file as { parseDiagnostics?: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics ?? [];
  return found.map(({ messageText, start, length }) => ({
    message: `TypeScript syntax: ${flattenDiagnosticMessageText(messageText, ' ').replace(/\.$/, '')}`,
    span: { from: start, to: start + length },
  }));
}
