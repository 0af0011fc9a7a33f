import assert from 'node:assert/strict';
import { filesOf, folderOf, resolveUri } from './files.js';

describe('files beside a source', () => {
  const cases: readonly [folder: string, path: string, uri: string][] = [
    ['', 'a.yaml', 'a.yaml'],
    ['app', 'a.yaml', 'app/a.yaml'],
    ['app', './a.yaml', 'app/a.yaml'],
    ['app/infra', '../a.yaml', 'app/a.yaml'],
    ['app', '../../a.yaml', '../a.yaml'],
    ['../x', '../a.yaml', '../a.yaml'],
    ['..', '../a.yaml', '../../a.yaml'],
    ['app', 'b\\c.yaml', 'app/b/c.yaml'],
    ['app', '/etc/a.yaml', '/etc/a.yaml'],
    ['file:///w/app', '../a.yaml', 'file:///w/a.yaml'],
    ['app', 'b//c.yaml', 'app/b/c.yaml'],
  ];
  for (const [folder, path, uri] of cases) {
    it(`${folder} + ${path} is ${uri}`, () => {
      assert.equal(resolveUri(folder, path), uri);
    });
  }

  it('gives the folder of a uri', () => {
    assert.deepEqual(['a.yaml', 'b/a.yaml', 'b/c/a.yaml'].map(folderOf), ['', 'b', 'b/c']);
  });

  it('gives the text of a uri, the first where it is given twice', () => {
    const files = filesOf([
      { uri: 'a', text: '1' },
      { uri: 'a', text: '2' },
    ]);
    assert.deepEqual(
      [files.read('a'), files.read('b'), files.read('__proto__')],
      ['1', undefined, undefined],
    );
  });
});
