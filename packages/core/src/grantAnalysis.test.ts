import assert from 'node:assert/strict';
import { compareGrants, type Comparison, type Judgement } from './findings/compare.js';
import type { Verdict } from './findings/types.js';
import { toGrantAnalysis } from './grantAnalysis.js';
import { collectGrants } from './grants/grant.js';
import { prepare } from './prepare.js';
import { contextOfSample } from './testkit/context.js';

function comparison(judgements: [action: string, verdict: Verdict, reason: string][]): Comparison {
  const context = contextOfSample({
    statements: [
      { Sid: 'Db', Effect: 'Allow', Action: 'dynamodb:*', Resource: 'arn:aws:dynamodb:*:*:table/a' },
    ],
    calls: [],
  });
  const [first] = compareGrants(collectGrants(context.model, context.fn), context);
  assert.ok(first !== undefined);
  const judged = judgements.map(([action, verdict, reason]): [string, Judgement] => [
    action,
    { verdict, reason, calls: [], days: 0, neutral: false },
  ]);
  return { ...first, judgements: new Map(judged) };
}

describe('toGrantAnalysis', () => {
  before(() => prepare());

  it('names the grant as it is written', () => {
    const { actions: _a, reasons: _r, range, resourceRange, ...rest } = toGrantAnalysis(comparison([]));
    assert.deepEqual(rest, {
      statement: 'Db',
      pattern: 'dynamodb:*',
      resource: 'arn:aws:dynamodb:*:*:table/a',
      implied: false,
      uri: 'policy.json',
    });
    assert.ok(range.start.line < resourceRange.start.line);
  });

  it('lists every action once, sorted, with the reason of all but the used', () => {
    const { actions, reasons } = toGrantAnalysis(
      comparison([
        ['dynamodb:B', 'unused', 'no call'],
        ['dynamodb:A', 'unused', 'no call'],
        ['dynamodb:C', 'used', ''],
        ['dynamodb:D', 'unknown', 'short'],
        ['dynamodb:F', 'notObservable', 'not logged'],
        ['dynamodb:E', 'possiblyUsed', 'one of two'],
      ]),
    );
    assert.deepEqual(actions, {
      used: ['dynamodb:C'],
      possiblyUsed: ['dynamodb:E'],
      unused: ['dynamodb:A', 'dynamodb:B'],
      notObservable: ['dynamodb:F'],
      unknown: ['dynamodb:D'],
    });
    assert.deepEqual(Object.keys(reasons), [
      'dynamodb:A',
      'dynamodb:B',
      'dynamodb:D',
      'dynamodb:E',
      'dynamodb:F',
    ]);
  });
});
