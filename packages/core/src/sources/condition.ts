import { resolveTexts } from './intrinsics.js';
import type { ConditionValue, PolicyCondition } from './policy.js';
import { report, type Reading } from './reading.js';
import { opaqueSymbol } from './symbols.js';
import { entriesOf, isNull, listOf, type Tree } from './tree.js';

/**
 * A Condition as plain data, its intrinsics as symbols. One that is an intrinsic as a whole becomes an operator that
 * nobody knows, so that nothing is ever proven of it. Own properties only: `__proto__` is a key like any other.
 */
export function readCondition(tree: Tree, reading: Reading): PolicyCondition {
  if (tree.kind === 'intrinsic') return opaqueCondition(tree, reading);
  if (tree.kind !== 'map') return refuse(tree, 'Condition must be an object of operators.', reading);
  return Object.fromEntries(
    entriesOf(tree).map(({ key, value }) => [key, readOperator(key, value, reading)]),
  );
}

function readOperator(
  operator: string,
  tree: Tree,
  reading: Reading,
): Record<string, ConditionValue | ConditionValue[]> {
  if (tree.kind === 'intrinsic') {
    const [only = ''] = Object.keys(opaqueCondition(tree, reading));
    return { [only]: '' };
  }
  if (tree.kind !== 'map') {
    refuse(tree, `The operator ${operator.slice(0, 40)} must hold an object of condition keys.`, reading);
    return {};
  }
  return Object.fromEntries(
    entriesOf(tree).map(({ key, value }) => [key, readValues(value, reading)] as const),
  );
}

function readValues(tree: Tree, reading: Reading): ConditionValue | ConditionValue[] {
  const values = listOf(tree).flatMap((item) => readValue(item, reading));
  const [only] = values;
  return tree.kind !== 'seq' && values.length === 1 && only !== undefined ? only : values;
}

/** Alternatives of an `Fn::If` stay one symbol: listing both would allow what neither branch does. */
function readValue(tree: Tree, reading: Reading): ConditionValue[] {
  if (tree.kind === 'scalar') return tree.value === null ? [] : [tree.value];
  if (tree.kind === 'map')
    refuse(tree, 'A condition value must be a string, a number or a boolean.', reading);
  const texts = resolveTexts(tree, reading).map(({ text }) => text);
  const isChoice = tree.kind === 'intrinsic' && tree.name === 'Fn::If' && texts.length > 0;
  return isChoice ? [opaqueSymbol('If', texts.join('|'))] : texts;
}

function opaqueCondition(tree: Tree, reading: Reading): PolicyCondition {
  const why =
    'This condition cannot be resolved from the template alone; its statement is kept as it stands.';
  report(reading, 'unresolved', 'intrinsic-opaque', tree.span, why);
  const symbol = resolveTexts(tree, reading)
    .map(({ text }) => text)
    .join('|');
  return { [opaqueSymbol('Condition', symbol)]: {} };
}

/** A condition that IAM would refuse is none it can meet: kept as an operator that holds nothing. */
function refuse(tree: Tree, why: string, reading: Reading): PolicyCondition {
  if (!isNull(tree)) report(reading, 'input', 'policy-invalid', tree.span, why);
  return {};
}
