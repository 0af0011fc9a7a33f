import isEqual from 'lodash/isEqual.js';
import type { HclBlock, HclExpression } from '../../../sources/hcl/syntax.js';
import type { SourceStatement, Token } from '../../../sources/model.js';
import type { ConditionValue, PolicyCondition } from '../../../sources/policy.js';
import { renderHclText } from '../../../util/hclText.js';
import { indentOf, lineEnd, lineStart } from '../layout.js';
import { allOf, editOf, noEdits, type Local, type LocalEdit, type Refused } from '../local.js';
import type { PlannedStatement } from '../types.js';
import { editHclList, insertItems, leavesOf } from './list.js';
import { renderText, type HclLook } from './render.js';
import { elementOf, wordOf, type HclSite } from './sites.js';

/** What edits of one statement are made from. */
export interface StatementSite {
  readonly site: HclSite;
  readonly statement: SourceStatement;
  readonly text: string;
  readonly look: HclLook;
}

/** The edits that make the statement what is planned. */
export function editHclStatement(own: StatementSite, planned: PlannedStatement): Local {
  const { statement } = own;
  return allOf([
    editSid(own, planned.sid),
    editTokens(own, 'Action', statement.action, planned.action),
    planned.resource.length === 0
      ? noEdits
      : editTokens(own, 'Resource', statement.resource, planned.resource),
    editConditions(own, planned.condition),
  ]);
}

function editSid(own: StatementSite, sid: string | undefined): Local {
  const { site, statement, text, look } = own;
  if (sid === statement.sid) return noEdits;
  const element = elementOf(site, 'Sid');
  if (element === undefined) {
    return sid === undefined ? noEdits : insertFirst(own, wordOf(site, 'Sid'), JSON.stringify(sid));
  }
  if (element.value.kind !== 'literal') return computed('statement');
  if (sid === undefined) return { edits: [removeLine(element.span, text)] };
  const written = look.isJson ? JSON.stringify(sid) : renderHclText(sid);
  return { edits: [editOf(element.value.span.from, element.value.span.to, written)] };
}

