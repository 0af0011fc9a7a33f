import type { SeqTree, Tree } from '../../sources/tree.js';
import type { Span } from '../../util/text.js';
import { dashOf, indentOf, isFlow, lineEnd, previousLineEnd, type Layout } from './layout.js';
import { editOf, type Local, type LocalEdit, type Refused } from './local.js';

/** Changes of one list: by index of its items. */
export interface ListChange {
  readonly removed: ReadonlySet<number>;
  /** Index → what stands there instead. */
  readonly replaced: ReadonlyMap<number, string>;
  /** Index → items that come behind it; -1: before the first. */
  readonly inserted: ReadonlyMap<number, readonly NewItem[]>;
}

/** An item rendered for its place, without dash or comma, and what is said above it where that is possible. */
export interface NewItem {
  readonly text: string;
  readonly comment?: string | undefined;
}

/** The edits of a list that keeps at least one item or gets one. */
export function editList(list: SeqTree, change: ListChange, layout: Layout): Local {
  if (!list.literal) return shared;
  return isFlow(layout, list) ? editFlow(list, change, layout) : editBlock(list, change, layout);
}

const shared: Refused = {
  part: 'statement',
  code: 'shared-by-alias',
  reason: 'An alias or a merge repeats it elsewhere in the file.',
};

const dashNotFirst: Refused = {
  part: 'statement',
  code: 'layout',
  reason: 'Its dash is not the first character of its line.',
};

function editBlock(list: SeqTree, change: ListChange, layout: Layout): Local {
  const { text } = layout;
  const edits: LocalEdit[] = [];
  for (const [index, item] of list.items.entries()) {
    const removes = change.removed.has(index);
    const replacement = change.replaced.get(index);
    if (replacement !== undefined) edits.push(editOf(item.span.from, item.span.to, replacement));
    const behind = change.inserted.get(index) ?? [];
    if (!removes && behind.length === 0) continue;
    const dash = dashOf(text, item);
    if (dash === undefined) return dashNotFirst;
    const end = lineEnd(text, item.span.to);
    const line = `${layout.eol}${' '.repeat(dash.column)}`;
    const items = behind.map((each) => `${commentLine(each, line)}${line}-${dash.gap}${each.text}`);
    if (behind.length > 0) edits.push(editOf(end, end, items.join('')));
    if (removes) edits.push(editOf(previousLineEnd(text, dash.at), end, ''));
  }
  const before = change.inserted.get(-1) ?? [];
  const [first] = list.items;
  if (before.length === 0 || first === undefined) return { edits };
  const dash = dashOf(text, first);
  if (dash === undefined) return dashNotFirst;
  const items = before.map((each) => `-${dash.gap}${each.text}${layout.eol}${' '.repeat(dash.column)}`);
  return { edits: [...edits, editOf(dash.at, dash.at, items.join(''))] };
}

function commentLine({ comment }: NewItem, line: string): string {
  return comment === undefined ? '' : `${line}# ${comment}`;
}

function editFlow(list: SeqTree, change: ListChange, layout: Layout): Local {
  const spans = list.items.map(({ span }) => span);
  const edits = removeRuns(spans, change.removed, layout.text);
  for (const [index, newText] of change.replaced) {
    const span = spans[index];
    if (span !== undefined) edits.push({ span, newText });
  }
  const gap = gapOf(list, layout);
  for (const [index, behind] of change.inserted) {
    const span = spans[Math.max(0, index)];
    if (span === undefined) continue;
    if (index >= 0) edits.push(editOf(span.to, span.to, behind.map(({ text }) => `,${gap}${text}`).join('')));
    else edits.push(editOf(span.from, span.from, behind.map(({ text }) => `${text},${gap}`).join('')));
  }
  return { edits };
}

/**
 * Takes elements between brackets out, each run with the comma behind it, or at the end with the one before it.
 * At least one element stays. With `text`, those that have lines of their own go with these, comments beside them too.
 */
