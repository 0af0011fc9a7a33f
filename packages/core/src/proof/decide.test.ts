import assert from 'node:assert/strict';
import type { PolicyDocument, PolicyStatement } from '../sources/policy.js';
import { decide } from './decide.js';
import type { Decision, PolicySet, Request } from './types.js';

const USER = 'arn:aws:iam::111122223333:user/alice';
const ROLE = 'arn:aws:iam::111122223333:role/path/orders';
const SESSION = 'arn:aws:sts::111122223333:assumed-role/orders/one';
const OTHER = 'arn:aws:iam::444455556666:user/bob';
const OBJECT = 'arn:aws:s3:::bucket/key';

const policy = (...statements: object[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements as PolicyStatement[],
});
const allow = (rest: object = {}): object => ({ Effect: 'Allow', Action: 's3:*', Resource: '*', ...rest });
const deny = (rest: object = {}): object => ({ Effect: 'Deny', Action: 's3:*', Resource: '*', ...rest });
const request = (change: Partial<Request> = {}): Request => ({
  action: 's3:GetObject',
  resource: OBJECT,
  principal: USER,
  context: {},
  ...change,
});

type Case = [name: string, policies: PolicySet, expected: Decision['decision'], change?: Partial<Request>];

function check(page: string, cases: Case[]): void {
  describe(page, () => {
    for (const [name, policies, expected, change] of cases) {
      it(name, () => {
        const { decision, because } = decide(policies, request(change));
        assert.equal(decision, expected, JSON.stringify(because, null, 1));
        assert.ok(because.length > 0);
      });
    }
  });
}

const PAGES = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_';

check(`${PAGES}grammar.html: element names, which IAM refuses in another spelling`, [
  ['grant all the same', { identity: [policy({ effect: 'Allow', ACTION: 's3:*', resource: '*' })] }, 'Allow'],
  [
    'deny all the same',
    { identity: [policy(allow(), { effect: 'Deny', action: '*', resource: '*' })] },
    'ExplicitDeny',
  ],
  [
    'hold a condition all the same',
    { identity: [policy(allow({ condition: { Bool: { 'aws:SecureTransport': 'true' } } }))] },
    'ImplicitDeny',
  ],
  ['yield to the exact name', { identity: [policy(allow({ action: 'sqs:*' }))] }, 'Allow'],
  ['of the document too', { identity: [{ version: '2012-10-17', statement: allow() } as never] }, 'Allow'],
  ['are no others', { identity: [policy(allow({ Actions: '*', Action: undefined }))] }, 'ImplicitDeny'],
]);

check(`${PAGES}evaluation-logic_policy-eval-denyallow.html`, [
  ['nothing is allowed by default', { identity: [] }, 'ImplicitDeny'],
  ['an identity policy allows', { identity: [policy(allow())] }, 'Allow'],
  ['one of several identity policies suffices', { identity: [policy(), policy(allow())] }, 'Allow'],
  ['a Deny wins over an Allow', { identity: [policy(allow(), deny())] }, 'ExplicitDeny'],
  [
    'a Deny for another action does not',
    { identity: [policy(allow(), deny({ Action: 's3:PutObject' }))] },
    'Allow',
  ],
  [
    'a boundary limits',
    { identity: [policy(allow())], boundary: policy(allow({ Action: 'sqs:*' })) },
    'ImplicitDeny',
  ],
  ['a boundary alone grants nothing', { identity: [], boundary: policy(allow()) }, 'ImplicitDeny'],
  ['identity and boundary both allow', { identity: [policy(allow())], boundary: policy(allow()) }, 'Allow'],
  [
    'a Deny in the boundary wins',
    { identity: [policy(allow())], boundary: policy(allow(), deny()) },
    'ExplicitDeny',
  ],
  [
    'an SCP limits',
    { identity: [policy(allow())], scp: [policy(allow({ Action: 'sqs:*' }))] },
    'ImplicitDeny',
  ],
  [
    'one SCP of the level suffices',
    { identity: [policy(allow())], scp: [policy(allow()), policy(deny({ Action: 'sqs:*' }))] },
    'Allow',
  ],
  [
    'a Deny in an SCP wins',
    { identity: [policy(allow())], scp: [policy(allow()), policy(deny())] },
    'ExplicitDeny',
  ],
  ['no SCPs are no limit', { identity: [policy(allow())], scp: [] }, 'Allow'],
  [
    'a session policy limits',
    { identity: [policy(allow())], session: policy(allow({ Action: 'sqs:*' })) },
    'ImplicitDeny',
  ],
]);

const bucket = (principal: unknown, rest: object = {}): PolicyDocument =>
  policy(allow({ Principal: principal, ...rest }));
const nothing = policy();

