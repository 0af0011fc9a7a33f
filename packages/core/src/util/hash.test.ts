import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hashText } from './hash.js';

describe('hashText', () => {
  it('is 16 hex digits, and the same tomorrow', () => {
    assert.equal(hashText(''), hashText(''));
    assert.match(hashText('action-unused'), /^[0-9a-f]{16}$/);
    assert.notEqual(hashText('ab'), hashText('ba'));
    assert.notEqual(hashText('a\nb'), hashText('ab\n'));
  });

  it('tells texts apart', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 50 }), (texts) => {
        assert.equal(new Set(texts.map(hashText)).size, texts.length);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
