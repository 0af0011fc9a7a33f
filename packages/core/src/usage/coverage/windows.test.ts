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
  for (const [what, rows, policies, day] of cases)
    it(what, () =>
      assert.equal(
        grantChangedAt(role('r'), snapshot(rows), policies),
        day === undefined ? undefined : noon(day),
      ),
    );
});
