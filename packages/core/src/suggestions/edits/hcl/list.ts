import type { HclExpression, HclTuple } from '../../../sources/hcl/syntax.js';
import type { Span } from '../../../util/text.js';
import { alignLists } from '../align.js';
import { indentOf, lineEnd, lineStart } from '../layout.js';
import { editOf, type LocalEdit } from '../local.js';

/** One place in a value that gives texts: an item of a list, or a value by itself. */
export interface Leaf {
  readonly span: Span;
  readonly list: HclTuple | undefined;
  readonly index: number;
}

/** Functions that give the items of their arguments as they are. */
const passing = new Set(['concat', 'flatten', 'distinct', 'compact', 'toset', 'tolist', 'sort']);

/** The leaves of a value in their order; what is computed is one leaf, which stays or goes as a whole. */
export function leavesOf(value: HclExpression): Leaf[] {
  if (value.kind === 'tuple') {
    return value.items.map((item, index) => ({ span: item.span, list: value, index }));
  }
  if (value.kind === 'call' && passing.has(value.name) && !value.spread) return value.args.flatMap(leavesOf);
  return [{ span: value.span, list: undefined, index: 0 }];
}

/** What a list is to become. */
export interface ListPlan {
  readonly value: HclExpression;
  /** The texts of each leaf. */
  readonly texts: readonly (readonly string[])[];
  readonly wanted: readonly string[];
  /** JSON has no comma behind the last item. */
  readonly isJson: boolean;
  /** A text as it is written; undefined where it cannot be. */
  readonly render: (text: string) => string | undefined;
}

/** The edits of a list, or why there are none. */
export function editHclList(plan: ListPlan, text: string): LocalEdit[] | 'computed' | 'empty' {
  const leaves = leavesOf(plan.value);
  const aligned = alignLists(plan.texts, plan.wanted);
  if (aligned === undefined) return 'computed';
  if (plan.wanted.length === 0) return 'empty';
  if (leaves.every(({ list }) => list === undefined)) return editSingle(plan, text);
  const removed = new Map<HclTuple, Set<number>>();
  const edits: LocalEdit[] = [];
  for (const [at, state] of aligned.items.entries()) {
    const leaf = leaves[at];
    if (leaf === undefined || state === 'stays') continue;
    if (typeof state === 'number') {
      const written = plan.render(plan.wanted[state] ?? '');
      if (written === undefined) return 'computed';
      edits.push(editOf(leaf.span.from, leaf.span.to, written));
    } else if (leaf.list === undefined) return 'computed';
    else removed.set(leaf.list, (removed.get(leaf.list) ?? new Set()).add(leaf.index));
  }
  for (const [list, indexes] of removed) edits.push(...removeItems(list, indexes, text, plan.isJson));
  for (const [behind, indexes] of aligned.inserted) {
    const written = indexes.map((index) => plan.render(plan.wanted[index] ?? ''));
    const anchor = leaves[Math.max(0, behind)];
    if (anchor?.list === undefined || written.some((each) => each === undefined)) return 'computed';
    edits.push(...insertItems(anchor.list, behind < 0 ? -1 : anchor.index, written as string[], text));
  }
  return edits;
}

/** A single value is replaced by another, or by a list. */
function editSingle({ value, wanted, texts, render }: ListPlan, text: string): LocalEdit[] | 'computed' {
  const isLiteral = value.kind === 'literal' && texts.length === 1 && texts[0]?.length === 1;
  const [own] = texts[0] ?? [];
  const written = wanted.map((each) =>
    each === own ? text.slice(value.span.from, value.span.to) : render(each),
  );
  if (wanted.length === 1 && wanted[0] === own) return [];
  if (!isLiteral || written.some((each) => each === undefined)) return 'computed';
  const newText = written.length === 1 ? (written[0] ?? '') : `[${written.join(', ')}]`;
  return [editOf(value.span.from, value.span.to, newText)];
}

