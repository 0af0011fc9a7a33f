import { bindSymbols, openPattern } from '../util/symbols.js';
import { hasWildcard, matchPattern, patternsIntersect } from '../util/wildcard.js';
import type { Grant } from '../grants/grant.js';
import type { FunctionContext } from './context.js';

/**
 * Whether a grant's resource pattern holds the resource of a call. `maybe`: through a symbol without a value, a policy
 * variable, or because the record does not tell the resource.
 */
export function resourceMatch(
  grant: Grant,
  bound: string,
  resources: readonly string[],
  context: FunctionContext,
): 'yes' | 'maybe' | 'no' {
  if (resources.length === 0) return 'maybe';
  if (grant.negatedResource) return negatedMatch(grant, resources, context);
  if (resources.some((resource) => holds(bound, resource))) return 'yes';
  if (!bound.includes('${')) return 'no';
  return resources.some((resource) => holds(openPattern(bound), resource)) ? 'maybe' : 'no';
}

/** A resource that is itself a pattern (a capped prefix, a secret's suffix) is held where the two overlap. */
export function holds(pattern: string, resource: string): boolean {
  return hasWildcard(resource) ? patternsIntersect(pattern, resource) : matchPattern(pattern, resource);
}

function negatedMatch(
  grant: Grant,
  resources: readonly string[],
  context: FunctionContext,
): 'yes' | 'maybe' | 'no' {
  const excluded = grant.statement.notResource.map(({ text }) => bindSymbols(text, context.values));
  const outside = resources.filter((resource) => !excluded.some((pattern) => holds(pattern, resource)));
  if (outside.length === 0) return 'no';
  return excluded.some((pattern) => pattern.includes('${')) ? 'maybe' : 'yes';
}
