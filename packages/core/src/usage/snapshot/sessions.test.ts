import assert from 'node:assert/strict';
import { compareSessions, createSessionIndex, foldSession, rankSession } from './sessions.js';

const folded: readonly [why: string, session: string][] = [
  ['an ECS task', '0f9de17a6465404e8b1b2356dc13c2f8'],
  ['an older ECS task', '4d590253-bb84-4f18-a0b8-8a3f1c9e6f55'],
  ['an instance', 'i-0123456789abcdef0'],
  ['an older instance', 'i-12345678'],
  ['a managed instance', 'mi-0123456789abcdef0'],
  ['boto', 'botocore-session-1608070155'],
  ['the JavaScript SDK', 'aws-sdk-js-session-1608070155000'],
  ['the JavaScript SDK 3', 'aws-sdk-js-1608070155000'],
  ['the Java SDK', 'aws-sdk-java-1608070155000'],
  ['the Go SDK', 'aws-go-sdk-1608070155000000000'],
  ['the Rust SDK', 'web-identity-token-1608070155000'],
  ['an event source mapping', 'awslambda_461_20200930125501742'],
  ['a counter', '42'],
  ['a timestamp', '2026-08-01T10-00-00Z'],
  ['longer than a session name can be', 'a'.repeat(65)],
  ['folded before', '*'],
];

const kept: readonly [why: string, session: string][] = [
  ['none', ''],
  ['a function', 'orders-prod-OrdersFunction-1A2B3C4D5E6F'],
  ['a function of 64 characters', 'a'.repeat(64)],
  ['a function named after a commit', 'deploy-0f9de17a6465404e8b1b2356dc13c2f8'],
  ['a function whose name begins like an SDK', 'aws-sdk-js-layer-builder'],
  ['a function whose name begins like an instance', 'i-am-a-function'],
  ['31 hex digits', '0f9de17a6465404e8b1b2356dc13c2f'],
  ['a prototype name', '__proto__'],
  ['a person', 'jane@example.com'],
];

describe('foldSession', () => {
  for (const [why, session] of folded) {
    it(`folds ${why}`, () => {
      assert.equal(foldSession(session), '*');
    });
  }
  for (const [why, session] of kept) {
    it(`keeps ${why}`, () => {
      assert.equal(foldSession(session), session);
    });
  }
});

describe('compareSessions', () => {
  it('is a fixed order: snapshots of all versions depend on it', () => {
    const names = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
    const sorted = names.map(rankSession).sort(compareSessions);
    assert.deepEqual(
      sorted.map(({ name }) => name),
      ['beta', 'epsilon', 'alpha', 'gamma', 'delta'],
    );
  });

  it('orders names of one rank by their text', () => {
    assert.ok(compareSessions({ name: 'a', rank: 1 }, { name: 'b', rank: 1 }) < 0);
  });
});

describe('createSessionIndex', () => {
  it('answers the same for more names than it remembers', () => {
    const index = createSessionIndex();
    const first = index('orders');
    for (let number = 0; number < 12_000; number++) index(`session-${number}`);
    assert.deepEqual(index('orders'), first);
    assert.deepEqual(first, { name: 'orders', rank: first.origin, origin: first.origin });
  });

  it('tells names apart that fold into one group', () => {
    const index = createSessionIndex();
    assert.equal(index('1').name, index('2').name);
    assert.notEqual(index('1').origin, index('2').origin);
  });
});
