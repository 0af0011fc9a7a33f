import assert from 'node:assert/strict';
import type { Usage } from '@leastwise/core';
import { usageText } from './usage.js';

const none: Usage = {
  action: 'iam:PassRole',
  resources: [],
  count: 0,
  possible: 0,
  denied: 0,
  firstSeen: '2026-08-01T00:00:00Z',
  lastSeen: '2026-08-01T00:00:00Z',
};

describe('usageText', () => {
  const role = 'arn:aws:iam::111122223333:role/a';
  const cases: [usage: Partial<Usage>, text: string][] = [
    [{ count: 1 }, '1 call, 2026-08-01'],
    [{ count: 2, possible: 1 }, '2 calls, 1 more call that may have needed it, 2026-08-01'],
    [{ possible: 8 }, '8 calls that may have needed it, 2026-08-01'],
    [{ possible: 1, denied: 1_200 }, '1 call that may have needed it, 1,200 denied, 2026-08-01'],
    [{ count: 1, resources: [role] }, `1 call, 2026-08-01, on ${role}`],
    [
      {
        possible: 1,
        context: [
          { resources: [role], keys: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
          { resources: [], keys: {} },
        ],
      },
      '1 call that may have needed it, 2026-08-01, with iam:PassedToService lambda.amazonaws.com',
    ],
  ];
  for (const [usage, text] of cases) it(text, () => assert.equal(usageText({ ...none, ...usage }), text));
});
