import assert from 'node:assert/strict';
import { collectGrants } from '../grants/grant.js';
import { prepare } from '../prepare.js';
import { contextOfSample } from '../testkit/context.js';
import type { Call } from '../testkit/usage.js';
import { compareGrants } from './compare.js';
import { oneTimeUse } from './oneTime.js';

const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const get: Call = { event: 'dynamodb GetItem', data: true, on: 'daily', resources: [table] };
const create = (on: readonly number[], change: Partial<Call> = {}): Call => ({
  event: 'dynamodb CreateTable',
  readOnly: false,
  resources: [table],
  on,
  ...change,
});

function oneTime(
  calls: readonly Call[],
  action = 'dynamodb:CreateTable',
  resource = table,
): string | undefined {
  const context = contextOfSample({
    statements: [{ Effect: 'Allow', Action: action, Resource: resource }],
    calls,
  });
  const [comparison] = compareGrants(collectGrants(context.model, context.fn), context);
  const judgement = comparison?.judgements.get(action);
  assert.ok(judgement !== undefined);
  return oneTimeUse(action, [judgement], [resource], context);
}

describe('oneTimeUse', () => {
  before(() => prepare());

  it('says when, how often, and how long nothing followed', () => {
    assert.equal(
      oneTime([get, create([1])]),
      'used once on 2026-08-02, then not in 88 covered days in which the function was active on 88',
    );
    assert.equal(
      oneTime([get, create([1, 8])]),
      'used 2 times from 2026-08-02 to 2026-08-09, then not in 81 covered days in which the function was active on 81',
    );
  });

  const cases: [why: string, calls: Call[], isOneTime: boolean][] = [
    ['nothing', [get], false],
    ['a burst of a week', [get, create([1, 2, 3, 8])], true],
    ['more than a week', [get, create([1, 9])], false],
    ['thirty days of silence', [get, create([59])], true],
    ['twenty-nine', [get, create([60])], false],
    ['a function that then did nothing itself', [{ ...get, on: [0, 1] }, create([1])], false],
    ['ten days of its own', [{ ...get, on: [1, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29] }, create([1])], true],
    ['nine', [{ ...get, on: [1, 21, 22, 23, 24, 25, 26, 27, 28, 29] }, create([1])], false],
    // Denied calls are no need, so they prolong nothing.
    ['a denied call much later', [get, create([1]), create([80], { outcome: 'denied' })], true],
    [
      'an undecided call much later',
      [get, create([1]), create([80], { outcome: 'ThrottlingException' })],
      false,
    ],
  ];
  for (const [why, calls, isOneTime] of cases)
    it(`${why}: ${isOneTime ? 'one time' : 'not'}`, () =>
      assert.equal(oneTime(calls) !== undefined, isOneTime));

  it('is none where the silence would not have been visible', () => {
    const stream = 'arn:aws:kinesis:eu-west-1:111122223333:stream/s';
    const put: Call = { ...get, event: 'kinesis PutRecord', resources: [stream], on: [1] };
    assert.equal(oneTime([get, put], 'kinesis:PutRecord', stream), undefined);
  });
});
