import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SourceFunction } from '../../sources/model.js';
import type { StackResources, UsageRow } from '../types.js';
import { ACCOUNT, call, fn, model, role, row, snapshot } from './kit.test.js';
import { linkFunctions } from './linkFunctions.js';
import type { LinkOptions } from './types.js';

const S1 = '1A2B3C4D5E6F7';
const S2 = 'Yb9hvG8gT1to';

interface Case {
  readonly functions: SourceFunction[];
  readonly rows: UsageRow[];
  readonly options?: Partial<LinkOptions>;
  readonly stacks?: StackResources[];
  /** principals | sessions | problem codes, of the first function. */
  readonly expected: string;
}

const NONE: LinkOptions = { stacks: [], principals: [], links: [] };

function linkFirst({ functions, rows, options, stacks }: Omit<Case, 'expected'>) {
  const linked = linkFunctions([model(functions)], snapshot(rows, stacks), { ...NONE, ...options });
  const [link] = linked.value;
  assert.ok(link);
  return { link, problems: linked.problems };
}

function summary(of: Omit<Case, 'expected'>): string {
  const { link, problems } = linkFirst(of);
  const names = link.principals.map((arn) => arn.replace(`arn:aws:iam::${ACCOUNT}:`, ''));
  const codes = problems.map((problem) => problem.code);
  return [names.join(','), link.sessions?.join(',') ?? 'whole', codes.join(',')].join(' | ');
}

const orders = fn('OrdersFunction');
const prod = call(`orders-prod-OrdersFunctionRole-${S1}`, `orders-prod-OrdersFunction-${S2}`);
const dev = call(`orders-dev-OrdersFunctionRole-${S1}`, `orders-dev-OrdersFunction-${S2}`);
const PROD_ROLE = `role/orders-prod-OrdersFunctionRole-${S1}`;
const DEV_ROLE = `role/orders-dev-OrdersFunctionRole-${S1}`;
const PROD_SESSION = `orders-prod-OrdersFunction-${S2}`;
const DEV_SESSION = `orders-dev-OrdersFunction-${S2}`;

