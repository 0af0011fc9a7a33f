import assert from 'node:assert/strict';
import { countFolders, folderLine } from './folders.js';

const files = [
  { path: 'a/x.ts', total: 100, covered: 90 },
  { path: 'a/b/y.ts', total: 100, covered: 70 },
  { path: 'a/z.ts', total: 50, covered: 50 },
  { path: 'ab/x.ts', total: 10, covered: 0 },
];

describe('countFolders', () => {
  it('sums a folder with all inside it, and nothing beside it', () => {
    const [one] = countFolders(files, ['a']);
    assert.deepEqual([one?.total, one?.covered, one?.percent], [250, 210, 84]);
  });

  it('names the files that fall short, the worst first', () => {
    const [one] = countFolders(files, ['a']);
    assert.deepEqual(
      one?.short.map(({ path }) => path),
      ['a/b/y.ts', 'a/x.ts'],
    );
  });

  it('has nothing to say of an empty folder', () => {
    assert.deepEqual(countFolders(files, ['c']), [
      { folder: 'c', total: 0, covered: 0, percent: 100, short: [] },
    ]);
  });

  it('prints one line a folder', () => {
    const [one] = countFolders(files, ['a']);
    assert.ok(one);
    assert.match(folderLine(one), /^a +84\.00 % of 250 lines$/);
  });
});
