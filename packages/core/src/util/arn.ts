/**
 * The six parts of an ARN; `resource` holds everything after the fifth colon.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Splits an ARN, or an ARN pattern, at its first five colons; undefined where the text is none. */
export function parseArn(text: string): Arn | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const parts = text.split(':', 6);
  if (parts.length < 6) return undefined;
  const [, partition = '', service = '', region = '', account = ''] = parts;
  const head = parts.slice(0, 5).join(':').length + 1;
  return { partition, service, region, account, resource: text.slice(head) };
}

/** What follows the last `/` or `:`: the bare name of a role, function, table, queue or topic. */
export function lastSegment(text: string): string {
  return text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1);
}

/**
 * One key per role or user, however it is written: `arn:…:iam::A:role/path/Name`, the same without its path, and
 * `arn:…:sts::A:assumed-role/Name/session` (which never shows the path) all become `arn:…:iam::A:role/Name`; a user loses
 * its path in the same way. Their names are unique in an account whatever the path. Every other ARN stays as it is.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export function principalKey(text: string): string {
  const arn = parseArn(text);
  if (arn === undefined) return text;
  if (arn.service === 'iam' && arn.resource.startsWith('user/'))
    return `arn:${arn.partition}:iam::${arn.account}:user/${lastSegment(arn.resource)}`;
  const role = roleNameOf(arn);
  return role === undefined ? text : `arn:${arn.partition}:iam::${arn.account}:role/${role}`;
}

/** The bare name of a role ARN or an assumed-role ARN; undefined for anything else. */
export function roleName(text: string): string | undefined {
  const arn = parseArn(text);
  return arn === undefined ? undefined : roleNameOf(arn);
}

function roleNameOf(arn: Arn): string | undefined {
  if (arn.service === 'iam' && arn.resource.startsWith('role/')) return lastSegment(arn.resource);
  if (arn.service === 'sts' && arn.resource.startsWith('assumed-role/')) return arn.resource.split('/')[1];
  return undefined;
}

/** The session of an assumed-role ARN; undefined for anything else. */
export function sessionName(text: string): string | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'sts' || !arn.resource.startsWith('assumed-role/')) return undefined;
  return arn.resource.split('/')[2];
}
