import { facetRows, type FacetRow } from '../../catalog/events/facets.js';
import { stripDate } from '../../catalog/events/names.js';
import { stemOf } from '../../catalog/events/sources.js';
import { words } from '../../catalog/events/words.js';
import { arnPlans, type ArnPlan } from './arnPlan.js';
import { cleanText, splitPath, type Path } from './read.js';

/** What all events of one source and name have in common, prepared once. */
export interface EventPlan {
  readonly eventSource: string;
  readonly eventName: string;
  readonly details: DetailPlan;
}

/** Where facets and ARNs stand: most records only look up their own keys. */
export interface DetailPlan {
  /** By key of `requestParameters`, in both spellings. */
  readonly byKey: ReadonlyMap<string, KeyPlan>;
  /** What does not stand in `requestParameters`. */
  readonly elsewhere: KeyPlan;
  /** Whether facets were expected of the parameters, so that a record without any has something to hide. */
  readonly showsFacets: boolean;
}

export interface KeyPlan {
  readonly facets: FacetPlan[];
  readonly arns: ArnPlan[];
}

/** A facet and where its values stand, from `requestParameters` (elsewhere: from the record). */
export interface FacetPlan {
  readonly row: FacetRow;
  readonly path: Path;
  readonly each: boolean;
}

const plans = new Map<unknown, Map<unknown, EventPlan>>();
let planned = 0;
/** Hostile logs may invent names; plans are cheap to make again. */
const MOST_PLANS = 20_000;

/** The plan for a record's `eventSource` and `eventName`; undefined where they are none that a row may keep. */
export function planFor(eventSource: unknown, eventName: unknown): EventPlan | undefined {
  return plans.get(eventSource)?.get(eventName) ?? remember(eventSource, eventName);
}

function remember(givenSource: unknown, givenName: unknown): EventPlan | undefined {
  const eventSource = cleanText(givenSource);
  const eventName = cleanText(givenName);
  if (!eventSource || !eventName) return undefined;
  if (planned++ >= MOST_PLANS) {
    plans.clear();
    planned = 1;
  }
  const plan = { eventSource, eventName, details: detailsFor(stemOf(eventSource), stripDate(eventName)) };
  const ofSource = plans.get(eventSource) ?? new Map<unknown, EventPlan>();
  plans.set(eventSource, ofSource.set(eventName, plan));
  return plan;
}

/** A table row's words, taken apart once: `*` is any. */
interface Scope {
  readonly stems: ReadonlySet<string>;
  readonly except: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
}

const facetScopes = facetRows.map((row) => ({ row, scope: scopeOf(row.stems, row.events, row.except) }));
const arnScopes = arnPlans.map((plan) => ({ plan, scope: scopeOf(plan.row.stem, plan.row.events) }));

function scopeOf(stems: string, events: string, except = ''): Scope {
  return { stems: new Set(words(stems)), except: new Set(words(except)), events: new Set(words(events)) };
}

function isIn({ stems, except, events }: Scope, stem: string, name: string): boolean {
  const isOfStem = (stems.has('*') && !except.has(stem)) || stems.has(stem);
  return isOfStem && (events.has('*') || events.has(name));
}

/** By the rows that apply: events that no row names share one plan, so that there are no more than the tables make. */
const detailPlans = new Map<string, DetailPlan>();

function detailsFor(stem: string, name: string): DetailPlan {
  const facets = facetScopes.filter(({ scope }) => isIn(scope, stem, name));
  const arns = arnScopes.filter(({ scope }) => isIn(scope, stem, name));
  const key = JSON.stringify([
    facets.map((row) => facetScopes.indexOf(row)),
    arns.map((row) => arnScopes.indexOf(row)),
  ]);
  const known = detailPlans.get(key);
  if (known) return known;
  const made = makeDetails(
    facets.map(({ row }) => row),
    arns.map(({ plan }) => plan),
  );
  detailPlans.set(key, made);
  return made;
}

function makeDetails(facets: readonly FacetRow[], arns: readonly ArnPlan[]): DetailPlan {
  const byKey = new Map<string, KeyPlan>();
  const elsewhere: KeyPlan = { facets: [], arns: [] };
  const plansAt = (keys: readonly string[]): readonly KeyPlan[] =>
    keys.length === 0 ? [elsewhere] : keys.map((key) => at(byKey, key));
  for (const row of facets) {
    for (const text of row.paths) {
      const { path, keys, each } = splitPath(text);
      for (const plan of plansAt(keys)) plan.facets.push({ row, path, each });
    }
  }
  for (const arn of arns) for (const plan of plansAt(arn.keys)) plan.arns.push(arn);
  return { byKey, elsewhere, showsFacets: facets.some((row) => row.events !== '*') };
}

function at(byKey: Map<string, KeyPlan>, key: string): KeyPlan {
  const plan = byKey.get(key) ?? { facets: [], arns: [] };
  byKey.set(key, plan);
  return plan;
}
