import groupBy from 'lodash/groupBy.js';
import { compareText, sortedUnique } from '../util/order.js';
import { liesWithin } from '../util/inclusion.js';
import { hasWildcard, matchAction } from '../util/wildcard.js';
import { expandActions } from '../catalog/catalog.js';
import type { SourceStatement } from '../sources/model.js';
import type { KeptAction } from './keptStatement.js';

/**
 * How far kept actions are grouped into patterns: only where a list is long, or wherever it makes the policy shorter. In
 * the end (`services`) a service of which nothing was called, and something cannot be known, stays as a whole.
 */
export type Compression = 'none' | 'long lists' | 'all lists' | 'services';

/** From the plainest to the shortest. */
export const compressions: readonly Compression[] = ['none', 'long lists', 'all lists', 'services'];

const longList: Record<Compression, number> = { none: 60, 'long lists': 12, 'all lists': 2, services: 2 };

/** What the whole statement grants and calls: its actions may be written into several. */
export interface Scope {
  /** Catalog actions that must not come back through a grouped pattern. */
  readonly granted: readonly string[];
  /** As `calledServices` gives them. */
  readonly called: ReadonlySet<string>;
}

/**
 * The Action list of one statement: a pattern stays as written where all that it matches is kept here; otherwise the
 * kept actions stand for it, grouped by service and verb where the list is long. A grouped pattern never matches a
 * catalog action that the statement does not keep here (but for `services`), and lies within the pattern it replaces.
 */
export function writeActions(
  statement: SourceStatement,
  kept: readonly KeptAction[],
  scope: Scope,
  level: Compression,
): string[] {
  const here = new Set(kept.map(({ action }) => action));
  const mayReturn = (action: string): boolean => level === 'services' && !scope.called.has(serviceOf(action));
  const gone = scope.granted.filter((action) => !here.has(action) && !mayReturn(action));
  const lists = statement.action.map((token, index) => {
    const own = kept.filter((each) => each.token === index).map(({ action }) => action);
    if (own.length === 0) return [];
    if (!hasWildcard(token.text) || own.length === expandActions(token.text).length) return [token.text];
    return own.includes(token.text) ? [token.text] : group(own, token.text, gone, longList[level]);
  });
  return [...new Set(lists.flat())];
}

function group(
  actions: readonly string[],
  pattern: string,
  gone: readonly string[],
  limit: number,
): string[] {
  if (actions.length <= limit) return sortedUnique(actions);
  const goneOf = groupBy(gone, serviceOf);
  return Object.entries(groupBy(actions, serviceOf))
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([service, own]) => groupService(service, own, pattern, goneOf[service] ?? []));
}

/** `service:*` where nothing of the service goes, else the shortest verb prefixes that match nothing that goes. */
function groupService(
  service: string,
  own: readonly string[],
  pattern: string,
  gone: readonly string[],
): string[] {
  const whole = `${service}*`;
  if (gone.length === 0 && liesWithin(whole.toLowerCase(), pattern.toLowerCase())) return [whole];
  const written: string[] = [];
  for (const action of sortedUnique(own)) {
    if (written.some((each) => matchAction(each, action))) continue;
    written.push(shortestPrefix(service, action, pattern, own, gone));
  }
  return written;
}

function shortestPrefix(
  service: string,
  action: string,
  pattern: string,
  own: readonly string[],
  gone: readonly string[],
): string {
  const words = action.slice(service.length).match(/[A-Z]?[^A-Z]+|[A-Z]/g) ?? [];
  for (let count = 1; count < words.length; count++) {
    const prefix = `${service}${words.slice(0, count).join('')}*`;
    const matches = own.filter((each) => matchAction(prefix, each)).length;
    if (
      matches > 1 &&
      liesWithin(prefix.toLowerCase(), pattern.toLowerCase()) &&
      !gone.some((each) => matchAction(prefix, each))
    )
      return prefix;
  }
  return action;
}

/** `s3:GetObject` → `s3:`. */
function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':') + 1);
}

/** Prefixes of the services of which an action was called, as `s3:`. */
export function calledServices(kept: readonly KeptAction[]): ReadonlySet<string> {
  return new Set(kept.filter(({ called }) => called).map(({ action }) => serviceOf(action)));
}
