import { expandActions, patternFits, resourceTypesOf, wildcardOnly } from '../../catalog/catalog.js';
import { hasWildcard } from '../../util/wildcard.js';
import type { Comparison } from '../compare.js';
import { byToken, type Rule, type RuleFinding } from '../rule.js';

/** An action whose statement names no resource that it can ever apply to: the grant is without effect. */
export const resourceMismatch: Rule = {
  id: 'resource-mismatch',
  severity: 'warning',
  description: 'An action never applies to any resource of its statement',
  check(comparisons) {
    return byToken(comparisons, 'action').flatMap(({ token, own }): RuleFinding[] => {
      const [first] = own;
      const action = mismatchedAction(own);
      if (first === undefined || action === undefined) return [];
      const needs = wildcardOnly(action)
        ? 'only supports the resource *'
        : `needs ${resourceTypesOf(action)
            .flatMap(({ arnFormats }) => arnFormats.slice(0, 1))
            .join(' or ')}`;
      const resources = own.map(({ grant }) => grant.resource.text);
      const message = `${action} ${needs}; it never applies to ${resources.join(', ')}.`;
      return [{ comparison: first, token, message, evidence: { action, resources } }];
    });
  },
};

/** The action of a token that never applies to any resource of its statement; undefined where it does, or is a pattern. */
export function mismatchedAction(own: readonly Comparison[]): string | undefined {
  const pattern = own[0]?.grant.action.text ?? '';
  const [action] = hasWildcard(pattern) ? [] : expandActions(pattern);
  if (action === undefined) return undefined;
  const fits = own.some(({ grant, bound }) => grant.negatedResource || patternFits(action, bound));
  return fits ? undefined : action;
}
