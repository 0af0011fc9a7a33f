import type { Entry, ScalarTree, Tree } from '../../../sources/tree.js';
import { isPolicyVariable, symbolsOf } from '../../../util/symbols.js';
import { alignLists } from '../align.js';
import { lineEnd, lineStart } from '../layout.js';
import { editList, removeRuns } from '../lists.js';
import { editOf, noEdits, type Local, type LocalEdit, type Refused } from '../local.js';
import type { Token } from '../../../sources/model.js';

/** Action or Resource of a statement in a program, and what it is to hold. */
export interface ProgramList {
  readonly entry: Entry | undefined;
  readonly tokens: readonly Token[];
  readonly wanted: readonly string[];
  readonly part: 'action' | 'resource';
  readonly text: string;
}

/** Takes items out, puts others in their place or behind them. */
export function editProgramList({ entry, tokens, wanted, part, text }: ProgramList): Local {
  if (entry === undefined) return { part, code: 'missing', reason: `The statement names no ${part}.` };
  const { value } = entry;
  const items = value.kind === 'seq' ? value.items : [value];
  const texts = items.map((item) => textsIn(item, tokens));
  const alignment = alignLists(texts, wanted);
  if (alignment === undefined) return computed(part);
  const changed = items.filter((_, index) => alignment.items[index] !== 'stays');
  if (changed.length === 0 && alignment.inserted.size === 0) return noEdits;
  const isFixed = !value.literal || changed.some((item) => !item.literal);
  if (isFixed || texts.some((own) => own.length === 0)) return computed(part);
  const rendered = wanted.map((each) => render(each, items, tokens));
  const fresh = [
    ...alignment.items.filter((item) => typeof item === 'number'),
    ...[...alignment.inserted.values()].flat(),
  ];
  if (fresh.some((index) => rendered[index] === undefined)) return noName(part);
  const textAt = (index: number): string => rendered[index] ?? '';
  if (value.kind !== 'seq') return editSingle(value, wanted, textAt);
  const removed = new Set(alignment.items.flatMap((item, at) => (item === 'goes' ? [at] : [])));
  const replaced = new Map(
    alignment.items.flatMap((item, at) => (typeof item === 'number' ? [[at, textAt(item)] as const] : [])),
  );
  const inserted = new Map(
    [...alignment.inserted].map(([at, own]) => [at, own.map((each) => ({ text: textAt(each) }))]),
  );
  const around = editList(value, { removed: new Set(), replaced, inserted }, layoutOf(text));
  if ('code' in around) return around;
  return { edits: [...around.edits, ...removeItems(value.items, removed, text)] };
}

function editSingle(value: Tree, wanted: readonly string[], textAt: (index: number) => string): Local {
  const all = wanted.map((_, index) => textAt(index));
  const [only = ''] = all;
  return { edits: [{ span: value.span, newText: all.length === 1 ? only : `[${all.join(', ')}]` }] };
}

/** The texts that an item stands for: a constant is one item however long its list is. */
function textsIn(item: Tree, tokens: readonly Token[]): string[] {
  return tokens
    .filter(({ span }) => item.span.from <= span.from && span.to <= item.span.to)
    .map(({ text }) => text);
}

/** Whole lines where each item has its own, with the comma and the comment behind it; a comma may end a list. */
export function removeItems(
  items: readonly { readonly span: Tree['span'] }[],
  removed: ReadonlySet<number>,
  text: string,
): LocalEdit[] {
  const lines = [...removed].map((index) => {
    const span = items[index]?.span ?? { from: 0, to: 0 };
    const [start, end] = [lineStart(text, span.from), lineEnd(text, span.to)];
    const isAlone =
      text.slice(start, span.from).trim() === '' &&
      /^,[ \t]*(?:\/\/[^\r\n]*)?$/.test(text.slice(span.to, end));
    const newline = text.indexOf('\n', end);
    return isAlone && newline >= 0 ? editOf(start, newline + 1, '') : undefined;
  });
  const whole = lines.flatMap((line) => line ?? []);
  if (whole.length === lines.length) return whole;
  return removeRuns(
    items.map(({ span }) => span),
    removed,
  );
}

/** A literal in the quotes of its neighbours; a text with attributes of constructs as a template, where they stand here. */
function render(text: string, items: readonly Tree[], tokens: readonly Token[]): string | undefined {
  const symbols = symbolsOf(text);
  if (symbols.length === 0) return quoted(text, items);
  const known = new Set(tokens.flatMap((token) => symbolsOf(token.text)));
  const isPath = (symbol: string): boolean =>
    known.has(symbol) && /^\$\{[A-Za-z_$][\w$]*(?:\.[A-Za-z_]\w*)+\}$/.test(symbol);
  if (!symbols.every(isPath) || /[`\\]/.test(text) || hasVariable(text)) return undefined;
  return text === symbols[0] ? text.slice(2, -1) : `\`${text}\``;
}

/** `${aws:username}` beside a construct's attribute would need escapes: not written. */
function hasVariable(text: string): boolean {
  return [...text.matchAll(/\$\{([^}]{0,200})\}/g)].some(([, name = '']) => isPolicyVariable(name));
}

function quoted(text: string, items: readonly Tree[]): string {
  const model = items.find((item): item is ScalarTree => item.kind === 'scalar' && item.literal);
  const double = JSON.stringify(text);
  if (model?.style === 'double') return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** Brackets, as in JSON: what the shared editor of lists asks for. */
export function layoutOf(text: string): Parameters<typeof editList>[2] {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return { text, syntax: 'json', eol, references: 'none', dashIndent: 2, space: ' ' };
}

function computed(part: 'action' | 'resource'): Refused {
  return { part, code: 'computed', reason: 'Its value is computed, so there is no text to change.' };
}

function noName(part: 'action' | 'resource'): Refused {
  return { part, code: 'no-reference', reason: 'What was used has no name in the terms of this program.' };
}
