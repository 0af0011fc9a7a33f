import type { AttachedPolicy, SourceFunction, SourceModel, SourcePolicy } from '../../model.js';
import { quoted, rangeAt, report, type Reading } from '../../reading.js';
import { readPolicy } from '../../statements.js';
import { child, isNull, listOf, stringOf, type Tree } from '../../tree.js';
import { openAccount, type Account } from './account.js';

/**
 * Every principal that people and machines use in an account: its roles, and its users with what their groups hold.
 * Service-linked roles are left out, since only AWS changes them; they are counted.
 */
export function readAccount(pages: Tree, reading: Reading): SourceModel {
  const account = openAccount(pages);
  const managed = readManaged(account, reading);
  const groups = new Map(account.groups.map((group) => [nameOf(group, 'Group'), group]));
  const holdings = new Map<Tree, Holding>();
  const holding = (item: Tree, kind: Kind): Holding => {
    const known = holdings.get(item) ?? readHolding(item, kind, managed, reading);
    holdings.set(item, known);
    return known;
  };
  account.groups.forEach((group) => holding(group, 'Group'));
  const roles = account.roles.filter((role) => !isServiceLinked(role));
  const left = account.roles.filter(isServiceLinked);
  const functions = [
    ...roles.map((role) => toPrincipal(role, 'Role', [holding(role, 'Role')], managed, reading)),
    ...account.users.map((user) => {
      const own = groupNames(user).flatMap((name) => groups.get(name) ?? []);
      const all = [holding(user, 'User'), ...own.map((group) => holding(group, 'Group'))];
      return toPrincipal(user, 'User', all, managed, reading);
    }),
  ];
  reportLeft(left, reading);
  return {
    uri: reading.uri,
    format: 'account',
    functions,
    policies: [...managed.values(), ...[...holdings.values()].flatMap(({ inline }) => inline)],
    resources: [],
    keeps: [],
    hasAccountLiteral: true,
  };
}

type Kind = 'Role' | 'User' | 'Group';

/** What one role, user or group holds itself. */
interface Holding {
  readonly inline: readonly SourcePolicy[];
  /** Ids, in the order of the account: inline ones, then managed ones. */
  readonly policies: readonly string[];
  readonly attached: readonly AttachedPolicy[];
}

/** Managed policies by ARN, each at its default version. One that AWS writes cannot be edited: it is `named`. */
function readManaged({ policies }: Account, reading: Reading): ReadonlyMap<string, SourcePolicy> {
  const found = new Map<string, SourcePolicy>();
  for (const policy of policies) {
    const arn = stringOf(child(policy, 'Arn')) ?? '';
    const document = defaultDocument(policy);
    if (document === undefined || isNull(document)) continue;
    const id = `${reading.uri}#${arn}`;
    const name = stringOf(child(policy, 'PolicyName')) ?? arn;
    const isAws = arn.includes(':iam::aws:policy/');
    const read = readPolicy(document, { id, name, kind: isAws ? 'named' : 'managed' }, reading);
    const origin = { kind: 'managed' as const, name: arn, parameters: {}, span: policy.span };
    found.set(arn, isAws ? { ...read, origin } : read);
  }
  return found;
}

function defaultDocument(policy: Tree): Tree | undefined {
  const stated = stringOf(child(policy, 'DefaultVersionId'));
  const version = listOf(child(policy, 'PolicyVersionList')).find((each) => {
    const isDefault = child(each, 'IsDefaultVersion');
    const flagged = isDefault?.kind === 'scalar' && (isDefault.value === true || isDefault.text === 'true');
    return flagged || (stated !== undefined && stringOf(child(each, 'VersionId')) === stated);
  });
  return child(version, 'Document');
}

function readHolding(
  item: Tree,
  kind: Kind,
  managed: ReadonlyMap<string, SourcePolicy>,
  reading: Reading,
): Holding {
  const at = `${reading.uri}#${stringOf(child(item, 'Arn')) ?? ''}`;
  const inline = listOf(child(item, `${kind}PolicyList`)).flatMap((policy, index): SourcePolicy[] => {
    const document = child(policy, 'PolicyDocument');
    const name = stringOf(child(policy, 'PolicyName')) ?? String(index);
    return document ? [readPolicy(document, { id: `${at}/${name}`, name, kind: 'inline' }, reading)] : [];
  });
  const named = listOf(child(item, 'AttachedManagedPolicies')).flatMap((policy): AttachedPolicy[] => {
    const arn = stringOf(child(policy, 'PolicyArn'));
    const { span } = policy;
    return arn === undefined ? [] : [{ arn, uri: reading.uri, span, range: rangeAt(reading, span) }];
  });
  const own = named.flatMap(({ arn }) => managed.get(arn)?.id ?? []);
  return {
    inline,
    policies: [...inline.map(({ id }) => id), ...own],
    attached: named.filter(({ arn }) => !managed.has(arn)),
  };
}

function toPrincipal(
  item: Tree,
  kind: Kind,
  holdings: readonly Holding[],
  managed: ReadonlyMap<string, SourcePolicy>,
  reading: Reading,
): SourceFunction {
  const arn = stringOf(child(item, 'Arn')) ?? '';
  const boundary = stringOf(child(item, 'PermissionsBoundary', 'PermissionsBoundaryArn'));
  const known = boundary === undefined ? undefined : managed.get(boundary)?.id;
  if (boundary !== undefined && known === undefined) {
    const why = `The permissions boundary ${quoted(boundary)} stands outside this source; what it cuts off is not looked at.`;
    report(reading, 'unresolved', 'boundary-unresolved', item.span, why);
  }
  const attached = new Map(holdings.flatMap((each) => each.attached).map((policy) => [policy.arn, policy]));
  const place = child(item, `${kind}Name`)?.span ?? item.span;
  return {
    id: `${reading.uri}#${arn}`,
    name: nameOf(item, kind),
    kind: 'principal',
    logicalId: undefined,
    declaredName: undefined,
    role: {
      logicalId: undefined,
      declaredName: undefined,
      arn,
      ...(kind === 'User' ? { isUser: true } : {}),
    },
    policies: [...new Set(holdings.flatMap(({ policies }) => policies))],
    attached: [...attached.values()],
    boundary: known ?? boundary,
    uri: reading.uri,
    range: rangeAt(reading, place),
  };
}

function nameOf(item: Tree, kind: Kind): string {
  const stated = stringOf(child(item, `${kind}Name`));
  return stated ?? (stringOf(child(item, 'Arn')) ?? '').split('/').at(-1) ?? '';
}

function groupNames(user: Tree): string[] {
  return listOf(child(user, 'GroupList')).flatMap((name) => stringOf(name) ?? []);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html */
function isServiceLinked(role: Tree): boolean {
  return (stringOf(child(role, 'Arn')) ?? '').includes(':role/aws-service-role/');
}

function reportLeft(left: readonly Tree[], reading: Reading): void {
  const [first] = left;
  if (first === undefined) return;
  const why = `${left.length} service-linked ${left.length === 1 ? 'role is' : 'roles are'} left out: only AWS can change what they hold.`;
  report(reading, 'unresolved', 'service-linked-left-out', first.span, why);
}
