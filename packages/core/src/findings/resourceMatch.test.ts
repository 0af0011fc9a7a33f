import assert from 'node:assert/strict';
import { prepare } from '../prepare.js';
import { collectGrants } from '../grants/grant.js';
import { contextOfSample } from '../testkit/context.js';
import { holds, resourceMatch } from './resourceMatch.js';

const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';

describe('resourceMatch', () => {
  before(() => prepare());

  const cases: [
    pattern: string | { not: string[] },
    resources: string[],
    expected: 'yes' | 'maybe' | 'no',
  ][] = [
    ['*', [table], 'yes'],
    [table, [table], 'yes'],
    [table, [`${table}2`], 'no'],
    [`${table}*`, [`${table}2`], 'yes'],
    [table, [], 'maybe'],
    // One of several resources is enough: the call may have been about it.
    [table, ['arn:aws:s3:::a', table], 'yes'],
    // A capped prefix, or a suffix that the record does not show, is held where the two overlap.
    ['arn:aws:s3:::a/in/*', ['arn:aws:s3:::a/*'], 'yes'],
    ['arn:aws:s3:::a/in/*', ['arn:aws:s3:::a/out/*'], 'no'],
    ['arn:aws:secretsmanager:r:1:secret:s-AbCdEf', ['arn:aws:secretsmanager:r:1:secret:s-??????'], 'yes'],
    // A symbol without a value may stand for anything.
    ['${Orders.Arn}', [table], 'maybe'],
    ['${Orders.Arn}/index/*', [table], 'no'],
    ['arn:aws:dynamodb:*:*:table/${Name}', [table], 'maybe'],
    ['arn:aws:dynamodb:*:*:table/x-${Name}', [table], 'no'],
    [{ not: ['arn:aws:s3:::a/*'] }, [table], 'yes'],
    [{ not: [table] }, [table], 'no'],
    [{ not: [table] }, [table, `${table}2`], 'yes'],
    [{ not: ['${Orders.Arn}'] }, [table], 'maybe'],
    [{ not: [table] }, [], 'maybe'],
  ];
  for (const [pattern, resources, expected] of cases) {
    it(`${JSON.stringify(pattern)} and ${JSON.stringify(resources)}: ${expected}`, () => {
      const element = typeof pattern === 'string' ? { Resource: pattern } : { NotResource: pattern.not };
      const context = contextOfSample({
        statements: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', ...element }],
        calls: [],
      });
      const [grant] = collectGrants(context.model, context.fn);
      assert.ok(grant !== undefined);
      assert.equal(resourceMatch(grant, context.bind(grant.resource.text), resources, context), expected);
    });
  }

  it('holds a name by its pattern, and a pattern by what they share', () => {
    assert.ok(holds('a*', 'ab'));
    assert.ok(!holds('a*', 'b'));
    assert.ok(holds('a*', '*b'));
    assert.ok(!holds('a*c', 'b*'));
  });
});
