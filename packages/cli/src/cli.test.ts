import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import type { Analysis } from '@leastwise/core';
import { dailyEvents, policy, role } from './testkit/logs.js';
import { makeSandbox, type Ran, type Sandbox } from './testkit/spawn.js';

const now = ['--now', '2026-11-01T00:00:00Z'];
const who = ['--principal', role];
const analyze = ['analyze', 'policy.json', '--usage', 'logs', ...who, ...now];

describe('the command line', () => {
  let box: Sandbox;
  beforeEach(() => {
    box = makeSandbox();
    box.put({
      'policy.json': policy(['ssm:GetParameter', 'ssm:DescribeParameters']),
      'logs/a.json': JSON.stringify({ Records: dailyEvents(60) }),
    });
  });
  afterEach(() => box.remove());

  function json(ran: Ran): Analysis {
    return JSON.parse(ran.stdout) as Analysis;
  }

  describe('refuses what cannot work, with 2 and what to do', () => {
    const cases: readonly (readonly [string[], RegExp])[] = [
      [['analyze', 'policy.json'], /--usage is missing: name a folder/],
      [['analyze', '--usage', 'logs'], /missing required argument 'source'/],
      [[...analyze, '--nope'], /unknown option '--nope'/],
      [['nope'], /unknown command 'nope'/],
      [
        [...analyze, '--format', 'html'],
        /--format html is not available in this version: use text, json, sarif, markdown or terraform/,
      ],
      [[...analyze, '--format', 'xml'], /is not a format: use text, json, sarif, markdown or terraform/],
      [[...analyze, '--now', 'yesterday'], /Write a day or an instant/],
      [[...analyze, '--min-window', '-3'], /Write a whole number of days/],
      [[...analyze, '--tightness', 'loose'], /Allowed choices are actions, resources/],
      [
        [...analyze, '--out', 'no/such/folder.json'],
        /--out no\/such\/folder\.json: its folder does not exist/,
      ],
      [[...analyze, '--now', '2026-02-31'], /Write a day or an instant/],
      [[...analyze, '--stack', ''], /It is empty/],
      [[...analyze, '--principal', 'worker'], /Write an ARN of IAM/],
      [[...analyze, '--usage', 's3://bucket/x'], /--usage s3:\/\/bucket\/x is not available in this version/],
      [['collect', '--from', 'logs', '--out', '-'], /a snapshot needs a file/],
      [
        ['collect', '--from', 'logs', '--since', '2026-09-02', '--until', '2026-09-01'],
        /--since .* is not before --until/,
      ],
      [['prove', 'policy.json', '--within', 'policy.json', ...who], /--principal needs --covers/],
      [['collect'], /--from is missing: name a folder/],
      [['lsp'], /lsp --stdio/],
      [['collect', '--from', 's3://bucket/prefix'], /is not available in this version: copy the log files/],
      [['collect', '--from', 'athena:db.table'], /is not available in this version/],
      [['collect', '--from', 'logs', '--account', '12'], /twelve digits/],
      [['explain', 's3:*', 'policy.json', '--function', 'x', '--usage', 'logs'], /s3:\* is not one action/],
      [['explain', 's3:GetObject', 'policy.json', '--usage', 'logs'], /required option '--function <name>'/],
      [
        ['explain', 's3:GetObject', 'policy.json', '--usage', 'logs', '--function', 'x', ...who],
        /--function x is not in/,
      ],
      ...['controls', 'run', 'audit', 'restore'].map((name): [string[], RegExp] => [
        [name, 'a', '--b'],
        new RegExp(`${name} is not available in this version`),
      ]),
    ];
    for (const [args, message] of cases) {
      it(args.join(' '), () => {
        const { code, stdout, stderr } = box.run(args);
        assert.match(stderr, message);
        assert.deepEqual([code, stdout], [2, '']);
      });
    }
  });

  it('help and version are answers; help lists only what works', () => {
    const help = box.run(['--help']);
    assert.equal(help.code, 0);
    assert.match(help.stdout, /analyze .*\n[^]*explain /);
    assert.doesNotMatch(help.stdout, /\b(controls|restore|audit)\b/);
    assert.match(box.run(['--version']).stdout, /^\d+\.\d+\.\d+\n$/);
    assert.equal(box.run([]).code, 2);
  });

  describe('exit codes', () => {
    const used = policy('ssm:GetParameter', 'arn:aws:ssm:eu-west-1:111122223333:parameter/app/key');
    const cases: readonly (readonly [string, Record<string, string>, string[], number])[] = [
      ['all used', { 'policy.json': used }, analyze, 0],
      ['something unused', {}, analyze, 1],
      ['a missing source beside a good one', {}, [...analyze, 'missing.yaml'], 3],
      [
        'a missing source, allowed',
        { 'policy.json': used },
        [...analyze, 'missing.yaml', '--allow-problems'],
        0,
      ],
      ['missing usage', {}, [...analyze, '--usage', 'missing'], 3],
      ['missing selectors', {}, [...analyze, '--selectors', 'missing.json'], 3],
      ['broken trails', { 't.json': '<html>' }, [...analyze, '--trails', 't.json'], 3],
      ['a broken log file', { 'logs/b.json': '<html>' }, analyze, 3],
    ];
    for (const [name, files, args, code] of cases) {
      it(`${name}: ${code}`, () => {
        box.put(files);
        const ran = box.run([...args, '--format', 'json']);
        assert.equal(ran.code, code, ran.stderr);
        assert.equal(json(ran).functions.length, 1, 'the rest is still analysed');
      });
    }

    it('an empty folder of logs is valid: nothing is known, nothing is wrong', () => {
      box.put({ 'empty/.keep': '' });
      const ran = box.run(['analyze', 'policy.json', '--usage', 'empty', ...who, ...now, '--format', 'json']);
      assert.equal(ran.code, 0, ran.stderr);
      const [fn] = json(ran).functions;
      assert.ok(fn?.grants.every(({ actions }) => actions.unknown.length === 1));
    });
  });

  it('standard output is the result alone, plain in a pipe; --quiet silences the rest', () => {
    const { stdout, stderr } = box.run([...analyze, '--quiet', 'missing.yaml']);
    assert.match(stdout, /narrowed policy\n {4}Version: /);
    assert.match(stdout, /missing\.yaml does not exist/);
    assert.ok(!stdout.includes('\u001b'));
    assert.equal(stderr, '');
  });

  it('a reader that leaves early is no error', function () {
    if (process.platform === 'win32') this.skip();
    box.put({ 'policy.json': policy(['ec2:*', 'iam:*', 's3:*']) });
    const ran = box.pipe([...analyze, '--format', 'json', '--quiet'], 'head -c 10');
    assert.deepEqual([ran.stdout.length, ran.stderr], [10, '']);
  });

  it('a shell that says CI or FORCE_COLOR gets no colours into a pipe or a file; COLUMNS is the width', () => {
    const env = { CI: 'true', FORCE_COLOR: '1', COLUMNS: '60' };
    const { stdout } = box.run(analyze, { env });
    assert.ok(!stdout.includes('\u001b'));
    assert.notEqual(stdout, box.run(analyze, { env: { COLUMNS: '200' } }).stdout);
    box.run([...analyze, '--out', 'report.txt'], { env });
    assert.ok(!readFileSync(join(box.folder, 'report.txt'), 'utf8').includes('\u001b'));
  });

  it('beside a result that goes elsewhere, standard error names what could not be read', () => {
    const { stderr } = box.run([...analyze, 'missing.yaml', '--format', 'json']);
    assert.match(stderr, /^file-missing: missing\.yaml: .*\n1 function, \d findings?, \d problems?\n$/);
  });

  it('SARIF and Markdown', () => {
    const sarif = JSON.parse(box.run([...analyze, '--format', 'sarif']).stdout) as {
      runs: { results: unknown[] }[];
    };
    const { findings } = json(box.run([...analyze, '--format', 'json']));
    assert.equal(sarif.runs[0]?.results.length, findings.length);
    const markdown = box.run([...analyze, '--format', 'markdown']);
    assert.equal(markdown.code, 1, markdown.stderr);
    assert.match(markdown.stdout, /^### Leastwise: 1 function, /);
  });

  describe('usage that overlaps is counted once', () => {
    const cases: readonly (readonly string[])[] = [
      ['logs', 'logs'],
      ['logs', './logs/../logs'],
      ['u.json.gz', 'logs'],
      ['u.json.gz', 'u.json.gz'],
      ['u.json.gz', 'half.json.gz'],
      ['half.json.gz', 'logs'],
      ['part.ndjson', 'u.json.gz'],
    ];
    for (const usage of cases) {
      it(usage.join(' and '), () => {
        box.put({ 'part.ndjson': JSON.stringify(dailyEvents(60)[3]) });
        box.run(['collect', '--from', 'logs', '--out', 'u.json.gz']);
        const window = ['--since', '2026-08-10', '--until', '2026-08-20'];
        box.run(['collect', '--from', 'logs', '--out', 'half.json.gz', ...window]);
        const args = ['analyze', 'policy.json', ...who, ...now, '--format', 'json'];
        const ran = box.run([...args, ...usage.flatMap((each) => ['--usage', each])]);
        assert.equal(ran.stdout, box.run([...args, '--usage', 'logs']).stdout);
      });
    }

    it('collect takes several places, and does not replace a device by a file', () => {
      box.put({ 'more/b.json': JSON.stringify({ Records: dailyEvents(61).slice(60) }) });
      const ran = box.run(['collect', '--from', 'logs', '--from', 'more', '--out', 'u.json']);
      assert.match(ran.stderr, /61 events on 61 days/);
    });
  });

  it('the same input gives the same bytes', () => {
    const args = [...analyze, '--format', 'json'];
    assert.equal(box.run(args).stdout, box.run(args).stdout);
  });

  it('--out writes the result whole, and nothing to standard output', () => {
    const ran = box.run([...analyze, '--format', 'json', '--out', 'result.json']);
    assert.equal(ran.stdout, '');
    const text = readFileSync(join(box.folder, 'result.json'), 'utf8');
    assert.equal(text, box.run([...analyze, '--format', 'json']).stdout);
    assert.deepEqual(readdirSync(box.folder).sort(), ['logs', 'policy.json', 'result.json']);
  });

  it('reads events from standard input', () => {
    const input = dailyEvents(60)
      .map((each) => JSON.stringify(each))
      .join('\n');
    const args = ['analyze', 'policy.json', '--usage', '-', ...who, ...now, '--format', 'json'];
    const piped = json(box.run(args, { input }));
    assert.equal(piped.events.read, 60);
    assert.deepEqual(piped.functions, json(box.run([...analyze, '--format', 'json'])).functions);
  });

  it('collect writes a snapshot that says the same as the logs', () => {
    const ran = box.run(['collect', '--from', 'logs', '--out', 'u.json.gz']);
    assert.deepEqual([ran.code, ran.stdout], [0, '']);
    assert.match(ran.stderr, /u\.json\.gz: 60 events on 60 days, 0 duplicates/);
    const args = ['analyze', 'policy.json', ...who, ...now, '--format', 'json', '--usage'];
    assert.equal(box.run([...args, 'u.json.gz']).stdout, box.run([...args, 'logs']).stdout);
  });

  it('takes the usage that the config names, from the config\u2019s folder; the command line wins', () => {
    box.put({ 'conf/leastwise.config.yaml': 'usage: [../logs]\n', 'none/x.json': '{"Records": []}' });
    const args = ['analyze', 'policy.json', ...who, ...now, '--format', 'json'];
    const config = ['--config', 'conf/leastwise.config.yaml'];
    assert.equal(box.run([...args, ...config]).stdout, box.run([...args, '--usage', 'logs']).stdout);
    assert.equal(json(box.run([...args, ...config, '--usage', 'none'])).events.read, 0);
  });

  it('collect from a folder that is not there: 3, and one clear line', () => {
    const ran = box.run(['collect', '--from', 'missing', '--out', 'u.json.gz']);
    assert.equal(ran.code, 3);
    assert.match(ran.stderr, /missing/);
    assert.equal(existsSync(join(box.folder, 'u.json.gz')), true);
  });

  it('usage that lies after --now is no usage: nothing is known', () => {
    const ran = box.run([
      'analyze',
      'policy.json',
      '--usage',
      'logs',
      ...who,
      '--now',
      '2020-01-01',
      '--format',
      'json',
    ]);
    assert.equal(ran.code, 0, ran.stderr);
    assert.ok(
      json(ran).functions.every((fn) => fn.grants.every(({ actions }) => actions.unused.length === 0)),
    );
  });

  describe('one clear line for each bad input, and the rest is analysed', () => {
    const deep = (open: string, close: string): string => open.repeat(10_000) + close.repeat(10_000);
    const records = JSON.stringify({ Records: dailyEvents(60) });
    const cases: readonly (readonly [string, string, string | Uint8Array, string | undefined])[] = [
      ['a template with a syntax error', 'bad.yaml', 'Resources:\n  A: [\n', 'unreadable'],
      ['an empty source', 'bad.yaml', '', 'unreadable'],
      ['HTML for a template', 'bad.yaml', '<html><body>Sign in</body></html>', 'unreadable'],
      ['nesting 10,000 deep, JSON', 'bad.json', deep('[', ']'), 'unreadable'],
      ['nesting 10,000 deep, YAML', 'bad.yaml', `Resources: ${deep('[', ']')}`, 'unreadable'],
      ['a ring of aliases', 'bad.yaml', 'Resources: &a\n  B: *a\n', undefined],
      ['invalid UTF-8', 'bad.yaml', Uint8Array.of(0x52, 0xff, 0xfe), 'unreadable'],
      [
        'prototype names',
        'bad.json',
        '{"Resources":{"__proto__":{"Type":"AWS::IAM::Role"},"constructor":{}}}',
        undefined,
      ],
      ['a gzip that is cut', 'logs/bad.json.gz', gzipSync(records).subarray(0, 200), 'unreadable'],
      ['a gzip that is none', 'logs/bad.json.gz', 'no gzip at all', 'unreadable'],
      ['HTML for a log', 'logs/bad.json', '<html></html>', 'unreadable'],
      ['a log that is nested 10,000 deep', 'logs/bad.json', `{"Records":[${deep('[', ']')}]}`, undefined],
      [
        'a log with prototype names',
        'logs/bad.json',
        '{"Records":[{"__proto__":{"eventName":"x"},"constructor":1}]}',
        undefined,
      ],
    ];
    for (const [name, file, content, kind] of cases) {
      it(name, () => {
        box.put({ [file]: content });
        const sources = file.startsWith('logs/') ? [] : [file];
        const ran = box.run([...analyze, ...sources, '--format', 'json']);
        const { functions, problems } = json(ran);
        const own = problems.filter(({ uri }) => uri === file);
        assert.ok(
          functions.some((fn) => fn.name === 'worker'),
          'the rest is analysed',
        );
        assert.ok(
          own.length <= 3 && own.every(({ message }) => !message.includes('\n')),
          JSON.stringify(own),
        );
        if (kind !== undefined) {
          assert.ok(
            own.some((problem) => problem.kind === kind),
            JSON.stringify(problems),
          );
          assert.equal(ran.code, 3);
        } else assert.ok(ran.code === 1 || ran.code === 3, ran.stderr);
      });
    }
  });

  it('paths in results are relative, with /', () => {
    box.put({ 'deep/er/policy.json': policy('ssm:GetParameter') });
    const args = [
      join(box.folder, 'deep'),
      '--usage',
      join(box.folder, 'logs'),
      ...who,
      ...now,
      '--format',
      'json',
    ];
    const { findings, functions } = json(box.run(['analyze', ...args]));
    const uris = [
      ...findings.map(({ uri }) => uri),
      ...functions.flatMap((fn) => fn.grants.map(({ uri }) => uri)),
    ];
    assert.ok(uris.length > 0);
    assert.deepEqual([...new Set(uris)], ['deep/er/policy.json']);
  });

  it('a hostile name in a policy cannot reach the terminal', () => {
    box.put({
      'policy.json': policy('ssm:GetParameter', 'x\u001b]0;owned\u0007', '\u009b31m'),
    });
    for (const format of ['text', 'json']) {
      const { stdout } = box.run([...analyze, '--format', format]);
      assert.match(stdout, /\\u001b\]0;owned/);
      assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
  });

  it('explain answers why', () => {
    const name = json(box.run([...analyze, '--format', 'json'])).functions[0]?.name ?? '';
    const args = ['policy.json', '--usage', 'logs', ...who, ...now, '--function', name];
    const kept = box.run(['explain', 'ssm:GetParameter', ...args]);
    assert.equal(kept.code, 0, kept.stderr);
    assert.match(kept.stdout, /^ssm:GetParameter of .*: kept\n/);
    assert.match(box.run(['explain', 'ssm:DescribeParameters', ...args]).stdout, /: removed\n/);
    assert.match(box.run(['explain', 'sns:Publish', ...args]).stdout, /: not granted\n/);
  });

  describe('prove', () => {
    const all = policy('s3:*', 'arn:aws:s3:::a/*');
    const cases: readonly (readonly [string, Record<string, string>, string[], number, RegExp])[] = [
      [
        'less is within',
        { 'new.json': policy('s3:GetObject', 'arn:aws:s3:::a/x') },
        [],
        0,
        /^holds: new\.json grants nothing beyond old\.json\n$/,
      ],
      [
        'more is not, with an example',
        { 'new.json': policy('s3:GetObject', 'arn:aws:s3:::b/x') },
        [],
        1,
        /^fails: .*\n {2}example +s3:GetObject on arn:aws:s3:::b\/x\n/,
      ],
      [
        'JSON is the library object',
        { 'new.json': policy('s3:Get*') },
        ['--format', 'json'],
        1,
        /^\{\n {2}"result": "fails",\n {2}"counterexample": \{/,
      ],
      [
        'what is no policy proves nothing',
        { 'new.json': '{"a":1}' },
        [],
        3,
        /^unknown: a policy could not be read\n$/,
      ],
      ['a broken statement proves nothing', { 'new.json': '{"Statement":[7]}' }, [], 3, /^unknown/],
      ['an element nobody knows proves nothing', { 'new.json': `{"A":1,${all.slice(1)}` }, [], 3, /^unknown/],
      ['a comment proves nothing', { 'new.json': `/**/${all}` }, [], 3, /^unknown/],
      ['a key twice proves nothing', { 'new.json': `{"Statement":[],${all.slice(1)}` }, [], 3, /^unknown/],
      ['a missing policy', {}, ['--format', 'json'], 3, /"result": "unknown"/],
    ];
    for (const [name, files, args, code, answer] of cases) {
      it(name, () => {
        box.put({ 'old.json': all, ...files });
        const ran = box.run(['prove', 'new.json', '--within', 'old.json', ...args]);
        assert.match(ran.stdout, answer);
        assert.equal(ran.code, code, ran.stderr);
      });
    }

    it('a policy that AWS would refuse, and a principal that was never seen, prove nothing', () => {
      box.put({ 'old.json': all, 'new.json': all.replace('"Allow"', '"allow"') });
      assert.equal(box.run(['prove', 'new.json', '--within', 'old.json']).code, 3);
      const nobody = ['--covers', 'logs', '--principal', 'arn:aws:iam::111122223333:role/nobody'];
      const ran = box.run(['prove', 'old.json', '--within', 'old.json', ...nobody]);
      assert.equal(ran.code, 1, ran.stderr);
      assert.match(ran.stdout, /^holds: .*\nunknown: [^]*no call of /);
    });

    it('--covers proves against the recorded calls of a principal', () => {
      box.put({
        'old.json': policy('ssm:*'),
        'good.json': policy('ssm:GetParameter'),
        'bad.json': policy('ssm:PutParameter'),
      });
      const prove = (file: string, ...more: string[]): Ran =>
        box.run(['prove', file, '--within', 'old.json', '--covers', 'logs', ...more]);
      assert.equal(prove('good.json', ...who).code, 0);
      const bad = prove('bad.json', ...who);
      assert.equal(bad.code, 1);
      assert.match(bad.stdout, /^holds: .*\nfails: [^]*example +ssm:GetParameter on\s/i);
      assert.match(prove('good.json').stderr, /--covers needs --principal/);
    });
  });
});
