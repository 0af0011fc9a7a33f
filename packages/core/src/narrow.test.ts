import assert from 'node:assert/strict';
import { analyze } from './analyze.js';
import { narrow } from './narrow.js';
import { prepare } from './prepare.js';
import { allSelectors, allTrails, now, role, snapshotOf } from './testkit/usage.js';

const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const text = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' },
});
const calls = [{ event: 'dynamodb GetItem', data: true, on: 'daily', resources: [table] }] as const;
const input = {
  sources: [{ uri: 'policy.json', text }],
  usage: [snapshotOf(calls)],
  options: { now, principals: [role], selectors: allSelectors, trails: allTrails },
};

describe('narrow', () => {
  before(() => prepare());

  it('gives the analysis without findings, grants and usage', () => {
    const { functions, problems } = analyze(input);
    const found = narrow(input);
    assert.deepEqual(found.problems, problems);
    assert.equal(found.value.length, 1);
    for (const [at, fn] of found.value.entries()) {
      assert.deepEqual(Object.keys(fn), [
        'id',
        'name',
        'principal',
        'narrowed',
        'keepAttached',
        'expiring',
        'proofs',
      ]);
      for (const [key, value] of Object.entries(fn))
        assert.deepEqual(value, functions[at]?.[key as keyof (typeof functions)[number]], key);
    }
  });

  it('reports what it could not read', () => {
    const broken = { ...input, sources: [{ uri: 'broken.json', text: '{"Statement": [' }] };
    assert.ok(narrow(broken).problems.some(({ uri }) => uri === 'broken.json'));
  });
});
