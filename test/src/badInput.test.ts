import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Analysis } from '@leastwise/core';

/**
 * Bad input, as a shell meets it: each gives one clear message with its path, the rest is still analysed, and the exit
 * code is the contract's.
 */
const bin = fileURLToPath(new URL('../../packages/cli/bin/leastwise.js', import.meta.url));
const role = 'arn:aws:iam::111122223333:role/worker';

function record(day: number): object {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/worker/worker',
      accountId: '111122223333',
      sessionContext: { sessionIssuer: { type: 'Role', arn: role, accountId: '111122223333' } },
    },
    eventTime: `2026-08-${String(day).padStart(2, '0')}T10:00:00Z`,
    eventSource: 'ssm.amazonaws.com',
    eventName: 'GetParameter',
    awsRegion: 'eu-west-1',
    requestParameters: { name: '/app/key' },
    eventID: `00000000-0000-4000-8000-${String(day).padStart(12, '0')}`,
    eventType: 'AwsApiCall',
    readOnly: true,
    managementEvent: true,
    recipientAccountId: '111122223333',
  };
}

const good = JSON.stringify({ Records: [1, 2, 3].map(record) });
const policy = JSON.stringify({
  Statement: [{ Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*' }],
});
const mebibyte = 2 ** 20;

describe('bad input', function () {
  this.timeout(120_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leastwise-bad-'));
    mkdirSync(join(folder, 'logs'));
    writeFileSync(join(folder, 'logs/good.json'), good);
    writeFileSync(join(folder, 'policy.json'), policy);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function run(args: readonly string[], { input = '', heap = 256 } = {}) {
    const always = ['--principal', role, '--now', '2026-11-01', '--format', 'json', '--quiet'];
    const node = [`--max-old-space-size=${heap}`, bin, 'analyze', 'policy.json'];
    const { status, stdout, stderr } = spawnSync(process.execPath, [...node, ...args, ...always], {
      cwd: folder,
      encoding: 'utf8',
      input,
      timeout: 60_000,
    });
    assert.ok(stdout.startsWith('{'), `${String(status)} ${stderr}`);
    return { status, analysis: JSON.parse(stdout) as Analysis };
  }

  /** One problem on `uri`, the good log counted, and 3; with `--allow-problems`, not 3. */
  function assertRefused(args: readonly string[], uri: string, code: string, read = 3): void {
    const { status, analysis } = run(args);
    const own = analysis.problems.filter((problem) => problem.uri === uri);
    assert.deepEqual(
      own.map((problem) => [problem.kind, problem.code]),
      [['unreadable', code]],
      JSON.stringify(analysis.problems),
    );
    assert.doesNotMatch(own[0]?.message ?? '', /[\n\u0000-\u001f]/);
    assert.equal(analysis.events.read, read);
    assert.equal(analysis.functions[0]?.usage[0]?.count, 3, 'the rest is analysed');
    assert.equal(status, 3);
  }

  describe('of usage', () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const cases: readonly (readonly [string, string, () => string | Uint8Array, string, number?])[] = [
      ['an empty file', 'bad.json', () => '', 'file-empty'],
      ['a gzip of nothing', 'bad.json.gz', () => gzipSync(''), 'file-empty'],
      ['a gzip that is cut', 'bad.json.gz', () => gzipSync(good).subarray(0, -20), 'gzip-cut', 5],
      ['HTML', 'bad.json', () => '<html><body>AccessDenied</body></html>', 'not-json'],
      ['HTML, gzipped', 'bad.json.gz', () => gzipSync('<html>'), 'not-json'],
      ['a number', 'bad.json', () => '12', 'not-json'],
      ['nesting 10,000 deep', 'bad.json', () => `{"Records":${deep}}`, 'record-broken'],
      ['nesting that does not end', 'bad.json', () => '['.repeat(100_000), 'json-cut'],
      ['an archive', 'bad.zip', () => 'PK\u0003\u0004', 'format-unsupported'],
      ['a newer snapshot', 'bad.json', () => '{"format":"leastwise-usage","version":9}', 'snapshot-newer'],
      [
        'invalid UTF-8',
        'bad.json',
        () => Buffer.from(good.replace('/app/key', '/app/\u00ff'), 'latin1'),
        'invalid-utf8',
        6,
      ],
    ];
    for (const [name, file, content, code, read] of cases) {
      it(name, () => {
        writeFileSync(join(folder, 'logs', file), content());
        assertRefused(['--usage', 'logs'], `logs/${file}`, code, read);
      });
    }

    it('a link to nowhere, a link to itself, a missing folder', () => {
      symlinkSync('nowhere', join(folder, 'logs/dangling.json'));
      assertRefused(['--usage', 'logs'], 'logs/dangling.json', 'file-missing');
      rmSync(join(folder, 'logs/dangling.json'));
      symlinkSync('ring.json', join(folder, 'logs/ring.json'));
      assertRefused(['--usage', 'logs'], 'logs/ring.json', 'link-loop');
      rmSync(join(folder, 'logs/ring.json'));
      assertRefused(['--usage', 'logs', '--usage', 'missing'], 'missing', 'file-missing');
    });

    it('a pipe that nobody writes to', function () {
      if (spawnSync('mkfifo', [join(folder, 'logs/pipe.json')]).status !== 0) this.skip();
      assertRefused(['--usage', 'logs'], 'logs/pipe.json', 'not-a-file');
    });

    it('a folder without permission', function () {
      // The superuser may read everything.
      if (process.getuid?.() === 0 || process.platform === 'win32') this.skip();
      mkdirSync(join(folder, 'logs/secret'), { mode: 0 });
      assertRefused(['--usage', 'logs'], 'logs/secret', 'no-permission');
      chmodSync(join(folder, 'logs/secret'), 0o700);
    });

    it('a folder that is named like a log file is a folder', () => {
      mkdirSync(join(folder, 'logs/x.json.gz'));
      const { status, analysis } = run(['--usage', 'logs']);
      assert.deepEqual([status, analysis.problems], [0, []]);
    });

    it('prototype names as keys and as values', () => {
      const text = JSON.stringify({ ...record(4), eventSource: '__proto__', eventName: 'constructor' });
      const hostile = text.replace('{', '{"__proto__":{"eventName":"x"},"toString":1,');
      writeFileSync(join(folder, 'logs/bad.json'), hostile);
      const { status, analysis } = run(['--usage', 'logs']);
      assert.equal(status, 0);
      assert.deepEqual(analysis.events.unresolved, [
        { eventSource: '__proto__', eventName: 'constructor', count: 1 },
      ]);
    });

    it('standard input: a snapshot, HTML and nothing', () => {
      const args = ['--usage', '-', '--usage', 'logs'];
      const inputs = [
        ['{"format":"leastwise-usage","version":1}', 'snapshot-on-input'],
        ['<html>', 'not-json'],
        ['', 'file-empty'],
      ];
      for (const [input, code] of inputs) {
        const { status, analysis } = run(args, { input });
        assert.deepEqual(
          analysis.problems.map((problem) => [problem.uri, problem.code]),
          [['-', code]],
        );
        assert.equal(status, 3);
      }
    });

    it('one line of 200 MB, in a heap of 128 MB', () => {
      const file = openSync(join(folder, 'logs/bad.json'), 'w');
      writeSync(file, `{"Records":[${JSON.stringify(record(4))},{"eventVersion":"`);
      const filler = 'a'.repeat(mebibyte);
      for (let part = 0; part < 200; part++) writeSync(file, filler);
      writeSync(file, `"},${JSON.stringify(record(5))}]}`);
      closeSync(file);
      const { status, analysis } = run(['--usage', 'logs'], { heap: 128 });
      assert.deepEqual(
        analysis.problems.map(({ uri, code }) => [uri, code]),
        [['logs/bad.json', 'record-broken']],
      );
      assert.equal(status, 3);
      assert.equal(analysis.functions[0]?.usage[0]?.count, 5, 'the records around it are counted');
    });

    it('a gzip bomb', () => {
      // Members of a gzip file add up: 400 MB in 400 kB.
      const member = gzipSync(' '.repeat(mebibyte));
      const members = Array.from({ length: 400 }, () => member);
      writeFileSync(join(folder, 'logs/bad.json.gz'), Buffer.concat([gzipSync(`[${good},`), ...members]));
      assertRefused(['--usage', 'logs'], 'logs/bad.json.gz', 'gzip-bomb', 6);
    });
  });

  describe('of sources and answers', () => {
    const cases: readonly (readonly [string, string[], Record<string, string>, string])[] = [
      ['a missing source', ['bad.yaml'], {}, 'file-missing'],
      ['aliases in a ring', ['bad.yaml'], { 'bad.yaml': 'Resources: &a\n  B: *a\n' }, 'yaml-syntax'],
      [
        'an alias bomb',
        ['bad.yaml'],
        {
          'bad.yaml': `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from('bcdefghijk', (name) => {
            const before = String.fromCharCode(name.charCodeAt(0) - 1);
            return `${name}: &${name} [${`*${before},`.repeat(9)}]\n`;
          }).join('')}Resources: {}\nMetadata: *k\n`,
        },
        'yaml-syntax',
      ],
      ['a broken config', ['--config', 'bad.yaml'], { 'bad.yaml': 'stacks: [' }, 'yaml-syntax'],
      ['no selectors', ['--selectors', 'bad.yaml'], { 'bad.yaml': '{"Statement":[]}' }, 'json-unexpected'],
      ['no trails', ['--trails', 'bad.yaml'], { 'bad.yaml': '{"a":1}' }, 'json-unexpected'],
      ['broken JSON', ['--trails', 'bad.yaml'], { 'bad.yaml': '{"a":1,\n]' }, 'json-syntax'],
    ];
    for (const [name, args, files, code] of cases) {
      it(name, () => {
        for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
        assertRefused([...args, '--usage', 'logs'], 'bad.yaml', code);
        assert.notEqual(run([...args, '--usage', 'logs', '--allow-problems']).status, 3);
      });
    }

    it('a pipe as a source', function () {
      if (spawnSync('mkfifo', [join(folder, 'pipe.yaml')]).status !== 0) this.skip();
      assertRefused(['pipe.yaml', '--usage', 'logs'], 'pipe.yaml', 'not-a-file');
    });
  });
});
