import { commentsOf } from '../../sources/keeps.js';
import type { SeqTree } from '../../sources/tree.js';
import type { Span } from '../../util/text.js';
import { columnOf, dashOf, isFlow, lineEnd, lineStart, previousLineEnd, type Layout } from './layout.js';
import { editList, type NewItem } from './lists.js';
import { allOf, applyEdits, areApart, editOf, isRefused, noEdits, sortEdits } from './local.js';
import type { Local, LocalEdit, Refused } from './local.js';
import { editStatement, type Site } from './statementEdits.js';
import type { PlannedStatement } from './types.js';

/** A statement that changes, where it stands and what becomes of it. */
export interface SitePlan {
  readonly site: Site;
  /** Index in the list of statements; undefined where `Statement` is a single one. */
  readonly index: number | undefined;
  readonly becomes: readonly PlannedStatement[];
}

/** The edits of one list of statements, of which at least one stays. */
export function editStatements(list: SeqTree, plans: readonly SitePlan[], layout: Layout): Local {
  const inPlace: Local[] = [];
  const removed = new Set<number>();
  const inserted = new Map<number, NewItem[]>();
  for (const { site, index = 0, becomes } of plans) {
    const [first, ...others] = becomes;
    if (first === undefined) {
      if (!site.tree.literal) return shared;
      removed.add(index);
      continue;
    }
    inPlace.push(editStatement(site, first, false), commentAbove(site, first));
    const copies = others.map((planned) => copyOf(site, planned));
    const refused = copies.find((copy): copy is Refused => 'code' in copy);
    if (refused !== undefined) return refused;
    if (copies.length > 0)
      inserted.set(
        index,
        copies.filter((copy): copy is NewItem => 'text' in copy),
      );
  }
  const around =
    removed.size + inserted.size === 0
      ? noEdits
      : editList(list, { removed, replaced: new Map(), inserted }, layout);
  return allOf([...inPlace, around]);
}

const shared: Refused = {
  part: 'statement',
  code: 'shared-by-alias',
  reason: 'An alias or a merge repeats it elsewhere in the file.',
};

/** Why a statement ends is said above it, where the text has room for comments. */
function commentAbove({ tree, layout }: Site, { comment }: PlannedStatement): Local {
  const dash = layout.syntax === 'yaml' ? dashOf(layout.text, tree) : undefined;
  if (comment === undefined || dash === undefined) return noEdits;
  const at = lineStart(layout.text, dash.at);
  return { edits: [editOf(at, at, `${' '.repeat(dash.column)}# ${oneLine(comment)}${layout.eol}`)] };
}

function oneLine(comment: string): string {
  return comment.replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
}

/** A new statement in the words of the one it comes from, without its comments: those stay where they are. */
function copyOf(site: Site, planned: PlannedStatement): NewItem | Refused {
  const { tree, layout } = site;
  const edited = editStatement(site, planned, true);
  if (isRefused(edited)) return edited;
  const { from, to } = wholeSpan(site);
  const strip = commentEdits({ from, to }, layout).filter(({ span }) => !isInside(span, edited.edits));
  const edits = sortEdits([...edited.edits, ...strip]);
  const fits = areApart(edits) && edits.every(({ span }) => from <= span.from && span.to <= to);
  if (!fits) return { part: 'statement', code: 'layout', reason: 'Its text cannot be taken apart safely.' };
  const text = applyEdits(layout.text.slice(from, to), edits, from).trimEnd();
  const comment = planned.comment === undefined ? undefined : oneLine(planned.comment);
  return isFlow(layout, tree) ? { text } : { text, comment };
}

/** In block style up to the end of the last line, where a key may be added. */
function wholeSpan({ tree, layout }: Site): Span {
  const { from, to } = tree.span;
  return { from, to: isFlow(layout, tree) ? to : lineEnd(layout.text, to) };
}

function isInside(span: Span, edits: readonly LocalEdit[]): boolean {
  return edits.some((edit) => edit.span.from <= span.from && span.to <= edit.span.to);
}

function commentEdits({ from, to }: Span, layout: Layout): LocalEdit[] {
  const { text, syntax } = layout;
  if (syntax === 'json' || !text.slice(from, to).includes('#')) return [];
  const inside = commentsIn(layout).filter((span) => from <= span.from && span.to <= to);
  return inside.map((span) => {
    const before = text.slice(lineStart(text, span.from), span.from);
    const isAlone = before.trim() === '' && previousLineEnd(text, span.from) >= from;
    const start = isAlone
      ? previousLineEnd(text, span.from)
      : span.from - (before.length - before.trimEnd().length);
    return editOf(Math.max(from, start), span.to, '');
  });
}

const comments = new WeakMap<Layout, readonly Span[]>();

/** Lexing a text takes a while, and its comments are asked for statement by statement. */
function commentsIn(layout: Layout): readonly Span[] {
  const known = comments.get(layout) ?? commentsOf(layout.text);
  comments.set(layout, known);
  return known;
}

/** `Statement` is a single object that becomes one or more. */
export function editSingle({ site, becomes }: SitePlan): Local {
  const { layout, tree } = site;
  const [first, ...others] = becomes;
  if (first === undefined) return noEdits;
  const own = editStatement(site, first, false);
  if (others.length === 0 || isRefused(own)) return own;
  const copies = others.map((planned) => copyOf(site, planned));
  const refused = copies.find((copy): copy is Refused => 'code' in copy);
  if (refused !== undefined) return refused;
  if (!tree.literal) return shared;
  const { from, to } = wholeSpan(site);
  const texts = [
    applyEdits(layout.text.slice(from, to), own.edits, from),
    ...copies.flatMap((copy) => ('text' in copy ? [copy.text] : [])),
  ];
  if (isFlow(layout, tree)) return { edits: [editOf(from, to, `[${texts.join(', ')}]`)] };
  const column = columnOf(layout.text, from);
  const items = texts.map((text) => `- ${text.replaceAll('\n', '\n  ')}`);
  return { edits: [editOf(from, to, items.join(`${layout.eol}${' '.repeat(column)}`))] };
}
