import { conditionKeyFault, conditionValueFault, operatorFault } from './grammar.js';
import { resolveTexts } from './intrinsics.js';
import type { ConditionValue, PolicyCondition } from './policy.js';
import { quoted, report, reportFault, type Reading } from './reading.js';
import { opaqueSymbol } from './symbols.js';
import { entriesOf, isNull, listOf, type MapTree, type Tree } from './tree.js';

/**
 * A Condition as plain data, its intrinsics as symbols. One that is an intrinsic as a whole becomes an operator that
 * nobody knows, so that nothing is ever proven of it. Own properties only: `__proto__` is a key like any other.
 */
export function readCondition(tree: Tree, reading: Reading): PolicyCondition {
  if (tree.kind === 'intrinsic') return opaqueCondition(tree, reading);
  if (tree.kind !== 'map') return refuse(tree, 'Condition must be an object of operators.', reading);
  checkKeys(tree, reading);
  return Object.fromEntries(
    entriesOf(tree).map(({ key, keySpan, value }) => {
      reportFault(reading, keySpan, key, operatorFault(key));
      return [key, readOperator(key, value, reading)];
    }),
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
  checkKeys(tree, reading);
  return Object.fromEntries(
    entriesOf(tree).map(({ key, keySpan, value }) => {
      reportFault(reading, keySpan, key, conditionKeyFault(key));
      return [key, readValues(value, operator, reading)] as const;
    }),
  );
}

function readValues(tree: Tree, operator: string, reading: Reading): ConditionValue | ConditionValue[] {
  if (isNull(tree)) refuseValue(tree, reading);
  const values = listOf(tree).flatMap((item) => readValue(item, operator, reading));
  const [only] = values;
  return tree.kind !== 'seq' && values.length === 1 && only !== undefined ? only : values;
}

/** Alternatives of an `Fn::If` stay one symbol: listing both would allow what neither branch does. */
function readValue(tree: Tree, operator: string, reading: Reading): ConditionValue[] {
  if (tree.kind === 'scalar' && tree.value !== null) {
    reportFault(reading, tree.span, tree.text, conditionValueFault(operator, tree.text));
    return [tree.value];
  }
  if (tree.kind !== 'intrinsic') refuseValue(tree, reading);
  if (tree.kind === 'scalar') return [];
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

/** "Individual elements must not contain multiple instances of the same key", nor in different case. The repeat is marked, not the first. */
export function checkKeys(tree: MapTree, reading: Reading): void {
  const seen = new Set<string>();
  for (const { key, keySpan, value } of tree.entries) {
    // What YAML merges in may be stated again.
    if (!value.literal) continue;
    const why = `${quoted(key)} stands twice in this object, which IAM refuses; the last one counts.`;
    if (seen.has(key.toLowerCase())) report(reading, 'input', 'duplicate-key', keySpan, why);
    seen.add(key.toLowerCase());
  }
}

function refuseValue(tree: Tree, reading: Reading): void {
  const why = 'A condition value must be a string, a number or a boolean.';
  report(reading, 'input', 'policy-invalid', tree.span, why);
}

/** A condition that IAM would refuse is none it can meet: kept as an operator that holds nothing. */
function refuse(tree: Tree, why: string, reading: Reading): PolicyCondition {
  report(reading, 'input', 'policy-invalid', tree.span, why);
  return {};
}
