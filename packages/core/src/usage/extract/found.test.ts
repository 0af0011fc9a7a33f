import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sortedUnique } from '../../util/order.js';
import { append, settle } from './found.js';

describe('settle', () => {
  it('sorts and removes repetitions, however many there are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 2 }), { maxLength: 20 }), (texts) => {
        let list: string[] | undefined;
        for (const text of texts) list = append(list, text);
        assert.deepEqual(settle(list), sortedUnique(texts));
      }),
      { seed: 22, numRuns: 1000 },
    );
  });
});