const CASES: Record<string, Case> = {
  'the stack given': {
    functions: [orders],
    rows: [prod, dev],
    options: { stacks: ['orders-prod'] },
    expected: `${PROD_ROLE} | ${PROD_SESSION} | `,
  },
  'two stacks given: the union': {
    functions: [orders],
    rows: [prod, dev],
    options: { stacks: ['orders-prod', 'orders-dev'] },
    expected: `${DEV_ROLE},${PROD_ROLE} | ${DEV_SESSION},${PROD_SESSION} | `,
  },
  'a stack whose name begins another': {
    functions: [orders],
    rows: [prod],
    options: { stacks: ['orders'] },
    expected: ' |  | function-not-seen',
  },
  'no stack given, one candidate': {
    functions: [orders],
    rows: [prod],
    expected: `${PROD_ROLE} | ${PROD_SESSION} | linked-by-pattern`,
  },
  'no stack given, several candidates': {
    functions: [orders],
    rows: [prod, dev],
    expected: ' |  | link-ambiguous',
  },
  'the function was made anew in the same stack': {
    functions: [orders],
    rows: [prod, call(`orders-prod-OrdersFunctionRole-${S1}`, `orders-prod-OrdersFunction-${S1}`)],
    expected: `${PROD_ROLE} | orders-prod-OrdersFunction-${S1},${PROD_SESSION} | linked-by-pattern`,
  },
  'a role that was seen without a session of the function': {
    functions: [orders],
    rows: [call(`orders-prod-OrdersFunctionRole-${S1}`, 'awslambda_12_20260801')],
    options: { stacks: ['orders-prod'] },
    expected: `${PROD_ROLE} |  | function-not-seen`,
  },
  'a session of the right name under another stack role': {
    functions: [orders],
    rows: [call(`orders-dev-OrdersFunctionRole-${S1}`, `orders-prod-OrdersFunction-${S2}`)],
    expected: ' |  | function-not-seen',
  },
  'a logical id that another ends with': {
    functions: [fn('Orders')],
    rows: [
      call(`app-MyOrdersRole-${S1}`, `app-MyOrders-${S2}`),
      call(`app-OrdersRole-${S1}`, `app-OrdersRole-${S2}`),
    ],
    expected: ' |  | function-not-seen',
  },
  'a shared role': {
    functions: [fn('A', { role: { logicalId: 'SharedRole', declaredName: undefined, arn: undefined } })],
    rows: [call(`app-SharedRole-${S1}`, `app-A-${S2}`), call(`app-SharedRole-${S1}`, `app-B-${S2}`)],
    options: { stacks: ['app'] },
    expected: `role/app-SharedRole-${S1} | app-A-${S2} | `,
  },
  'a declared name is enough': {
    functions: [fn('Orders', { declaredName: 'orders-api' })],
    rows: [call(`app-OrdersRole-${S1}`, 'orders-api'), call(`app-OrdersRole-${S1}`, 'orders-api-2')],
    expected: `role/app-OrdersRole-${S1} | orders-api | `,
  },
  'a declared name and a declared role': {
    functions: [
      fn('Orders', {
        declaredName: 'orders-api',
        role: { logicalId: 'Role', declaredName: 'orders-role', arn: undefined },
      }),
    ],
    rows: [call('orders-role', 'orders-api'), call('other-role', 'orders-api')],
    expected: 'role/orders-role | orders-api | ',
  },
  'a declared name with the stack in it': {
    functions: [fn('Orders', { declaredName: '${AWS::StackName}-api', role: undefined })],
    rows: [call('r', 'orders-prod-api'), call('r', 'orders-dev-api')],
    options: { stacks: ['orders-prod'] },
    expected: 'role/r | orders-prod-api | ',
  },
  'a declared name with a parameter that one session fits': {
    functions: [fn('Orders', { declaredName: 'orders-${Stage}', role: undefined })],
    rows: [call('r', 'orders-prod'), call('r', 'other')],
    expected: 'role/r | orders-prod | linked-by-pattern',
  },
  'a declared name with a parameter that two sessions fit': {
    functions: [fn('Orders', { declaredName: 'orders-${Stage}', role: undefined })],
    rows: [call('r', 'orders-prod'), call('r', 'orders-dev')],
    expected: ' |  | link-ambiguous',
  },
  'a declared name that is a parameter says nothing': {
    functions: [fn('Orders', { declaredName: '${Name}', role: undefined })],
    rows: [call('r', 'whatever')],
    expected: ' |  | function-not-seen',
  },
  'a role given by its ARN, seen with its path': {
    functions: [
      fn('Orders', {
        declaredName: 'orders',
        role: { logicalId: undefined, declaredName: undefined, arn: role('shared') },
      }),
    ],
    rows: [row({ principal: role('service-role/shared'), session: 'orders' })],
    expected: 'role/service-role/shared | orders | ',
  },
  'stack resources before name patterns': {
    functions: [orders],
    rows: [call('any-role', 'any-name'), call('any-role', PROD_SESSION)],
    stacks: [
      {
        stack: 'orders-prod',
        resources: [
          { logicalId: 'OrdersFunction', type: 'AWS::Lambda::Function', physicalId: 'any-name' },
          { logicalId: 'OrdersFunctionRole', type: 'AWS::IAM::Role', physicalId: 'any-role' },
        ],
      },
    ],
    expected: 'role/any-role | any-name | ',
  },
  'stack resources of two stacks, none named': {
    functions: [orders],
    rows: [prod],
    stacks: ['orders-prod', 'orders-dev'].map((stack) => ({
      stack,
      resources: [{ logicalId: 'OrdersFunction', type: 'AWS::Lambda::Function', physicalId: 'x' }],
    })),
    expected: ' |  | link-ambiguous',
  },
  'a role ARN with symbols in it': {
    functions: [
      fn('Orders', {
        declaredName: 'orders',
        role: {
          logicalId: undefined,
          declaredName: undefined,
          arn: 'arn:aws:iam::${AWS::AccountId}:role/p/shared',
        },
      }),
    ],
    rows: [row({ principal: role('p/shared'), session: 'orders' }), call('other', 'orders')],
    expected: 'role/p/shared | orders | ',
  },
  'a role that is a parameter': {
    functions: [fn('Orders', { role: { logicalId: undefined, declaredName: undefined, arn: '${RoleArn}' } })],
    rows: [call('any', `app-Orders-${S2}`)],
    expected: `role/any | app-Orders-${S2} | linked-by-pattern`,
  },
  'functions of one template found in different stacks': {
    functions: [fn('A'), fn('B')],
    rows: [call(`one-ARole-${S1}`, `one-A-${S2}`), call(`two-BRole-${S1}`, `two-B-${S2}`)],
    expected: ' |  | link-ambiguous,link-ambiguous',
  },
  'stacks of which one begins the other are two': {
    functions: [fn('A'), fn('B')],
    rows: [call(`one-ARole-${S1}`, `one-A-${S2}`), call(`one-two-BRole-${S1}`, `one-two-B-${S2}`)],
    expected: ' |  | link-ambiguous,link-ambiguous',
  },
  'functions whose stated names differ by more than a stack': {
    functions: [
      fn('A', { declaredName: 'a-${Stage}', role: undefined }),
      fn('B', { declaredName: 'b-${Stage}', role: undefined }),
    ],
    rows: [call('r', 'a-prod'), call('r', 'b-prod')],
    expected: 'role/r | a-prod | linked-by-pattern,linked-by-pattern',
  },
  'an open name that fits two functions, one stack named': {
    functions: [fn('A', { declaredName: '${Env}-api', role: undefined })],
    rows: [call('r', 'dev-api'), call('r', 'prod-api')],
    options: { stacks: ['shop'] },
    expected: ' |  | link-ambiguous',
  },
  'two stacks named, one of them silent': {
    functions: [orders],
    rows: [prod],
    options: { stacks: ['orders-prod', 'orders-dev'] },
    expected: `${PROD_ROLE} | ${PROD_SESSION} | function-not-seen`,
  },
  'the config before everything': {
    functions: [orders],
    rows: [prod, call('mine', 'my-session')],
    options: { links: [{ function: 'OrdersFunction', role: role('mine'), session: 'my-session' }] },
    expected: 'role/mine | my-session | ',
  },
  'a config link by id and role alone': {
    functions: [orders],
    rows: [call('mine', 'a'), call('mine', 'b')],
    options: {
      links: [{ function: 'template.yaml#OrdersFunction', role: role('mine'), session: undefined }],
    },
    expected: 'role/mine | whole | ',
  },
  'an ECS task takes the whole role': {
    functions: [fn('Task', { kind: 'ecsTask' })],
    rows: [call(`app-TaskRole-${S1}`, 'f3a9'), call(`app-OtherRole-${S1}`, 'f3a9')],
    options: { stacks: ['app'] },
    expected: `role/app-TaskRole-${S1} | whole | `,
  },
  'a bare policy and its principal, given as a session': {
    functions: [fn('policy', { kind: 'principal', logicalId: undefined, role: undefined })],
    rows: [row({ principal: role('path/holder'), session: 'x' })],
    options: { principals: [`arn:aws:sts::${ACCOUNT}:assumed-role/holder/x`] },
    expected: 'role/path/holder | whole | ',
  },
  'a bare policy and a user': {
    functions: [fn('policy', { kind: 'principal', logicalId: undefined, role: undefined })],
    rows: [row({ principal: `arn:aws:iam::${ACCOUNT}:user/ann`, principalType: 'user', session: '' })],
    options: { principals: [`arn:aws:iam::${ACCOUNT}:user/ann`] },
    expected: 'user/ann | whole | ',
  },
  'a bare policy and a user, given without its path': {
    functions: [fn('policy', { kind: 'principal', logicalId: undefined, role: undefined })],
    rows: [row({ principal: `arn:aws:iam::${ACCOUNT}:user/ci/ann`, principalType: 'user', session: '' })],
    options: { principals: [`arn:aws:iam::${ACCOUNT}:user/ann`] },
    expected: 'user/ci/ann | whole | ',
  },
  'a bare policy without a principal': {
    functions: [fn('policy', { kind: 'principal', logicalId: undefined, role: undefined })],
    rows: [],
    expected: ' | whole | principal-missing',
  },
  'an empty snapshot': { functions: [orders], rows: [], expected: ' |  | function-not-seen' },
  'folded and nameless sessions are nobody': {
    functions: [fn('A', { declaredName: 'a*', role: undefined })],
    rows: [call('r', '*'), call('r', '')],
    expected: ' |  | function-not-seen',
  },
};

