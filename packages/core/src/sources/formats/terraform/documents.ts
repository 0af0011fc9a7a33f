import type { Span } from '../../../util/text.js';
import { quoted } from '../../reading.js';
import { entriesOf, type Entry, type MapTree, type Tree } from '../../tree.js';
import { parseJsonTree } from '../../jsonTree.js';
import { findTooDeep } from '../../depth.js';
import { alternativesOf } from '../../intrinsics.js';
import { itemsOf } from '../../tokens.js';
import { parseRawJson } from './jsonText.js';
import { reportOnce } from './module.js';
import { readDataDocument, type StatementPart } from './dataDocument.js';
import { toTree } from './toTree.js';
import { isNullValue } from './value.js';
import type { Place, ResourceInstance, Run, Value } from './types.js';

/** A policy document as far as it is known: the statements of every form it may take. */
export interface DocumentParts {
  readonly statements: readonly StatementPart[];
  /** What the document is: equal keys are one document, used in several places. */
  readonly key: string;
}

/** The statements of what a `policy` argument is worth. What cannot be told is a problem. */
export function documentOf(value: Value | undefined, run: Run, at: Place): DocumentParts {
  if (value === undefined || isNullValue(value)) return { statements: [], key: '' };
  switch (value.kind) {
    case 'document':
      return {
        statements: readDataDocument(value.instance, (each, here) => documentOf(each, run, here).statements),
        key: keyOf(value.instance),
      };
    case 'choice': {
      const parts = value.values.map((each) => documentOf(each, run, at));
      return {
        statements: parts.flatMap(({ statements }) => statements),
        key: parts.map(({ key }) => key).join('|'),
      };
    }
    case 'json':
      return ofJson(value.value, run, value.at);
    case 'object':
      return ofJson(value, run, value.at);
    case 'text':
      return ofText(value, run);
    case 'unknown':
      if (value.assumed !== undefined) return documentOf(value.assumed, run, at);
      break;
    default:
  }
  const what = value.kind === 'unknown' && !value.opaque ? quoted(value.symbol) : 'an expression';
  const why = `The policy document is ${what}, which the module alone cannot resolve; its grants are not looked at.`;
  reportOnce(run, at.reading, 'unresolved', 'policy-unresolved', at.span, why);
  return { statements: [], key: '' };
}

function keyOf(instance: ResourceInstance): string {
  return `document ${instance.address}`;
}

function placeKey({ reading, span }: Place): string {
  return `${reading.uri} ${span.from} ${span.to}`;
}

/** `jsonencode(...)`: the object's own file is the one its statements are read in. */
function ofJson(value: Value, run: Run, at: Place): DocumentParts {
  if (value.kind === 'choice') return documentOf({ ...value, values: value.values.map(asJson) }, run, at);
  if (value.kind !== 'object') return documentOf(value.kind === 'json' ? value : unknownAs(value), run, at);
  const statements = value.entries.get('Statement')?.value ?? value.entries.get('statement')?.value;
  if (statements === undefined) {
    const why = 'The policy document has no Statement.';
    reportOnce(run, value.at.reading, 'input', 'policy-invalid', value.at.span, why);
    return { statements: [], key: '' };
  }
  return { statements: statementObjects(statements, run), key: placeKey(value.at) };
}

function asJson(value: Value): Value {
  return { kind: 'json', value, at: value.at };
}

/** What is no object is no document; what is not known stays so. */
function unknownAs(value: Value): Value | undefined {
  return value.kind === 'unknown' || value.kind === 'document' ? value : undefined;
}

/** Statements as objects wherever they are written: each is read where it stands. */
export function statementObjects(value: Value, run: Run): StatementPart[] {
  switch (value.kind) {
    case 'list':
      return value.items.flatMap((item) => statementObjects(item, run));
    case 'choice':
      return value.values.flatMap((each) => statementObjects(each, run));
    case 'object':
      return [{ tree: statementTree(value, run), reading: value.at.reading }];
    case 'unknown': {
      if (value.assumed !== undefined) return statementObjects(value.assumed, run);
      const why = `This statement is ${quoted(value.symbol)}, which the module alone cannot resolve; it is not looked at.`;
      reportOnce(run, value.at.reading, 'unresolved', 'statement-unresolved', value.at.span, why);
      return [];
    }
    default:
      return [];
  }
}

const resourceElements = ['resource', 'notresource'];

/** A statement object; its actions and names are read with the defaults of variables, its resources keep the symbols. */
export function statementTree(value: Value & { kind: 'object' }, run: Run): MapTree {
  const { reading, span } = value.at;
  const site = { run, reading, bounds: span, at: span };
  const entries = [...value.entries].flatMap(([key, entry]): Entry[] => {
    if (isNullValue(entry.value)) return [];
    const assume = !resourceElements.includes(key.toLowerCase());
    return [{ key, keySpan: entry.keySpan, value: toTree(entry.value, { ...site, assume }) }];
  });
  return { kind: 'map', entries, span, literal: true };
}

/** JSON in a heredoc or a file, else in a quoted string, which is shown as a whole. */
function ofText(value: Value & { kind: 'text' }, run: Run): DocumentParts {
  const { raw, at } = value;
  const site = { run, reading: raw?.reading ?? at.reading, assume: false };
  const { tree, issues } = raw ? parseRawJson(raw, site) : parseQuoted(value.text, at.span);
  const reading = site.reading;
  for (const issue of issues.slice(0, 3)) {
    const why = `The policy in this text is not read in full: ${issue.message}.`;
    reportOnce(run, reading, 'unresolved', 'policy-string-syntax', issue.span, why);
  }
  const statement = elementOf(tree, 'Statement');
  if (statement === undefined) {
    if (issues.length > 0) return { statements: [], key: '' };
    const why = 'The policy document has no Statement.';
    reportOnce(run, at.reading, 'input', 'policy-invalid', at.span, why);
    return { statements: [], key: '' };
  }
  const trees = itemsOf(statement)
    .flatMap(alternativesOf)
    .filter((each) => each.kind === 'map');
  const key = raw ? placeKey({ reading: raw.reading, span: raw.content }) : placeKey(at);
  return { statements: trees.map((each) => ({ tree: each, reading })), key };
}

function elementOf(tree: Tree | undefined, name: string): Tree | undefined {
  return entriesOf(tree).find(({ key }) => key.toLowerCase() === name.toLowerCase())?.value;
}

function parseQuoted(text: string, span: Span): ReturnType<typeof parseJsonTree> {
  if (findTooDeep(text, 'json') !== undefined) return { tree: undefined, issues: [] };
  return parseJsonTree(
    text,
    () => span,
    () => false,
  );
}
