import type { Problem } from '../util/problems.js';
import { indexLines, type LineIndex, type Range, type Span } from '../util/text.js';
import { folderOf, resolveUri, type SourceFiles } from './files.js';
import type { NestedTemplate, Source } from './model.js';
import type { Tree } from './tree.js';

/** What travels with the reading of one source. `problems` grows as reading goes on. */
export interface Reading {
  readonly uri: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly problems: Problem[];
  /** The template's `Mappings`, for `Fn::FindInMap`. */
  readonly mappings: Tree | undefined;
  /** Values of parameters that whoever brings the template in has given; the other parameters stay symbols. */
  readonly given: ReadonlyMap<string, string>;
  /** Values of `GetAtt` on nested stacks: `Child.Outputs.Arn` → text. */
  readonly outputs: ReadonlyMap<string, string>;
  /** In a template `${X}` means something only in `Fn::Sub`; a bare policy may be a text that a tool fills in. */
  readonly inTemplate: boolean;
  /** What was resolved before: expressions nest, and each part is asked for more than once. */
  readonly resolved: WeakMap<Tree, readonly Resolved[]>;
  /** The files that the host gave beside the source, and those that were asked for in vain. */
  readonly files: SourceFiles;
  readonly missing: Set<string>;
  /** Templates that the source brings in; grows as reading goes on. */
  readonly nested: NestedTemplate[];
}

const nothing: ReadonlyMap<string, string> = new Map();

/** The reading of a text of its own, or of another file for the sake of an outer one: problems and wishes are shared. */
export function openReading(
  { uri, text }: Source,
  outer: Pick<Reading, 'files' | 'problems' | 'missing'>,
): Reading {
  const { files, problems, missing } = outer;
  const lines = indexLines(text);
  const resolved = new WeakMap<Tree, readonly Resolved[]>();
  const values = { nested: [], mappings: undefined, given: nothing, outputs: nothing };
  return { uri, text, lines, problems, ...values, inTemplate: false, resolved, files, missing };
}

/** A file that the source names by a path relative to itself; noted as missing where the host has not given it. */
export function readFile(reading: Reading, path: string): Source | undefined {
  const uri = resolveUri(folderOf(reading.uri), path);
  const text = reading.files.read(uri);
  if (text === undefined) reading.missing.add(uri);
  return text === undefined ? undefined : { uri, text };
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

/** Adds a problem at exactly `at`. `message` is one line: what is wrong, and what to do. */
export function report(
  reading: Reading,
  kind: Problem['kind'],
  code: string,
  at: Span,
  message: string,
): void {
  const range = reading.lines.rangeOf(at);
  reading.problems.push({ kind, code, uri: reading.uri, line: range.start.line, message, range });
}

/** The same for what IAM refuses: `policy-invalid`. `fault` says what is wrong with `text`. */
export function reportFault(reading: Reading, at: Span, text: string, fault: string | undefined): void {
  if (fault !== undefined) report(reading, 'input', 'policy-invalid', at, `${quoted(text)} ${fault}.`);
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
