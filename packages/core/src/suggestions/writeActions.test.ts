import assert from 'node:assert/strict';
import fc from 'fast-check';
import { expandActions } from '../catalog/catalog.js';
import { prepare } from '../prepare.js';
import type { SourceStatement } from '../sources/model.js';
import { matchAction } from '../util/wildcard.js';
import type { KeptAction } from './keptStatement.js';
import { writeActions, type Compression } from './writeActions.js';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function statementOf(patterns: readonly string[]): SourceStatement {
  const span = { from: 0, to: 0 };
  return {
    id: '0',
    sid: undefined,
    effect: 'Allow',
    action: patterns.map((text) => ({ text, span, range, literal: true })),
    notAction: [],
    resource: [{ text: '*', span, range, literal: true }],
    notResource: [],
    condition: undefined,
    uri: 'policy.json',
    span,
    range,
  };
}

const keptOf = (actions: readonly string[], token = 0): KeptAction[] =>
  actions.map((action) => ({
    action,
    token,
    resources: ['*'],
    called: action.startsWith('dynamodb:'),
    expires: undefined,
  }));

function write(pattern: string, kept: readonly string[], level: Compression = 'none'): string[] {
  const scope = { granted: expandActions(pattern), called: new Set(['dynamodb:']) };
  return writeActions(statementOf([pattern]), keptOf(kept), scope, level);
}

describe('writeActions', () => {
  before(() => prepare());

  it('keeps a pattern of which all is kept', () => {
    assert.deepEqual(write('dynamodb:*Item', expandActions('dynamodb:*Item')), ['dynamodb:*Item']);
  });

  it('spells a short list out, sorted', () => {
    assert.deepEqual(write('dynamodb:*', ['dynamodb:Query', 'dynamodb:GetItem']), [
      'dynamodb:GetItem',
      'dynamodb:Query',
    ]);
  });

  it('keeps a single action as a person spelt it', () => {
    assert.deepEqual(write('DynamoDB:getitem', ['dynamodb:GetItem']), ['DynamoDB:getitem']);
  });

  it('takes a whole service where nothing of it goes', () => {
    const all = expandActions('*');
    const written = write(
      '*',
      all.filter((action) => action !== 's3:GetObject'),
      'all lists',
    );
    assert.ok(written.includes('dynamodb:*'));
    assert.ok(!written.some((pattern) => matchAction(pattern, 's3:GetObject')));
    assert.ok(written.length < 1500, String(written.length));
  });

  it('in the end takes a service of which nothing was called as a whole', () => {
    assert.deepEqual(
      write('*', ['dynamodb:GetItem', 's3:GetObject', 's3:PutObject', 'sqs:SendMessage'], 'services'),
      ['dynamodb:GetItem', 's3:*', 'sqs:*'],
    );
  });

  it('never matches what goes, always matches what stays, never leaves the pattern', () => {
    const patterns = ['s3:*', 's3:Get*', 'dynamodb:*', 'ec2:Describe*', 'logs:*Log*'];
    const cases = fc.record({
      pattern: fc.constantFrom(...patterns),
      keep: fc.double({ min: 0, max: 1, noNaN: true }),
      seed: fc.integer({ min: 1, max: 1_000_000 }),
      level: fc.constantFrom<Compression>('none', 'long lists', 'all lists'),
    });
    fc.assert(
      fc.property(cases, ({ pattern, keep, seed, level }) => {
        const all = expandActions(pattern);
        const kept = all.filter((_, at) => ((at + 1) * seed) % 1009 < keep * 1009);
        const written = write(pattern, kept, level);
        const gone = new Set(all.filter((action) => !kept.includes(action)));
        for (const action of kept)
          assert.ok(
            written.some((each) => matchAction(each, action)),
            action,
          );
        for (const action of gone) assert.ok(!written.some((each) => matchAction(each, action)), action);
        for (const action of written.flatMap(expandActions)) assert.ok(matchAction(pattern, action), action);
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
