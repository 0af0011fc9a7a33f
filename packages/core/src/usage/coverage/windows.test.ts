import assert from 'node:assert/strict';
import { epochOfDay } from '../../util/time.js';
import { ACCOUNT, REGION, START, call, role, row, snapshot, type RowInput } from '../link/kit.test.js';
import type { Link } from '../link/types.js';
import type { UsageRow } from '../types.js';
import { functionWindow, grantChangedAt } from './windows.js';

const noon = (day: number): number => epochOfDay(START + day) + 43_200;

const LINK: Link = {
  functionId: 'f',
  principals: [role('r')],
  sessions: ['fn'],
  bindings: {},
  because: '',
  stacks: [],
  seen: true,
};

const created = (day: number, name: string, input: RowInput = {}): UsageRow =>
  row({
    day,
    eventSource: 'lambda.amazonaws.com',
    eventName: 'CreateFunction20150331',
    readOnly: 'false',
    resources: [`arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`],
    ...input,
  });

const OTHER_ROLE = 'arn:aws:iam::999999999999:role/r';
const inOther = (given: UsageRow): UsageRow => ({
  ...given,
  principal: OTHER_ROLE,
  account: '999999999999',
});

describe('functionWindow', () => {
  const cases: [string, UsageRow[], Partial<Link>, number | undefined, string][] = [
    ['first seen', [call('r', 'fn', { day: 7 }), call('r', 'fn', { day: 3 })], {}, 3, 'first seen'],
    ['created', [created(5, 'fn'), call('r', 'fn', { day: 9 })], {}, 5, 'created'],
    ['created twice', [created(5, 'fn'), created(50, 'fn'), call('r', 'fn', { day: 9 })], {}, 50, 'created'],
    ['another was created', [created(5, 'fn2'), call('r', 'fn', { day: 9 })], {}, 9, 'first seen'],
    [
      'a creation that failed',
      [created(5, 'fn', { outcome: 'denied' }), call('r', 'fn', { day: 9 })],
      {},
      9,
      'first seen',
    ],
    [
      'not by the other sessions of the role',
      [call('r', 'x', { day: 1 }), call('r', 'fn', { day: 9 })],
      {},
      9,
      'first seen',
    ],
    [
      'a whole role',
      [call('r', 'x', { day: 1 }), call('r', 'y', { day: 9 })],
      { sessions: undefined },
      1,
      'first seen',
    ],
    ['never', [call('other', 'fn')], {}, undefined, 'never seen'],
    [
      'the youngest of two stages',
      [call('r', 'fn', { day: 1 }), call('r', 'fn-dev', { day: 40 }), call('r', 'fn', { day: 50 })],
      { sessions: ['fn', 'fn-dev'] },
      40,
      'first seen',
    ],
    [
      'one name in two accounts',
      [call('r', 'fn', { day: 1 }), inOther(call('r', 'fn', { day: 30 }))],
      { principals: [role('r'), OTHER_ROLE] },
      30,
      'first seen',
    ],
    [
      'one function that changed its role',
      [call('r', 'fn', { day: 1 }), call('r2', 'fn', { day: 30 })],
      { principals: [role('r'), role('r2')] },
      1,
      'first seen',
    ],
    [
      'a creation of that name in another account',
      [created(50, 'fn', { account: '999999999999' }), call('r', 'fn', { day: 9 })],
      {},
      9,
      'first seen',
    ],
  ];
  for (const [what, rows, over, day, because] of cases)
    it(what, () => {
      const found = functionWindow({ ...LINK, ...over }, snapshot(rows));
      assert.deepEqual(found, { from: day === undefined ? undefined : noon(day), because });
    });
});

describe('grantChangedAt', () => {
  const change = (day: number, eventName: string, input: RowInput = {}): UsageRow =>
    row({
      day,
      eventSource: 'iam.amazonaws.com',
      eventName,
      readOnly: 'false',
      resources: [role('r')],
      ...input,
    });
  const POLICY = `arn:aws:iam::${ACCOUNT}:policy/p`;
  const cases: [string, UsageRow[], string[], number | undefined][] = [
    ['nothing seen', [row()], [], undefined],
    ['the latest', [change(3, 'PutRolePolicy'), change(8, 'AttachRolePolicy')], [], 8],
    ['a detachment', [change(3, 'DetachRolePolicy')], [], 3],
    ['a boundary', [change(3, 'PutRolePermissionsBoundary')], [], 3],
    ['a read', [change(3, 'GetRolePolicy')], [], undefined],
    ['a change that was denied', [change(3, 'PutRolePolicy', { outcome: 'denied' })], [], undefined],
    ['another role', [change(3, 'PutRolePolicy', { resources: [role('r2')] })], [], undefined],
    ['the role with its path', [change(3, 'PutRolePolicy', { resources: [role('path/r')] })], [], 3],
    ['the role by its name', [change(3, 'PutRolePolicy', { resources: [], facets: ['roleName=r'] })], [], 3],
    [
      'a role of that name in another account',
      [change(3, 'PutRolePolicy', { account: '999999999999', resources: [], facets: ['roleName=r'] })],
      [],
      undefined,
    ],
    ['a managed policy it uses', [change(3, 'CreatePolicyVersion', { resources: [POLICY] })], [POLICY], 3],
    [
      'a managed policy it does not use',
      [change(3, 'CreatePolicyVersion', { resources: [POLICY] })],
      [],
      undefined,
    ],
  ];
  const named = (day: number, eventName: string, facet: string): UsageRow =>
    change(day, eventName, { resources: [POLICY], facets: [facet] });
  const more: typeof cases = [
    [
      'a managed policy that the log shows attached',
      [named(1, 'AttachRolePolicy', 'roleName=r'), change(9, 'CreatePolicyVersion', { resources: [POLICY] })],
      [],
      9,
    ],
    [
      'a managed policy attached to another role',
      [
        named(1, 'AttachRolePolicy', 'roleName=r2'),
        change(9, 'CreatePolicyVersion', { resources: [POLICY] }),
      ],
      [],
      undefined,
    ],
    [
      'a managed policy by a pattern',
      [change(4, 'SetDefaultPolicyVersion', { resources: [POLICY] })],
      ['arn:*:iam::*:policy/*p'],
      4,
    ],
  ];
  const USER = `arn:aws:iam::${ACCOUNT}:user/path/ci`;
  for (const [eventName, facet, day] of [
    ['PutUserPolicy', 'userName=ci', 3],
    ['AttachUserPolicy', 'userName=ci', 3],
    ['AddUserToGroup', 'userName=ci', 3],
    ['PutUserPolicy', 'userName=other', undefined],
    ['PutRolePolicy', 'roleName=ci', undefined],
  ] as const)
    it(`a user: ${eventName} ${facet}`, () =>
      assert.equal(
        grantChangedAt(USER, snapshot([named(3, eventName, facet)])),
        day === undefined ? undefined : noon(day),
      ));
  for (const [what, rows, policies, day] of [...cases, ...more])
    it(what, () =>
      assert.equal(
        grantChangedAt(role('r'), snapshot(rows), policies),
        day === undefined ? undefined : noon(day),
      ),
    );
});
