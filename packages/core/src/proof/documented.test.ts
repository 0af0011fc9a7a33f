import assert from 'node:assert/strict';
import type { PolicyDocument, PolicyStatement } from '../sources/policy.js';
import { decide } from './decide.js';
import type { Decision, PolicySet, Request } from './types.js';

/** Examples that AWS's pages give with their answers, and rules of which no other table has a case. */
const ACCOUNT = '111122223333';
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const USER = `arn:aws:iam::${ACCOUNT}:user/alice`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/orders`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/orders/one`;
const FEDERATED = `arn:aws:sts::${ACCOUNT}:federated-user/carol`;
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:queue`;
const THEIRS = 'arn:aws:sqs:eu-west-1:444455556666:queue';

const policy = (...statements: object[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements as PolicyStatement[],
});
const allow = (rest: object = {}): object => ({ Effect: 'Allow', Action: '*', Resource: '*', ...rest });
const deny = (rest: object = {}): object => ({ ...allow(rest), Effect: 'Deny' });
const all = policy(allow());
const none = policy();
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
        const shown = { Allow: 'Allow true', ExplicitDeny: 'Deny true', ImplicitDeny: 'Allow false' };
        const effects = because.map(({ effect, matched }) => `${effect} ${String(matched)}`);
        assert.ok(effects.includes(shown[expected]), JSON.stringify(because, null, 1));
      });
    }
  });
}

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
const as = (principal: string, change: Change = {}): Change => ({ principal, ...change });
const keyed = { action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1` };

check(`${GUIDE}reference_policies_evaluation-logic_policy-eval-denyallow.html, the root user`, [
  ['has full access', {}, 'Allow', as(ROOT)],
  ['whatever its identity policies say', { identity: [none] }, 'Allow', as(ROOT)],
  ['but for a Deny', { identity: [policy(deny())] }, 'ExplicitDeny', as(ROOT)],
  ['not beyond an SCP', { scp: [none] }, 'ImplicitDeny', as(ROOT)],
  ['not against a resource policy', { resource: policy(deny({ Principal: '*' })) }, 'ExplicitDeny', as(ROOT)],
  ['needs no grant in a resource policy', { resource: none }, 'Allow', as(ROOT)],
  ['needs one in another account', { resource: none }, 'ImplicitDeny', as(ROOT, { resource: THEIRS })],
  ['and has it', { resource: grant({ AWS: ROOT }) }, 'Allow', as(ROOT, { resource: THEIRS })],
  ['needs one in a key policy', { resource: none }, 'ImplicitDeny', as(ROOT, keyed)],
  ['is no user of that name', {}, 'ImplicitDeny', as(`arn:aws:iam::${ACCOUNT}:user/root`)],
]);

check(`${GUIDE}reference_policies_evaluation-logic_policy-eval-denyallow.html, federated users`, [
  ['nothing without a session policy', { identity: [all] }, 'ImplicitDeny', as(FEDERATED)],
  ['what user and session policy both allow', { identity: [all], session: all }, 'Allow', as(FEDERATED)],
  [
    'not what the session policy leaves out',
    { identity: [all], session: none },
    'ImplicitDeny',
    as(FEDERATED),
  ],
  ['not what the user lacks', { session: all }, 'ImplicitDeny', as(FEDERATED)],
  ['a resource policy names the session', { resource: grant({ AWS: FEDERATED }) }, 'Allow', as(FEDERATED)],
  [
    'a resource policy names the account',
    { identity: [all], resource: grant({ AWS: ROOT }) },
    'ImplicitDeny',
    as(FEDERATED),
  ],
  ['a role session needs no session policy', { identity: [all] }, 'Allow', as(SESSION)],
]);

const assume = { action: 'sts:TagSession', resource: ROLE };

check(`${GUIDE}reference_policies_evaluation-logic_policy-eval-denyallow.html, trust policies`, [
  [
    'tags of a session are for the trust policy to allow',
    { identity: [all], resource: none },
    'ImplicitDeny',
    assume,
  ],
  [
    'the source identity too',
    { identity: [all], resource: none },
    'ImplicitDeny',
    { ...assume, action: 'sts:SetSourceIdentity' },
  ],
  ['allowed there', { resource: grant({ AWS: USER }) }, 'Allow', assume],
  [
    'other actions on a role are not',
    { identity: [all], resource: none },
    'Allow',
    { ...assume, action: 'iam:GetRole' },
  ],
]);

