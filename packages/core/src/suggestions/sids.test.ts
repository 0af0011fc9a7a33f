import assert from 'node:assert/strict';
import { uniqueSids } from './sids.js';

describe('uniqueSids', () => {
  const cases: [given: (string | undefined)[], expected: (string | undefined)[]][] = [
    [
      ['A', 'B'],
      ['A', 'B'],
    ],
    [
      ['A', 'A', 'A'],
      ['A', 'A2', 'A3'],
    ],
    [
      ['A', 'A', 'A2'],
      ['A', 'A3', 'A2'],
    ],
    [
      [undefined, 'A', undefined, 'A'],
      [undefined, 'A', undefined, 'A2'],
    ],
  ];
  for (const [given, expected] of cases) {
    it(`makes ${expected.join(' ')} of ${given.join(' ')}`, () => {
      const statements = given.map((Sid) => ({
        ...(Sid === undefined ? {} : { Sid }),
        Effect: 'Allow' as const,
      }));
      assert.deepEqual(
        uniqueSids(statements).map(({ Sid }) => Sid),
        expected,
      );
    });
  }
});
