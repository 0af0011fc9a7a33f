import { PARAMETERS_HIDDEN, type FacetRow } from '../../catalog/events/facets.js';
import { compareText } from '../../util/order.js';
import { bucketOf } from './buildArns.js';
import type { EventPlan, KeyPlan } from './plan.js';
import { cleanText, isObject, valueAt, valuesAt } from './read.js';

const NONE: readonly string[] = [];

/** The facets of one record, sorted. `parameters` is its `requestParameters`. */
export function readFacets(plan: EventPlan, record: unknown, parameters: unknown): readonly string[] {
  const found = new Set<string>();
  addFacets(found, plan.elsewhere, record);
  if (isObject(parameters)) {
    for (const key of Object.keys(parameters)) {
      const known = plan.byKey.get(key);
      if (known) addFacets(found, known, parameters);
    }
  } else if (plan.showsFacets) found.add(PARAMETERS_HIDDEN);
  return found.size === 0 ? NONE : [...found].sort(compareText);
}

function addFacets(found: Set<string>, plan: KeyPlan, root: unknown): void {
  for (const { row, path, each } of plan.facets) {
    if (each) for (const value of valuesAt(root, path)) addFacet(found, row, value);
    else addFacet(found, row, valueAt(root, path));
  }
}

function addFacet(found: Set<string>, row: FacetRow, value: unknown): void {
  if (value === undefined) return;
  const facet = facetOf(row, value);
  if (facet !== undefined) found.add(`${row.name}=${facet}`);
}

function facetOf(row: FacetRow, value: unknown): string | undefined {
  if (row.kind === 'shown') return isShown(value) ? 'yes' : undefined;
  const given = cleanText(value);
  switch (row.kind) {
    case 'contains':
      return given?.includes(row.text ?? '') ? 'yes' : undefined;
    case 'role':
      return given?.startsWith('arn:') && given.includes(':role/') ? given : undefined;
    case 'name':
      return given !== undefined && /^[\w+=,.@-]{1,64}$/.test(given) ? given : undefined;
    case 'bucket':
      return given === undefined ? undefined : bucketOf(given);
    case 'word':
      return firstWord(typeof value === 'string' ? value : '');
  }
}

function isShown(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== false && value !== '';
}

function firstWord(given: string): string {
  return /^\s{0,20}([A-Za-z]{1,20})/.exec(given)?.[1]?.toUpperCase() ?? '?';
}