/** Takes items out: whole lines where an item has lines of its own, its comment with it. */
export function removeItems(
  list: HclTuple,
  indexes: ReadonlySet<number>,
  text: string,
  isJson: boolean,
): LocalEdit[] {
  const { items } = list;
  if (indexes.size === items.length) return [editOf(list.span.from + 1, list.span.to - 1, '')];
  const edits: LocalEdit[] = [];
  for (let first = 0; first < items.length; first++) {
    if (!indexes.has(first)) continue;
    let last = first;
    while (indexes.has(last + 1)) last++;
    edits.push(...removeRun(list, first, last, text, isJson));
    first = last;
  }
  return edits;
}

function removeRun(
  { items, span }: HclTuple,
  first: number,
  last: number,
  text: string,
  isJson: boolean,
): LocalEdit[] {
  const [from, to] = [items[first]?.span.from ?? 0, items[last]?.span.to ?? 0];
  const next = items[last + 1];
  const comma = commaAfter(text, to, next?.span.from ?? span.to - 1);
  const end = (comma ?? to - 1) + 1;
  const ownLines = text.slice(lineStart(text, from), from).trim() === '' && isRestOfLine(text, end);
  const before = items[first - 1]?.span.to ?? from;
  if (ownLines) {
    const lines = editOf(lineStart(text, from), Math.min(nextLine(text, end), span.to - 1), '');
    const left = isJson && next === undefined ? commaAfter(text, before, from) : undefined;
    return left === undefined ? [lines] : [editOf(left, left + 1, ''), lines];
  }
  return [next === undefined ? editOf(before, to, '') : editOf(from, next.span.from, '')];
}

/** Nothing but a comment to the end of the line. */
function isRestOfLine(text: string, at: number): boolean {
  return /^[ \t]*(?:(?:#|\/\/).*)?$/.test(text.slice(at, lineEnd(text, at)).replace(/\r$/, ''));
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** The comma between two items, comments left out. */
export function commaAfter(text: string, from: number, to: number): number | undefined {
  for (let at = from; at < to; at++) {
    const char = text[at];
    if (char === ',') return at;
    if (char === '#' || text.startsWith('//', at)) at = lineEnd(text, at) - 1;
    else if (text.startsWith('/*', at)) at = Math.max(at, text.indexOf('*/', at) + 1);
  }
  return undefined;
}

/** Puts items behind one of a list (-1: before the first), each on a line of its own where the items have that. */
export function insertItems(
  list: HclTuple,
  behind: number,
  written: readonly string[],
  text: string,
): LocalEdit[] {
  const { items, span } = list;
  const anchor = items[Math.max(0, behind)];
  if (anchor === undefined) return [editOf(span.from + 1, span.from + 1, written.join(', '))];
  const { from, to } = anchor.span;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const hasLines = text.slice(lineStart(text, from), from).trim() === '';
  const separator = hasLines ? `,${eol}${indentOf(text, from)}` : ', ';
  if (behind < 0) return [editOf(from, from, written.map((each) => each + separator).join(''))];
  const comma = commaAfter(text, to, items[behind + 1]?.span.from ?? span.to - 1);
  if (!hasLines || (comma !== undefined && !isRestOfLine(text, comma + 1))) {
    return [editOf(to, to, written.map((each) => separator + each).join(''))];
  }
  const lines = written.join(separator);
  const line = `${eol}${indentOf(text, from)}${lines}`;
  if (comma === undefined) {
    const end = isRestOfLine(text, to) ? endOfLine(text, to) : to;
    return end === to ? [editOf(to, to, `,${line}`)] : [editOf(to, to, ','), editOf(end, end, line)];
  }
  const end = endOfLine(text, comma);
  return [editOf(end, end, `${line},`)];
}

function endOfLine(text: string, at: number): number {
  const end = lineEnd(text, at);
  return text[end - 1] === '\r' ? end - 1 : end;
}
