import isEqual from 'lodash/isEqual.js';
import type { ConditionValue, PolicyCondition } from '../../sources/policy.js';
import { findEntry, type MapTree, type Tree } from '../../sources/tree.js';
import { insertLast, type Rendered } from './entries.js';
import { isFlow, type Layout } from './layout.js';
import { allOf, noEdits, type Local, type Refused } from './local.js';
import { renderString } from './render.js';

const notWritable: Refused = {
  part: 'condition',
  code: 'computed',
  reason: 'Its condition is computed, or shared with another place.',
};

/**
 * The edits that make a statement's Condition that of the plan. Only what comes in or gets another value is written; what
 * stands there and stays is not touched, intrinsics included. Nothing is ever taken out of a condition.
 */
export function editCondition(
  statement: MapTree,
  before: PolicyCondition | undefined,
  after: PolicyCondition | undefined,
  layout: Layout,
): Local {
  if (isEqual(before, after)) return noEdits;
  if (after === undefined) return notWritable;
  const inFlow = isFlow(layout, statement);
  const entry = findEntry(statement, 'Condition');
  if (entry === undefined) return insertLast(statement, 'Condition', rendered(after, layout, inFlow), layout);
  const map = entry.value;
  if (map.kind !== 'map' || !map.literal || removesAny(before, after)) return notWritable;
  const edits = Object.entries(after).map(([operator, keys]) => {
    if (isEqual(before?.[operator], keys)) return noEdits;
    const own = findEntry(map, operator)?.value;
    if (own === undefined)
      return insertLast(map, operator, rendered(keys, layout, isFlow(layout, map)), layout);
    return editOperator(own, before?.[operator] ?? {}, keys, layout);
  });
  return allOf(edits);
}

type Keys = PolicyCondition[string];

function editOperator(tree: Tree, before: Keys, after: Keys, layout: Layout): Local {
  if (tree.kind !== 'map' || !tree.literal || removesAny(before, after)) return notWritable;
  const inFlow = isFlow(layout, tree);
  const edits = Object.entries(after).map(([key, value]): Local => {
    if (isEqual(before[key], value)) return noEdits;
    const newText = valueText(value, layout, inFlow);
    const own = findEntry(tree, key)?.value;
    if (own === undefined) return insertLast(tree, key, newText, layout);
    return own.literal && own.kind === 'scalar' ? { edits: [{ span: own.span, newText }] } : notWritable;
  });
  return allOf(edits);
}

function removesAny(before: object | undefined, after: object): boolean {
  return Object.keys(before ?? {}).some((key) => !Object.hasOwn(after, key));
}

function rendered(value: PolicyCondition | Keys, layout: Layout, inFlow: boolean): Rendered {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, ConditionValue | ConditionValue[] | Keys]) => [
      key,
      typeof inner === 'object' && !Array.isArray(inner)
        ? rendered(inner, layout, inFlow)
        : valueText(inner, layout, inFlow),
    ]),
  );
}

/** Quoted always: YAML readers at AWS make a date of a plain one. */
function valueText(value: ConditionValue | ConditionValue[], layout: Layout, inFlow: boolean): string {
  if (Array.isArray(value)) return `[${value.map((each) => valueText(each, layout, true)).join(', ')}]`;
  return renderString(String(value), layout, { style: 'single', inFlow });
}