describe('linkFunctions', () => {
  for (const [what, each] of Object.entries(CASES))
    it(what, () => assert.equal(summary(each), each.expected));

  it('joins names that CloudFormation cut', () => {
    const stack = 'amplify-digitalassistant-wc-sandbox-81d2';
    const seen = call(
      'amplify-digitalassistant--lightweightAgentlambdaSer-i74cVKgm4lf3',
      'amplify-digitalassistant--lightweightAgentlambda3D-SvyqMpiwGrVq',
    );
    const long = fn('lightweightAgentlambda3D66FF47', {
      role: { logicalId: 'lightweightAgentlambdaServiceRole9A0B', declaredName: undefined, arn: undefined },
    });
    const found = linkFirst({ functions: [long], rows: [seen], options: { stacks: [stack] } });
    assert.deepEqual([found.link.seen, found.link.sessions], [true, [seen.session]]);
  });

  it('guesses nothing where a cut name fits two functions', () => {
    const cut = `orders-production-europe1-OrdersProcessingFunctionX-${S2}`;
    assert.equal(cut.length, 64);
    const functions = ['OrdersProcessingFunctionXOne', 'OrdersProcessingFunctionXTwo'].map((id) =>
      fn(id, { role: undefined }),
    );
    const options = { stacks: ['orders-production-europe1-main'] };
    assert.equal(
      summary({ functions, rows: [call('r', cut)], options }),
      ' |  | link-ambiguous,link-ambiguous',
    );
  });

  it('guesses nothing where a cut role fits two tasks', () => {
    const cut = `orders-production-europe1-OrdersProcessingTaskRoleX-${S2}`;
    assert.equal(cut.length, 64);
    const functions = ['OrdersProcessingTaskRoleXOne', 'OrdersProcessingTaskRoleXTwo'].map((id) =>
      fn(id, { kind: 'ecsTask', role: { logicalId: id, declaredName: undefined, arn: undefined } }),
    );
    const options = { stacks: ['orders-production-europe1-main'] };
    const found = summary({ functions, rows: [call(cut, 'a')], options });
    assert.equal(found, ' | whole | link-ambiguous,link-ambiguous');
  });

  it('says what joined them and in which stack', () => {
    const { link } = linkFirst({ functions: [orders], rows: [prod], options: { stacks: ['orders-prod'] } });
    assert.deepEqual([link.because, link.stacks], ['name pattern in stack orders-prod', ['orders-prod']]);
  });

  it('says where names fit when the stack named is another', () => {
    const { problems } = linkFirst({
      functions: [orders],
      rows: [prod, dev],
      options: { stacks: ['orders'] },
    });
    assert.match(problems[0]?.message ?? '', /Its names fit orders-dev, orders-prod\.$/);
  });

  it('joins by search what CloudFormation cut at different lengths', () => {
    const rows = [
      call(
        'amplify-videogenerator-xs-videolistlambdaServiceRol-55R1hGaCr1L8',
        'amplify-videogenerator-xss-videolistlambdaB0A0936E-9bJIYdur8Umx',
      ),
    ];
    const named = (logicalId: string) => ({ logicalId, declaredName: undefined, arn: undefined });
    const long = fn('videolistlambdaB0A0936E', { role: named('videolistlambdaServiceRole12AB34CD') });
    const { link } = linkFirst({ functions: [long], rows });
    assert.deepEqual([link.seen, link.stacks], [true, []]);
  });

  it('links every function of a generated deployment to its own session', () => {
    const id = fc.stringMatching(/^[A-Z][A-Za-z0-9]{2,20}$/);
    const stack = fc.stringMatching(/^[a-z][a-z0-9]{0,7}(-[a-z0-9]{1,6})?$/);
    const ids = fc.uniqueArray(id, { minLength: 1, maxLength: 6 });
    const stacks = fc.uniqueArray(stack, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(ids, stacks, fc.boolean(), (logicalIds, names, shared) => {
        const roleId = (logicalId: string) => (shared ? 'SharedRole' : `${logicalId}Role`);
        const seen = names.flatMap((name) =>
          logicalIds.map((each) => call(`${name}-${roleId(each)}-${S1}`, `${name}-${each}-${S2}`)),
        );
        const functions = logicalIds.map((each) =>
          fn(each, { role: { logicalId: roleId(each), declaredName: undefined, arn: undefined } }),
        );
        const [name = ''] = names;
        const options = { ...NONE, stacks: [name] };
        const linked = linkFunctions([model(functions)], snapshot(seen), options);
        assert.deepEqual(linked.problems, []);
        assert.deepEqual(
          linked.value.map((link) => link.sessions),
          logicalIds.map((each) => [`${name}-${each}-${S2}`]),
        );
        const searched = linkFunctions([model(functions)], snapshot(seen), NONE);
        assert.equal(
          searched.value.every((link) => link.seen),
          names.length === 1,
        );
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it('puts the problem at the function', () => {
    const range = { start: { line: 7, character: 2 }, end: { line: 7, character: 16 } };
    const { problems } = linkFirst({ functions: [{ ...orders, range }], rows: [] });
    assert.deepEqual([problems[0]?.uri, problems[0]?.line, problems[0]?.kind], ['template.yaml', 7, 'link']);
  });
});
