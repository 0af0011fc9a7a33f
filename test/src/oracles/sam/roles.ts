import type { SourceModel, SourcePolicy, SourceStatement } from '@leastwise/core';

/** `aws`, `aws-cn` or `aws-us-gov`, and the region in which SAM's own test outputs of it were made. */
export interface Partition {
  readonly name: string;
  readonly region: string;
}

export const partitions: readonly Partition[] = [
  { name: 'aws', region: 'ap-southeast-1' },
  { name: 'aws-cn', region: 'cn-north-1' },
  { name: 'aws-us-gov', region: 'us-gov-west-1' },
];

/** What a role allows, in words that do not depend on how it is written. */
export interface Role {
  readonly managed: readonly string[];
  readonly statements: readonly string[];
}

/** How texts of both sides are made alike: pseudo parameters and defaults of parameters filled in. */
export type Normalise = (text: string) => string;

/**
 * Managed policies that our reader writes out where they are implied. In `aws` X-Ray's has an older name.
 * https://docs.aws.amazon.com/xray/latest/devguide/security_iam_id-based-policy-examples.html
 */
const impliedManaged = /^AWSLambda\w+ExecutionRole(?:Policy)?$|^AWSXrayWriteOnlyAccess$/;

/** The roles of functions and state machines by logical id, policies of other roles by the name they are given. */
export function rolesOf(
  model: SourceModel,
  partition: Partition,
  normalise: Normalise,
): ReadonlyMap<string, Role> {
  const byId = new Map(model.policies.map((policy) => [policy.id, policy]));
  return new Map(
    model.functions.map((fn): [string, Role] => {
      const policies = fn.policies.flatMap((id) => byId.get(id) ?? []);
      const attached = fn.attached.map(({ arn }) => managedName(normalise(arn), partition));
      return [fn.logicalId ?? fn.name, roleOf(policies, attached, partition, normalise)];
    }),
  );
}

export function roleOf(
  policies: readonly SourcePolicy[],
  attached: readonly string[],
  partition: Partition,
  normalise: Normalise,
): Role {
  const isManaged = ({ kind, name }: SourcePolicy): boolean =>
    kind === 'implied' && impliedManaged.test(name);
  const managed = policies.filter(isManaged).map(({ name }) => managedName(name, partition));
  const others = policies.filter((policy) => !isManaged(policy));
  return {
    managed: sorted([...managed, ...attached]),
    statements: sorted(
      others.flatMap(({ statements }) => statements.map((each) => statementKey(each, normalise))),
    ),
  };
}

/** AWS's own policies by their name; SAM leaves a name as it is where the partition lacks the policy. */
function managedName(arn: string, { name }: Partition): string {
  const own = /^arn:aws[a-z-]*:iam::aws:policy\//.test(arn);
  const short = own ? arn.slice(arn.lastIndexOf('/') + 1) : arn;
  return short === 'AWSXrayWriteOnlyAccess' && name !== 'aws' ? 'AWSXRayDaemonWriteAccess' : short;
}

export function statementKey(statement: SourceStatement, normalise: Normalise): string {
  const texts = (tokens: SourceStatement['action']): string =>
    sorted(tokens.map(({ text }) => normalise(text))).join(',');
  const { sid, effect, action, notAction, resource, notResource, condition } = statement;
  const parts = [sid, effect, texts(action), texts(notAction), texts(resource), texts(notResource)];
  return [...parts, condition && normalise(JSON.stringify(condition))].map((part) => part ?? '').join(' | ');
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
