/** Line and character, both counted from 0, in UTF-16 code units (language server protocol). */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** UTF-16 offsets into a source text; `to` is exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Turns offsets into positions; built once a text, logarithmic a look-up. Line ends: LF, CRLF, CR. */
export interface LineIndex {
  positionAt(offset: number): Position;
  rangeOf(span: Span): Range;
}

export function indexLines(text: string): LineIndex {
  const starts = lineStarts(text);
  const positionAt = (offset: number): Position => {
    const clamped = Math.max(0, Math.min(offset, text.length));
    const line = lastAtOrBelow(starts, clamped);
    return { line, character: clamped - (starts[line] ?? 0) };
  };
  return {
    positionAt,
    rangeOf: (span) => ({ start: positionAt(span.from), end: positionAt(span.to) }),
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 13 && text.charCodeAt(at + 1) === 10) continue;
    if (code === 10 || code === 13) starts.push(at + 1);
  }
  return starts;
}

function lastAtOrBelow(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
