import type { PolicyDocument, PolicyStatement } from '@leastwise/core';

/** A policy and what is left of it. */
export interface Pair {
  readonly narrowed: PolicyDocument;
  readonly granted: PolicyDocument;
}

/** What differs from statement to statement; the effect is Allow where it is left out. */
type Written = Omit<PolicyStatement, 'Effect'> & Partial<Pick<PolicyStatement, 'Effect'>>;

/** One kind of grant and of what becomes of it, for a resource of the given name. */
type Kind = (name: string) => { readonly granted: Written; readonly narrowed: Written };

export const document = (Statement: PolicyStatement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});

/** Characters as IAM counts them: white space is free, and there is none. */
export function sizeOf(policy: PolicyDocument): number {
  return JSON.stringify(policy).length;
}

/** What people write for functions, with the narrowing that each asks another question of the proof. */
const KINDS: readonly Kind[] = [
  // Fewer actions, one table of many.
  (name) => ({
    granted: { Action: 'dynamodb:*', Resource: `arn:aws:dynamodb:*:*:table/${name}*` },
    narrowed: {
      Action: ['dynamodb:GetItem', 'dynamodb:Query'],
      Resource: `arn:aws:dynamodb:*:*:table/${name}`,
    },
  }),
  // A condition was added.
  (name) => ({
    granted: { Action: 's3:*Object', Resource: `arn:aws:s3:::${name}/*` },
    narrowed: {
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${name}/*`,
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    },
  }),
  // A smaller block of addresses.
  (name) => ({
    granted: {
      Action: 'sqs:*Message*',
      Resource: `arn:aws:sqs:*:*:${name}`,
      Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    },
    narrowed: {
      Action: 'sqs:SendMessage',
      Resource: `arn:aws:sqs:*:*:${name}`,
      Condition: { IpAddress: { 'aws:SourceIp': ['10.1.0.0/16', '10.2.0.0/16'] } },
    },
  }),
  // One pattern that only two together cover.
  (name) => ({
    granted: {
      Action: 'lambda:Invoke*',
      Resource: [`arn:aws:lambda:*:*:function:${name}`, `arn:aws:lambda:*:*:function:${name}?*`],
    },
    narrowed: { Action: 'lambda:InvokeFunction', Resource: `arn:aws:lambda:*:*:function:${name}*` },
  }),
  // A value that the pattern before it matches.
  (name) => ({
    granted: {
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: `arn:aws:kms:*:*:key/${name}`,
      Condition: { StringLike: { 'kms:ViaService': 's3.*' } },
    },
    narrowed: {
      Action: 'kms:Decrypt',
      Resource: `arn:aws:kms:*:*:key/${name}`,
      Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
    },
  }),
  // A Deny that stays.
  (name) => ({
    granted: { Effect: 'Deny', Action: ['s3:Delete*', 's3:Put*'], Resource: `arn:aws:s3:::${name}/*/locked` },
    narrowed: { Effect: 'Deny', Action: ['s3:Delete*', 's3:P*'], Resource: `arn:aws:s3:::${name}/*/lock*` },
  }),
  // A policy variable, and an earlier end.
  (name) => ({
    granted: {
      Action: 'ssm:GetParameter*',
      Resource: `arn:aws:ssm:*:*:parameter/\${aws:PrincipalTag/team}/${name}*`,
      Condition: { DateLessThan: { 'aws:CurrentTime': '2027-06-01T00:00:00Z' } },
    },
    narrowed: {
      Action: 'ssm:GetParameter',
      Resource: `arn:aws:ssm:*:*:parameter/\${aws:PrincipalTag/team}/${name}`,
      Condition: { DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } },
    },
  }),
  // Everything with a tag, but for some.
  (name) => ({
    granted: {
      Action: 'events:Put*',
      Resource: `arn:aws:events:*:*:event-bus/${name}*`,
      Condition: { StringLikeIfExists: { 'aws:ResourceTag/stage': ['dev*', 'test'] } },
    },
    narrowed: {
      Action: 'events:PutEvents',
      Resource: `arn:aws:events:*:*:event-bus/${name}`,
      Condition: { StringEquals: { 'aws:ResourceTag/stage': 'dev' } },
    },
  }),
];

/** Statements of all kinds in turn, filled up with longer names to `size` characters on each side; narrowed holds. */
export function pairOf(count: number, size: number): Pair {
  return fill(count, size);
}

/** The same where the last statement but `back` allows one thing more: an action, or one more bit of a network. */
export function strayOf({ narrowed, granted }: Pair, how: 'action' | 'network'): Pair {
  const Statement = [narrowed.Statement].flat().map((statement) => ({ ...statement }));
  const at = Statement.findLastIndex(
    ({ Action }) => Action === (how === 'action' ? 's3:GetObject' : 'sqs:SendMessage'),
  );
  const found = Statement[at];
  if (!found) throw new Error('no statement to widen');
  Statement[at] =
    how === 'action'
      ? { ...found, Action: 's3:GetObjects' }
      : { ...found, Condition: { IpAddress: { 'aws:SourceIp': ['10.1.0.0/16', '11.0.0.0/16'] } } };
  return { narrowed: document(Statement), granted };
}

/** The granted side alone: an inline policy of `size` characters. */
export function inlineOf(size: number): PolicyDocument {
  return fill(Math.floor(size / 165), size).granted;
}

/** `AdministratorAccess`, and policies of its kind. */
export const administrator = document([{ Effect: 'Allow', Action: '*', Resource: '*' }]);
export const powerUser = document([
  { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
  { Effect: 'Allow', Action: ['iam:CreateServiceLinkedRole', 'iam:ListRoles'], Resource: '*' },
]);
export const fenced = document([
  { Effect: 'Allow', Action: '*', Resource: '*' },
  { Effect: 'Deny', Action: ['iam:*', 'organizations:*'], Resource: '*' },
  { Effect: 'Deny', NotAction: ['sts:*'], Resource: 'arn:aws-cn:*' },
]);

/** Three statements, as most functions have. */
export const three = document([
  {
    Effect: 'Allow',
    Action: ['dynamodb:GetItem', 'dynamodb:Query'],
    Resource: 'arn:aws:dynamodb:*:*:table/orders',
  },
  { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders-*/*' },
  { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' },
]);

/** Three statements with a condition and a Deny. */
export const threeGuarded = document([
  { Effect: 'Allow', Action: 'dynamodb:*', Resource: 'arn:aws:dynamodb:*:*:table/orders*' },
  {
    Effect: 'Allow',
    Action: 's3:*Object',
    Resource: 'arn:aws:s3:::orders-*/*',
    Condition: { StringEqualsIfExists: { 'aws:ResourceAccount': '111122223333' } },
  },
  { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::*/secret/*' },
]);

/** Who calls. */
export const account = '111122223333';
export const principal = `arn:aws:iam::${account}:role/orders`;

export interface Call {
  readonly action: string;
  readonly resource: string;
}

/** What the rival's process says: a decision for each call. */
export interface Answer {
  readonly allowed: readonly boolean[];
  readonly seconds: number;
}

/** Calls for the policies of three statements, each object a resource of its own; about one of ten is denied. */
export function callsOf(count: number): Call[] {
  return Array.from({ length: count }, (_, index) => {
    const at = index % 10;
    if (at < 3)
      return { action: 'dynamodb:GetItem', resource: `arn:aws:dynamodb:eu-west-1:111122223333:table/orders` };
    const folder = at === 8 ? 'secret' : '2026';
    const bucket = at === 9 ? 'other' : 'orders';
    return { action: 's3:GetObject', resource: `arn:aws:s3:::${bucket}-live/${folder}/${index}.json` };
  });
}

/** Longer names on both sides alike as far as both stay below `size`, then Sids. */
function fill(count: number, size: number): Pair {
  const build = (side: keyof Pair, letters: number): PolicyDocument =>
    document(
      Array.from({ length: count }, (_, index) => {
        const kind = KINDS[index % KINDS.length] as Kind;
        return {
          Effect: 'Allow',
          ...kind(`orders-${index}-${'abcdefghij'.repeat(20).slice(0, letters)}`)[side],
        };
      }),
    );
  let letters = 0;
  const fits = (): boolean =>
    sizeOf(build('granted', letters)) <= size && sizeOf(build('narrowed', letters)) <= size;
  if (!fits()) throw new Error(`${count} statements take more than ${size} characters`);
  while (fits()) letters++;
  const [granted, narrowed] = [build('granted', letters - 1), build('narrowed', letters - 1)];
  return { granted: withSids(granted, size), narrowed: withSids(narrowed, size) };
}

function withSids(policy: PolicyDocument, size: number): PolicyDocument {
  const empty = '"Sid":"",'.length;
  let free = size - sizeOf(policy);
  const Statement = [policy.Statement].flat().map((statement) => {
    if (free <= empty) return statement;
    const Sid = 'S'.repeat(Math.min(free - empty, 60));
    free -= empty + Sid.length;
    return { Sid, ...statement };
  });
  return document(Statement);
}
