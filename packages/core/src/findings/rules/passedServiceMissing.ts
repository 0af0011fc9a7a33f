import type { SourceStatement } from '../../sources/model.js';
import type { Comparison } from '../compare.js';
import type { FunctionContext } from '../context.js';
import { passedServices, passRole } from '../passRole.js';
import { byToken, listed, type Rule } from '../rule.js';

/** Roles that may be passed to any service, where the logs show to which they were passed. */
export const passedServiceMissing: Rule = {
  id: 'passed-service-missing',
  severity: 'info',
  description: 'Roles may be passed to any service, and were passed to known ones only',
  check(comparisons, context) {
    const seen = new Set<SourceStatement>();
    return byToken(comparisons, 'action').flatMap(({ token, own }) => {
      const [first] = own;
      if (first === undefined || seen.has(first.grant.statement)) return [];
      const services = servicesOf(own, context);
      if (services === undefined) return [];
      seen.add(first.grant.statement);
      const message = `${context.fn.name} passes roles only to ${listed(services)}; ${token.text} lets it pass them to any service that the role trusts.`;
      return [{ comparison: first, token, message, evidence: { services } }];
    });
  },
};

function servicesOf(own: readonly Comparison[], context: FunctionContext): readonly string[] | undefined {
  const judgements = own.flatMap(({ judgements: all }) => all.get(passRole) ?? []);
  const alive = judgements.filter(({ neutral, verdict }) => !neutral && verdict !== 'unused');
  return passedServices(passRole, own[0]?.grant.statement.condition, alive, context);
}
