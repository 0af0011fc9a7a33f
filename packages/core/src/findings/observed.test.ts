import assert from 'node:assert/strict';
import { collectGrants } from '../grants/grant.js';
import { prepare } from '../prepare.js';
import { contextOfSample } from '../testkit/context.js';
import type { Call } from '../testkit/usage.js';
import { compareGrants } from './compare.js';
import { observedPatterns } from './observed.js';

const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const tables = 'arn:aws:dynamodb:eu-west-1:111122223333:table/*';
const get: Call = { event: 'dynamodb GetItem', data: true, on: 'daily', resources: [table] };

function observed(
  granted: { Action: string; Resource?: string; NotResource?: string },
  calls: readonly Call[],
  days?: number,
  action = granted.Action,
): string[] | undefined {
  const context = contextOfSample({
    statements: [{ Effect: 'Allow', ...granted }],
    calls,
    ...(days && { days }),
  });
  const [comparison] = compareGrants(collectGrants(context.model, context.fn), context);
  const judgement = comparison?.judgements.get(action);
  assert.ok(comparison !== undefined && judgement !== undefined);
  return observedPatterns(action, comparison, judgement, context);
}

describe('observedPatterns', () => {
  before(() => prepare());

  const getItem = 'dynamodb:GetItem';
  it('are what was used', () => {
    assert.deepEqual(observed({ Action: getItem, Resource: '*' }, [get]), [table]);
    const second = { ...get, resources: [`${table}2`] };
    assert.deepEqual(observed({ Action: getItem, Resource: tables }, [get, second]), [table, `${table}2`]);
  });

  const none: [why: string, ...Parameters<typeof observed>][] = [
    ['it was not used', { Action: 'dynamodb:DeleteTable', Resource: '*' }, [get]],
    ['the pattern is a name already', { Action: getItem, Resource: table }, [get]],
    [
      'a symbol in it has no value',
      { Action: getItem, Resource: 'arn:aws:dynamodb:*:*:table/${Name}*' },
      [get],
    ],
    [
      'the action has only the resource *',
      { Action: 'dynamodb:ListTables', Resource: '*' },
      [{ event: 'dynamodb ListTables', on: 'daily' }],
    ],
    [
      'a call does not tell its resource',
      { Action: getItem, Resource: '*' },
      [get, { ...get, on: [3], resources: [] }],
    ],
    ['it was only tried', { Action: getItem, Resource: '*' }, [{ ...get, outcome: 'ThrottlingException' }]],
    ['the window is short', { Action: getItem, Resource: '*' }, [get], 20],
    [
      'not all of it would have been visible',
      { Action: 'kinesis:PutRecord', Resource: '*' },
      [
        {
          ...get,
          event: 'kinesis PutRecord',
          resources: ['arn:aws:kinesis:eu-west-1:111122223333:stream/s'],
        },
      ],
    ],
    ['the grant names what it does not mean', { Action: getItem, NotResource: `${table}2` }, [get]],
  ];
  for (const [why, ...input] of none)
    it(`are none where ${why}`, () => assert.equal(observed(...input), undefined));

  it('lie within the granted pattern, whatever else the same calls were about', () => {
    const read: Call = {
      ...get,
      event: 's3 GetObject',
      resources: ['arn:aws:s3:::a', 'arn:aws:s3:::a/in/2026-08-01.csv'],
    };
    assert.deepEqual(observed({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' }, [read]), [
      'arn:aws:s3:::a/in/*',
    ]);
  });
});
