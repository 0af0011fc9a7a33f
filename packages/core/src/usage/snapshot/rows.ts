import { invariant } from '../../util/invariant.js';
import type { UsageRow } from '../types.js';
import { clip, longestText } from './limits.js';
import {
  addResource,
  clipResource,
  groupOf,
  mergeGroup,
  parentOf,
  parentsOf,
  type ResourceGroup,
} from './resources.js';
import type { RowState } from './state.js';

/**
 * What tells the rows of one principal and session apart: the fields, and the resources by their parents only. Fields
 * hold no control characters: extraction leaves them out, and so does the reader of snapshots.
 */
export function rowKey(row: UsageRow, parents = parentsOf(row.resources)): string {
  const { eventSource, eventName, eventType, category, readOnly, invokedBy, outcome, principalType } = row;
  const fields = `${eventSource}\n${eventName}\n${eventType}\n${category}\n${readOnly}\n${invokedBy}\n${outcome}`;
  return `${fields}\n${principalType}\n${listKey(row.facets)}\n${listKey(parents)}`;
}

function listKey(texts: readonly string[]): string {
  if (texts.length === 0) return '';
  return texts.length === 1 ? `\t${texts[0] ?? ''}` : `\t${texts.join('\t')}`;
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

/** Adds the resources of one event, whose parents are the row's. */
export function addResources(row: RowState, resources: readonly string[], limit: number): void {
  for (const resource of resources) addResource(groupFor(row, resource), resource, limit);
}

/** Adds one listed resource of a finished row. */
export function addListed(row: RowState, resource: string, capped: boolean, limit: number): void {
  mergeGroup(groupFor(row, resource), groupOf(resource, capped), limit);
}

/** Adds what `from` holds to `into`, which has the same key and so the same parents. */
export function mergeRow(into: RowState, from: RowState, limit: number): void {
  countOn(into, from.count, from.first, from.last);
  for (const [at, group] of into.groups.entries()) {
    const other = from.groups[at];
    if (other) mergeGroup(group, other, limit);
  }
}

function groupFor(row: RowState, resource: string): ResourceGroup {
  const at = row.parents.length === 1 ? 0 : row.parents.indexOf(parentOf(resource));
  const group = row.groups[at];
  invariant(group, 'a row has a group for each parent of its resources');
  return group;
}
