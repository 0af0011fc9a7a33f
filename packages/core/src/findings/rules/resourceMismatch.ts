import { expandActions, patternFits, resourceTypesOf, wildcardOnly } from '../../catalog/catalog.js';
import { hasWildcard } from '../../util/wildcard.js';
import { byToken, type Rule, type RuleFinding } from '../rule.js';

/** An action whose statement names no resource that it can ever apply to: the grant is without effect. */
export const resourceMismatch: Rule = {
  id: 'resource-mismatch',
  severity: 'warning',
  description: 'An action never applies to any resource of its statement',
  check(comparisons) {
    return byToken(comparisons, 'action').flatMap(({ token, own }): RuleFinding[] => {
      const [first] = own;
      const [action] = expandActions(token.text);
      if (first === undefined || action === undefined || hasWildcard(token.text)) return [];
      if (own.some(({ grant, bound }) => grant.negatedResource || patternFits(action, bound))) return [];
      const needs = wildcardOnly(action)
        ? 'only supports the resource *'
        : `needs ${resourceTypesOf(action).flatMap(({ arnFormats }) => arnFormats.slice(0, 1)).join(' or ')}`;
      const resources = own.map(({ grant }) => grant.resource.text);
      const message = `${action} ${needs}; it never applies to ${resources.join(', ')}.`;
      return [{ comparison: first, token, message, evidence: { action, resources } }];
    });
  },
};
