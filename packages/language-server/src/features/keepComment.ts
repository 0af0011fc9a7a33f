import { filesOf, parseSource, type Range } from '@leastwise/core';
import { ownName, type Result } from '../analysis/result.js';
import type { PlacedEdit } from './placedEdit.js';

/** What a person replaces. A comment without a reason would keep as well, and nobody would know why. */
export const reasonPlaceholder = 'say why';

/**
 * A keep comment above the line of a token; undefined where the format has no comments, or where the comment would not be
 * read as one (in a block of text): it is parsed before it is offered.
 */
export function keepEdit(pattern: string, { start }: Range, result: Result): PlacedEdit | undefined {
  const source = result.unit.sources.find(({ uri }) => uri === ownName(result));
  if (source === undefined || /\.json$/i.test(source.uri)) return undefined;
  const lines = source.text.split('\n');
  const line = lines[start.line] ?? '';
  const indent = line.slice(0, line.length - line.trimStart().length);
  const end = line.endsWith('\r') ? '\r\n' : '\n';
  const newText = `${indent}# leastwise-keep ${pattern}: ${reasonPlaceholder}${end}`;
  const text = [
    ...lines.slice(0, start.line),
    newText.trimEnd() + end.replace('\n', ''),
    ...lines.slice(start.line),
  ].join('\n');
  const { value } = parseSource({ uri: source.uri, text }, filesOf(result.unit.files));
  const isRead = value.keeps.some((keep) => keep.pattern === pattern && keep.range.start.line === start.line);
  if (!isRead) return undefined;
  const at = { line: start.line, character: 0 };
  return { uri: result.uri, range: { start: at, end: at }, newText };
}