check(`${PAGES}evaluation-logic_policy-eval-basics.html`, [
  [
    'a bucket policy that names the user suffices',
    { identity: [], resource: bucket({ AWS: USER }) },
    'Allow',
  ],
  [
    'it bypasses the boundary for a user',
    { identity: [], boundary: nothing, resource: bucket({ AWS: USER }) },
    'Allow',
  ],
  [
    'it bypasses session policies for a session',
    { identity: [], session: nothing, resource: bucket({ AWS: SESSION }) },
    'Allow',
    { principal: SESSION },
  ],
  [
    'a grant to the role is limited by the boundary',
    { identity: [], boundary: nothing, resource: bucket({ AWS: ROLE }) },
    'ImplicitDeny',
    { principal: SESSION },
  ],
  [
    'a grant to the role serves its sessions',
    { identity: [], resource: bucket({ AWS: ROLE }) },
    'Allow',
    { principal: SESSION },
  ],
  ['a grant to everyone', { identity: [], resource: bucket('*') }, 'Allow'],
  ['a grant to every AWS principal', { identity: [], resource: bucket({ AWS: '*' }) }, 'Allow'],
  [
    'a grant to the account only delegates',
    { identity: [], resource: bucket({ AWS: '111122223333' }) },
    'ImplicitDeny',
  ],
  [
    'delegated and allowed',
    { identity: [policy(allow())], resource: bucket({ AWS: '111122223333' }) },
    'Allow',
  ],
  [
    'a resource policy for others does not hinder',
    { identity: [policy(allow())], resource: bucket({ AWS: OTHER }) },
    'Allow',
  ],
  [
    'a Deny in it wins',
    { identity: [policy(allow())], resource: policy(deny({ Principal: '*' })) },
    'ExplicitDeny',
  ],
  ['an SCP limits it too', { identity: [], scp: [nothing], resource: bucket('*') }, 'ImplicitDeny'],
  [
    'a key policy must take part',
    { identity: [policy(allow({ Action: 'kms:*' }))], resource: bucket({ AWS: OTHER }, { Action: 'kms:*' }) },
    'ImplicitDeny',
    { action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-west-1:111122223333:key/1' },
  ],
  [
    'a trust policy without Resource is about its role',
    {
      identity: [],
      resource: policy({
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'lambda.amazonaws.com' },
      }),
    },
    'Allow',
    { action: 'sts:AssumeRole', resource: ROLE, principal: 'lambda.amazonaws.com' },
  ],
]);

const QUEUE = 'arn:aws:sqs:eu-west-1:444455556666:queue';
const sqs = { Action: 'sqs:*' };

check(`${PAGES}evaluation-logic-cross-account.html`, [
  [
    'identity alone is not enough',
    { identity: [policy(allow(sqs))], resource: bucket({ AWS: OTHER }, sqs) },
    'ImplicitDeny',
    { action: 'sqs:SendMessage', resource: QUEUE },
  ],
  [
    'the resource policy alone is not enough',
    { identity: [], resource: bucket({ AWS: USER }, sqs) },
    'ImplicitDeny',
    { action: 'sqs:SendMessage', resource: QUEUE },
  ],
  [
    'both together are',
    { identity: [policy(allow(sqs))], resource: bucket({ AWS: '111122223333' }, sqs) },
    'Allow',
    { action: 'sqs:SendMessage', resource: QUEUE },
  ],
  [
    'the owner of a bucket is told by its key',
    { identity: [], resource: bucket({ AWS: USER }) },
    'ImplicitDeny',
    { context: { 'aws:ResourceAccount': '444455556666' } },
  ],
]);

const except = (principals: string[]): PolicySet => ({
  identity: [policy(allow())],
  resource: policy(deny({ NotPrincipal: { AWS: principals } })),
});

check(`${PAGES}elements_notprincipal.html`, [
  ['the one listed is spared', except([USER, 'arn:aws:iam::111122223333:root']), 'Allow'],
  ['others are not', except([OTHER]), 'ExplicitDeny'],
  ['a listed account spares none of its users', except(['arn:aws:iam::111122223333:root']), 'ExplicitDeny'],
  ['a listed role spares none of its sessions', except([ROLE]), 'ExplicitDeny', { principal: SESSION }],
  ['a listed session is spared', except([SESSION, ROLE]), 'Allow', { principal: SESSION }],
]);

const action = (Action: unknown): PolicySet => ({ identity: [policy(allow({ Action }))] });

