import { opaqueSymbol, referenceSymbol } from './symbols.js';
import type { Reading, Resolved } from './reading.js';
import { child, entriesOf, isNull, listOf, stringOf, type IntrinsicTree, type Tree } from './tree.js';

/**
 * The name of an expression that a format made of a text with symbols in it, as if by `Fn::Sub` with everything filled in.
 * No function of CloudFormation is called so.
 */
export const composedName = '${…}';
/** More alternatives than this in one value stay one opaque symbol. */
const maxAlternatives = 16;
/** CloudFormation allows 200 in a mapping. */
const maxRows = 200;
/** Longer results stay opaque: IAM refuses far shorter ones, and expressions can double a text many times over. */
const maxLength = 8_192;

/**
 * The texts of an expression, as far as the template itself tells. Lists (`Fn::Split`, a mapping's list) give one text
 * an item. Parameters stay symbols, also where they have a default: each stage may set another value.
 */
export function resolveTexts(tree: Tree, reading: Reading): readonly Resolved[] {
  if (tree.kind === 'scalar') return isNull(tree) ? [] : [{ text: tree.text, opaque: false, at: tree }];
  if (tree.kind === 'seq') return tree.items.flatMap((item) => resolveTexts(item, reading));
  const known = reading.resolved.get(tree);
  if (known !== undefined) return known;
  const texts =
    tree.kind === 'map'
      ? [{ text: opaqueSymbol('Map', canonical(tree, reading)), opaque: true, at: tree }]
      : bounded(resolveIntrinsic(tree, reading) ?? [opaque(tree, reading)], tree, reading);
  reading.resolved.set(tree, texts);
  return texts;
}

/** The one text of a value that must be one (a name, an ARN); undefined where it is missing or has alternatives. */
export function resolveOne(tree: Tree | undefined, reading: Reading): Resolved | undefined {
  if (tree === undefined || tree.kind === 'seq' || tree.kind === 'map') return undefined;
  const texts = resolveTexts(tree, reading);
  return texts.length === 1 ? texts[0] : undefined;
}

function bounded(texts: readonly Resolved[], tree: IntrinsicTree, reading: Reading): readonly Resolved[] {
  return texts.some(({ text, at }) => at === tree && text.length > maxLength)
    ? [opaque(tree, reading)]
    : texts;
}

function resolveIntrinsic(tree: IntrinsicTree, reading: Reading): readonly Resolved[] | undefined {
  switch (tree.name) {
    case 'Ref':
      return resolveRef(tree, reading);
    case 'Fn::GetAtt':
      return resolveGetAtt(tree, reading);
    case 'Fn::Sub':
      return resolveSub(tree, reading);
    case 'Fn::Join':
      return resolveJoin(tree, reading);
    case 'Fn::If':
      return branchesOf(tree)?.flatMap((branch) => resolveTexts(branch, reading));
    case 'Fn::Split':
      return resolveSplit(tree, reading);
    case 'Fn::Select':
      return resolveSelect(tree, reading);
    case 'Fn::FindInMap':
      return resolveFindInMap(tree, reading);
    case composedName:
      return [{ text: stringOf(tree.arg) ?? '', opaque: false, at: tree }];
    default:
      return undefined;
  }
}

/** Then and else of an `Fn::If`; undefined where it is not well formed. */
export function branchesOf(tree: IntrinsicTree): readonly Tree[] | undefined {
  const parts = tree.arg.kind === 'seq' ? tree.arg.items : [];
  return tree.name === 'Fn::If' && parts.length === 3 ? parts.slice(1) : undefined;
}

