import assert from 'node:assert/strict';
import type { PolicyDocument, PolicyStatement } from '../sources/policy.js';
import { decide } from './decide.js';
import type { Decision, PolicySet, Request } from './types.js';

const ACCOUNT = '111122223333';
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const USER = `arn:aws:iam::${ACCOUNT}:user/team/alice`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/path/orders`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/orders/one`;
const LINKED = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`;
const FEDERATED = `arn:aws:sts::${ACCOUNT}:federated-user/carol`;
const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/idp`;
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:queue`;
const THEIRS = 'arn:aws:sqs:eu-west-1:444455556666:queue';
const LAMBDA = 'lambda.amazonaws.com';

const policy = (...statements: object[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements as PolicyStatement[],
});
const allow = (rest: object = {}): object => ({ Effect: 'Allow', Action: '*', Resource: '*', ...rest });
const deny = (rest: object = {}): object => ({ ...allow(rest), Effect: 'Deny' });
const all = policy(allow());
const none = policy();
const other = policy(allow({ Action: 's3:*' }));
const denied = policy(allow(), deny());
const grant = (Principal: unknown, rest: object = {}): PolicyDocument =>
  policy(allow({ Principal, ...rest }));

type Change = Partial<Request>;
type Case = [name: string, policies: Partial<PolicySet>, expected: Decision['decision'], change?: Change];

function check(page: string, cases: Case[]): void {
  describe(page, () => {
    for (const [name, policies, expected, change] of cases) {
      it(name, () => {
        const request = {
          action: 'sqs:SendMessage',
          resource: QUEUE,
          principal: USER,
          context: {},
          ...change,
        };
        const { decision, because } = decide({ identity: [], ...policies }, request);
        assert.equal(decision, expected, JSON.stringify(because, null, 1));
        const effects = new Set(because.map(({ effect, matched }) => `${effect} ${String(matched)}`));
        const shown = { Allow: 'Allow true', ExplicitDeny: 'Deny true', ImplicitDeny: 'Allow false' };
        assert.ok(effects.has(shown[expected]), JSON.stringify(because, null, 1));
      });
    }
  });
}

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide/';

const everywhere = { identity: [all], boundary: all, scp: [all], rcp: [all], session: all, resource: all };

check(`${GUIDE}reference_policies_evaluation-logic_policy-eval-denyallow.html, every layer`, [
  ['all allow', everywhere, 'Allow'],
  ['identity denies', { ...everywhere, identity: [all, denied] }, 'ExplicitDeny'],
  ['the boundary denies', { ...everywhere, boundary: denied }, 'ExplicitDeny'],
  ['an SCP denies', { ...everywhere, scp: [all, denied] }, 'ExplicitDeny'],
  ['an RCP denies', { ...everywhere, rcp: [all, policy(deny({ Principal: '*' }))] }, 'ExplicitDeny'],
  ['the session policy denies', { ...everywhere, session: denied }, 'ExplicitDeny'],
  [
    'the resource policy denies',
    { ...everywhere, resource: policy(deny({ Principal: { AWS: ACCOUNT } })) },
    'ExplicitDeny',
  ],
  ['identity allows something else', { ...everywhere, identity: [other] }, 'ImplicitDeny'],
  ['the boundary allows something else', { ...everywhere, boundary: other }, 'ImplicitDeny'],
  ['the SCPs allow something else', { ...everywhere, scp: [other, other] }, 'ImplicitDeny'],
  ['the session policy allows something else', { ...everywhere, session: other }, 'ImplicitDeny'],
  [
    'a boundary and a session policy meet',
    { identity: [all], boundary: all, session: other },
    'ImplicitDeny',
  ],
  ['a session policy grants nothing by itself', { session: all }, 'ImplicitDeny', { principal: SESSION }],
  ['an SCP grants nothing by itself', { scp: [all] }, 'ImplicitDeny'],
  ['an RCP grants nothing by itself', { rcp: [all] }, 'ImplicitDeny'],
  [
    'a Deny with a condition that fails',
    { identity: [all, policy(deny({ Condition: { Bool: { k: 'true' } } }))] },
    'Allow',
  ],
  [
    'a Deny with a condition that holds',
    { identity: [all, policy(deny({ Condition: { Bool: { k: 'true' } } }))] },
    'ExplicitDeny',
    { context: { K: 'TRUE' } },
  ],
  [
    'BoolIfExists denies what lacks the key',
    { identity: [all, policy(deny({ Condition: { BoolIfExists: { k: 'false' } } }))] },
    'ExplicitDeny',
  ],
]);

check(`${ORGANIZATIONS}orgs_manage_policies_scps.html#not-restricted-by-scp`, [
  ['a service-linked role is not bound', { identity: [all], scp: [none] }, 'Allow', { principal: LINKED }],
  ['nor denied', { identity: [all], scp: [denied] }, 'Allow', { principal: LINKED }],
  [
    'a service is not bound',
    { scp: [none], resource: grant({ Service: LAMBDA }) },
    'Allow',
    { principal: LAMBDA },
  ],
  ['the root user is', { identity: [all], scp: [denied] }, 'ExplicitDeny', { principal: ROOT }],
  ['any other role is', { identity: [all], scp: [none] }, 'ImplicitDeny', { principal: ROLE }],
]);

