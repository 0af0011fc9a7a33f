import type { Problem } from '../util/problems.js';
import type { LineIndex, Range, Span } from '../util/text.js';
import type { Tree } from './tree.js';

/** What travels with the reading of one source. `problems` grows as reading goes on. */
export interface Reading {
  readonly uri: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly problems: Problem[];
  /** The template's `Mappings`, for `Fn::FindInMap`. */
  readonly mappings: Tree | undefined;
  /** In a template `${X}` means something only in `Fn::Sub`; a bare policy may be a text that a tool fills in. */
  readonly inTemplate: boolean;
  /** What was resolved before: expressions nest, and each part is asked for more than once. */
  readonly resolved: WeakMap<Tree, readonly Resolved[]>;
}

/**
 * One text that an expression can become. An expression has several where an `Fn::If` chooses, and none where it is
 * `AWS::NoValue`. `at` is the part of the source it came from: the branch, not the whole `Fn::If`.
 */
export interface Resolved {
  readonly text: string;
  /** Nothing of it could be resolved: the text is one opaque symbol. */
  readonly opaque: boolean;
  readonly at: Tree;
}

/** Adds a problem at the line where `at` starts. `message` is one line: what is wrong, and what to do. */
export function report(
  reading: Reading,
  kind: Problem['kind'],
  code: string,
  at: Span,
  message: string,
): void {
  const { line } = reading.lines.positionAt(at.from);
  reading.problems.push({ kind, code, uri: reading.uri, line, message });
}

/** The span as lines and characters of the source. */
export function rangeAt(reading: Reading, span: Span): Range {
  return reading.lines.rangeOf(span);
}

/** A text of the input as it may stand in a message: one line, no control characters, not too long. */
export function quoted(text: string): string {
  const shown = text.length > 80 ? `${text.slice(0, 77)}...` : text;
  return `\`${shown.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ')}\``;
}
