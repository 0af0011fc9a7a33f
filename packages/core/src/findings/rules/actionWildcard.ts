import { hasWildcard } from '../../util/wildcard.js';
import { byToken, listed, splitActions, type Rule } from '../rule.js';
import { unusedServices } from './serviceUnused.js';

/** An action pattern that grants more than was used. */
export const actionWildcard: Rule = {
  id: 'action-wildcard',
  severity: 'warning',
  description: 'An action pattern grants actions that were never used',
  check(comparisons, context) {
    const services = unusedServices(comparisons);
    return byToken(comparisons, 'action').flatMap(({ token, own }) => {
      const [first] = own;
      const { unused, kept, days } = splitActions(own);
      if (first === undefined || unused.length === 0 || !hasWildcard(token.text)) return [];
      if (services.has(token.text.slice(0, token.text.indexOf(':')).toLowerCase())) return [];
      const used = usedOf(own);
      const message =
        `${token.text} grants ${unused.length + kept.length} actions; ${context.fn.name} ` +
        (used.length === 0 ? 'used none of them' : `used ${listed(used)}`) +
        `, ${unused.length} were not used in ${days} covered days.`;
      return [{ comparison: first, token, message, evidence: { used, unused, kept, days } }];
    });
  },
};

function usedOf(own: Parameters<typeof splitActions>[0]): string[] {
  const used = own.flatMap(({ judgements }) =>
    [...judgements].filter(([, { verdict }]) => verdict === 'used').map(([action]) => action),
  );
  return [...new Set(used)];
}