check(`${PAGES}elements_action.html`, [
  ['case does not matter', action('S3:getobject'), 'Allow'],
  ['a star ends it', action('s3:Get*'), 'Allow'],
  ['a star in the middle', action('s3:*Object'), 'Allow'],
  ['a star that matches nothing', action('s3:GetObject*'), 'Allow'],
  ['a question mark is one character', action('s3:GetObjec?'), 'Allow'],
  ['not none', action('s3:GetObject?'), 'ImplicitDeny'],
  ['everything', action('*'), 'Allow'],
  ['another service', action('sqs:*'), 'ImplicitDeny'],
  ['a list', action(['sqs:*', 's3:GetObject']), 'Allow'],
  ['no prefix match without a star', action('s3:Get'), 'ImplicitDeny'],
  ['an empty list', action([]), 'ImplicitDeny'],
]);

const notAction = (NotAction: unknown, Effect = 'Allow'): PolicySet => ({
  identity: [
    policy(allow({ Action: Effect === 'Deny' ? '*' : 'sqs:*' }), { Effect, NotAction, Resource: '*' }),
  ],
});

check(`${PAGES}elements_notaction.html`, [
  ['everything but', notAction('iam:*'), 'Allow'],
  ['an exception', notAction(['iam:*', 's3:get*']), 'ImplicitDeny'],
  ['denies everything but', notAction('iam:*', 'Deny'), 'ExplicitDeny'],
  ['spares the exception', notAction('s3:*', 'Deny'), 'Allow'],
]);

const resource = (Resource: unknown): PolicySet => ({ identity: [policy(allow({ Action: '*', Resource }))] });
const on = (name: string): Partial<Request> => ({ resource: name });

