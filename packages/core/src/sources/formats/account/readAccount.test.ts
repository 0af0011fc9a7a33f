import assert from 'node:assert/strict';
import { functionNamed, grantsOf, parseFiles, policiesOf } from '../../../testkit/grants.js';
import { problemLines } from '../../../testkit/marked.js';
import type { ParsedSource } from '../../model.js';

type Json = Readonly<Record<string, unknown>>;

const iam = (path: string): string => `arn:aws:iam::111122223333:${path}`;
const doc = (...action: string[]): Json => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
});
const attach = (...arns: string[]): Json[] =>
  arns.map((PolicyArn) => ({ PolicyArn, PolicyName: PolicyArn.split('/').at(-1) }));
const role = (name: string, more: Json = {}): Json => ({ RoleName: name, Arn: iam(`role/${name}`), ...more });
const user = (name: string, more: Json = {}): Json => ({ UserName: name, Arn: iam(`user/${name}`), ...more });
const group = (name: string, more: Json = {}): Json => ({
  GroupName: name,
  Arn: iam(`group/${name}`),
  ...more,
});
const managed = (arn: string, action: string, more: Json = {}): Json => ({
  Arn: arn,
  PolicyName: arn.split('/').at(-1),
  DefaultVersionId: 'v2',
  PolicyVersionList: [
    { VersionId: 'v2', IsDefaultVersion: true, Document: doc(action) },
    { VersionId: 'v1', IsDefaultVersion: false, Document: doc('old:Action') },
  ],
  ...more,
});

function read(account: unknown): ParsedSource {
  return parseFiles({ 'all.json': typeof account === 'string' ? account : JSON.stringify(account, null, 1) });
}

