import assert from 'node:assert/strict';
import { rulesOfLines } from './lines.js';

const from = {
  stem: 'queue',
  prefix: 'q',
  source: 'a page on queues',
  confidence: 'documented',
} as const;

/** What the lines say, as `event: certain | possible`. */
function shown(text: string): string[] {
  return rulesOfLines(from, text).map(
    ({ events, certain, possible }) => `${events}: ${certain ?? ''} | ${possible ?? ''}`,
  );
}

describe('rules written as lines', () => {
  const cases: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
    ['an action of the service', 'PutAll: Put', ['PutAll: q:Put | ']],
    ['several', 'PutAll: Put Get', ['PutAll: q:Put q:Get | ']],
    ['the action of its own name', 'Put: . + Tag', ['Put: q:Put | q:Tag']],
    ['an action of another service', 'Put: . + iam:PassRole', ['Put: q:Put | iam:PassRole']],
    ['events share a line', 'PutA PutB: . + Tag', ['PutA: q:PutA | q:Tag', 'PutB: q:PutB | q:Tag']],
    ['no permission', 'Ping: none', ['Ping:  | ']],
    ['its own name as possible', 'PutIndex: UpdateTable + .', ['PutIndex: q:UpdateTable | q:PutIndex']],
    ['blank lines and margins', '\n  A: .\n\n  B: .\n', ['A: q:A | ', 'B: q:B | ']],
    ['nothing', '\n', []],
  ];
  for (const [name, text, expected] of cases) {
    it(name, () => assert.deepEqual(shown(text), expected));
  }

  it('carry source, stem and confidence', () => {
    const [rule] = rulesOfLines(from, 'Put: .');
    assert.equal(rule?.stem, 'queue');
    assert.equal(rule.source, 'a page on queues');
    assert.equal(rule.confidence, 'documented');
  });
});