export function removeRuns(spans: readonly Span[], removed: ReadonlySet<number>, text?: string): LocalEdit[] {
  const edits: LocalEdit[] = [];
  for (let at = 0; at < spans.length; at++) {
    if (!removed.has(at)) continue;
    const start = at;
    while (removed.has(at + 1)) at++;
    const [first, last, next, before] = [spans[start], spans[at], spans[at + 1], spans[start - 1]];
    if (first === undefined || last === undefined) continue;
    const lines =
      text === undefined
        ? undefined
        : wholeLines(text, { from: first.from, to: last.to }, next === undefined ? before : undefined);
    if (lines !== undefined) edits.push(...lines);
    else if (next !== undefined) edits.push(editOf(first.from, next.from, ''));
    else edits.push(editOf(before?.to ?? first.from, last.to, ''));
  }
  return edits;
}

/**
 * Elements that share no line with others go with their lines, so that a comment stays beside what it is about. `before`:
 * the element that becomes the last one, and gives up its comma.
 */
function wholeLines(text: string, { from, to }: Span, before: Span | undefined): LocalEdit[] | undefined {
  const start = previousLineEnd(text, from);
  const end = lineEnd(text, to);
  const isAlone = text.slice(start, from).trim() === '' && /^\s*,?\s*(?:#.*)?$/.test(text.slice(to, end));
  if (!isAlone || start === 0) return undefined;
  const lines = editOf(start, end, '');
  if (before === undefined) return [lines];
  if (text[before.to] !== ',' || before.to >= start) return undefined;
  return [editOf(before.to, before.to + 1, ''), lines];
}

/** What stands between a comma and the next item: as between the last two, else as before the only one. */
function gapOf({ items, span }: SeqTree, { text, space }: Layout): string {
  const last = items.at(-1);
  if (last === undefined) return space;
  const before = items.at(-2)?.span.to ?? text.indexOf('[', span.from) + 1;
  const found = /[ \t\r\n]*$/.exec(text.slice(before, last.span.from))?.[0] ?? ' ';
  return found === '' && items.length === 1 ? space : found;
}

/**
 * A single value becomes a list: in YAML a block list under its key, as the rest of the text has it; between brackets
 * one in brackets, on lines of its own where the key's line holds no more than it.
 */
export function wrapInList(
  keySpan: Span,
  value: Tree,
  items: readonly string[],
  layout: Layout,
  inFlow: boolean,
): Local {
  if (!value.literal) return shared;
  if (inFlow) return { edits: [{ span: value.span, newText: flowList(keySpan, value, items, layout) }] };
  const { text, eol } = layout;
  const column = keySpan.from - (text.lastIndexOf('\n', keySpan.from - 1) + 1);
  const colon = text.indexOf(':', keySpan.to) + 1;
  const lead = `${eol}${' '.repeat(column + layout.dashIndent)}- `;
  const end = lineEnd(text, value.span.to);
  const list = items.map((each) => lead + each).join('');
  return { edits: [editOf(colon, value.span.to, ''), editOf(end, end, list)] };
}

function flowList(keySpan: Span, value: Tree, items: readonly string[], layout: Layout): string {
  const { text, eol, space } = layout;
  const indent = indentOf(text, keySpan.from);
  const lineBefore = text.slice(text.lastIndexOf('\n', keySpan.from - 1) + 1, keySpan.from);
  const lineAfter = text.slice(value.span.to, lineEnd(text, value.span.to));
  const isAlone = lineBefore.trim() === '' && /^\s*,?\s*$/.test(lineAfter);
  if (!isAlone) return `[${items.join(`,${space}`)}]`;
  const inner = `${eol}${indent}${stepOf(text, keySpan)}`;
  return `[${items.map((each) => inner + each).join(',')}${eol}${indent}]`;
}

/** One level of indentation: how much further right the key stands than what encloses it. */
function stepOf(text: string, keySpan: Span): string {
  const own = indentOf(text, keySpan.from);
  for (let end = previousLineEnd(text, keySpan.from); end > 0; end = previousLineEnd(text, end)) {
    const outer = indentOf(text, end);
    if (outer.length < own.length && text.slice(0, end).trimEnd().length === end)
      return own.slice(outer.length);
  }
  return own.includes('\t') ? '\t' : '  ';
}