/** A whole line where the element has one. */
function removeLine({ from, to }: HclExpression['span'], text: string): LocalEdit {
  const hasLine = text.slice(lineStart(text, from), from).trim() === '';
  const rest = /^[ \t]*,?[ \t]*(?:#.*|\/\/.*)?(?=\r?\n)/.exec(text.slice(to))?.[0];
  if (hasLine && rest !== undefined) return editOf(lineStart(text, from), text.indexOf('\n', to) + 1, '');
  const comma = /^[ \t]*,[ \t]*/.exec(text.slice(to))?.[0] ?? '';
  return editOf(from, to + comma.length, '');
}

function insertFirst({ site, text }: StatementSite, key: string, value: string): Local {
  if (site.kind === 'block') {
    const open = site.block.body.span.from;
    const indent = inner(site.block, text);
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    return { edits: [editOf(open, open, `${eol}${indent}${key} = ${value}`)] };
  }
  const [first] = site.object.entries;
  if (first === undefined) return computed('statement');
  const { from } = first.span;
  const hasLine = text.slice(lineStart(text, from), from).trim() === '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const written = site.isJson ? `"${key}": ${value},` : `${key} = ${value}${hasLine ? '' : ','}`;
  return { edits: [editOf(from, from, `${written}${hasLine ? `${eol}${indentOf(text, from)}` : ' '}`)] };
}

/** How deep a block's own lines stand. */
function inner(block: HclBlock, text: string): string {
  const [first] = [...block.body.attributes, ...block.body.blocks].sort((a, b) => a.span.from - b.span.from);
  return first === undefined ? `${indentOf(text, block.span.from)}  ` : indentOf(text, first.span.from);
}

function editTokens(
  own: StatementSite,
  name: 'Action' | 'Resource',
  tokens: readonly Token[],
  wanted: readonly string[],
): Local {
  const before = tokens.map(({ text }) => text);
  if (isEqual(before, wanted)) return noEdits;
  const part = name === 'Action' ? 'action' : 'resource';
  const element = elementOf(own.site, name);
  if (element === undefined) return computed(part);
  const texts = leavesOf(element.value).map(({ span }) =>
    tokens
      .filter((token) => token.span.from >= span.from && token.span.to <= span.to)
      .map(({ text }) => text),
  );
  if (texts.flat().length !== tokens.length) return computed(part);
  const render = (text: string): string | undefined => renderText(text, own.look);
  const plan = { value: element.value, texts, wanted, isJson: own.look.isJson, render };
  const edits = editHclList(plan, own.text);
  if (edits === 'computed') return computed(part);
  if (edits === 'empty') return { part, code: 'would-be-empty', reason: `Its ${name} would be empty.` };
  return { edits };
}

export function computed(part: Refused['part']): Refused {
  return {
    part,
    code: 'computed',
    reason: 'It is computed, and stands nowhere as it would have to be written.',
  };
}

/** Operators and keys that are new come in; a value that changed is replaced. Nothing is taken out. */
function editConditions(own: StatementSite, after: PolicyCondition | undefined): Local {
  const before = own.statement.condition ?? {};
  if (isEqual(own.statement.condition, after)) return noEdits;
  if (after === undefined || removesAny(before, after)) return computed('condition');
  const added = Object.entries(after).flatMap(([test, keys]) =>
    Object.entries(keys).flatMap(([variable, value]) =>
      isEqual(before[test]?.[variable], value) ? [] : [{ test, variable, values: [value].flat() }],
    ),
  );
  const fresh = added.filter(({ test, variable }) => before[test]?.[variable] === undefined);
  const changed = added.filter(({ test, variable }) => before[test]?.[variable] !== undefined);
  return allOf([...changed.map((each) => changeCondition(own, each)), addConditions(own, fresh)]);
}

function removesAny(before: PolicyCondition, after: PolicyCondition): boolean {
  return Object.entries(before).some(([test, keys]) =>
    Object.keys(keys).some((key) => after[test]?.[key] === undefined),
  );
}

interface NewCondition {
  readonly test: string;
  readonly variable: string;
  readonly values: readonly ConditionValue[];
}

function changeCondition({ site, text }: StatementSite, condition: NewCondition): Local {
  if (site.kind !== 'block') return computed('condition');
  const own = site.block.body.blocks.filter(({ type, body }) => {
    const says = (name: string, value: string): boolean =>
      body.attributes.some(
        (each) => each.name === name && each.value.kind === 'literal' && each.value.value === value,
      );
    return type === 'condition' && says('test', condition.test) && says('variable', condition.variable);
  });
  const values = own[0]?.body.attributes.find(({ name }) => name === 'values');
  if (own.length !== 1 || values === undefined || text === '') return computed('condition');
  return { edits: [editOf(values.value.span.from, values.value.span.to, listText(condition.values))] };
}

function listText(values: readonly ConditionValue[]): string {
  return `[${values.map((value) => renderHclText(String(value))).join(', ')}]`;
}

function addConditions(own: StatementSite, fresh: readonly NewCondition[]): Local {
  if (fresh.length === 0) return noEdits;
  return own.site.kind === 'block' ? addBlocks(own, own.site.block, fresh) : addToObject(own, fresh);
}

/** Behind the last line of the statement, a blank line before each. */
function addBlocks({ text }: StatementSite, block: HclBlock, fresh: readonly NewCondition[]): Local {
  const indent = inner(block, text);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const end = block.span.to - 1;
  const at = lineStart(text, end);
  const isOneLine = text.slice(at, end).trim() !== '';
  if (isOneLine) return computed('condition');
  const blocks = fresh.map(({ test, variable, values }) => {
    const lines = [
      'condition {',
      `  test     = ${renderHclText(test)}`,
      `  variable = ${renderHclText(variable)}`,
      `  values   = ${listText(values)}`,
      '}',
    ];
    return lines.map((line) => `${indent}${line}${eol}`).join('');
  });
  return { edits: [editOf(at, at, blocks.map((lines) => `${eol}${lines}`).join(''))] };
}

/** A Condition behind the last element; one that is there already is not taken apart. */
function addToObject({ site, text }: StatementSite, fresh: readonly NewCondition[]): Local {
  if (site.kind !== 'object' || elementOf(site, 'Condition') !== undefined) return computed('condition');
  const last = site.object.entries.at(-1);
  const word = wordOf(site, 'Condition');
  if (last === undefined || word !== 'Condition') return computed('condition');
  const sign = site.isJson ? ':' : ' =';
  const key = (name: string): string => (site.isJson || !/^\w+$/.test(name) ? JSON.stringify(name) : name);
  const tests = [...new Set(fresh.map(({ test }) => test))].map((test) => {
    const keys = fresh
      .filter((each) => each.test === test)
      .map(({ variable, values }) => `${JSON.stringify(variable)}${sign} ${valueText(values, site.isJson)}`);
    return `${key(test)}${sign} { ${keys.join(', ')} }`;
  });
  const written = `${key(word)}${sign} { ${tests.join(', ')} }`;
  return { edits: appendEntry(site, last.span, written, text) };
}

function valueText(values: readonly ConditionValue[], isJson: boolean): string {
  const texts = values.map((value) => {
    const text = String(value);
    return isJson ? JSON.stringify(text).replaceAll('${', '$${') : renderHclText(text);
  });
  return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`;
}

/** Like an item of a list: a line of its own where the others have that. HCL needs no comma at a line's end. */
function appendEntry(
  site: HclSite & { kind: 'object' },
  last: HclExpression['span'],
  written: string,
  text: string,
): LocalEdit[] {
  const hasLine = text.slice(lineStart(text, last.from), last.from).trim() === '';
  const rest = text.slice(last.to, lineEnd(text, last.to));
  if (hasLine && !site.isJson && /^[ \t]*(?:(?:#|\/\/).*)?$/.test(rest)) {
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const end = lineEnd(text, last.to);
    return [editOf(end, end, `${eol}${indentOf(text, last.from)}${written}`)];
  }
  const entry: HclExpression = { kind: 'unknown', span: last };
  return insertItems({ kind: 'tuple', items: [entry], span: site.span }, 0, [written], text);
}
