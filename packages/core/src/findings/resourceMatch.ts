import { bindSymbols, isPolicyVariable, openPattern } from '../util/symbols.js';
import {
  hasWildcard,
  matchPattern,
  patternsIntersect,
  tokenizeName,
  tokenizePattern,
  tokensIntersect,
} from '../util/wildcard.js';
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

/**
 * Whether a pattern holds a resource where each open symbol stands for one name, without `/` and `:`: the usual case
 * (`arn:aws:s3:::${Bucket}` is the bucket and none of its objects), though a parameter may hold more.
 */
export function holdsAsNames(bound: string, resources: readonly string[]): boolean {
  const tokens = bound.split(/(\$\{[^}]*\})/).flatMap((piece, at) => {
    if (at % 2 === 0) return tokenizePattern(piece);
    return tokenizePattern('*', isPolicyVariable(piece.slice(2, -1)) ? '' : '/:');
  });
  return resources.some((resource) =>
    tokensIntersect(tokens, hasWildcard(resource) ? tokenizePattern(resource) : tokenizeName(resource)),
  );
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
