import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { toUri } from './paths.js';
import { readJsonFiles } from './readJson.js';
import { readSources } from './readSources.js';
import { readText } from './readText.js';
import { writeFileSafely } from './writeResult.js';

describe('files', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leastwise-cli-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function put(files: Record<string, string | Uint8Array>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), content);
    }
  }
  const at = (name: string): string => join(folder, name);
  const names = (sources: readonly { uri: string }[]): string[] =>
    sources.map(({ uri }) => uri.slice(toUri(folder).length + 1));

  it('reads text, without its byte order mark', async () => {
    await put({ 'a.yaml': '\ufeffa: 1\r\n' });
    assert.deepEqual(await readText(at('a.yaml')), {
      source: { uri: toUri(at('a.yaml')), text: 'a: 1\r\n' },
      problems: [],
    });
  });

  it('reads what is not UTF-8 as far as it goes, and says so', async () => {
    await put({ 'a.yaml': Uint8Array.of(0x61, 0xff, 0x62) });
    const { source, problems } = await readText(at('a.yaml'));
    assert.equal(source?.text, 'a\ufffdb');
    assert.deepEqual(
      problems.map(({ kind, code }) => [kind, code]),
      [['unreadable', 'invalid-utf8']],
    );
  });

  it('a missing file is one problem, and the rest is still read', async () => {
    await put({ 'a.yaml': 'a: 1' });
    const { sources, problems } = await readSources([at('missing.yaml'), at('a.yaml')]);
    assert.deepEqual(names(sources), ['a.yaml']);
    assert.deepEqual(
      problems.map(({ kind, code }) => [kind, code]),
      [['unreadable', 'file-missing']],
    );
    assert.match(problems[0]?.message ?? '', /missing\.yaml does not exist: check the path$/);
  });

  it('a file that may not be read is one problem', async function () {
    // The superuser may read everything.
    if (process.getuid?.() === 0 || process.platform === 'win32') this.skip();
    await put({ 'a.yaml': 'a: 1' });
    await chmod(at('a.yaml'), 0);
    const { problems } = await readSources([at('a.yaml')]);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['no-permission'],
    );
  });

  it('opens folders at any depth, and names each file once, in order', async () => {
    await put({
      'z/t.yml': 'Resources: {}',
      'a.template': 'Resources: {}',
      'b.json': '{"Statement":[]}',
      'notes.md': 'Resources',
      '.hidden.json': '{"Statement":[]}',
      'package.json': '{"name":"x"}',
      'node_modules/x/a.json': '{"Statement":[]}',
    });
    const { sources } = await readSources([folder, at('b.json')]);
    assert.deepEqual(names(sources), ['a.template', 'b.json', 'z/t.yml']);
  });

  it('of a cdk.out folder reads the templates alone', async () => {
    const template = '{"Resources":{}}';
    await put({ 'cdk.out': '{}', 'tree.json': template, 'App.template.json': template });
    assert.deepEqual(names((await readSources([folder])).sources), ['App.template.json']);
  });

  it('does not follow links in a folder, so that a ring of them ends', async () => {
    await put({ 'a.json': '{"Statement":[]}' });
    await symlink(folder, at('again'));
    assert.deepEqual(names((await readSources([folder])).sources), ['a.json']);
  });

  it('what is named by itself is read whatever it looks like', async () => {
    await put({ 'package.json': '{"name":"x"}' });
    assert.deepEqual(names((await readSources([folder, at('package.json')])).sources), ['package.json']);
  });

  it('says that a folder holds nothing to read', async () => {
    const { problems } = await readSources([folder]);
    assert.deepEqual(
      problems.map(({ kind, code }) => [kind, code]),
      [['input', 'folder-empty']],
    );
  });

  it('account:FILE is that file', async () => {
    const { sources, problems } = await readSources(['account:no-such.json']);
    assert.deepEqual(
      [sources, problems.map(({ code, uri }) => [code, uri])],
      [[], [['file-missing', 'no-such.json']]],
    );
  });

  it('JSON that is broken or missing is a problem each', async () => {
    await put({ 'a.json': '{"a":1}', 'b.json': '<html>', 'c.json': '' });
    const { values, problems } = await readJsonFiles(['a.json', 'b.json', 'c.json', 'd.json'].map(at), {
      name: 'anything',
      is: () => true,
    });
    assert.deepEqual(values, [{ a: 1 }]);
    assert.deepEqual(
      problems.map(({ kind, code }) => `${kind} ${code}`),
      ['unreadable json-syntax', 'unreadable json-syntax', 'unreadable file-missing'],
    );
  });

  it('writes a file whole, over an older one, and leaves nothing beside it', async () => {
    await put({ 'out.json': 'a longer text from before' });
    await writeFileSafely(at('out.json'), 'new');
    assert.equal(await readFile(at('out.json'), 'utf8'), 'new');
    assert.deepEqual(await readdir(folder), ['out.json']);
  });

  it('an output that cannot be written is a bad argument, and the old file stays', async () => {
    await mkdir(at('is-folder'));
    await assert.rejects(writeFileSafely(at('no/such/out.json'), 'x'), /--out .*create it first/);
    await assert.rejects(writeFileSafely(at('is-folder'), 'x'), /is a folder: name a file/);
    assert.deepEqual(await readdir(folder), ['is-folder']);
  });
});
