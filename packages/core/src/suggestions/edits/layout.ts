import type { MapTree, SeqTree, Tree } from '../../sources/tree.js';

/** The text that edits are made in, and how it is written. */
export interface Layout {
  readonly text: string;
  readonly syntax: 'yaml' | 'json';
  /** Line end of the text. */
  readonly eol: string;
  /**
   * How a reference of the template is written: by tag, as a map, as `${}` in a text that is one `Fn::Sub` as a whole;
   * `none` where there are no references.
   */
  readonly references: 'short' | 'long' | 'sub' | 'none';
  /** Columns between a key and the dashes of the block list under it, as most of the text has them. */
  readonly dashIndent: number;
  /** White space behind a comma or colon between brackets on one line: none in JSON that a program wrote. */
  readonly space: '' | ' ';
}

/** Reads how the text is written. `references` is told by the format. */
export function layoutOf(
  text: string,
  syntax: Layout['syntax'],
  references: Layout['references'] | undefined,
): Layout {
  return {
    text,
    syntax,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    references: references ?? (syntax === 'json' || prefersLongForm(text) ? 'long' : 'short'),
    dashIndent: usualDashIndent(text),
    space: syntax === 'json' && !/"\s*[,:]\s/.test(text) ? '' : ' ',
  };
}

function prefersLongForm(text: string): boolean {
  const long = text.match(/(?:^|[\s{'"])(?:Fn::(?:Sub|GetAtt|Join)|Ref)['"]?:\s/gm)?.length ?? 0;
  const short = text.match(/!(?:Sub|GetAtt|Ref|Join)\s/g)?.length ?? 0;
  return long > short;
}

/** Dashes directly under their key, or further right: whichever the text has more often. */
function usualDashIndent(text: string): number {
  const counts = new Map<number, number>();
  for (const [, key = '', dash = ''] of text.matchAll(
    /^( *)(?:- )?[A-Za-z"'][^\n#]{0,80}:[ \t]*\r?\n( *)- /gm,
  )) {
    const indent = dash.length - key.length;
    if (indent >= 0 && indent <= 8) counts.set(indent, (counts.get(indent) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? 2;
}

/** Whether a list or map is written with brackets. */
export function isFlow({ text, syntax }: Layout, tree: SeqTree | MapTree): boolean {
  if (syntax === 'json') return true;
  const open = /^(?:[!&][^\s,[\]{}]*\s+)*([[{])/.exec(text.slice(tree.span.from, tree.span.from + 200));
  return open !== null;
}

/** Offset of the line's first character. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Offset behind the line's last character, before its line end. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline < 0) return text.length;
  return text[newline - 1] === '\r' && newline > at ? newline - 1 : newline;
}

/** End of the line before, before its line end; 0 on the first line. */
export function previousLineEnd(text: string, at: number): number {
  const start = lineStart(text, at);
  if (start === 0) return 0;
  return text[start - 2] === '\r' ? start - 2 : start - 1;
}

export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

/** The white space that a line starts with. */
export function indentOf(text: string, at: number): string {
  const start = lineStart(text, at);
  const found = /^[ \t]*/.exec(text.slice(start, start + 1000));
  return found?.[0] ?? '';
}

/** The dash of an item in a block list. */
export interface Dash {
  readonly column: number;
  readonly at: number;
  /** What stands between a dash and its item: spaces, or a line end where the dash has a line of its own. */
  readonly gap: string;
}

/** Where the dash of a block list's item stands, or undefined where the dash is not the first on its line. */
export function dashOf(text: string, item: Tree): Dash | undefined {
  const start = lineStart(text, item.span.from);
  const before = text.slice(start, item.span.from);
  const [, indent, gap] = /^([ ]*)-([ \t]+)$/.exec(before) ?? [];
  if (indent !== undefined && gap !== undefined) {
    return { column: indent.length, at: start + indent.length, gap };
  }
  return before.trim() === '' ? dashAbove(text, start, before) : undefined;
}

/** A dash on a line of its own, comments and empty lines between it and its item. */
function dashAbove(text: string, below: number, indent: string): Dash | undefined {
  for (let end = below; end > 0;) {
    const start = lineStart(text, end - 1);
    const line = text.slice(start, end).trimEnd();
    const [, lead] = /^([ ]*)-(?:[ \t]+#.*)?$/.exec(line) ?? [];
    const eol = text.slice(0, end).endsWith('\r\n') ? '\r\n' : '\n';
    if (lead !== undefined) return { column: lead.length, at: start + lead.length, gap: eol + indent };
    if (!/^\s*(?:#.*)?$/.test(line)) return undefined;
    end = start;
  }
  return undefined;
}
