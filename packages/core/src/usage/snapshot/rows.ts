import type { UsageRow } from '../types.js';
import { clip, longestText } from './limits.js';
import {
  addResource,
  clipResource,
  mergeGroup,
  parentOf,
  parentsOf,
  type ResourceGroup,
} from './resources.js';
import type { RowState } from './state.js';

/** What tells the rows of one principal and session apart: the fields, and the resources by their parents only. */
export function rowKey(row: UsageRow): string {
  return JSON.stringify([
    row.eventSource,
    row.eventName,
    row.eventType,
    row.category,
    row.readOnly,
    row.invokedBy,
    row.outcome,
    row.facets,
    parentsOf(row.resources),
  ]);
}

/** Whether a text of the row is longer than any AWS name; `key` is the row's. Cheap: every record passes here. */
export function isOversized(row: UsageRow, key: string): boolean {
  if (key.length > longestText || row.principal.length > longestText) return true;
  return row.resources.some((resource) => resource.length > longestText);
}

/** The row with every text cut to the length of AWS names. */
export function clipRow(row: UsageRow): UsageRow {
  return {
    ...row,
    principal: clip(row.principal),
    eventSource: clip(row.eventSource),
    eventName: clip(row.eventName),
    eventType: clip(row.eventType),
    invokedBy: clip(row.invokedBy),
    outcome: clip(row.outcome),
    facets: row.facets.map(clip),
    resources: row.resources.map(clipResource),
  };
}

/** Counts one event, or `count` of them, on the row. */
export function countOn(row: RowState, count: number, first: number, last: number): void {
  row.count += count;
  if (first < row.first) row.first = first;
  if (last > row.last) row.last = last;
}

export function addResources(row: RowState, resources: readonly string[], limit: number): void {
  for (const resource of resources) {
    const parent = parentOf(resource);
    const group = row.groups.get(parent);
    if (group) addResource(group, resource, limit);
    else row.groups.set(parent, { exact: new Set([resource]), prefix: '' });
  }
}

export function addGroup(row: RowState, parent: string, from: ResourceGroup, limit: number): void {
  const group = row.groups.get(parent);
  if (group) mergeGroup(group, from, limit);
  else row.groups.set(parent, { exact: from.exact && new Set(from.exact), prefix: from.prefix });
}

/** Adds what `from` holds to `into`, which has the same key. */
export function mergeRow(into: RowState, from: RowState, limit: number): void {
  countOn(into, from.count, from.first, from.last);
  for (const [parent, group] of from.groups) addGroup(into, parent, group, limit);
}
