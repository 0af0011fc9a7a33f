import isEqual from 'lodash/isEqual.js';
import { child, findEntry, stringOf, type Entry, type MapTree, type Tree } from '../../sources/tree.js';
import type { Span } from '../../util/text.js';
import { isFlow, lineEnd, lineStart, type Layout } from './layout.js';
import { applyEdits, editOf, type LocalEdit, type Refused } from './local.js';
import type { Region } from './regions.js';

/** A role of a template and what of the template names it. */
export interface SharedRole {
  readonly logicalId: string;
  readonly entry: Entry;
  /** Logical ids of the functions whose `Role` it is, with that value. */
  readonly uses: ReadonlyMap<string, Tree>;
  /** Whether anything else of the template names it: then it stays. */
  readonly isNamedElsewhere: boolean;
}

/** The copy of a role for one function. */
export interface RoleCopy {
  readonly functionId: string;
  readonly newId: string;
  /** Edits of the role where it stands, which make it that function's. */
  readonly edits: readonly LocalEdit[];
}

/** Finds a role that can be copied: not named by itself, its policies inside it, nothing shared by an anchor. */
export function findSharedRole(
  { tree, layout }: Region,
  logicalId: string,
  functionIds: readonly string[],
): SharedRole | Refused {
  const resources = child(tree, 'Resources');
  const entry = findEntry(resources, logicalId);
  if (resources?.kind !== 'map' || entry === undefined)
    return refuse('role-elsewhere', 'It is not in this file.');
  if (child(entry.value, 'Properties', 'RoleName') !== undefined) {
    return refuse('declared-name', 'It has a RoleName, which no second role can have: take that out first.');
  }
  const text = layout.text.slice(entry.keySpan.from, entry.value.span.to);
  if (layout.syntax === 'yaml' && /[\s[][&*][A-Za-z]/.test(text)) {
    return refuse('shared-by-alias', 'It holds an anchor or an alias.');
  }
  const uses = new Map<string, Tree>();
  let isNamedElsewhere =
    namesIn(child(tree, 'Outputs'), logicalId) || namesIn(child(tree, 'Conditions'), logicalId);
  for (const { key, value } of resources.entries) {
    if (key === logicalId || !namesIn(value, logicalId)) continue;
    if (stringOf(child(value, 'Type'))?.startsWith('AWS::IAM::') === true) {
      return refuse(
        'policies-elsewhere',
        `${key} attaches itself to it: only what stands inside a role is copied.`,
      );
    }
    const role = child(value, 'Properties', 'Role');
    const isUse = functionIds.includes(key) && role?.kind === 'intrinsic' && role.literal;
    if (isUse && role.name === 'Fn::GetAtt') uses.set(key, role);
    else isNamedElsewhere = true;
  }
  return { logicalId, entry, uses, isNamedElsewhere };
}

function refuse(code: string, reason: string): Refused {
  return { part: 'policy', code, reason };
}

/** Whether a value refers to a logical id: by `Ref`, `GetAtt`, `Sub`, `DependsOn`, or any text that holds the word. */
function namesIn(tree: Tree | undefined, name: string): boolean {
  if (tree === undefined) return false;
  switch (tree.kind) {
    case 'scalar':
      return tree.text.split(/[^A-Za-z0-9]+/).includes(name);
    case 'seq':
      return tree.items.some((item) => namesIn(item, name));
    case 'intrinsic':
      return namesIn(tree.arg, name);
    case 'map':
      return tree.entries.some(({ value }) => namesIn(value, name));
  }
}

/** The edits that put the copies beside or in the place of the role, and give each function its own. */
export function writeCopies(
  role: SharedRole,
  copies: readonly RoleCopy[],
  { layout, tree }: Region,
): LocalEdit[] {
  const { text } = layout;
  const resources = child(tree, 'Resources') as MapTree;
  const inFlow = isFlow(layout, resources);
  const span = roleSpan(role, layout, inFlow);
  const { from: keyFrom, to: keyTo } = role.entry.keySpan;
  const quote = text[keyFrom] === '"' || text[keyFrom] === "'" ? text[keyFrom] : '';
  const texts = copies.map(({ newId, edits }) =>
    applyEdits(
      text.slice(span.from, span.to),
      [...edits, editOf(keyFrom, keyTo, `${quote}${newId}${quote}`)],
      span.from,
    ),
  );
  const between = inFlow ? gapBefore(text, span.from) : blankLine(text, span.to, layout);
  const joined = texts.join(between);
  const own = role.isNamedElsewhere
    ? editOf(span.to, span.to, `${between}${joined}`)
    : editOf(span.from, span.to, joined);
  return [own, ...copies.flatMap((copy) => useEdit(role, copy, text))];
}

function roleSpan({ entry }: SharedRole, { text }: Layout, inFlow: boolean): Span {
  const { from } = entry.keySpan;
  const { to } = entry.value.span;
  return inFlow ? { from, to } : { from: lineStart(text, from), to: lineEnd(text, to) };
}

function gapBefore(text: string, at: number): string {
  return `,${/[ \t\r\n]*$/.exec(text.slice(Math.max(0, at - 200), at))?.[0] ?? ' '}`;
}

function blankLine(text: string, at: number, { eol }: Layout): string {
  return text.slice(at, at + 2 * eol.length) === eol + eol ? eol + eol : eol;
}

/** Within the value the name alone. */
function useEdit(
  { uses, logicalId }: SharedRole,
  { functionId, newId }: RoleCopy,
  text: string,
): LocalEdit[] {
  const span = uses.get(functionId)?.span;
  if (span === undefined) return [];
  const found = new RegExp(`(?<![A-Za-z0-9])${logicalId}(?![A-Za-z0-9])`).exec(
    text.slice(span.from, span.to),
  );
  if (found === null) return [];
  const from = span.from + found.index;
  return [editOf(from, from + logicalId.length, newId)];
}

/** Whether all but the roles and the `Role` of their functions says the same. */
export function isSameElsewhere(
  before: Tree | undefined,
  after: Tree | undefined,
  role: SharedRole,
  copies: readonly RoleCopy[],
): boolean {
  const ids = new Set([role.logicalId, ...copies.map(({ newId }) => newId)]);
  const functions = new Set(copies.map(({ functionId }) => functionId));
  const rest = (tree: Tree | undefined): unknown => plain(tree, [], { ids, functions });
  return isEqual(rest(before), rest(after));
}

interface LeftOut {
  readonly ids: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
}

/** A tree without its places, what may differ left out. */
function plain(tree: Tree | undefined, path: readonly string[], out: LeftOut): unknown {
  if (tree === undefined) return undefined;
  switch (tree.kind) {
    case 'scalar':
      return [tree.text, tree.value];
    case 'seq':
      return tree.items.map((item) => plain(item, [...path, '-'], out));
    case 'intrinsic':
      return { [tree.name]: plain(tree.arg, [...path, '!'], out) };
    case 'map':
      return tree.entries
        .filter(({ key }) => !isLeftOut([...path, key], out))
        .map(({ key, value }) => [key, plain(value, [...path, key], out)]);
  }
}

function isLeftOut([section, id = '', properties, role, ...more]: readonly string[], out: LeftOut): boolean {
  if (section !== 'Resources' || more.length > 0) return false;
  if (properties === undefined) return out.ids.has(id);
  return out.functions.has(id) && properties === 'Properties' && role === 'Role';
}
