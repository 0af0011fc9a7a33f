import { hasWildcard } from '../../util/wildcard.js';
import { byToken, splitActions, type Rule } from '../rule.js';
import { mismatchedAction } from './resourceMismatch.js';
import { unusedServices } from './serviceUnused.js';

/** A single action that was granted and never called. */
export const actionUnused: Rule = {
  id: 'action-unused',
  severity: 'warning',
  description: 'An action is granted and was never used',
  check(comparisons, context) {
    const services = unusedServices(comparisons);
    return byToken(comparisons, 'action').flatMap(({ token, own }) => {
      const [first] = own;
      const { unused, kept, days } = splitActions(own);
      const [action] = unused;
      if (first === undefined || action === undefined || kept.length > 0 || hasWildcard(token.text))
        return [];
      if (mismatchedAction(own) !== undefined || services.has(action.slice(0, action.indexOf(':'))))
        return [];
      const message = `${context.fn.name} never used ${action} in ${days} covered days.`;
      return [{ comparison: first, token, message, evidence: { actions: unused, days } }];
    });
  },
};
