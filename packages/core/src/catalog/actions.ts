import { matchPattern } from '../util/wildcard.js';
import { actionNamesOf, serviceOf, servicePrefixes } from './store.js';
import type { CatalogAction } from './types.js';

/** The action of this name, compared as IAM does, without regard to case; its `name` has AWS's spelling. */
export function findAction(name: string): CatalogAction | undefined {
  const [prefix, action] = splitAction(name);
  return action === undefined ? undefined : serviceOf(prefix)?.actions.get(action.toLowerCase());
}

/** Whether the catalog has an action of this name, in any case; a pattern is no name. */
export function isInCatalog(name: string): boolean {
  return findAction(name) !== undefined;
}

/**
 * All catalog actions that an Action pattern of a policy matches, in AWS's spelling, sorted.
 *
 * `*` and `*:*` match everything. Beside these the prefix is a name, not a pattern: IAM refuses to store `s3*:Get*`
 * ("Action vendors must not contain wildcards"), and nothing matches it here.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function expandActions(pattern: string): string[] {
  const [prefix, action] = splitAction(pattern);
  if (isStars(prefix) && (action === undefined || isStars(action))) return allActions();
  const names = action === undefined ? undefined : actionNamesOf(prefix);
  if (names === undefined || action === undefined) return [];
  if (isStars(action)) return [...names.full];
  const lower = action.toLowerCase();
  return names.full.filter((_, index) => matchPattern(lower, names.lower[index] ?? ''));
}

/** Whether AWS lists no resource type for the action, so that only `Resource: "*"` grants it. False for unknown actions. */
export function wildcardOnly(name: string): boolean {
  return findAction(name)?.resourceTypes.length === 0;
}

/** The actions that this one may need too; empty for unknown actions. Data of December 2025: later actions have none. */
export function dependentsOf(name: string): readonly string[] {
  return findAction(name)?.dependents ?? [];
}

/** Prefix and the rest after the first colon, as written; the rest is undefined where there is no colon. */
export function splitAction(text: string): [prefix: string, action: string | undefined] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}

function allActions(): string[] {
  return servicePrefixes().flatMap((prefix) => actionNamesOf(prefix)?.full ?? []);
}

function isStars(text: string): boolean {
  if (text === '') return false;
  for (let at = 0; at < text.length; at++) if (text[at] !== '*') return false;
  return true;
}
