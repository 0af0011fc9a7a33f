import type { PolicyCondition, PolicyDocument, PolicyStatement } from '../sources/policy.js';
import { documentElements, statementElements } from './elements.js';
import { isRecord } from './guards.js';
import { parseTemplate } from './variables.js';

/** Symbol with its braces (`${Orders.Arn}`) → the text it stands for. */
export type Bindings = Readonly<Record<string, string>>;

/** Replaces the symbols that have a binding in Resource, NotResource and Condition values; the document is not changed. */
export function bindSymbols(document: PolicyDocument, bindings: Bindings): PolicyDocument {
  if (Object.keys(bindings).length === 0 || !isRecord(document)) return document;
  const { Statement: statement, ...rest } = documentElements(document);
  const statements = (Array.isArray(statement) ? statement : [statement]) as readonly PolicyStatement[];
  return { ...rest, Statement: statements.map((item) => bindStatement(item, bindings)) };
}

function bindStatement(statement: PolicyStatement, bindings: Bindings): PolicyStatement {
  if (!isRecord(statement)) return statement;
  const bound = statementElements(statement) as PolicyStatement;
  if (bound.Resource !== undefined) bound.Resource = bindValue(bound.Resource, bindings);
  if (bound.NotResource !== undefined) bound.NotResource = bindValue(bound.NotResource, bindings);
  if (bound.Condition !== undefined) bound.Condition = bindCondition(bound.Condition, bindings);
  return bound;
}

function bindCondition(condition: PolicyCondition, bindings: Bindings): PolicyCondition {
  return mapValues(condition, (keys) => mapValues(keys, (value) => bindValue(value, bindings)));
}

function bindValue<T>(value: T, bindings: Bindings): T {
  const bind = (item: unknown): unknown => (typeof item === 'string' ? bindText(item, bindings) : item);
  return (Array.isArray(value) ? value.map(bind) : bind(value)) as T;
}

function bindText(text: string, bindings: Bindings): string {
  if (!text.includes('${')) return text;
  const parts = parseTemplate(text, undefined);
  return parts
    .map((part) => (Object.hasOwn(bindings, part.text) ? (bindings[part.text] ?? part.text) : part.text))
    .join('');
}

/** As entries, so that a key such as `__proto__` stays a key. */
function mapValues<T>(record: Record<string, T>, change: (value: T) => T): Record<string, T> {
  if (!isRecord(record)) return record;
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
