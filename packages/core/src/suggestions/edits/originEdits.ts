import type { PolicyDocument } from '../../sources/policy.js';
import type { Tree } from '../../sources/tree.js';
import { documentOfPlan } from '../planDocument.js';
import { columnOf, isFlow, type Layout } from './layout.js';
import { editOf, type LocalEdit, type Refused } from './local.js';
import type { Place } from './places.js';
import type { Unit } from './policyRemoval.js';
import type { Region } from './regions.js';
import { renderDocument } from './renderDocument.js';
import type { PolicyPlan } from './types.js';

/** What becomes of an item that stands for a policy: it goes, or a document stands in its place. */
export type OriginEdit =
  | { readonly unit: Unit }
  | { readonly edit: LocalEdit; readonly tree: Tree; readonly document: PolicyDocument };

/**
 * A policy that is one item of the source (a policy template of SAM, a managed policy by its name) becomes an inline
 * document in the place of the item; where nothing of it stays, the item goes.
 */
export function editOrigin(plan: PolicyPlan, region: Region): OriginEdit | Refused {
  const { origin } = plan.policy;
  const place = origin === undefined ? undefined : region.places.placeAt(origin.span);
  const key = place?.entry?.key ?? place?.up?.entry?.key;
  if (place?.tree.literal !== true || (place.up?.tree.literal === false && place.entry === undefined)) {
    return notInList;
  }
  const document = documentOfPlan(plan);
  if ([document.Statement].flat().length === 0) {
    return key === 'Policies' || key === 'ManagedPolicyArns' ? { unit: { place } } : notInList;
  }
  if (key !== 'Policies') return detachByHand;
  return replaceItem(place, document, region.layout);
}

const notInList: Refused = {
  part: 'policy',
  code: 'computed',
  reason: 'It is no plain item of a list of policies, so nothing can be put in its place.',
};

const detachByHand: Refused = {
  part: 'policy',
  code: 'managed-elsewhere',
  reason: 'It is attached by its ARN: detach it and write the narrowed policy beside it.',
};

function replaceItem(place: Place, document: PolicyDocument, layout: Layout): OriginEdit | Refused {
  const { tree, up, entry } = place;
  const list = up?.tree;
  const inFlow =
    (list?.kind === 'seq' || list?.kind === 'map' ? isFlow(layout, list) : false) ||
    (tree.kind === 'map' && isFlow(layout, tree) && entry !== undefined);
  const { text, eol } = layout;
  const isBelowKey = entry !== undefined && tree.kind === 'scalar';
  const column = isBelowKey ? columnOf(text, entry.keySpan.from) + 2 : columnOf(text, tree.span.from);
  const rendered = renderDocument(document, layout, { column, inFlow });
  if (rendered === undefined) {
    return {
      part: 'policy',
      code: 'no-reference',
      reason: 'A parameter of it is an expression that a document cannot repeat.',
    };
  }
  const newText = isBelowKey && !inFlow ? `${eol}${' '.repeat(column)}${rendered}` : rendered;
  const from = isBelowKey && !inFlow ? text.indexOf(':', entry.keySpan.to) + 1 : tree.span.from;
  return { edit: editOf(from, tree.span.to, newText), tree, document };
}
