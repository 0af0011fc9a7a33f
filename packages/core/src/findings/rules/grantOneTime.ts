import { byToken, type Rule, type RuleFinding } from '../rule.js';
import { oneTimeUse } from '../oneTime.js';

/** An action that was used in one burst only: let the grant end by itself. */
export const grantOneTime: Rule = {
  id: 'grant-one-time',
  severity: 'info',
  description: 'An action was used in one burst only; the grant can get an end date',
  check(comparisons, context) {
    return byToken(comparisons, 'action').flatMap(({ token, own }): RuleFinding[] => {
      const [first] = own;
      if (first === undefined) return [];
      const actions = new Set(own.flatMap(({ judgements }) => [...judgements.keys()]));
      const found = [...actions].flatMap((action) => {
        const alive = own.flatMap((comparison) => {
          const judgement = comparison.judgements.get(action);
          const counts = judgement !== undefined && !judgement.neutral && judgement.verdict !== 'unused';
          return counts ? [{ comparison, judgement }] : [];
        });
        if (alive.length === 0 || alive.some(({ judgement }) => judgement.verdict !== 'used')) return [];
        const judgements = alive.map(({ judgement }) => judgement);
        const resources = alive.map(({ comparison }) => comparison.grant.resource.text);
        const reason = oneTimeUse(action, judgements, resources, context);
        return reason === undefined ? [] : [{ action, reason }];
      });
      if (found.length === 0) return [];
      const message = found.map(({ action, reason }) => `${action} was ${reason}`).join('; ');
      const evidence = {
        actions: found.map(({ action }) => action),
        reasons: found.map(({ reason }) => reason),
      };
      return [{ comparison: first, token, message: `${message}. Let the grant end.`, evidence }];
    });
  },
};
