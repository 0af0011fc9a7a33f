/**
 * How a Principal element names the one who asks. `everyone`: `*`. `account`: the account, which delegates to its
 * identity policies. `role`: the role of a session, or the role itself. `self`: user, session, service or federated
 * principal by its own name.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type PrincipalMatch = 'none' | 'account' | 'role' | 'self' | 'everyone';

const RANK: readonly PrincipalMatch[] = ['none', 'account', 'role', 'self', 'everyone'];

/** Compiles a Principal or NotPrincipal element; what is malformed matches nobody. */
export function compilePrincipal(element: unknown): (principal: string) => PrincipalMatch {
  const names = principalNames(element);
  return (principal) => {
    let best: PrincipalMatch = 'none';
    for (const { type, name } of names) {
      const match = matchName(type, name, principal);
      if (RANK.indexOf(match) > RANK.indexOf(best)) best = match;
    }
    return best;
  };
}

/**
 * Whether NotPrincipal spares the principal. Only its own name does: a listed account or role spares neither the users
 * nor the sessions of it, which is why AWS asks to list all three.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function compileNotPrincipal(element: unknown): (principal: string) => boolean {
  const names = principalNames(element);
  return (principal) =>
    names.some(({ type, name }) => isEveryone(type, name, principal) || name === bare(principal));
}

/** The account of an ARN, or of a bare account id; '' where there is none. */
export function accountOf(name: string): string {
  if (/^\d{12}$/.test(name)) return name;
  return name.startsWith('arn:') ? (name.split(':', 5)[4] ?? '') : '';
}

/** A service that calls on its own account: `lambda.amazonaws.com`, `states.amazonaws.com.cn`. */
export function isServicePrincipal(principal: string): boolean {
  return !principal.startsWith('arn:') && /\.amazonaws\.com(?:\.cn)?$/.test(principal);
}

/** The session of GetFederationToken. */
export function isFederatedUser(principal: string): boolean {
  return resourcePart(principal).startsWith('federated-user/');
}

/** The root user who asks, or the account as it is named in a Principal. */
export function isRoot(name: string): boolean {
  return resourcePart(name) === 'root';
}

/** IAM reserves the path for the roles that services link to themselves; a session's ARN does not show it. */
export function isServiceLinkedRole(principal: string): boolean {
  return resourcePart(principal).startsWith('role/aws-service-role/');
}

interface PrincipalName {
  readonly type: string;
  readonly name: string;
}

function principalNames(element: unknown): PrincipalName[] {
  if (element === '*') return [{ type: '*', name: '*' }];
  if (element === null || typeof element !== 'object' || Array.isArray(element)) return [];
  return Object.entries(element).flatMap(([type, value]: [string, unknown]) =>
    (Array.isArray(value) ? value : [value])
      .filter((name: unknown): name is string => typeof name === 'string')
      .map((name) => ({ type, name })),
  );
}

function matchName(type: string, name: string, principal: string): PrincipalMatch {
  if (isEveryone(type, name, principal)) return 'everyone';
  const asking = bare(principal);
  if (type !== 'AWS') return name === asking ? 'self' : 'none';
  const isRole = resourcePart(asking).startsWith('role/');
  if (name === asking) return isRole ? 'role' : isRoot(name) ? 'account' : 'self';
  if (isRoot(name) || /^\d{12}$/.test(name)) {
    return accountOf(name) !== '' && accountOf(name) === accountOf(asking) ? 'account' : 'none';
  }
  return isRoleOf(name, asking) ? 'role' : 'none';
}

/** `{"AWS": "*"}` is as `"*"`: everyone; a star of another type is everyone of that type. */
function isEveryone(type: string, name: string, principal: string): boolean {
  if (name !== '*') return false;
  if (type === '*' || type === 'AWS') return true;
  return type === 'Service' && isServicePrincipal(principal);
}

/** The role of an assumed-role session: the session's ARN leaves out the role's path. */
function isRoleOf(role: string, session: string): boolean {
  const [kind, name] = resourcePart(session).split('/');
  const path = resourcePart(role).split('/');
  return (
    kind === 'assumed-role' &&
    path[0] === 'role' &&
    path.at(-1) === name &&
    accountOf(role) === accountOf(session)
  );
}

function resourcePart(arn: string): string {
  return arn.startsWith('arn:') ? arn.split(':').slice(5).join(':') : '';
}

/** Usage spells a service `service:lambda.amazonaws.com`. */
function bare(principal: string): string {
  return principal.startsWith('service:') ? principal.slice('service:'.length) : principal;
}
