import { decodeScalar, placeIn } from '../../sources/embedded.js';
import { parseJsonTree, type SyntaxIssue } from '../../sources/jsonTree.js';
import { isJsonText } from '../../sources/parseTree.js';
import type { ScalarTree, Tree } from '../../sources/tree.js';
import { parseYamlTree } from '../../sources/yamlTree.js';
import { findTooDeep } from '../../sources/depth.js';
import type { Source } from '../../sources/model.js';
import type { Span } from '../../util/text.js';
import { layoutOf, type Layout } from './layout.js';
import type { LocalEdit } from './local.js';
import { indexPlaces, type Place, type Places } from './places.js';

/** A text with its tree that edits are made in: a whole source, or JSON in one of its strings. */
export interface Region {
  readonly layout: Layout;
  readonly tree: Tree | undefined;
  readonly places: Places;
  readonly issues: readonly SyntaxIssue[];
  /** The string of the outer text that it stands in; none: it is the source itself. */
  readonly string: Place | undefined;
  /** A span of this text as a span of the source. */
  toSource(span: Span): Span;
  /** An edit of this text as an edit of the source. */
  toSourceEdit(edit: LocalEdit): LocalEdit;
}

/** The source itself as a region. `isTemplate`: whether references can be written. */
export function openSource(source: Source, isTemplate: boolean): Region {
  const { text, uri } = source;
  const { tree, issues, syntax } = parseText(text, uri);
  return {
    layout: layoutOf(text, syntax, isTemplate ? undefined : 'none'),
    tree,
    places: indexPlaces(tree),
    issues,
    string: undefined,
    toSource: (span) => span,
    toSourceEdit: (edit) => edit,
  };
}

/** The tree of a text as the reader of sources makes it. */
export function parseText(
  text: string,
  uri: string,
): { tree: Tree | undefined; issues: readonly SyntaxIssue[]; syntax: Layout['syntax'] } {
  if (isJsonText(uri, text)) {
    const json = parseJsonTree(text);
    if (json.issues.length === 0 || !/\.ya?ml$/i.test(uri)) return { ...json, syntax: 'json' };
  }
  if (findTooDeep(text, 'yaml') !== undefined) return { tree: undefined, issues: [], syntax: 'yaml' };
  return { ...parseYamlTree(text), syntax: 'yaml' };
}

/** The JSON that a string of the source holds; its `${}` are references where the string is an `Fn::Sub`'s. */
export function openString(place: Place & { readonly tree: ScalarTree }, text: string): Region | undefined {
  const { tree: scalar } = place;
  const decoded = decodeScalar(scalar, text);
  if (decoded.isUrlEncoded || findTooDeep(decoded.text, 'json') !== undefined) return undefined;
  const { tree, issues } = parseJsonTree(decoded.text);
  const toSource = (span: Span): Span => placeIn(decoded, span);
  return {
    layout: layoutOf(decoded.text, 'json', isSubstituted(place) ? 'sub' : 'none'),
    tree,
    places: indexPlaces(tree),
    issues,
    string: place,
    toSource,
    toSourceEdit: ({ span, newText }) => ({ span: toSource(span), newText: encode(newText, scalar) }),
  };
}

export function isSubstituted({ up, index }: Place): boolean {
  const outer = up?.tree.kind === 'seq' && index === 0 ? up.up : up;
  return outer?.tree.kind === 'intrinsic' && outer.tree.name === 'Fn::Sub';
}

/** New text in the words of the string around it. */
function encode(text: string, { style }: ScalarTree): string {
  if (style === 'single') return text.replaceAll("'", "''");
  return style === 'double' ? JSON.stringify(text).slice(1, -1) : text;
}
