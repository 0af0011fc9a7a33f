import type { Rule } from '../rule.js';

/** Permissions that are written for a function and that nobody grants: SAM's `Policies` beside a `Role`. */
export const policiesIgnored: Rule = {
  id: 'policies-ignored',
  severity: 'warning',
  description: 'Policies are written that the format does not grant',
  check(_, { fn }) {
    if (fn.ignored === undefined) return [];
    const { name, span, range } = fn.ignored;
    const how = fn.kind === 'stateMachine' ? 'SAM refuses' : 'SAM ignores';
    const message = `${how} the ${name} of ${fn.name}, which names a Role: they grant nothing. Take them out, or move them to the role.`;
    const token = { text: name, span, range, literal: false };
    return [{ comparison: undefined, token, message, evidence: { property: name } }];
  },
};
