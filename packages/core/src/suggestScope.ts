import type { Comparison } from './findings/compare.js';
import type { GrantToken, LocatedFinding } from './findings/rule.js';
import type { Finding } from './findings/types.js';
import type { SourceStatement, Token } from './sources/model.js';
import { hasWildcard } from './util/wildcard.js';
import { placeOf, type PlanUser } from './suggestions/planUsers.js';
import type { PlanScope } from './suggestions/planScope.js';

/** The tokens that findings are about, and nothing else. With `soft` what would go may end at a date instead. */
export function scopeOfFindings(found: readonly UserFinding[], soft: boolean): PlanScope {
  const removable = new Set<string>();
  const endable = new Set<string>();
  const narrowable = new Set<string>();
  const limitable = new Set<string>();
  for (const { located, user } of found) {
    const { finding, places } = located;
    for (const { comparison, token } of places) addPlace(finding, comparison, token, user);
  }
  function addPlace(finding: Finding, comparison: Comparison, token: Token, user: PlanUser): void {
    const key = tokenKey(comparison.grant.statement, token);
    switch (finding.rule) {
      case 'action-unused':
      case 'action-wildcard':
      case 'resource-mismatch':
        removable.add(key);
        break;
      case 'service-unused':
        for (const each of tokensOfService(String(finding.evidence['service']), user)) removable.add(each);
        break;
      case 'grant-one-time':
        endable.add(key);
        break;
      case 'passed-service-missing':
        limitable.add(placeOf(comparison.grant.statement));
        break;
      case 'resource-wildcard':
        narrowable.add(key);
        for (const each of wildcardsOf(comparison.grant.statement)) removable.add(each);
    }
  }
  const has = (set: ReadonlySet<string>, statement: SourceStatement, token: Token | undefined): boolean =>
    token !== undefined && set.has(tokenKey(statement, token));
  return {
    mayRemove: (statement, action) => !soft && has(removable, statement, statement.action[action]),
    mayExpire: (statement, action) =>
      has(endable, statement, statement.action[action]) ||
      (soft && has(removable, statement, statement.action[action])),
    mayNarrow: (statement, resource) => has(narrowable, statement, statement.resource[resource]),
    mayLimit: (statement) => limitable.has(placeOf(statement)),
  };
}

/** A finding with the function that it is of. */
export interface UserFinding {
  readonly located: LocatedFinding & { readonly places: readonly [GrantToken, ...GrantToken[]] };
  readonly user: PlanUser;
}

/**
 * Less of a resource is written for the actions that were used. What a wildcard beside it grants and nobody used would
 * have to be spelt out to stay on all of it: it goes.
 */
function wildcardsOf(statement: SourceStatement): string[] {
  return statement.action.filter(({ text }) => hasWildcard(text)).map((token) => tokenKey(statement, token));
}

/** None where the finding is about no grant. */
export function userFindings(
  { finding, places: [first, ...more] }: LocatedFinding,
  user: PlanUser,
): UserFinding[] {
  return first === undefined ? [] : [{ located: { finding, places: [first, ...more] }, user }];
}

/** A service of which nothing was used goes from every statement of the function. */
function tokensOfService(service: string, { comparisons }: PlanUser): string[] {
  return comparisons.flatMap(({ grant }) => {
    const isOwn = grant.action.text.toLowerCase().startsWith(`${service}:`);
    return isOwn && !grant.implied && !grant.negatedAction ? [tokenKey(grant.statement, grant.action)] : [];
  });
}

/** Everything of the given statements. */
export function scopeOfStatements(statements: readonly SourceStatement[]): PlanScope {
  const places = new Set(statements.map(placeOf));
  const has = (statement: SourceStatement): boolean => places.has(placeOf(statement));
  return { mayRemove: has, mayExpire: has, mayNarrow: has, mayLimit: has };
}

/** The scope without resources of the given statements, which cannot be written. */
export function withoutResources(scope: PlanScope, kept: ReadonlySet<string>): PlanScope {
  if (kept.size === 0) return scope;
  return {
    mayRemove: (statement, action) => scope === 'all' || scope.mayRemove(statement, action),
    mayExpire: (statement, action) => scope === 'all' || scope.mayExpire(statement, action),
    mayNarrow: (statement, resource) =>
      !kept.has(placeOf(statement)) && (scope === 'all' || scope.mayNarrow(statement, resource)),
    mayLimit: (statement) => scope === 'all' || scope.mayLimit(statement),
  };
}

function tokenKey(statement: SourceStatement, token: Token): string {
  return `${placeOf(statement)} ${token.span.from}-${token.span.to} ${token.text}`;
}
