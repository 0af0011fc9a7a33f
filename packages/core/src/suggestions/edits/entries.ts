import type { Entry, MapTree } from '../../sources/tree.js';
import type { Span } from '../../util/text.js';
import { columnOf, isFlow, lineEnd, lineStart, previousLineEnd, type Layout } from './layout.js';
import { removeRuns } from './lists.js';
import { editOf, type Local, type LocalEdit, type Refused } from './local.js';

const shared: Refused = {
  part: 'statement',
  code: 'shared-by-alias',
  reason: 'An alias or a merge repeats it elsewhere in the file.',
};

/** Takes keys out of a map that keeps at least one. */
export function removeEntries(map: MapTree, removed: readonly Entry[], layout: Layout): Local {
  if (!map.literal || removed.some(({ value }) => !value.literal)) return shared;
  const indexes = new Set(removed.map((entry) => map.entries.indexOf(entry)));
  if (isFlow(layout, map)) return { edits: removeRuns(map.entries.map(spanOfEntry), indexes, layout.text) };
  const edits: LocalEdit[] = [];
  for (const index of indexes) {
    const entry = map.entries[index];
    if (entry === undefined) continue;
    const edit = removeBlockEntry(entry, map.entries[index + 1], layout);
    if ('code' in edit) return edit;
    edits.push(edit);
  }
  return { edits };
}

function removeBlockEntry(entry: Entry, next: Entry | undefined, { text }: Layout): LocalEdit | Refused {
  const { from } = entry.keySpan;
  const before = text.slice(lineStart(text, from), from);
  if (before.trim() === '') {
    return editOf(previousLineEnd(text, from), lineEnd(text, spanOfEntry(entry).to), '');
  }
  // Behind a dash the next key moves up.
  if (next !== undefined && /^[ ]*-[ \t]+$/.test(before)) return editOf(from, next.keySpan.from, '');
  return { part: 'statement', code: 'layout', reason: 'Its key does not stand on a line of its own.' };
}

function spanOfEntry({ keySpan, value }: Entry): Span {
  return { from: keySpan.from, to: Math.max(keySpan.to, value.span.to) };
}

/** A key before all others, its value rendered. */
export function insertFirst(map: MapTree, key: string, value: string, layout: Layout): Local {
  const [first] = map.entries;
  if (!map.literal || first === undefined) return shared;
  const { text, eol } = layout;
  const at = first.keySpan.from;
  if (!isFlow(layout, map)) {
    return { edits: [editOf(at, at, `${key}: ${value}${eol}${' '.repeat(columnOf(text, at))}`)] };
  }
  const open = text.lastIndexOf('{', at) + 1;
  const gap = text.slice(open, at);
  const between = gap.includes('\n') ? gap : layout.space;
  return { edits: [editOf(at, at, `${key}:${layout.space}${value},${between}`)] };
}

/** A nested value to write: text, or keys with values. */
export type Rendered = string | { readonly [key: string]: Rendered };

/** A key after all others. */
export function insertLast(map: MapTree, key: string, value: Rendered, layout: Layout): Local {
  const last = map.entries.at(-1);
  if (!map.literal || last === undefined) return shared;
  const { text } = layout;
  const end = spanOfEntry(last).to;
  if (isFlow(layout, map)) {
    const open = map.entries.at(-2);
    const from = open === undefined ? text.lastIndexOf('{', last.keySpan.from) + 1 : spanOfEntry(open).to;
    const gap = /[ \t\r\n]*$/.exec(text.slice(from, last.keySpan.from))?.[0] ?? ' ';
    const between = gap === '' ? layout.space : gap;
    return {
      edits: [
        editOf(end, end, `,${between}${keyText(key, layout)}:${layout.space}${flowText(value, layout)}`),
      ],
    };
  }
  const at = lineEnd(text, end);
  const column = columnOf(text, last.keySpan.from);
  return { edits: [editOf(at, at, blockText(key, value, column, layout))] };
}

function keyText(key: string, { syntax }: Layout): string {
  return syntax === 'json' ? JSON.stringify(key) : key;
}

function flowText(value: Rendered, layout: Layout): string {
  if (typeof value === 'string') return value;
  const entries = Object.entries(value).map(
    ([key, each]) => `${keyText(key, layout)}: ${flowText(each, layout)}`,
  );
  return `{ ${entries.join(', ')} }`;
}

function blockText(key: string, value: Rendered, column: number, layout: Layout): string {
  const lead = `${layout.eol}${' '.repeat(column)}${key}:`;
  if (typeof value === 'string') return `${lead} ${value}`;
  return (
    lead +
    Object.entries(value)
      .map(([name, each]) => blockText(name, each, column + 2, layout))
      .join('')
  );
}
