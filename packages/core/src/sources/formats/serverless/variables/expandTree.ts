import { quoted, type Reading } from '../../../reading.js';
import type { ScalarTree, Tree } from '../../../tree.js';
import { composed, known, open, scalarAt, tooLong, type Outcome } from './outcome.js';
import { parseVariables, type Piece } from './parseVariables.js';
import { resolveVariable } from './resolveVariable.js';
import { symbolOfRaw } from './variableSymbol.js';
import { note, openVariables, type Variables } from './variables.js';

/** Values inside values beyond this are not followed. */
const maxLevels = 300;
/** Variables that lead to variables. */
const maxChain = 24;
/** Longer than any ARN or name. */
const maxText = 8_192;

/** Sections that hold no permissions, in the framework's own spelling: what is unknown there is no problem. */
const skipped: ReadonlySet<string> = new Set([
  'custom',
  'definition',
  'environment',
  'layers',
  'package',
  'params',
  'stages',
  'tags',
]);

/** Ready to resolve the variables of a source. */
export function startVariables(root: Tree, reading: Reading): Variables {
  return openVariables(root, reading, { settle, textOf });
}

/** Where a tree stands while it is expanded. */
interface Place {
  /** In the argument of an intrinsic, where texts must stay texts. */
  readonly inIntrinsic: boolean;
  /** Reached through a variable whose value other places use too: no edit can change it there. */
  readonly shared: boolean;
  readonly level: number;
}

const top: Place = { inIntrinsic: false, shared: false, level: 0 };

/**
 * A tree without variables: each is its value, or a text with a symbol. Recursion is bounded by `maxLevels`.
 */
export function expandTree(tree: Tree, variables: Variables, place = top): Tree {
  if (place.level > maxLevels || variables.budget.left-- <= 0) return tree;
  const below = { ...place, level: place.level + 1 };
  const literal = tree.literal && !place.shared;
  switch (tree.kind) {
    case 'scalar':
      return expandScalar(tree, variables, place);
    case 'seq':
      return { ...tree, literal, items: tree.items.map((item) => expandTree(item, variables, below)) };
    case 'map':
      return {
        ...tree,
        literal,
        entries: tree.entries.map((entry) => ({
          ...entry,
          key: entry.key.includes('${') ? keyText(entry.key, tree, variables) : entry.key,
          value: skipped.has(entry.key) ? entry.value : expandTree(entry.value, variables, below),
        })),
      };
    case 'intrinsic':
      return { ...tree, literal, arg: expandTree(tree.arg, variables, { ...below, inIntrinsic: true }) };
  }
}

function keyText(key: string, { span }: Tree, variables: Variables): string {
  const use: ScalarTree = {
    kind: 'scalar',
    value: key,
    text: key,
    style: 'plain',
    content: span,
    span,
    literal: false,
  };
  return textOfScalar(use, variables);
}

function expandScalar(use: ScalarTree, variables: Variables, place: Place): Tree {
  const own = place.shared && use.literal ? { ...use, literal: false } : use;
  if (typeof use.value !== 'string') return own;
  const hash = variables.hashSub && use.text.includes('#{');
  if (!hash && !use.text.includes('${')) return own;
  const pieces = parseVariables(use.text);
  if (!hash && pieces.every((piece) => typeof piece === 'string')) return own;
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined && typeof only !== 'string') {
    return expandWhole(use, variables, place);
  }
  const text = textOfScalar(use, variables);
  const filled = hash ? text.replace(/#\{([A-Za-z0-9:.]{1,200})\}/g, '${$1}') : text;
  return place.inIntrinsic ? scalarAt(use, filled) : composed(use, filled);
}

/** A value that is nothing but a variable. */
function expandWhole(use: ScalarTree, variables: Variables, place: Place): Tree {
  const outcome = settle(use, variables);
  if (outcome.kind === 'open' && place.inIntrinsic) return scalarAt(use, outcome.text);
  if (outcome.kind !== 'known') return composed(use, outcome.kind === 'open' ? outcome.text : '');
  const { tree } = outcome;
  const isSingle = tree.kind === 'scalar' || tree.kind === 'intrinsic';
  const shared = place.shared || outcome.shared || isSingle;
  return placedAt(use, expandTree(tree, variables, { ...place, shared, level: place.level + 1 }));
}

/** A single value is shown where it is used; a list or an object where it stands. */
function placedAt(use: ScalarTree, value: Tree): Tree {
  if (value.kind === 'scalar') return { ...value, span: use.span, content: use.content };
  return value.kind === 'intrinsic' ? { ...value, span: use.span } : value;
}

function settle(tree: Tree, variables: Variables): Outcome {
  if (tree.kind !== 'scalar' || typeof tree.value !== 'string' || !tree.text.includes('${')) {
    return known(tree);
  }
  const pieces = parseVariables(tree.text);
  const [only] = pieces;
  if (only === undefined || typeof only === 'string' || pieces.length > 1) return known(tree);
  if (variables.active.has(tree) || variables.active.size > maxChain) {
    const why = `${quoted(tree.text)} leads back to itself, or through too many variables.`;
    note(variables, 'variable-circular', tree.span, why);
    return open(symbolOfRaw(only.raw));
  }
  variables.active.add(tree);
  const outcome = resolveVariable(only, tree, variables);
  const settled =
    outcome.kind === 'known' && outcome.tree !== tree ? settle(outcome.tree, variables) : outcome;
  variables.active.delete(tree);
  if (settled.kind !== 'known' || outcome.kind !== 'known') return settled;
  return {
    ...settled,
    shared: settled.shared || outcome.shared,
    staged: settled.staged || outcome.staged,
  };
}

/** The text of a value, its variables filled in; what is open is a symbol. */
function textOfScalar(use: ScalarTree, variables: Variables): string {
  const known = variables.texts.get(use);
  if (known !== undefined) return known;
  if (variables.active.has(use) || variables.active.size > maxChain) {
    note(variables, 'variable-circular', use.span, `${quoted(use.text)} leads back to itself.`);
    return symbolOfRaw(use.text);
  }
  variables.active.add(use);
  const text = textOf(parseVariables(use.text), use, variables);
  variables.active.delete(use);
  variables.texts.set(use, text);
  return text;
}

function textOf(pieces: readonly Piece[], use: ScalarTree, variables: Variables): string {
  let text = '';
  for (const piece of pieces) {
    text += typeof piece === 'string' ? piece : textOfPiece(piece, use, variables);
    if (text.length > maxText) return tooLong(text);
  }
  return text;
}

function textOfPiece(piece: Exclude<Piece, string>, use: ScalarTree, variables: Variables): string {
  const outcome = resolveVariable(piece, use, variables);
  if (outcome.kind === 'open') return outcome.text;
  const settled = outcome.kind === 'known' ? settle(outcome.tree, variables) : outcome;
  if (settled.kind === 'open') return settled.text;
  if (settled.kind === 'known' && settled.tree.kind === 'scalar') {
    return textOfScalar(settled.tree, variables);
  }
  return symbolOfRaw(piece.raw);
}