check(`${GUIDE}reference_policies_grammar.html, what is no action`, [
  ['a name without its service', { identity: [all] }, 'ImplicitDeny', { action: 'SendMessage' }],
  ['a service without a name', { identity: [all] }, 'ImplicitDeny', { action: 'sqs:' }],
  ['a name without a service', { identity: [all] }, 'ImplicitDeny', { action: ':SendMessage' }],
  ['two colons', { identity: [all] }, 'ImplicitDeny', { action: 'sqs:Send:Message' }],
  ['nothing', { identity: [all] }, 'ImplicitDeny', { action: '' }],
  ['nor is it denied', { identity: [policy(deny())] }, 'ImplicitDeny', { action: 'SendMessage' }],
  ['a service nobody knows', { identity: [all] }, 'Allow', { action: 'tomorrow:DoThing' }],
]);

const carlos = {
  identity: [
    policy(
      allow({ Action: ['s3:GetBucketLocation', 's3:ListAllMyBuckets'], Resource: 'arn:aws:s3:::*' }),
      allow({ Action: 's3:*', Resource: ['arn:aws:s3:::carlossalazar/*', 'arn:aws:s3:::carlossalazar'] }),
      deny({ Action: 's3:*', Resource: 'arn:aws:s3:::*log*' }),
    ),
  ],
  resource: grant(
    { AWS: USER },
    { Action: 's3:*', Resource: ['arn:aws:s3:::carlossalazar/*', 'arn:aws:s3:::carlossalazar'] },
  ),
};
const put = (resource: string): Change => ({ action: 's3:PutObject', resource });

check(`${GUIDE}reference_policies_evaluation-logic_policy-eval-basics.html, Carlos`, [
  ['his logs are denied', carlos, 'ExplicitDeny', put('arn:aws:s3:::carlossalazar-logs/x')],
  ['his bucket is his', carlos, 'Allow', put('arn:aws:s3:::carlossalazar/x')],
  ['no other bucket is', carlos, 'ImplicitDeny', put('arn:aws:s3:::carlos/x')],
  ['he lists all buckets', carlos, 'Allow', { action: 's3:ListAllMyBuckets', resource: 'arn:aws:s3:::*' }],
]);

const reports = {
  identity: [policy(allow({ Action: ['iam:Get*', 'iam:List*'] }), deny({ Action: 'iam:*Report' }))],
};
const iam = (action: string): Change => ({ action, resource: '*' });

check(`${GUIDE}reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html`, [
  ['allowed', reports, 'Allow', iam('iam:ListUsers')],
  ['denied implicitly', reports, 'ImplicitDeny', iam('iam:CreatePolicy')],
  ['denied explicitly', reports, 'ExplicitDeny', iam('iam:GetOrganizationsAccessReport')],
  ['denied explicitly, allowed by nobody', reports, 'ExplicitDeny', iam('iam:GenerateCredentialReport')],
]);

const objects = (Resource: string): Partial<PolicySet> => ({ identity: [policy(allow({ Resource }))] });
const test = objects('arn:aws:s3:::amzn-s3-demo-bucket/*/test/*');
const key = (name: string): Change => put(`arn:aws:s3:::amzn-s3-demo-bucket/${name}`);

check(`${GUIDE}reference_policies_elements_resource.html, its list of objects`, [
  ...[
    '1/test/object.jpg',
    '1/2/test/object.jpg',
    '1/2/test/3/object.jpg',
    '1/2/3/test/4/object.jpg',
    '1///test///object.jpg',
    '1/test/.jpg',
    '/test/object.jpg',
    '1/test/',
  ].map((name): Case => [name, test, 'Allow', key(name)]),
  ...['1-test/object.jpg', 'test/object.jpg', '1/2/test.jpg'].map((name): Case => [
    name,
    test,
    'ImplicitDeny',
    key(name),
  ]),
  ['a star for the service', objects('arn:aws:*:*:*:*'), 'Allow'],
  ['a star that ends the text', objects('arn:aws:sqs:*'), 'Allow'],
  ['too few segments', objects('arn:aws:sqs:eu-west-1:queue'), 'ImplicitDeny'],
  ['another partition', objects('arn:aws-cn:sqs:*:*:queue'), 'ImplicitDeny'],
  ['a question mark a segment', objects('arn:aws:sqs:eu-west-?:11112222333?:queu?'), 'Allow'],
  [
    'what the request names is no pattern',
    objects('arn:aws:sqs:eu-west-1:111122223333:q'),
    'ImplicitDeny',
    { resource: 'arn:aws:sqs:*' },
  ],
  ['no resource of its own', objects('arn:aws:s3:::*'), 'ImplicitDeny', { resource: '*' }],
  ['no resource of its own, and a star', objects('*'), 'Allow', { resource: '*' }],
]);

