import { compareText, sortedUnique } from '../../util/order.js';
import { longestText } from './limits.js';

/** The resources seen under one parent: each of them, or (above the limit) what they have in common. */
export interface ResourceGroup {
  /** Undefined once the group is capped. */
  exact: Set<string> | undefined;
  /** Of a capped group: ends at `/` or `:`, or is empty. */
  prefix: string;
}

const slash = 47;
const colon = 58;

/**
 * What resources are grouped by: the ARN up to and with its resource type (`arn:aws:dynamodb:eu-west-1:1:table/`), for
 * S3 the bucket (`arn:aws:s3:::logs/`), '' for what is no ARN. A prefix of two resources with one parent has that parent.
 */
export function parentOf(resource: string): string {
  if (!resource.startsWith('arn:')) return '';
  let start = 4;
  for (let part = 0; part < 4; part++) {
    start = resource.indexOf(':', start) + 1;
    if (start === 0) return '';
  }
  for (let at = start; at < resource.length; at++) {
    if (isSeparator(resource.charCodeAt(at))) return resource.slice(0, at + 1);
  }
  return resource.slice(0, start);
}

/** Sorted and unique parents. They belong to a row's key, so that what one event could not tell is not lost in another's list. */
export function parentsOf(resources: readonly string[]): readonly string[] {
  if (resources.length === 0) return resources;
  if (resources.length === 1) return [parentOf(resources[0] ?? '')];
  if (resources.length === 2) return pairOf(parentOf(resources[0] ?? ''), parentOf(resources[1] ?? ''));
  return sortedUnique(resources.map(parentOf));
}

function pairOf(a: string, b: string): readonly string[] {
  return a === b ? [a] : a < b ? [a, b] : [b, a];
}

/** Adds one resource to the group. */
export function addResource(group: ResourceGroup, resource: string, limit: number): void {
  if (!group.exact) {
    if (!resource.startsWith(group.prefix)) group.prefix = commonPrefix(group.prefix, resource);
    return;
  }
  group.exact.add(resource);
  if (group.exact.size > limit) capGroup(group, group.exact);
}

/** Adds all of `from` to `into`. Associative: a group is capped exactly if the union is larger than the limit. */
export function mergeGroup(into: ResourceGroup, from: ResourceGroup, limit: number): void {
  if (from.exact) {
    for (const resource of from.exact) addResource(into, resource, limit);
    return;
  }
  if (into.exact) capGroup(into, [...into.exact, from.prefix]);
  else into.prefix = commonPrefix(into.prefix, from.prefix);
}

/** As a row shows it, sorted; a capped group is its prefix and `*`. */
export function listResources(groups: Iterable<ResourceGroup>): string[] {
  const listed: string[] = [];
  for (const group of groups) {
    if (group.exact) listed.push(...group.exact);
    else listed.push(`${group.prefix}*`);
  }
  return listed.sort(compareText);
}

/** Undoes `listResources` for one entry: a capped prefix, or an exact name (which may end in `*` too, as log groups do). */
export function groupOf(resource: string, capped: boolean): ResourceGroup {
  const prefix = resource.slice(0, -1);
  const isPrefix = capped && resource.endsWith('*') && cut(prefix, prefix.length) === prefix;
  return isPrefix ? { exact: undefined, prefix } : { exact: new Set([resource]), prefix: '' };
}

/** The longest text that ends at a separator and that both start with; '' at worst. */
export function commonPrefix(a: string, b: string): string {
  const shorter = Math.min(a.length, b.length);
  let length = 0;
  while (length < shorter && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return cut(a, length);
}

/** A resource longer than any ARN becomes a prefix of itself. */
export function clipResource(resource: string): string {
  if (resource.length <= longestText) return resource;
  return `${cut(resource, longestText)}*`;
}

function capGroup(group: ResourceGroup, resources: Iterable<string>): void {
  let prefix: string | undefined;
  for (const resource of resources) prefix = commonPrefix(prefix ?? resource, resource);
  group.exact = undefined;
  group.prefix = prefix ?? '';
}

function cut(text: string, length: number): string {
  let end = length;
  while (end > 0 && !isSeparator(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}

function isSeparator(code: number): boolean {
  return code === slash || code === colon;
}