/** A tree's alternatives: the branches of (nested) `Fn::If`s without `AWS::NoValue`, else the tree itself. */
export function alternativesOf(tree: Tree): readonly Tree[] {
  if (isNoValue(tree)) return [];
  const branches = tree.kind === 'intrinsic' ? branchesOf(tree) : undefined;
  return branches?.flatMap(alternativesOf) ?? [tree];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export function isNoValue(tree: Tree): boolean {
  return tree.kind === 'intrinsic' && tree.name === 'Ref' && stringOf(tree.arg) === 'AWS::NoValue';
}

function resolveRef(tree: IntrinsicTree, reading: Reading): readonly Resolved[] | undefined {
  const name = stringOf(tree.arg);
  if (name === undefined) return undefined;
  return name === 'AWS::NoValue' ? [] : [{ text: referenceText(name, reading), opaque: false, at: tree }];
}

/** What a reference means: a value that is given from outside, else its symbol. */
function referenceText(name: string, { given, outputs }: Reading): string {
  return given.get(name) ?? outputs.get(name) ?? referenceSymbol(name);
}

function resolveGetAtt(tree: IntrinsicTree, reading: Reading): readonly Resolved[] | undefined {
  const parts = listOf(tree.arg).map((part) => resolveOne(part, reading)?.text);
  if (parts.length === 0 || parts.some((part) => part === undefined)) return undefined;
  return [{ text: referenceText(parts.join('.'), reading), opaque: false, at: tree }];
}

function resolveJoin(tree: IntrinsicTree, reading: Reading): readonly Resolved[] | undefined {
  const [delimiter, list] = tree.arg.kind === 'seq' ? tree.arg.items : [];
  const between = stringOf(delimiter);
  if (between === undefined || list?.kind !== 'seq') return undefined;
  const parts = list.items.map((item) => ({ item, texts: textsOf(item, reading) }));
  const present = parts.filter(({ item, texts }) => texts.length > 0 || !isNoValue(item));
  return combine(
    present.map(({ texts }) => texts),
    between,
  )?.map((text) => ({ text, opaque: false, at: tree }));
}

function textsOf(tree: Tree, reading: Reading): string[] {
  return resolveTexts(tree, reading).map(({ text }) => text);
}

/** Every way to choose one text a part; undefined where there are too many, or a part that has none. */
function combine(parts: readonly (readonly string[])[], between: string): string[] | undefined {
  let results = [''];
  for (const [index, texts] of parts.entries()) {
    const lead = index === 0 ? '' : between;
    if (texts.length === 0 || results.length * texts.length > maxAlternatives) return undefined;
    results = results.flatMap((result) => texts.map((text) => result + lead + text));
    if (results.some((result) => result.length > maxLength)) return undefined;
  }
  return results;
}

/** String form and list form: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html */
function resolveSub(tree: IntrinsicTree, reading: Reading): readonly Resolved[] | undefined {
  const [template, map] = tree.arg.kind === 'seq' ? tree.arg.items : [tree.arg];
  const text = template?.kind === 'scalar' ? template.text : undefined;
  if (!text) return undefined;
  const parts = splitSub(text).map((part): readonly string[] => {
    if (part.reference === undefined) return [part.text];
    const own = child(map, part.reference);
    return own === undefined ? [referenceText(part.reference, reading)] : textsOf(own, reading);
  });
  return combine(parts, '')?.map((result) => ({ text: result, opaque: false, at: tree }));
}

/** `a${X}b${!aws:username}` → `a`, reference `X`, `b`, `${aws:username}`. Linear. */
function splitSub(text: string): { text: string; reference: string | undefined }[] {
  const parts: { text: string; reference: string | undefined }[] = [];
  let at = 0;
  for (let from = text.indexOf('${'); from >= 0; from = text.indexOf('${', at)) {
    const to = text.indexOf('}', from);
    if (to < 0) break;
    if (from > at) parts.push({ text: text.slice(at, from), reference: undefined });
    const inner = text.slice(from + 2, to).trim();
    const escaped = inner.startsWith('!');
    parts.push({ text: `\${${inner.slice(1)}}`, reference: escaped ? undefined : inner });
    at = to + 1;
  }
  if (at < text.length) parts.push({ text: text.slice(at), reference: undefined });
  return parts;
}

/** Only over text without symbols: what stands inside a symbol may hold the delimiter. */
function resolveSplit(tree: IntrinsicTree, reading: Reading): readonly Resolved[] | undefined {
  const [delimiter, source] = tree.arg.kind === 'seq' ? tree.arg.items : [];
  const between = stringOf(delimiter);
  const text = resolveOne(source, reading)?.text;
  if (!between || text === undefined || text.includes('${') || text.length > maxLength) return undefined;
  return text.split(between).map((part) => ({ text: part, opaque: false, at: tree }));
}

function resolveSelect(tree: IntrinsicTree, reading: Reading): readonly Resolved[] | undefined {
  const [index, list] = tree.arg.kind === 'seq' ? tree.arg.items : [];
  if (index?.kind !== 'scalar' || list === undefined) return undefined;
  // The position of an item is certain only in a written list and in what a Split of literals gives.
  const certain = list.kind === 'seq' || (list.kind === 'intrinsic' && list.name === 'Fn::Split');
  if (!certain || !/^\d{1,4}$/.test(index.text)) return undefined;
  const items = list.kind === 'seq' ? list.items : resolveSplit(list, reading);
  const item = items?.[Number(index.text)];
  if (item === undefined) return undefined;
  return 'opaque' in item ? [{ ...item, at: tree }] : resolveTexts(item, reading);
}

/**
 * With literal keys the mapping's value; else the one value that all rows agree on, if they do. A default counts where a
 * key is not there, or may not be.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-findinmap-enhancements.html
 */
function resolveFindInMap(tree: IntrinsicTree, reading: Reading): readonly Resolved[] | undefined {
  const [name, first, second, options] = tree.arg.kind === 'seq' ? tree.arg.items : [];
  const fallback = child(options, 'DefaultValue');
  const mapName = resolveOne(name, reading)?.text;
  if (mapName === undefined) return undefined;
  const rows = choose(child(reading.mappings, mapName), first, reading);
  if (rows.length > maxRows) return undefined;
  const values = rows.flatMap((row) => choose(row, second, reading));
  const isOpen = [mapName, ...textsOf(tree.arg, reading).slice(1, 3)].some((text) => text.includes('${'));
  const all = fallback && (values.length === 0 || isOpen) ? [...values, fallback] : values;
  const texts = all.map((value) => textsOf(value, reading));
  const [only, ...others] = texts;
  if (only === undefined || others.some((other) => other.join('\n') !== only.join('\n'))) return undefined;
  return only.map((text) => ({ text, opaque: false, at: tree }));
}

function choose(map: Tree | undefined, key: Tree | undefined, reading: Reading): readonly Tree[] {
  const name = resolveOne(key, reading)?.text;
  const literal = name === undefined || name.includes('${') ? undefined : child(map, name);
  if (literal !== undefined) return [literal];
  return name?.includes('${') ? entriesOf(map).map((entry) => entry.value) : [];
}

function opaque(tree: IntrinsicTree, reading: Reading): Resolved {
  return { text: opaqueSymbol(tree.name, canonical(tree.arg, reading)), opaque: true, at: tree };
}

/** The same for expressions that mean the same, as far as we can tell: what the symbol's name is made from. */
function canonical(tree: Tree, reading: Reading): string {
  switch (tree.kind) {
    case 'scalar':
      return tree.text;
    case 'seq':
      return `[${tree.items.map((item) => canonical(item, reading)).join(',')}]`;
    case 'map':
      return `{${entriesOf(tree)
        .map((entry) => `${entry.key}:${canonical(entry.value, reading)}`)
        .sort()
        .join(',')}}`;
    case 'intrinsic':
      return resolveTexts(tree, reading)
        .map(({ text }) => text)
        .join('|');
  }
}