const finance = 'arn:aws:someservice:*:111122223333:finance/*';
const odd = 'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt';
const when = (Condition: unknown): Partial<PolicySet> => ({ identity: [policy(allow({ Condition }))] });
const given = (context: Request['context']): Change => ({ context });

check(`${GUIDE}reference_policies_elements_condition_operators.html#Conditions_ARN, its example`, [
  [
    'StringLike matches',
    when({ StringLike: { 'aws:SourceArn': finance } }),
    'Allow',
    given({ 'aws:SourceArn': odd }),
  ],
  [
    'ArnLike does not',
    when({ ArnLike: { 'aws:SourceArn': finance } }),
    'ImplicitDeny',
    given({ 'aws:SourceArn': odd }),
  ],
]);

const instances = { StringLikeIfExists: { 'ec2:InstanceType': ['t1.*', 't2.*', 'm3.*'] } };

check(`${GUIDE}reference_policies_elements_condition_operators.html#Conditions_IfExists, its example`, [
  ['an instance of the type', when(instances), 'Allow', given({ 'ec2:InstanceType': 't2.micro' })],
  ['of another', when(instances), 'ImplicitDeny', given({ 'ec2:InstanceType': 'c5.large' })],
  ['what is no instance', when(instances), 'Allow'],
  ['long-lived credentials', when({ Null: { 'aws:TokenIssueTime': 'true' } }), 'Allow'],
  [
    'temporary ones',
    when({ Null: { 'aws:TokenIssueTime': 'true' } }),
    'ImplicitDeny',
    given({ 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' }),
  ],
]);

const tags = (operator: string, ...values: string[]): Partial<PolicySet> => ({
  identity: [policy(allow(), deny({ Condition: { [operator]: { 'aws:TagKeys': values } } }))],
});
const asks = (...keys: string[]): Change => given({ 'aws:TagKeys': keys });

check(`${GUIDE}reference_policies_condition_examples-multi-valued-context-keys.html`, [
  ['all like key1', tags('ForAllValues:StringNotLike', 'key1*'), 'Allow', asks('key1:legal')],
  ['all of two', tags('ForAllValues:StringNotLike', 'key1*'), 'Allow', asks('key1:hr', 'key1:personnel')],
  ['none like key1', tags('ForAllValues:StringNotLike', 'key1*'), 'ExplicitDeny', asks('key2:audit')],
  ['ForAllValues without the key', tags('ForAllValues:StringNotLike', 'key1*'), 'ExplicitDeny'],
  [
    'ForAnyValue, one of them',
    tags('ForAnyValue:StringEquals', 'webserver'),
    'ExplicitDeny',
    asks('env', 'webserver'),
  ],
  ['ForAnyValue, none of them', tags('ForAnyValue:StringEquals', 'webserver'), 'Allow', asks('env')],
  ['ForAnyValue without the key', tags('ForAnyValue:StringEquals', 'webserver'), 'Allow'],
  [
    'ForAnyValue negated, one other',
    tags('ForAnyValue:StringNotEquals', 'a', 'b'),
    'ExplicitDeny',
    asks('a', 'c'),
  ],
]);

const sensitive = { StringNotEquals: { 'aws:PrincipalTag/team': ['red', 'blue'] } };

check(`${GUIDE}reference_policies_condition-logic-multiple-context-keys-or-values.html`, [
  [
    'several values of a negated operator are NOR',
    when(sensitive),
    'Allow',
    given({ 'aws:PrincipalTag/team': 'green' }),
  ],
  ['one of them', when(sensitive), 'ImplicitDeny', given({ 'aws:PrincipalTag/team': 'blue' })],
  ['names of keys have no case', when(sensitive), 'ImplicitDeny', given({ 'AWS:principaltag/TEAM': 'red' })],
  ['their values have', when(sensitive), 'Allow', given({ 'aws:PrincipalTag/team': 'Red' })],
  [
    'operators are joined by AND',
    when({ StringEquals: { a: '1' }, NumericLessThan: { b: '5' } }),
    'ImplicitDeny',
    given({ a: '1', b: '7' }),
  ],
  [
    'an operator twice in different case',
    when({ StringEquals: { a: '1' }, stringequals: { a: '2' } }),
    'ImplicitDeny',
    given({ a: '1' }),
  ],
  [
    'numbers and booleans in the request',
    when({ Bool: { a: 'true' }, NumericEquals: { b: 3 } }),
    'Allow',
    given({ a: true, b: 3 } as never),
  ],
  ['a value that is null is missing', when({ Null: { a: 'true' } }), 'Allow', given({ a: null } as never)],
]);

describe('decide, because names the element', () => {
  const rows: [string, object, Change, string, RegExp][] = [
    ['Action', { Action: 's3:*' }, {}, 'Action', /sqs:SendMessage matches none of s3:\*/],
    ['NotAction', { Action: undefined, NotAction: 'sqs:*' }, {}, 'NotAction', /among the exceptions sqs:\*/],
    ['Resource', { Resource: THEIRS }, {}, 'Resource', /queue matches none of/],
    ['NotResource', { Resource: undefined, NotResource: QUEUE }, {}, 'NotResource', /among the exceptions/],
    [
      'Condition',
      { Condition: { Bool: { k: 'true' } } },
      {},
      'Condition',
      /Bool k: the request has missing, wanted true/,
    ],
    [
      'an unknown operator',
      { Condition: { Nope: { k: 'true' } } },
      {},
      'Condition',
      /Nope is no condition operator/,
    ],
    ['what is malformed', { Resource: [5] }, {}, 'Resource', /missing or malformed/],
    ['what is no action', {}, { action: 'Send' }, 'Action', /Send names no service/],
  ];
  for (const [name, rest, change, element, detail] of rows) {
    it(name, () => {
      const request = { action: 'sqs:SendMessage', resource: QUEUE, principal: USER, context: {}, ...change };
      const [reason] = decide({ identity: [policy(allow({ Sid: 'S', ...rest }))] }, request).because;
      assert.equal(reason?.element, element);
      assert.equal(reason.matched, false);
      assert.match(reason.detail, detail);
    });
  }

  it('names the root user', () => {
    const request = { action: 'sqs:SendMessage', resource: QUEUE, principal: ROOT, context: {} };
    const [reason] = decide({ identity: [] }, request).because;
    assert.deepEqual(
      [reason?.element, reason?.detail],
      ['Principal', 'the root user has full access to its account'],
    );
  });

  it('names the layer that is silent', () => {
    const request = { action: 'sqs:SendMessage', resource: QUEUE, principal: FEDERATED, context: {} };
    const { because } = decide({ identity: [all] }, request);
    assert.deepEqual(
      because.map(({ layer, element }) => [layer, element]),
      [['session', 'Statement']],
    );
  });
});

describe('decide takes anything', () => {
  const odd = [null, undefined, 5, 'x', [], {}, { identity: null }, { identity: [], scp: all, rcp: {} }];
  odd.forEach((value, index) => {
    it(`and allows nothing: ${index}`, () => {
      const request = { action: 'sqs:SendMessage', resource: QUEUE, principal: USER, context: {} };
      assert.equal(decide(value as never, request).decision, 'ImplicitDeny');
      assert.equal(decide({ identity: [all] }, value as never).decision, 'ImplicitDeny');
    });
  });

  it('an SCP that stands without a list', () => {
    const request = { action: 'sqs:SendMessage', resource: QUEUE, principal: USER, context: {} };
    assert.equal(decide({ identity: [all], scp: none as never }, request).decision, 'ImplicitDeny');
    assert.equal(decide({ identity: [all], scp: all as never }, request).decision, 'Allow');
  });
});
