import { resolveTexts } from '../../../intrinsics.js';
import type { Reading } from '../../../reading.js';
import { child, stringOf, type Entry, type MapTree, type Tree } from '../../../tree.js';

/** CloudFormation makes no more than 500 resources of a template. */
const maxRounds = 500;
/** Values that loops in loops may write. */
const maxNodes = 100_000;

interface Loops {
  readonly root: MapTree;
  readonly reading: Reading;
  left: number;
}

/**
 * The template with its loops written out, where their collections are lists or defaults of parameters. What a loop writes
 * stands once in the text, so none of it can be edited for one round.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
 */
export function expandLoops(root: MapTree, reading: Reading): MapTree {
  const loops = { root, reading, left: maxNodes };
  return { ...root, entries: root.entries.flatMap((entry) => expandEntry(entry, loops)) };
}

function expand(tree: Tree, loops: Loops): Tree {
  switch (tree.kind) {
    case 'scalar':
      return tree;
    case 'seq':
      return { ...tree, items: tree.items.map((item) => expand(item, loops)) };
    case 'map':
      return { ...tree, entries: tree.entries.flatMap((entry) => expandEntry(entry, loops)) };
    case 'intrinsic': {
      if (!tree.name.startsWith('Fn::ForEach::')) return { ...tree, arg: expand(tree.arg, loops) };
      // A map whose only key is a loop reads as an intrinsic.
      const entries = expandEntry({ key: tree.name, keySpan: tree.span, value: tree.arg }, loops);
      const isLeft = entries.length === 1 && entries[0]?.key === tree.name;
      return isLeft ? tree : { kind: 'map', entries, span: tree.span, literal: false };
    }
  }
}

function expandEntry(entry: Entry, loops: Loops): readonly Entry[] {
  const written = entry.key.startsWith('Fn::ForEach::') ? writeOut(entry, loops) : undefined;
  return written ?? [{ ...entry, value: expand(entry.value, loops) }];
}

/** The rounds of one loop; undefined where its collection is not known. */
function writeOut({ value }: Entry, loops: Loops): readonly Entry[] | undefined {
  const [identifier, collection, body] = value.kind === 'seq' ? value.items : [];
  const name = stringOf(identifier);
  const values = collection && collectionOf(collection, loops);
  const entries = bodyEntries(body);
  if (name === undefined || values === undefined || entries === undefined) return undefined;
  return values.flatMap((text) => {
    const filled = entries.map((entry) => fillEntry(entry, name, text, loops));
    return filled.flatMap((entry) => expandEntry(entry, loops));
  });
}

/** A body of one key that is a loop, or reads as an intrinsic, is one all the same. */
function bodyEntries(body: Tree | undefined): readonly Entry[] | undefined {
  if (body?.kind === 'map') return body.entries;
  return body?.kind === 'intrinsic' && body.name.startsWith('Fn::ForEach::')
    ? [{ key: body.name, keySpan: body.span, value: body.arg }]
    : undefined;
}

function collectionOf(tree: Tree, { root, reading }: Loops): readonly string[] | undefined {
  const items = tree.kind === 'seq' ? tree.items : [tree];
  const texts = items.flatMap((item) => {
    const parameter = item.kind === 'intrinsic' && item.name === 'Ref' ? stringOf(item.arg) : undefined;
    const fallback = parameter && stringOf(child(root, 'Parameters', parameter, 'Default'));
    if (fallback) return fallback.split(',').map((part) => part.trim());
    return resolveTexts(item, reading).map(({ text }) => text);
  });
  return texts.length > maxRounds || texts.some((text) => text.includes('${')) ? undefined : texts;
}

function fillEntry({ key, keySpan, value }: Entry, name: string, text: string, loops: Loops): Entry {
  return { key: fillText(key, name, text), keySpan, value: fill(value, name, text, loops) };
}

function fill(tree: Tree, name: string, text: string, loops: Loops): Tree {
  if (loops.left-- <= 0) return tree;
  const inner = (part: Tree): Tree => fill(part, name, text, loops);
  switch (tree.kind) {
    case 'scalar': {
      if (typeof tree.value !== 'string') return { ...tree, literal: false };
      const filled = fillText(tree.text, name, text);
      return { ...tree, value: filled, text: filled, literal: false };
    }
    case 'seq':
      return { ...tree, literal: false, items: tree.items.map(inner) };
    case 'map':
      return {
        ...tree,
        literal: false,
        entries: tree.entries.map((entry) => fillEntry(entry, name, text, loops)),
      };
    case 'intrinsic': {
      const isIdentifier = tree.name === 'Ref' && stringOf(tree.arg) === name && tree.arg.kind === 'scalar';
      if (isIdentifier) return { ...tree.arg, value: text, text, span: tree.span, literal: false };
      return { ...tree, literal: false, arg: inner(tree.arg) };
    }
  }
}

/** `&{X}` takes letters and digits alone, for logical ids. */
function fillText(text: string, name: string, value: string): string {
  if (!text.includes('{')) return text;
  return text
    .replaceAll(`\${${name}}`, () => value)
    .replaceAll(`&{${name}}`, () => value.replace(/[^A-Za-z0-9]/g, ''));
}
