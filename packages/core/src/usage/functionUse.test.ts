import assert from 'node:assert/strict';
import { prepare } from '../prepare.js';
import { dayOf, snapshotOf, type Call } from '../testkit/usage.js';
import { callsOf, collectFunctionUse, isoOf, toUsage, type FunctionUse } from './functionUse.js';

const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const bucket = 'arn:aws:s3:::uploads';
const get: Call = { event: 'dynamodb GetItem', data: true, on: [2, 5], resources: [table] };

function useOf(...calls: Call[]): FunctionUse {
  return collectFunctionUse(snapshotOf(calls, 30).partitions.flatMap(({ rows }) => rows));
}

/** Each group as `action certainty outcome count [resources]`. */
function groupsOf(use: FunctionUse): string[] {
  return [...use.byAction.values()]
    .flat()
    .map(
      ({ action, certainty, outcome, count, resources }) =>
        `${action} ${certainty} ${outcome} ${count} [${resources.join()}]`,
    );
}

describe('collectFunctionUse', () => {
  before(() => prepare());

  const cases: [name: string, calls: Call[], groups: string[]][] = [
    ['nothing', [], []],
    ['calls that look alike are one group', [get], [`dynamodb:GetItem certain use 2 [${table}]`]],
    [
      'other resources are another',
      [get, { ...get, on: [3], resources: [`${table}2`] }],
      [`dynamodb:GetItem certain use 2 [${table}]`, `dynamodb:GetItem certain use 1 [${table}2]`],
    ],
    [
      'other outcomes too',
      [get, { ...get, outcome: 'denied' }, { ...get, outcome: 'ThrottlingException' }],
      [
        `dynamodb:GetItem certain denied 2 [${table}]`,
        `dynamodb:GetItem certain undecided 2 [${table}]`,
        `dynamodb:GetItem certain use 2 [${table}]`,
      ],
    ],
    [
      'resources that cannot be the action’s are left out',
      [{ ...get, event: 's3 GetObject', on: [1], resources: [bucket, `${bucket}/a`] }],
      [`s3:GetObject certain use 1 [${bucket}/a]`, `s3:ListBucket possible use 1 [${bucket}]`],
    ],
    [
      'an action without resources has the resource *',
      [{ event: 'dynamodb ListTables', on: [1] }],
      ['dynamodb:ListTables certain use 1 [*]'],
    ],
  ];
  for (const [name, calls, groups] of cases)
    it(name, () => assert.deepEqual(groupsOf(useOf(...calls)).filter(isExpected(groups)), groups));

  it('keeps the first, the last and the days of a group', () => {
    const [calls] = callsOf(useOf(get), 'dynamodb:GetItem');
    assert.deepEqual(
      [isoOf(calls?.first ?? 0), isoOf(calls?.last ?? 0)],
      [`${dayOf(2)}T12:00:00Z`, `${dayOf(5)}T12:00:00Z`],
    );
    assert.deepEqual([...(calls?.days ?? [])], [dayOf(2), dayOf(5)]);
  });

  it('names the alternatives of a call that one of several explains', () => {
    const calls = useOf({ ...get, event: 'dynamodb ExecuteStatement' });
    const uncertain = [...calls.byAction.values()].flat().filter(({ certainty }) => certainty === 'oneOf');
    assert.ok(uncertain.length > 1);
    for (const each of uncertain)
      assert.deepEqual(each.alternatives, uncertain.map(({ action }) => action).sort());
  });

  it('is active on every day, of denied calls too', () => {
    const use = useOf(get, { ...get, on: [7], outcome: 'denied' });
    assert.deepEqual(use.activeDays, [dayOf(2), dayOf(5), dayOf(7)]);
  });

  it('is blocked by what it cannot resolve, but not by what was denied', () => {
    const strange: Call = { event: 'dynamodb BrandNewThing', on: [4] };
    assert.deepEqual(
      [...useOf(get, strange).blocked],
      [['dynamodb', 'dynamodb.amazonaws.com BrandNewThing']],
    );
    assert.deepEqual([...useOf(get, { ...strange, outcome: 'denied' }).blocked], []);
  });

  it('is blocked everywhere by a service that nobody knows', () => {
    assert.deepEqual([...useOf({ event: 'brandnewservice DoThing', on: [4] }).blocked.keys()], ['*']);
  });

  it('has no calls of an action it never called, whatever it is named', () => {
    for (const name of ['s3:GetObject', '__proto__', 'constructor'])
      assert.deepEqual(callsOf(useOf(get), name), []);
  });
});

/** Rules for permissions that leave no event of their own may add to what a case is about. */
function isExpected(groups: readonly string[]): (group: string) => boolean {
  const actions = new Set(groups.map((group) => group.split(' ')[0]));
  return (group) => actions.has(group.split(' ')[0]);
}

describe('toUsage', () => {
  before(() => prepare());

  it('adds the groups of an action up', () => {
    const use = useOf(
      get,
      { ...get, on: [9], resources: [`${table}2`] },
      { ...get, on: [11], outcome: 'ThrottlingException' },
      { ...get, on: [20], outcome: 'denied' },
    );
    assert.deepEqual(toUsage(use), [
      {
        action: 'dynamodb:GetItem',
        resources: [table, `${table}2`],
        count: 3,
        possible: 1,
        denied: 1,
        firstSeen: `${dayOf(2)}T12:00:00Z`,
        lastSeen: `${dayOf(11)}T12:00:00Z`,
      },
    ]);
  });

  it('has neither dates nor resources of what was only denied', () => {
    const [usage] = toUsage(useOf({ ...get, outcome: 'denied' }));
    assert.deepEqual(usage, {
      action: 'dynamodb:GetItem',
      resources: [],
      count: 0,
      possible: 0,
      denied: 2,
      firstSeen: '',
      lastSeen: '',
    });
  });

  it('is sorted by action', () => {
    const actions = toUsage(
      useOf({ ...get, event: 'sqs SendMessage' }, get, { ...get, event: 'dynamodb PutItem' }),
    );
    const names = actions.map(({ action }) => action);
    assert.deepEqual(names, [...names].sort());
  });
});
