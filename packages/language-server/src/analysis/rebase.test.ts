import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rebase } from './rebase.js';

/** Where each line of the older text stands in the newer one; `-` where it has no place. */
function places(before: string, after: string): string {
  const moved = rebase(before, after);
  return before
    .split('\n')
    .map((_, line) => {
      const at = { line, character: 0 };
      return moved.toNew({ start: at, end: at })?.start.line ?? '-';
    })
    .join(' ');
}

describe('rebase', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['the same text', 'a\nb\nc', 'a\nb\nc', '0 1 2'],
    ['a changed line', 'a\nb\nc', 'a\nB\nc', '0 - 2'],
    ['an inserted line', 'a\nb\nc', 'a\nx\nb\nc', '0 2 3'],
    ['a removed line', 'a\nb\nc', 'a\nc', '0 - 1'],
    ['changes in two places', 'a\nb\nc\nd\ne', 'a\nB\nc\nx\nd\nE', '0 - 2 4 -'],
    ['lines that repeat, beside one that does not', 'q\nz\nq\nr\nq', 'x\nz\nq\nr\nq\ny', '- 1 2 3 4'],
    ['lines that change places', 'a\nb\nc', 'c\na\nb', '1 2 -'],
    ['everything', 'a\nb', 'c\nd', '- -'],
  ];
  for (const [name, before, after, expected] of cases)
    it(name, () => assert.equal(places(before, after), expected));

  it('a range over lines that something came between has no place', () => {
    const range = { start: { line: 0, character: 1 }, end: { line: 1, character: 0 } };
    assert.equal(rebase('aa\nb', 'aa\nx\nb').toNew(range), undefined);
    assert.deepEqual(rebase('aa\nb', 'x\naa\nb').toNew(range)?.start, { line: 1, character: 1 });
  });

  it('law: a line that has a place is the same line, and the way back leads to it', () => {
    const line = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', '');
    const text = fc.array(line, { maxLength: 20 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const moved = rebase(before, after);
        const [old, fresh] = [before.split('\n'), after.split('\n')];
        let last = -1;
        old.forEach((content, at) => {
          const range = { start: { line: at, character: 0 }, end: { line: at, character: 0 } };
          const place = moved.toNew(range)?.start;
          if (place === undefined) return;
          assert.equal(fresh[place.line], content);
          assert.ok(place.line > last);
          last = place.line;
          assert.deepEqual(moved.toOld(place), range.start);
        });
      }),
      { seed: 20260801, numRuns: 500 },
    );
  });
});
