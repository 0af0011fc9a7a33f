import type { FacetRow } from '../../catalog/events/facets.js';
import { bucketOf } from './forms.js';
import { append, type Found } from './found.js';
import type { FacetPlan } from './plan.js';
import { cleanText, valueAt, valuesAt } from './read.js';

/** Adds the facets of one plan that `root` shows. */
export function addFacets(found: Found, { row, path, each }: FacetPlan, root: unknown): void {
  if (each) for (const value of valuesAt(root, path)) addFacet(found, row, value);
  else addFacet(found, row, valueAt(root, path));
}

function addFacet(found: Found, row: FacetRow, value: unknown): void {
  if (value === undefined) return;
  const facet = facetOf(row, value);
  if (facet !== undefined) found.facets = append(found.facets, `${row.name}=${facet}`);
}

function facetOf(row: FacetRow, value: unknown): string | undefined {
  if (row.kind === 'shown') return isShown(value) ? 'yes' : undefined;
  const given = cleanText(value);
  switch (row.kind) {
    case 'contains':
      return given?.includes(row.text ?? '') ? 'yes' : undefined;
    case 'role':
      return isRole(given) ? given : undefined;
    case 'roleOrName':
      return isRole(given) ? given : given === undefined ? undefined : '?';
    case 'name':
      return given !== undefined && /^[\w+=,.@-]{1,64}$/.test(given) ? given : undefined;
    case 'bucket':
      return given === undefined ? undefined : bucketOf(given);
    case 'word':
      return firstWord(typeof value === 'string' ? value : '');
  }
}

function isRole(given: string | undefined): boolean {
  return given?.startsWith('arn:') === true && given.includes(':role/');
}

function isShown(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== false && value !== '';
}

function firstWord(given: string): string {
  return /^\s{0,20}([A-Za-z]{1,20})/.exec(given)?.[1]?.toUpperCase() ?? '?';
}