check(`${PAGES}elements_resource.html`, [
  ['the same', resource(OBJECT), 'Allow'],
  ['case matters', resource('arn:aws:s3:::Bucket/key'), 'ImplicitDeny'],
  [
    'a star matches slashes',
    resource('arn:aws:s3:::amzn-s3-demo-bucket/*/test/*'),
    'Allow',
    on('arn:aws:s3:::amzn-s3-demo-bucket/1/2/3/test/4/object.jpg'),
  ],
  [
    'a star matches nothing',
    resource('arn:aws:s3:::amzn-s3-demo-bucket/*/test/*'),
    'Allow',
    on('arn:aws:s3:::amzn-s3-demo-bucket//test/'),
  ],
  [
    'what stands between must stand there',
    resource('arn:aws:s3:::amzn-s3-demo-bucket/*/test/*'),
    'ImplicitDeny',
    on('arn:aws:s3:::amzn-s3-demo-bucket/1-test/object.jpg'),
  ],
  ['the bucket is not its objects', resource('arn:aws:s3:::bucket'), 'ImplicitDeny'],
  [
    'objects are not the bucket',
    resource('arn:aws:s3:::bucket/*'),
    'ImplicitDeny',
    on('arn:aws:s3:::bucket'),
  ],
  ['stars in segments', resource('arn:aws:sqs:*:*:queue'), 'Allow', on(QUEUE)],
  ['a star matches an empty segment', resource('arn:aws:s3:*:*:bucket/key'), 'Allow'],
  ['an empty segment matches only itself', resource('arn:aws:sqs:::queue'), 'ImplicitDeny', on(QUEUE)],
  ['a star that ends a segment runs on', resource('arn:aws:sqs:*:queue'), 'Allow', on(QUEUE)],
  [
    'a star inside a segment does not',
    resource('arn:aws:sqs:eu-*t-1:queue'),
    'ImplicitDeny',
    on('arn:aws:sqs:eu-west-1:east-1:queue'),
  ],
  [
    'a question mark is no colon',
    resource('arn:aws:sqs:eu-west-1?444455556666:queue'),
    'ImplicitDeny',
    on(QUEUE),
  ],
  [
    'names behind the fifth colon may hold colons',
    resource('arn:aws:logs:*:*:log-group:/aws/*:log-stream:?'),
    'Allow',
    on('arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/a:b:log-stream:x'),
  ],
  ['a service with everything of it', resource('arn:aws:s3:::*'), 'Allow'],
  ['a question mark', resource('arn:aws:s3:::bucket/ke?'), 'Allow'],
  ['square brackets are plain', resource('arn:aws:s3:::[bucket]/key'), 'ImplicitDeny'],
  [
    'NotResource',
    { identity: [policy({ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::other/*' })] },
    'Allow',
  ],
  [
    'NotResource names it',
    { identity: [policy({ Effect: 'Allow', Action: '*', NotResource: ['arn:aws:s3:::bucket/*'] })] },
    'ImplicitDeny',
  ],
]);

const alice = { context: { 'AWS:UserName': 'alice' } };
const home = (Resource: string, Version?: string): PolicySet => ({
  identity: [{ ...policy(allow({ Resource })), ...(Version !== undefined && { Version }) }],
});

check(`${PAGES}variables.html`, [
  [
    'a variable is replaced',
    home('arn:aws:s3:::b/${aws:username}/*'),
    'Allow',
    { ...alice, ...on('arn:aws:s3:::b/alice/x') },
  ],
  [
    'by the value of the request',
    home('arn:aws:s3:::b/${aws:username}/*'),
    'ImplicitDeny',
    { ...alice, ...on('arn:aws:s3:::b/bob/x') },
  ],
  [
    'without a value nothing matches',
    home('arn:aws:s3:::b/${aws:username}/*'),
    'ImplicitDeny',
    on('arn:aws:s3:::b/alice/x'),
  ],
  [
    'a default',
    home("arn:aws:s3:::b-${aws:PrincipalTag/team, 'company-wide'}/*"),
    'Allow',
    on('arn:aws:s3:::b-company-wide/x'),
  ],
  [
    'a value beats the default',
    home("arn:aws:s3:::b-${aws:PrincipalTag/team, 'all'}/*"),
    'ImplicitDeny',
    { ...on('arn:aws:s3:::b-all/x'), context: { 'aws:PrincipalTag/team': 'red' } },
  ],
  [
    'a star in a value is text',
    home('arn:aws:s3:::b/${aws:username}/x'),
    'ImplicitDeny',
    { ...on('arn:aws:s3:::b/anyone/x'), context: { 'aws:username': '*' } },
  ],
  [
    'a key with several values is no variable',
    home('arn:aws:s3:::b/${aws:username}/x'),
    'ImplicitDeny',
    { ...on('arn:aws:s3:::b/a/x'), context: { 'aws:username': ['a', 'b'] } },
  ],
  ['a literal star', home('arn:aws:s3:::b/${*}'), 'ImplicitDeny', on('arn:aws:s3:::b/x')],
  ['is matched by itself', home('arn:aws:s3:::b/${*}${?}${$}'), 'Allow', on('arn:aws:s3:::b/*?$')],
  [
    '2008-10-17 has no variables',
    home('arn:aws:s3:::b/${aws:username}', '2008-10-17'),
    'Allow',
    on('arn:aws:s3:::b/${aws:username}'),
  ],
  [
    'and does not replace them',
    home('arn:aws:s3:::b/${aws:username}', '2008-10-17'),
    'ImplicitDeny',
    { ...alice, ...on('arn:aws:s3:::b/alice') },
  ],
  ['a symbol of a template is itself', home('${Orders.Arn}/*'), 'Allow', on('${Orders.Arn}/x')],
]);

describe('decide, input of any kind', () => {
  const bad: unknown[] = [
    null,
    1,
    'text',
    [],
    {},
    { Statement: null },
    { Statement: [null, 1, 'x', []] },
    { Statement: { Effect: 'allow' } },
    policy({ Effect: 'Allow', Action: 1, Resource: '*' }),
    policy({ Effect: 'Allow', Action: '*' }),
    policy({ Effect: 'Allow', Resource: '*' }),
    policy({ Effect: 'Allow', Action: '*', NotAction: 'x', Resource: '*' }),
    policy({ Effect: 'Allow', NotAction: {}, Resource: '*' }),
    policy({ Effect: 'Allow', Action: '*', NotResource: null }),
    policy(allow({ Condition: 'x' })),
    policy(allow({ Condition: { StringEquals: 1 } })),
    policy(allow({ Condition: null })),
    policy(allow({ Condition: { StringEquals: { key: { a: 1 } } } })),
    policy(allow({ Condition: { Nonsense: { key: '*' } } })),
    policy(allow({ Condition: { ['__proto__']: { key: 'x' } } })),
  ];
  bad.forEach((document, index) => {
    it(`allows nothing and does not throw: ${index}`, () => {
      const set = { identity: [document] } as unknown as PolicySet;
      assert.equal(decide(set, request()).decision, 'ImplicitDeny');
    });
  });

  it('reads a request with parts missing', () => {
    assert.equal(decide({ identity: [policy(allow())] }, {} as Request).decision, 'ImplicitDeny');
  });
});

describe('decide, because', () => {
  it('names statement, element and value', () => {
    const statement = allow({ Sid: 'Read', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } });
    const { because } = decide({ identity: [policy(statement)] }, request());
    assert.deepEqual(because, [
      {
        layer: 'identity',
        policy: 0,
        statement: 'Read',
        effect: 'Allow',
        element: 'Condition',
        matched: false,
        detail: 'StringEquals aws:PrincipalTag/team: the request has missing, wanted red',
      },
    ]);
  });

  it('names the Deny that won', () => {
    const { because } = decide({ identity: [policy(allow(), deny({ Action: 's3:Get*' }))] }, request());
    assert.deepEqual(
      because.map(({ statement, element, matched }) => [statement, element, matched]),
      [['1', 'Statement', true]],
    );
  });
});
