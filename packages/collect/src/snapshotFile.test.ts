import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { collectUsage, emptySnapshot } from '@leastwise/core';
import { readSnapshot, writeSnapshot } from './snapshotFile.js';
import { records, withFolder } from './testkit/folder.js';

const snapshot = collectUsage(records(5)).value;

describe('a snapshot file', () => {
  for (const name of ['usage.json', 'usage.json.gz']) {
    it(`comes back from ${name}, and has the same bytes each time`, async () => {
      await withFolder({}, async (folder) => {
        const file = path.join(folder, name);
        await writeSnapshot(snapshot, file);
        const first = readFileSync(file);
        assert.deepEqual(await readSnapshot(file), { value: snapshot, problems: [] });
        await writeSnapshot(snapshot, file);
        assert.deepEqual(readFileSync(file), first);
        assert.deepEqual(readdirSync(folder), [name]);
      });
    });
  }

  it('names neither time nor system in its gzip header', async () => {
    await withFolder({}, async (folder) => {
      const file = path.join(folder, 'u.gz');
      await writeSnapshot(snapshot, file);
      assert.deepEqual([...readFileSync(file).subarray(0, 10)], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
    });
  });

  it('leaves nothing behind where it can not be written', async () => {
    await withFolder({}, async (folder) => {
      await assert.rejects(writeSnapshot(snapshot, path.join(folder, 'no', 'u.json')), /ENOENT/);
      mkdirSync(path.join(folder, 'taken'));
      await assert.rejects(writeSnapshot(snapshot, path.join(folder, 'taken')));
      assert.deepEqual(readdirSync(folder), ['taken']);
    });
  });

  const unreadable: readonly [what: string, content: string | Buffer | undefined, code: string][] = [
    ['a missing file', undefined, 'file-missing'],
    ['an empty file', '', 'snapshot-syntax'],
    ['cut gzip data', gzipSync('{"format":"leastwise-usage"}').subarray(0, 20), 'gzip-damaged'],
    ['gzip data of HTML', gzipSync('<html>'), 'snapshot-syntax'],
    ['a newer version', '{"format":"leastwise-usage","version":9}', 'snapshot-newer'],
    ['a log file', '{"Records":[]}', 'snapshot-format'],
  ];
  for (const [what, content, code] of unreadable) {
    it(`is a problem where it is ${what}`, async () => {
      await withFolder({}, async (folder) => {
        const file = path.join(folder, 'usage.json');
        if (content !== undefined) writeFileSync(file, content);
        const { value, problems } = await readSnapshot(file);
        assert.deepEqual(value, emptySnapshot);
        assert.deepEqual(
          problems.map((problem) => [problem.kind, problem.code, path.basename(problem.uri)]),
          [['unreadable', code, 'usage.json']],
        );
      });
    });
  }

  it('is a problem where it is a folder', async () => {
    await withFolder({}, async (folder) => {
      assert.deepEqual(
        (await readSnapshot(folder)).problems.map(({ code }) => code),
        ['not-a-file'],
      );
    });
  });
});
