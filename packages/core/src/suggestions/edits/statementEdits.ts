import type { SourceStatement, Token } from '../../sources/model.js';
import type { Entry, MapTree, Tree } from '../../sources/tree.js';
import type { Span } from '../../util/text.js';
import { alignLists, type Alignment } from './align.js';
import { editCondition } from './conditions.js';
import { insertFirst, removeEntries } from './entries.js';
import { isFlow, type Layout } from './layout.js';
import { editList, wrapInList } from './lists.js';
import { allOf, isRefused, noEdits, type Local, type Refused } from './local.js';
import { renderResource, renderString, type Look } from './render.js';
import type { PlannedStatement, Refusal } from './types.js';
import { renderBeginning, type VariableItem } from './variableText.js';

/** A statement in the tree that edits are made in. */
export interface Site {
  readonly tree: MapTree;
  readonly statement: SourceStatement;
  readonly layout: Layout;
  /** A span of the tree as a span of the source: the same but for JSON in a string. */
  readonly place: (span: Span) => Span;
}

/** The edits that make the statement what is planned. `isCopy`: a copy of it, whose Sid must be a new one. */
export function editStatement(site: Site, planned: PlannedStatement, isCopy: boolean): Local {
  const { tree, statement, layout } = site;
  return allOf([
    editSid(site, planned.sid, isCopy),
    editTokens(site, 'Action', statement.action, planned.action),
    planned.resource.length === 0
      ? noEdits
      : editTokens(site, 'Resource', statement.resource, planned.resource),
    editCondition(tree, statement.condition, planned.condition, layout),
  ]);
}

/** The element of that name, however it is cased: IAM reads `effect` too. */
export function findElement(tree: MapTree, name: string): Entry | undefined {
  return (
    tree.entries.findLast(({ key }) => key === name) ??
    tree.entries.findLast(({ key }) => key.toLowerCase() === name.toLowerCase())
  );
}

function editSid({ tree, statement, layout }: Site, sid: string | undefined, isCopy: boolean): Local {
  const entry = findElement(tree, 'Sid');
  if (sid === statement.sid && !(isCopy && sid === undefined && entry !== undefined)) return noEdits;
  if (entry === undefined) {
    if (sid === undefined) return noEdits;
    const style = layout.syntax === 'json' ? 'double' : 'plain';
    const key = layout.syntax === 'json' ? '"Sid"' : 'Sid';
    return insertFirst(tree, key, renderString(sid, layout, { style, inFlow: isFlow(layout, tree) }), layout);
  }
  if (sid === undefined) return removeEntries(tree, [entry], layout);
  const { value } = entry;
  if (!value.literal || (value.kind !== 'scalar' && !isCopy)) return sharedOrComputed(value, 'statement');
  const look = lookOfItem(value, isFlow(layout, tree));
  return { edits: [{ span: value.span, newText: renderString(sid, layout, look) }] };
}

function sharedOrComputed(value: Tree, part: Refusal['part']): Refused {
  const isComputed = value.kind !== 'scalar' && value.literal;
  return isComputed
    ? { part, code: 'computed', reason: 'Its value is computed, so there is no text to change.' }
    : { part, code: 'shared-by-alias', reason: 'An alias or a merge repeats it elsewhere in the file.' };
}

/** Action or Resource from the tokens that stand there to the texts that are wanted. */
function editTokens(
  site: Site,
  element: 'Action' | 'Resource',
  tokens: readonly Token[],
  wanted: readonly string[],
): Local {
  const part = element === 'Action' ? 'action' : 'resource';
  const entry = findElement(site.tree, element);
  if (entry === undefined) return { part, code: 'missing', reason: `The statement has no ${element}.` };
  const { value } = entry;
  const items = value.kind === 'seq' ? value.items : [value];
  const texts = items.map((item) => textsIn(site, item, tokens));
  const alignment = alignLists(texts, wanted);
  if (alignment === undefined) {
    return { part, code: 'computed', reason: `Only a part of an expression in ${element} is needed.` };
  }
  const changed = items.filter((_, index) => alignment.items[index] !== 'stays');
  if (changed.length === 0 && alignment.inserted.size === 0) return noEdits;
  const fixed = changed.find((item) => !item.literal);
  if (fixed !== undefined) return sharedOrComputed(fixed, part);
  const old = items.map((item, index) => ({ item, texts: texts[index] ?? [] }));
  const made = write(site, entry, alignment, wanted, old);
  return isRefused(made) ? { ...made, part } : made;
}

/** The tokens of a list that an item of the tree stands for. */
export function textsIn({ place }: Site, item: Tree, tokens: readonly Token[]): string[] {
  const { from, to } = place(item.span);
  return tokens.filter(({ span }) => from <= span.from && span.to <= to).map(({ text }) => text);
}

function write(
  site: Site,
  entry: Entry,
  { items, inserted }: Alignment,
  wanted: readonly string[],
  old: readonly VariableItem[],
): Local {
  const { layout, tree } = site;
  const part = entry === findElement(tree, 'Action') ? 'action' : 'resource';
  const { value } = entry;
  const isList = value.kind === 'seq';
  const flow = isList ? isFlow(layout, value) : isFlow(layout, tree);
  const models = isList ? value.items : [value];
  const rendered = wanted.map((text, index) => {
    const model =
      models.find((_, at) => items[at] === index) ?? models.find((_, at) => items[at] !== 'stays');
    const look = lookOfItem(model ?? models.at(-1), flow);
    return renderBeginning(text, old, layout, look) ?? renderAs(text, part, layout, look);
  });
  const needed = [...items.filter((item) => typeof item === 'number'), ...[...inserted.values()].flat()];
  if (needed.some((index) => rendered[index] === undefined)) return cannotSay;
  const textAt = (index: number): string => rendered[index] ?? '';
  if (isList) {
    return editList(
      value,
      {
        removed: new Set(items.flatMap((item, at) => (item === 'goes' ? [at] : []))),
        replaced: new Map(
          items.flatMap((item, at) => (typeof item === 'number' ? [[at, textAt(item)]] : [])),
        ),
        inserted: new Map(
          [...inserted].map(([at, fresh]) => [at, fresh.map((each) => ({ text: textAt(each) }))]),
        ),
      },
      layout,
    );
  }
  const own = layout.text.slice(value.span.from, value.span.to);
  const before = (inserted.get(-1) ?? []).map(textAt);
  const after = (inserted.get(0) ?? []).map(textAt);
  const self = typeof items[0] === 'number' ? [textAt(items[0])] : items[0] === 'stays' ? [own] : [];
  const all = [...before, ...self, ...after];
  const [only = ''] = all;
  if (all.length === 1) return { edits: [{ span: value.span, newText: only }] };
  return wrapInList(entry.keySpan, value, all, layout, flow);
}

const cannotSay: Refused = {
  part: 'resource',
  code: 'no-reference',
  reason: 'What was used has no name in the terms of this file.',
};

function lookOfItem(item: Tree | undefined, inFlow: boolean): Look {
  if (item === undefined) return { style: 'plain', inFlow };
  const own = item.kind === 'intrinsic' ? item.arg : item;
  const inner = own.kind === 'seq' ? own.items[0] : own;
  const style = inner?.kind === 'scalar' && inner.style !== 'block' ? inner.style : 'single';
  return { style, inFlow };
}

function renderAs(text: string, part: 'action' | 'resource', layout: Layout, look: Look): string | undefined {
  return part === 'action' ? renderString(text, layout, look) : renderResource(text, layout, look);
}
