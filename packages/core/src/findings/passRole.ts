import { expandActions } from '../catalog/catalog.js';
import { mayPassRole } from '../catalog/events/passedRoles.js';
import { collectGrants } from '../grants/grant.js';
import { isVisible, type FunctionContext } from './context.js';

export const passRole = 'iam:PassRole';

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