describe('an account', () => {
  const own = iam('policy/own');
  const aws = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

  it('has its roles and users, each with an id of its own', () => {
    const parsed = read({
      UserDetailList: [user('ann')],
      RoleDetailList: [role('app'), role('a/b', { RoleName: 'b' })],
      GroupDetailList: [group('admins')],
      Policies: [],
    });
    assert.deepEqual(
      parsed.value.functions.map(({ id, kind, name, role: held }) => [id, kind, name, held?.arn]),
      [
        [`all.json#${iam('role/app')}`, 'principal', 'app', iam('role/app')],
        [`all.json#${iam('role/a/b')}`, 'principal', 'b', iam('role/a/b')],
        [`all.json#${iam('user/ann')}`, 'principal', 'ann', iam('user/ann')],
      ],
    );
    assert.equal(parsed.value.format, 'account');
    assert.deepEqual(parsed.problems, []);
  });

  const lists: [string, string, string, string, string][] = [
    ['as the API names them', 'UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'],
    ['as tools name them', 'AccountUsers', 'AccountGroups', 'AccountRoles', 'AccountPolicies'],
  ];
  for (const [name, users, groups, roles, policies] of lists) {
    it(`users hold what their groups hold: lists ${name}`, () => {
      const parsed = read({
        [users]: [
          user('ann', {
            GroupList: ['admins', 'none'],
            UserPolicyList: [{ PolicyName: 'p', PolicyDocument: doc('s3:A') }],
            AttachedManagedPolicies: attach(aws),
          }),
        ],
        [groups]: [
          group('admins', {
            GroupPolicyList: [{ PolicyName: 'q', PolicyDocument: doc('s3:B') }],
            AttachedManagedPolicies: attach(own, aws),
          }),
        ],
        [roles]: [
          role('app', {
            RolePolicyList: [{ PolicyName: 'r', PolicyDocument: doc('s3:C') }],
            AttachedManagedPolicies: attach(own),
          }),
        ],
        [policies]: [managed(own, 's3:D')],
      });
      assert.deepEqual(
        grantsOf(parsed, 'ann'),
        ['A', 'B', 'D'].map((a) => `Allow s3:${a} on *`),
      );
      assert.deepEqual(
        grantsOf(parsed, 'app'),
        ['C', 'D'].map((a) => `Allow s3:${a} on *`),
      );
      assert.deepEqual(
        functionNamed(parsed, 'ann').attached.map(({ arn }) => arn),
        [aws],
      );
      const shared = policiesOf(parsed, 'ann').find(({ id }) => id === `all.json#${own}`);
      assert.deepEqual([shared?.kind, shared === policiesOf(parsed, 'app').at(-1)], ['managed', true]);
    });
  }

  it('a policy that AWS writes is named, whatever is written of it here', () => {
    const parsed = read({
      RoleDetailList: [role('app', { AttachedManagedPolicies: attach(aws) })],
      Policies: [managed(aws, 's3:Get*')],
    });
    const [policy] = policiesOf(parsed, 'app');
    assert.deepEqual([policy?.kind, policy?.origin?.kind, policy?.origin?.name], ['named', 'managed', aws]);
    assert.deepEqual(functionNamed(parsed, 'app').attached, []);
  });

  it('documents as the API gives them, URL-encoded', () => {
    const encoded = encodeURIComponent(JSON.stringify(doc('s3:GetObject', 's3:PutObject')));
    const parsed = read({
      RoleDetailList: [role('app', { RolePolicyList: [{ PolicyName: 'p', PolicyDocument: encoded }] })],
    });
    assert.deepEqual(grantsOf(parsed, 'app'), ['Allow s3:GetObject s3:PutObject on *']);
    assert.deepEqual(parsed.problems, []);
  });

  it('boundaries', () => {
    const parsed = read({
      RoleDetailList: [
        role('app', { PermissionsBoundary: { PermissionsBoundaryArn: own } }),
        role('far', { PermissionsBoundary: { PermissionsBoundaryArn: aws } }),
      ],
      Policies: [managed(own, 's3:*')],
    });
    assert.equal(functionNamed(parsed, 'app').boundary, `all.json#${own}`);
    assert.equal(functionNamed(parsed, 'far').boundary, aws);
    assert.deepEqual(
      parsed.problems.map(({ code }) => code),
      ['boundary-unresolved'],
    );
  });

  it('without service-linked roles, which are counted', () => {
    const linked = role('aws-service-role/x.amazonaws.com/AWSServiceRoleForX');
    const { value, problems } = read({ RoleDetailList: [linked, role('app')] });
    assert.deepEqual(
      value.functions.map(({ name }) => name),
      ['app'],
    );
    assert.deepEqual(
      problems.map(({ code, message }) => `${code} ${message.slice(0, 27)}`),
      ['service-linked-left-out 1 service-linked role is le'],
    );
  });

  const first = { RoleDetailList: [role('one')], IsTruncated: true, Marker: 'm' };
  const second = { RoleDetailList: [role('two'), role('one')], Policies: [] };
  const stored: [string, string][] = [
    ['in a list', JSON.stringify([first, second])],
    ['one after another', `${JSON.stringify(first, null, 2)}\n${JSON.stringify(second)}\n`],
    ['one a line', `${JSON.stringify(first)}\n${JSON.stringify(second)}`],
    ['with braces in texts', `${JSON.stringify({ ...first, Note: '}{"\\' })}${JSON.stringify(second)}`],
  ];
  for (const [name, text] of stored) {
    it(`pages stored ${name}`, () => {
      const { value, problems } = read(text);
      assert.deepEqual(
        value.functions.map((fn) => fn.name),
        ['one', 'two'],
      );
      assert.deepEqual(problems, []);
    });
  }

  it('shows each principal and token where it stands', () => {
    const text = `${JSON.stringify(first)}\n${JSON.stringify({ RoleDetailList: [role('app', { RolePolicyList: [{ PolicyName: 'p', PolicyDocument: doc('s3:GetObject') }] })] })}`;
    const parsed = read(text);
    const { range } = functionNamed(parsed, 'app');
    assert.equal(text.split('\n')[1]?.slice(range.start.character, range.end.character), '"app"');
    const [token] = policiesOf(parsed, 'app')[0]?.statements[0]?.action ?? [];
    assert.deepEqual(
      [token?.range.start.line, text.slice(token?.span.from, token?.span.to)],
      [1, '"s3:GetObject"'],
    );
  });

  it('that is cut off, or odd, gives what stands', () => {
    const whole = JSON.stringify({
      UserDetailList: [user('ann', { GroupList: ['g'] })],
      RoleDetailList: [role('app', { RolePolicyList: [{ PolicyName: 'p', PolicyDocument: doc('s3:A') }] })],
    });
    for (let length = 0; length < whole.length; length += 3) {
      const { value } = read(whole.slice(0, length));
      assert.ok(value.functions.length <= 2);
    }
    const odd = read({
      RoleDetailList: [
        null,
        1,
        {},
        { Arn: 5 },
        role('__proto__', { RolePolicyList: [null, {}, { PolicyDocument: 'x' }] }),
      ],
      UserDetailList: {},
      Policies: [{ Arn: own }],
    });
    assert.deepEqual(
      odd.value.functions.map(({ name }) => name),
      ['__proto__'],
    );
    assert.deepEqual(problemLines(odd.problems).length > 0, true);
  });
});
