import assert from 'node:assert/strict';
import type { ParsedSource, SourceModel, Token } from '../sources/model.js';
import { parseSource } from '../sources/parseSource.js';
import type { Problem } from '../util/problems.js';
import type { Span } from '../util/text.js';

/** A text whose expected spans stand between `«` and `»`; they may not nest. */
export interface Marked {
  readonly text: string;
  readonly spans: readonly Span[];
}

export function unmark(marked: string): Marked {
  const spans: Span[] = [];
  let text = '';
  for (const [index, part] of marked.split(/[«»]/).entries()) {
    if (index % 2 === 1) spans.push({ from: text.length, to: text.length + part.length });
    text += part;
  }
  return { text, spans };
}

export function parse(text: string, uri = 'template.yaml'): ParsedSource {
  return parseSource({ uri, text });
}

/** All Action, NotAction, Resource and NotResource tokens that stand in the source, in its order. */
export function tokensOf(model: SourceModel): Token[] {
  return model.policies
    .filter(({ kind, origin }) => kind !== 'implied' && origin === undefined)
    .flatMap((policy) => policy.statements)
    .flatMap(({ action, notAction, resource, notResource }) => [
      ...action,
      ...notAction,
      ...resource,
      ...notResource,
    ])
    .sort((a, b) => a.span.from - b.span.from);
}

/** Checks that the tokens stand exactly where the text is marked, and that ranges agree with spans. */
export function assertMarked(marked: string, uri: string, texts: readonly string[]): void {
  const { text, spans } = unmark(marked);
  const tokens = tokensOf(parse(text, uri).value);
  assert.deepEqual(
    tokens.map((token) => token.text),
    texts,
  );
  assert.deepEqual(
    tokens.map(({ span }) => text.slice(span.from, span.to)),
    spans.map((span) => text.slice(span.from, span.to)),
  );
  assert.deepEqual(
    tokens.map((token) => token.span),
    spans,
  );
  for (const { span, range } of tokens) {
    const before = text.slice(0, span.from).split('\n');
    assert.deepEqual(range.start, { line: before.length - 1, character: before.at(-1)?.length });
  }
}

/** `kind code line`, the line counted from 1 as editors show it. */
export function problemLines(problems: readonly Problem[]): string[] {
  return problems.map(({ kind, code, line }) => `${kind} ${code} ${line + 1}`);
}
