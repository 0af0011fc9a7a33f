import { facetRows, type FacetRow } from '../../catalog/events/facets.js';
import { stripDate } from '../../catalog/events/names.js';
import { stemOf } from '../../catalog/events/sources.js';
import { words } from '../../catalog/events/words.js';
import { planArns, type ArnPlan } from './buildArns.js';
import { splitPath, type Path } from './read.js';

/** What all events of one source and name have in common, prepared once: most records only look up their own keys. */
export interface EventPlan {
  /** By key of `requestParameters`, in both spellings. */
  readonly byKey: ReadonlyMap<string, KeyPlan>;
  /** What does not stand in `requestParameters`. */
  readonly elsewhere: KeyPlan;
  /** Whether facets were expected of the parameters, so that a record without any has something to hide. */
  readonly showsFacets: boolean;
}

export interface KeyPlan {
  /** A facet and where its values stand, from `requestParameters` (elsewhere: from the record). */
  readonly facets: { readonly row: FacetRow; readonly path: Path; readonly each: boolean }[];
  readonly arns: ArnPlan[];
}

const plans = new Map<string, EventPlan>();
/** Hostile logs may invent names; plans are cheap to make again. */
const MOST_PLANS = 20_000;

export function planFor(eventSource: string, eventName: string): EventPlan {
  const key = `${eventSource} ${eventName}`;
  const known = plans.get(key);
  if (known) return known;
  if (plans.size >= MOST_PLANS) plans.clear();
  const plan = makePlan(stemOf(eventSource), stripDate(eventName));
  plans.set(key, plan);
  return plan;
}

function makePlan(stem: string, name: string): EventPlan {
  const byKey = new Map<string, KeyPlan>();
  const elsewhere: KeyPlan = { facets: [], arns: [] };
  const rows = facetRows.filter((row) => isFor(row, stem, name));
  for (const row of rows) {
    for (const text of row.paths) {
      const { path, keys, each } = splitPath(text);
      if (keys.length === 0) elsewhere.facets.push({ row, path, each });
      for (const key of keys) at(byKey, key).facets.push({ row, path, each });
    }
  }
  for (const plan of planArns(stem, name)) {
    if (plan.keys.length === 0) elsewhere.arns.push(plan);
    for (const key of plan.keys) at(byKey, key).arns.push(plan);
  }
  return { byKey, elsewhere, showsFacets: rows.some((row) => row.events !== '*') };
}

function isFor(row: FacetRow, stem: string, name: string): boolean {
  const isOfStem = row.stems === '*' || words(row.stems).includes(stem);
  if (!isOfStem || words(row.except ?? '').includes(stem)) return false;
  return row.events === '*' || words(row.events).includes(name);
}

function at(byKey: Map<string, KeyPlan>, key: string): KeyPlan {
  const plan = byKey.get(key) ?? { facets: [], arns: [] };
  byKey.set(key, plan);
  return plan;
}
