import groupBy from 'lodash/groupBy.js';
import { expandActions, patternFits } from '../../catalog/catalog.js';
import type { Comparison } from '../compare.js';
import { cdkGrants, type CdkGrant } from '../data/cdkGrants.js';
import { listed, type Rule, type RuleFinding } from '../rule.js';

/** A statement that a CDK `grant` call made, where a narrower grant of the same construct would do. */
export const grantWide: Rule = {
  id: 'grant-wide',
  severity: 'info',
  description: 'A CDK grant allows more than a narrower one that suffices',
  check(comparisons, { model, fn }) {
    if (model.format !== 'cdk') return [];
    const own = comparisons.filter(({ grant }) => !grant.implied && !grant.negatedAction);
    const statements = groupBy(own, ({ grant }) => `${grant.policy.id}\n${grant.statement.id}`);
    return Object.values(statements).flatMap((each) => findWide(each, fn.name));
  },
};

function findWide(own: readonly Comparison[], name: string): RuleFinding[] {
  const [first] = own;
  if (first === undefined) return [];
  const { policy, statement } = first.grant;
  const texts = new Set(statement.action.map(({ text }) => text));
  const wide = cdkGrants.find(({ actions }) => isSameSet(actions, texts));
  const token = statement.action[0];
  const needed = neededOf(own);
  if (wide === undefined || token === undefined || needed.length === 0) return [];
  const narrower = narrowest(wide, needed);
  if (narrower === undefined) return [];
  const evidence = {
    grant: wide.name,
    narrower: narrower.name,
    needed,
    ...(policy.trace === undefined
      ? {}
      : { madeAt: `${policy.trace.uri}:${policy.trace.position.line + 1}` }),
  };
  const message = `These are the actions of ${wide.name}; ${name} needs ${listed(needed)}, for which ${narrower.name} suffices.`;
  return [{ comparison: first, token, message, evidence }];
}

/**
 * What was used, and what the logs cannot tell: only what is known to be unused may go. An action that never applies to
 * the resource is granted nothing: CDK names those of a table's stream beside the table.
 */
function neededOf(own: readonly Comparison[]): string[] {
  const needed = own.flatMap(({ bound, judgements }) =>
    [...judgements].filter(([action, { verdict }]) => verdict !== 'unused' && patternFits(action, bound)),
  );
  return [...new Set(needed.map(([action]) => action))];
}

/** Of the grants of the same construct the one with the fewest actions that still allows all that is needed. */
function narrowest(wide: CdkGrant, needed: readonly string[]): CdkGrant | undefined {
  const construct = wide.name.slice(0, wide.name.indexOf('.') + 1);
  const size = sizeOf(wide);
  const fitting = cdkGrants
    .filter(({ name }) => name.startsWith(construct) && name !== wide.name)
    .map((grant) => ({ grant, allowed: allowedBy(grant) }))
    .filter(({ allowed }) => allowed.size < size && needed.every((action) => allowed.has(action)))
    .sort((a, b) => a.allowed.size - b.allowed.size);
  return fitting[0]?.grant;
}

function sizeOf(grant: CdkGrant): number {
  return allowedBy(grant).size;
}

function allowedBy({ actions }: CdkGrant): ReadonlySet<string> {
  return new Set(actions.flatMap((action) => expandActions(action)));
}

function isSameSet(actions: readonly string[], texts: ReadonlySet<string>): boolean {
  return actions.length === texts.size && actions.every((action) => texts.has(action));
}
