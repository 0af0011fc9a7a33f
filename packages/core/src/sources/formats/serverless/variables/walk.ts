import { openPattern } from '../../../../util/symbols.js';
import { matchPattern } from '../../../../util/wildcard.js';
import { child, entriesOf, type Tree } from '../../../tree.js';
import { absent, known, open, type Outcome } from './outcome.js';
import { parseVariables } from './parseVariables.js';
import { stageSymbol } from './variableSymbol.js';
import type { Variables } from './variables.js';

/** A value reached, and the stage it is for where the path went through a choice of stages. */
type Reached = readonly [stage: string | undefined, tree: Tree];

/**
 * The value under a path: `custom.tables.0`. A key that depends on the stage may be any of those that fit it: where all
 * give the same, that is the value; else it stays open.
 */
export function walk(from: Tree, path: string, variables: Variables, shared: boolean): Outcome {
  let reached: Reached[] = [[undefined, from]];
  for (const key of splitPath(path)) {
    const next: Reached[] = [];
    for (const [stage, tree] of reached) {
      const outcome = variables.resolver.settle(tree, variables);
      if (outcome.kind === 'open')
        return open(`${outcome.text.slice(0, -1)}.${key.replace(/[^\w.-]/g, '_')}}`);
      if (outcome.kind === 'known') next.push(...step(outcome.tree, key, variables, stage));
    }
    reached = next;
  }
  if (reached.length === 0) return absent;
  const [first] = reached;
  if (reached.length === 1 && first !== undefined && first[0] === undefined) return known(first[1], shared);
  const values = reached.map(([stage, tree]): [string, Tree] => [stage ?? '', tree]);
  return chooseOne(values, variables, shared);
}

/** One of several values, by stage: the one they agree on, else the default stage's, marked as depending on it. */
export function chooseOne(
  values: readonly (readonly [string, Tree])[],
  variables: Variables,
  shared: boolean,
): Outcome {
  const [first] = values;
  if (first === undefined) return absent;
  const texts = values.map(([, tree]) =>
    tree.kind === 'scalar'
      ? variables.resolver.textOf(parseVariables(tree.text), tree, variables)
      : undefined,
  );
  const agree = texts.every((text) => text !== undefined && text === texts[0]);
  if (agree) return known(first[1], shared);
  const own = ['default', variables.defaultStage].reduce<readonly [string, Tree] | undefined>(
    (best, stage) => values.find(([name]) => name === stage) ?? best,
    undefined,
  );
  return known((own ?? first)[1], shared, true);
}

function step(tree: Tree, key: string, { defaultStage }: Variables, stage: string | undefined): Reached[] {
  if (tree.kind === 'seq') {
    const item = /^\d{1,5}$/.test(key) ? tree.items[Number(key)] : undefined;
    return item === undefined ? [] : [[stage, item]];
  }
  if (!key.includes('${')) {
    const value = child(tree, key);
    return value === undefined ? [] : [[stage, value]];
  }
  const pattern = openPattern(key);
  const isDefault = key.replaceAll(stageSymbol, defaultStage);
  return entriesOf(tree)
    .filter((entry) => matchPattern(pattern, entry.key))
    .map((entry): Reached => [entry.key === isDefault ? defaultStage : entry.key, entry.value]);
}

/** At the dots that stand outside symbols. */
function splitPath(path: string): string[] {
  if (path === '') return [];
  const keys: string[] = [];
  let key = '';
  let inSymbol = false;
  for (const char of path) {
    if (char === '$') inSymbol = true;
    if (char === '}') inSymbol = false;
    if (char === '.' && !inSymbol) {
      keys.push(key);
      key = '';
    } else key += char;
  }
  keys.push(key);
  return keys;
}
