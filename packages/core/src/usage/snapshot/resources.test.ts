import assert from 'node:assert/strict';
import {
  clipResource,
  commonPrefix,
  groupOf,
  listResources,
  mergeGroup,
  parentOf,
  parentsOf,
  type ResourceGroup,
} from './resources.js';

const parents: readonly [resource: string, parent: string][] = [
  ['arn:aws:s3:::logs', 'arn:aws:s3:::'],
  ['arn:aws:s3:::logs/2026/08/01/a.json', 'arn:aws:s3:::logs/'],
  ['arn:aws:dynamodb:eu-west-1:111122223333:table/Orders', 'arn:aws:dynamodb:eu-west-1:111122223333:table/'],
  [
    'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/index/byDay',
    'arn:aws:dynamodb:eu-west-1:111122223333:table/',
  ],
  [
    'arn:aws:lambda:eu-west-1:111122223333:function:orders',
    'arn:aws:lambda:eu-west-1:111122223333:function:',
  ],
  ['arn:aws:sqs:eu-west-1:111122223333:orders', 'arn:aws:sqs:eu-west-1:111122223333:'],
  [
    'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/x:*',
    'arn:aws:logs:eu-west-1:111122223333:log-group:',
  ],
  ['arn:aws:apigateway:eu-west-1::/restapis/a1', 'arn:aws:apigateway:eu-west-1::/'],
  ['arn:aws:s3', ''],
  ['orders', ''],
  ['*', ''],
  ['', ''],
];

const prefixes: readonly [a: string, b: string, prefix: string][] = [
  ['x/a/1', 'x/a/2', 'x/a/'],
  ['x/a', 'x/ab', 'x/'],
  ['x/a', 'x/a', 'x/'],
  ['x/a/', 'x/a/b', 'x/a/'],
  ['a:b', 'a:c', 'a:'],
  ['abc', 'abd', ''],
  ['', 'x/a', ''],
];

describe('parentOf', () => {
  for (const [resource, parent] of parents) {
    it(`groups ${resource || 'nothing'} by ${parent || 'nothing'}`, () => {
      assert.equal(parentOf(resource), parent);
    });
  }

  it('is the same for a prefix as for what it stands for', () => {
    for (const [resource, parent] of parents) {
      if (parent !== '') assert.equal(parentOf(`${parent}*`), parentOf(resource));
    }
  });

  it('gives each parent once, sorted', () => {
    assert.deepEqual(
      parentsOf(['arn:aws:s3:::b/1', 'arn:aws:s3:::a/1', 'arn:aws:s3:::a/2', 'arn:aws:s3:::a']),
      ['arn:aws:s3:::', 'arn:aws:s3:::a/', 'arn:aws:s3:::b/'],
    );
  });
});

describe('commonPrefix', () => {
  for (const [a, b, prefix] of prefixes) {
    it(`of ${a} and ${b} is ${prefix}`, () => {
      assert.equal(commonPrefix(a, b), prefix);
      assert.equal(commonPrefix(b, a), prefix);
    });
  }
});

describe('a resource group', () => {
  const exact = (...names: string[]): ResourceGroup => ({ exact: new Set(names), prefix: '' });
  const capped = (prefix: string): ResourceGroup => ({ exact: undefined, prefix });
  const merged = (a: ResourceGroup, b: ResourceGroup, limit = 3): string[] => {
    mergeGroup(a, b, limit);
    return listResources([a]);
  };

  it('keeps as many names as the limit', () => {
    assert.deepEqual(merged(exact('x/b', 'x/a'), exact('x/a', 'x/c')), ['x/a', 'x/b', 'x/c']);
  });
  it('keeps their prefix beyond the limit', () => {
    assert.deepEqual(merged(exact('x/a/1', 'x/a/2'), exact('x/a/3', 'x/a/4')), ['x/a/*']);
  });
  it('shortens a prefix by a name outside it', () => {
    assert.deepEqual(merged(capped('x/a/'), exact('x/b')), ['x/*']);
  });
  it('does not shorten a prefix by a name within it', () => {
    assert.deepEqual(merged(exact('x/a/b/c'), capped('x/a/')), ['x/a/*']);
  });
  it('joins two prefixes', () => {
    assert.deepEqual(merged(capped('x/a/'), capped('x/b/c/')), ['x/*']);
  });
  it('does not take a name that ends in a star for a prefix', () => {
    const name = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/x:*';
    assert.deepEqual(groupOf(name, false), exact(name));
    assert.deepEqual(groupOf(name, true), capped(name.slice(0, -1)));
  });
  it('does not believe a prefix that ends in the middle of a name', () => {
    assert.deepEqual(groupOf('x/a*', true), exact('x/a*'));
    assert.deepEqual(groupOf('x/a', true), exact('x/a'));
  });
});

describe('clipResource', () => {
  it('leaves an ARN alone', () => {
    const arn = `arn:aws:s3:::b/${'k'.repeat(1024)}`;
    assert.equal(clipResource(arn), arn);
  });
  it('cuts what is longer than an ARN at a separator', () => {
    assert.equal(clipResource(`arn:aws:s3:::b/c/${'k'.repeat(4000)}`), 'arn:aws:s3:::b/c/*');
  });
});
