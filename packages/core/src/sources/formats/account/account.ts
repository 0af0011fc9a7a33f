import { child, listOf, stringOf, type Tree } from '../../tree.js';

/** The lists of an account, as the API names them and as some tools do. */
const listNames = {
  users: ['UserDetailList', 'AccountUsers'],
  groups: ['GroupDetailList', 'AccountGroups'],
  roles: ['RoleDetailList', 'AccountRoles'],
  policies: ['Policies', 'AccountPolicies'],
} as const;

/**
 * One account as `GetAccountAuthorizationDetails` describes it, its pages joined.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export type Account = Readonly<Record<keyof typeof listNames, readonly Tree[]>>;

export function openAccount(pages: Tree): Account {
  const all = listOf(pages);
  const lists = (names: readonly string[]): Tree[] =>
    names.flatMap((name) => all.flatMap((page) => listOf(child(page, name))));
  const { users, groups, roles, policies } = listNames;
  return {
    users: distinct(lists(users)),
    groups: distinct(lists(groups)),
    roles: distinct(lists(roles)),
    policies: distinct(lists(policies)),
  };
}

/** Whether a tree is such an answer, or a page of it. */
export function isAccount(tree: Tree): boolean {
  const own = [...listNames.users, ...listNames.groups, ...listNames.roles, 'AccountPolicies'];
  return listOf(tree).some((page) => own.some((name) => child(page, name)?.kind === 'seq'));
}

/** Each ARN once: pages that were stored twice say the same. */
function distinct(items: readonly Tree[]): Tree[] {
  const byArn = new Map(items.map((item) => [stringOf(child(item, 'Arn')), item]));
  byArn.delete(undefined);
  return [...byArn.values()];
}
