import { hasWildcard } from '../../util/wildcard.js';
import { expandActions, nearestAction } from '../../catalog/catalog.js';
import { byToken, type Rule } from '../rule.js';

/** An action that AWS does not list: a typo grants nothing and hides what was meant. */
export const actionUnknown: Rule = {
  id: 'action-unknown',
  severity: 'warning',
  description: 'An action is not in the catalog of AWS actions',
  check(comparisons) {
    return byToken(comparisons, 'action').flatMap(({ token, own }) => {
      const [first] = own;
      if (first === undefined || token.text.includes('${') || expandActions(token.text).length > 0) return [];
      const nearest = hasWildcard(token.text) ? undefined : nearestAction(token.text);
      const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
      const what = hasWildcard(token.text)
        ? 'matches no action that AWS lists'
        : 'is not an action that AWS lists';
      const message = `${token.text} ${what}; it is kept as written.${hint}`;
      return [{ comparison: first, token, message, evidence: { nearest: nearest ?? '' } }];
    });
  },
};
