import { PARAMETERS_HIDDEN } from '../../catalog/events/facets.js';
import { addArns } from './buildArns.js';
import { addFacets } from './facets.js';
import { append, findNothing, settle, type Found } from './found.js';
import type { Place } from './places.js';
import type { DetailPlan, KeyPlan } from './plan.js';
import { isObject, type Fields } from './read.js';
import { listResources } from './resources.js';

/** What a record says beside its fixed fields, both sorted. */
export interface Details {
  readonly facets: readonly string[];
  readonly resources: readonly string[];
}

/** The facets and ARNs of one record. `parameters` is its `requestParameters`, undefined where they are left out. */
export function readDetails(
  plan: DetailPlan,
  record: Fields<'resources'>,
  parameters: unknown,
  place: Place,
): Details {
  const found = findNothing();
  addDetails(found, plan.elsewhere, record, place);
  if (isObject(parameters)) {
    for (const key in parameters) {
      const known = plan.byKey.get(key);
      if (known) addDetails(found, known, parameters, place);
    }
  } else if (plan.showsFacets) found.facets = append(found.facets, PARAMETERS_HIDDEN);
  return { facets: settle(found.facets), resources: listResources(found, record.resources) };
}

function addDetails(found: Found, plan: KeyPlan, root: unknown, place: Place): void {
  for (const facet of plan.facets) addFacets(found, facet, root);
  for (const arn of plan.arns) addArns(found, arn, root, place);
}
