import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { withFolder } from '../testkit/folder.js';
import { listLogs, toUri } from './list.js';

/** What is listed of the folder's files and problems, by names relative to the folder. */
function listed(folder: string, roots: readonly string[] = ['.']): { files: string[]; problems: string[] } {
  const { files, problems } = listLogs(roots.map((root) => path.join(folder, root)));
  const relative = (uri: string): string =>
    path.relative(folder, path.resolve(uri)).split(path.sep).join('/');
  return {
    files: files.map(({ uri }) => relative(uri)),
    problems: problems.map(({ uri, code }) => `${relative(uri)} ${code}`),
  };
}

describe('listLogs', () => {
  it('finds log files of any depth, sorted, and nothing else', async () => {
    const files = {
      'b/c/d/e.json.gz': '',
      'a.json': '',
      'b/x.txt': '',
      '.hidden/x.json': '',
      '.DS_Store': '',
      'b/f': '',
    };
    await withFolder(files, (folder) => {
      assert.deepEqual(listed(folder), { files: ['a.json', 'b/c/d/e.json.gz', 'b/f'], problems: [] });
    });
  });

  it('takes a named file whatever its name is', async () => {
    await withFolder({ 'x.txt': '', '.y': '' }, (folder) => {
      assert.deepEqual(listed(folder, ['x.txt', '.y']), { files: ['.y', 'x.txt'], problems: [] });
    });
  });

  it('lists a file once that was named twice', async () => {
    await withFolder({ 'a/x.json': '{}' }, (folder) => {
      const { files } = listLogs([folder, path.join(folder, 'a'), path.join(folder, 'a', 'x.json')]);
      assert.deepEqual(
        files.map(({ named, size }) => [named, size]),
        [[true, 2]],
      );
    });
  });

  it('reports what can not be read', async () => {
    await withFolder({ 'x.zip': '', 'y.json': '' }, (folder) => {
      symlinkSync(path.join(folder, 'gone'), path.join(folder, 'link.json'));
      symlinkSync(path.join(folder, 'self.json'), path.join(folder, 'self.json'));
      execFileSync('mkfifo', [path.join(folder, 'pipe.json'), path.join(folder, 'pipe.txt')]);
      assert.deepEqual(listed(folder, ['.', 'missing', 'pipe.txt']), {
        files: ['y.json'],
        problems: [
          'link.json file-missing',
          'pipe.json not-a-file',
          'self.json link-loop',
          'x.zip format-unsupported',
          'missing file-missing',
          'pipe.txt not-a-file',
        ],
      });
    });
  });

  it('follows links to folders, and ends where they lead in a circle', async () => {
    await withFolder({ 'a/x.json': '', 'other/y.json': '' }, (folder) => {
      symlinkSync(path.join(folder, 'a'), path.join(folder, 'a', 'again'));
      symlinkSync(folder, path.join(folder, 'a', 'up'));
      assert.deepEqual(listed(folder, ['a']), { files: ['a/up/other/y.json', 'a/x.json'], problems: [] });
    });
  });

  it('takes an empty folder', async () => {
    await withFolder({}, (folder) => {
      assert.deepEqual(listed(folder), { files: [], problems: [] });
    });
  });
});

describe('toUri', () => {
  it('is relative to the working directory, outside of it too', () => {
    assert.equal(toUri(path.join(process.cwd(), 'logs', 'x.json')), 'logs/x.json');
    assert.equal(toUri('logs'), 'logs');
    assert.equal(toUri(process.cwd()), '.');
    assert.match(toUri('/elsewhere/x.json'), /^(\.\.\/)+elsewhere\/x\.json$/);
  });
});