const rcp = (...statements: object[]): PolicySet => ({
  identity: [all],
  rcp: [policy(...statements.map((rest) => deny({ Principal: '*', ...rest })))],
});
const outside = { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-mine' } };

check(`${ORGANIZATIONS}orgs_manage_policies_rcps.html`, [
  ['no Allow is needed: one is always attached', rcp(), 'Allow'],
  ['a Deny for another action', rcp({ Action: 's3:*' }), 'Allow'],
  ['a Deny for the action', rcp({ Action: 'sqs:*' }), 'ExplicitDeny'],
  ['a Deny for another resource', rcp({ Resource: THEIRS }), 'Allow'],
  ['a Deny outside the organisation', rcp({ Condition: outside }), 'ExplicitDeny'],
  ['not inside it', rcp({ Condition: outside }), 'Allow', { context: { 'aws:PrincipalOrgID': 'o-mine' } }],
  [
    'it binds services',
    { ...rcp({}), resource: grant({ Service: LAMBDA }) },
    'ExplicitDeny',
    { principal: LAMBDA },
  ],
  ['but no service-linked role', rcp({}), 'Allow', { principal: LINKED }],
  [
    'it binds what a resource policy grants',
    { ...rcp({}), identity: [], resource: grant('*') },
    'ExplicitDeny',
  ],
  ['any of several', { identity: [all], rcp: [all, policy(deny({ Principal: '*' }))] }, 'ExplicitDeny'],
]);

check(`${GUIDE}access_policies_boundaries.html#access_policies_boundaries-eval-logic`, [
  ['a grant to the user passes the boundary', { boundary: none, resource: grant({ AWS: USER }) }, 'Allow'],
  ['a grant to everyone too', { boundary: none, resource: grant('*') }, 'Allow'],
  [
    'a grant to the role does not',
    { boundary: none, resource: grant({ AWS: ROLE }) },
    'ImplicitDeny',
    { principal: ROLE },
  ],
  [
    'a grant to the session does',
    { boundary: none, session: none, resource: grant({ AWS: SESSION }) },
    'Allow',
    { principal: SESSION },
  ],
  [
    'a grant to everyone does for a session',
    { boundary: none, session: none, resource: grant({ AWS: '*' }) },
    'Allow',
    { principal: SESSION },
  ],
  [
    'a grant to the role does not pass the session policy',
    { session: none, resource: grant({ AWS: ROLE }) },
    'ImplicitDeny',
    { principal: SESSION },
  ],
  [
    'it needs both, and no identity policy',
    { boundary: all, session: all, resource: grant({ AWS: ROLE }) },
    'Allow',
    { principal: SESSION },
  ],
  [
    'a grant to the federated user passes the session policy',
    { session: none, resource: grant({ AWS: FEDERATED }) },
    'Allow',
    { principal: FEDERATED },
  ],
  [
    'a Deny in the boundary binds all the same',
    { boundary: denied, resource: grant({ AWS: USER }) },
    'ExplicitDeny',
  ],
  [
    'a grant to the account stays within the boundary',
    { identity: [all], boundary: none, resource: grant({ AWS: ROOT }) },
    'ImplicitDeny',
  ],
]);

check(`${GUIDE}reference_policies_elements_principal.html`, [
  ['an account by its number', { identity: [all], resource: grant({ AWS: ACCOUNT }) }, 'Allow'],
  ['an account by its root', { identity: [all], resource: grant({ AWS: ROOT }) }, 'Allow'],
  ['the account alone delegates', { resource: grant({ AWS: ROOT }) }, 'ImplicitDeny'],
  ['several', { resource: grant({ AWS: [ROLE, USER] }) }, 'Allow'],
  ['another user', { resource: grant({ AWS: USER.replace('alice', 'bob') }) }, 'ImplicitDeny'],
  ['no wildcards in names', { resource: grant({ AWS: `arn:aws:iam::${ACCOUNT}:user/*` }) }, 'ImplicitDeny'],
  ['names are case-sensitive', { resource: grant({ AWS: USER.replace('alice', 'Alice') }) }, 'ImplicitDeny'],
  ['a user is told with its path', { resource: grant({ AWS: USER.replace('team/', '') }) }, 'ImplicitDeny'],
  ['a role by its session', { resource: grant({ AWS: ROLE }) }, 'Allow', { principal: SESSION }],
  [
    'another role of that name elsewhere',
    { resource: grant({ AWS: ROLE.replace(ACCOUNT, '444455556666') }) },
    'ImplicitDeny',
    { principal: SESSION },
  ],
  [
    'a session is one session',
    { resource: grant({ AWS: SESSION }) },
    'ImplicitDeny',
    { principal: SESSION.replace('one', 'two') },
  ],
  [
    'a service',
    { resource: grant({ Service: [LAMBDA, 'ec2.amazonaws.com'] }) },
    'Allow',
    { principal: LAMBDA },
  ],
  [
    'another service',
    { resource: grant({ Service: 'ec2.amazonaws.com' }) },
    'ImplicitDeny',
    { principal: LAMBDA },
  ],
  ['a federated principal', { resource: grant({ Federated: SAML }) }, 'Allow', { principal: SAML }],
  ['everyone by a star in a list', { resource: grant({ AWS: ['*'] }) }, 'Allow', { principal: LAMBDA }],
  ['no Principal, nobody', { resource: all }, 'ImplicitDeny'],
  ['an empty Principal, nobody', { resource: grant({}) }, 'ImplicitDeny'],
  [
    'the confused deputy',
    {
      resource: grant(
        { Service: 'sns.amazonaws.com' },
        { Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:*:1:t' } } },
      ),
    },
    'ImplicitDeny',
    { principal: 'sns.amazonaws.com', context: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:2:t' } },
  ],
]);

const spare = (...AWS: string[]): PolicyDocument => policy(deny({ NotPrincipal: { AWS } }));

check(`${GUIDE}reference_policies_elements_notprincipal.html`, [
  ['listed with its account', { identity: [all], resource: spare(USER, ROOT) }, 'Allow'],
  ['not listed', { identity: [all], resource: spare(ROLE, ROOT) }, 'ExplicitDeny'],
  ['a boundary, and listed', { identity: [all], boundary: all, resource: spare(USER, ROOT) }, 'ExplicitDeny'],
  [
    'a service listed',
    { resource: policy(allow({ Principal: '*' }), deny({ NotPrincipal: { Service: LAMBDA } })) },
    'Allow',
    { principal: LAMBDA },
  ],
  [
    'a service not listed',
    { resource: policy(allow({ Principal: '*' }), deny({ NotPrincipal: { Service: 'ec2.amazonaws.com' } })) },
    'ExplicitDeny',
    { principal: LAMBDA },
  ],
  [
    'another action',
    { identity: [all], resource: policy(deny({ NotPrincipal: { AWS: ROLE }, Action: 's3:*' })) },
    'Allow',
  ],
]);

const across = { resource: THEIRS };

check(`${GUIDE}reference_policies_evaluation-logic-cross-account.html`, [
  ['identity alone, no resource policy given', { identity: [all] }, 'Allow', across],
  [
    'identity, and a resource policy that is silent',
    { identity: [all], resource: none },
    'ImplicitDeny',
    across,
  ],
  ['a grant to the user alone', { resource: grant({ AWS: USER }) }, 'ImplicitDeny', across],
  ['a grant to everyone alone', { resource: grant('*') }, 'ImplicitDeny', across],
  ['both, by user', { identity: [all], resource: grant({ AWS: USER }) }, 'Allow', across],
  ['both, by account', { identity: [all], resource: grant({ AWS: ROOT }) }, 'Allow', across],
  ['both, by everyone', { identity: [all], resource: grant('*') }, 'Allow', across],
  [
    'both, but the boundary',
    { identity: [all], boundary: none, resource: grant({ AWS: USER }) },
    'ImplicitDeny',
    across,
  ],
  [
    'both, but the session policy',
    { identity: [all], session: none, resource: grant({ AWS: SESSION }) },
    'ImplicitDeny',
    { ...across, principal: SESSION },
  ],
  [
    'both, but the SCP',
    { identity: [all], scp: [none], resource: grant({ AWS: USER }) },
    'ImplicitDeny',
    across,
  ],
  [
    'both, but an RCP of the owner',
    { identity: [all], rcp: [policy(deny({ Principal: '*' }))], resource: grant({ AWS: USER }) },
    'ExplicitDeny',
    across,
  ],
  [
    'both, and a Deny in either',
    { identity: [all], resource: policy(allow({ Principal: '*' }), deny({ Principal: '*' })) },
    'ExplicitDeny',
    across,
  ],
  [
    'the key of the resource settles whose it is',
    { resource: grant({ AWS: USER }) },
    'ImplicitDeny',
    { resource: 'arn:aws:s3:::bucket/key', context: { 'AWS:resourceaccount': '444455556666' } },
  ],
]);

const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
const kms = { action: 'kms:Decrypt', resource: KEY };
const assume = { action: 'sts:AssumeRole', resource: ROLE };

check('https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html and role trust policies', [
  [
    'the key policy delegates to the account',
    { identity: [all], resource: grant({ AWS: ROOT }) },
    'Allow',
    kms,
  ],
  ['delegation without an identity policy', { resource: grant({ AWS: ROOT }) }, 'ImplicitDeny', kms],
  ['the key policy names the user', { resource: grant({ AWS: USER }) }, 'Allow', kms],
  ['the key policy is silent', { identity: [all], resource: none }, 'ImplicitDeny', kms],
  ['the trust policy is silent', { identity: [all], resource: none }, 'ImplicitDeny', assume],
  [
    'the trust policy names the user',
    { resource: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: USER } }) },
    'Allow',
    assume,
  ],
  [
    'the trust policy names the account',
    { resource: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: ROOT } }) },
    'ImplicitDeny',
    assume,
  ],
  [
    'web identity',
    {
      resource: policy({
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: 'accounts.google.com' },
        Condition: { StringEquals: { 'accounts.google.com:aud': 'x' } },
      }),
    },
    'Allow',
    {
      ...assume,
      action: 'sts:AssumeRoleWithWebIdentity',
      principal: 'accounts.google.com',
      context: { 'accounts.google.com:aud': 'x' },
    },
  ],
  ['a queue policy may be silent', { identity: [all], resource: none }, 'Allow'],
]);
