import { sortedUnique } from '../util/order.js';
import type { PolicyCondition } from '../sources/policy.js';
import { expandActions } from '../catalog/catalog.js';
import { mayPassRole } from '../catalog/events/passedRoles.js';
import { collectGrants } from '../grants/grant.js';
import type { Judgement } from './compare.js';
import { isVisible, type FunctionContext } from './context.js';

export const passRole = 'iam:PassRole';

/** The service principal that takes up the role; of `iam:PassRole` only. */
export const PASSED_TO_SERVICE = 'iam:PassedToService';

const answers = new WeakMap<FunctionContext, boolean>();

/**
 * Whether the logs show every role that the function passed. `iam:PassRole` leaves no event, but the calls that need it
 * do, with the role in their parameters: all of those that are granted must have been visible for long enough.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function showsPassedRoles(context: FunctionContext): boolean {
  const known = answers.get(context);
  if (known !== undefined) return known;
  const answer = collectGrants(context.model, context.fn).every((grant) => {
    if (grant.negatedAction) return false;
    const resource = grant.negatedResource ? '*' : context.bind(grant.resource.text);
    return expandActions(grant.action.text)
      .filter(mayPassRole)
      .every((action) => isShown(action, resource, context));
  });
  answers.set(context, answer);
  return answer;
}

function isShown(action: string, resource: string, context: FunctionContext): boolean {
  const sight = isVisible(context, action, resource);
  return sight.state === 'visible' && sight.days >= context.minWindow;
}

/**
 * The services to which a statement's roles were passed, sorted, given its judgements of `iam:PassRole` that stay.
 * Undefined where the statement names services already, nothing was passed under one of them, a pass does not tell its
 * service, or the logs need not show every pass.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService
 */
export function passedServices(
  action: string,
  condition: PolicyCondition | undefined,
  judgements: readonly Judgement[],
  context: FunctionContext,
): readonly string[] | undefined {
  if (action !== passRole || judgements.length === 0 || namesServices(condition)) return undefined;
  if (judgements.some(({ calls }) => calls.length === 0) || !showsPassedRoles(context)) return undefined;
  const services = judgements.flatMap(({ calls }) => calls.map((call) => call.context?.[PASSED_TO_SERVICE]));
  const known = services.filter((service) => service !== undefined);
  return known.length < services.length ? undefined : sortedUnique(known);
}

function namesServices(condition: PolicyCondition | undefined): boolean {
  const keys = Object.values(condition ?? {}).flatMap((tests) => Object.keys(tests));
  return keys.some((key) => key.toLowerCase() === PASSED_TO_SERVICE.toLowerCase());
}
