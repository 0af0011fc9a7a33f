import type { PolicyDocument, PolicyStatement } from '../../sources/policy.js';
import type { Layout } from './layout.js';
import { renderResource, renderString } from './render.js';

/** Plain data of a policy. */
type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * A policy document as text, in block style at the given column or between brackets. Undefined where a resource has no
 * name in the terms of the file.
 */
export function renderDocument(
  document: PolicyDocument,
  layout: Layout,
  place: { readonly column: number; readonly inFlow: boolean },
): string | undefined {
  const value = { Version: '2012-10-17', Statement: [document.Statement].flat().map(ordered) };
  if (!isSayable(value, layout)) return undefined;
  return place.inFlow ? flow(value, layout) : block(value, place.column, layout).trimStart();
}

/** Whether every reference in it can be written. */
function isSayable(value: Plain, layout: Layout): boolean {
  if (typeof value === 'object') return Object.values(value).every((each: Plain) => isSayable(each, layout));
  return scalar(value, layout, true) !== undefined;
}

/** As people write a statement. */
function ordered(statement: PolicyStatement): Plain {
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  const elements: Record<string, Plain | undefined> = {
    Sid,
    Effect,
    Action,
    NotAction,
    Resource,
    NotResource,
    Condition,
  };
  return Object.fromEntries(Object.entries(elements).filter(([, value]) => value !== undefined)) as Plain;
}

function scalar(value: string | number | boolean, layout: Layout, inFlow: boolean): string | undefined {
  if (typeof value !== 'string') return String(value);
  const hasSymbol = value.includes('${');
  const isDate = /^\d{4}-/.test(value);
  const look = { style: isDate || hasSymbol ? ('single' as const) : ('plain' as const), inFlow };
  return hasSymbol ? renderResource(value, layout, look) : renderString(value, layout, look);
}

function flow(value: Plain, layout: Layout): string {
  if (typeof value !== 'object') return scalar(value, layout, true) ?? '';
  if (Array.isArray(value)) return `[${value.map((each: Plain) => flow(each, layout)).join(', ')}]`;
  const key = (name: string): string => (layout.syntax === 'json' ? JSON.stringify(name) : name);
  const entries = Object.entries(value as Record<string, Plain>);
  return `{ ${entries.map(([name, each]) => `${key(name)}: ${flow(each, layout)}`).join(', ')} }`;
}

function block(value: Record<string, Plain>, column: number, layout: Layout): string {
  const lead = `${layout.eol}${' '.repeat(column)}`;
  return Object.entries(value)
    .map(([key, each]) => `${lead}${key}:${under(each, column, layout)}`)
    .join('');
}

function under(value: Plain, column: number, layout: Layout): string {
  if (typeof value !== 'object') return ` ${scalar(value, layout, false) ?? ''}`;
  if (!Array.isArray(value)) return block(value as Record<string, Plain>, column + 2, layout);
  const dash = column + layout.dashIndent;
  const lead = `${layout.eol}${' '.repeat(dash)}- `;
  return value
    .map((each: Plain) =>
      typeof each === 'object' && !Array.isArray(each)
        ? lead + block(each as Record<string, Plain>, dash + 2, layout).trimStart()
        : lead + (typeof each === 'object' ? flow(each, layout) : (scalar(each, layout, false) ?? '')),
    )
    .join('');
}
