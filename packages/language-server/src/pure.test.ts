import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { createScheduler } from './analysis/scheduler.js';
import { fileKey, folderOf, foldersUp, joinUri, relativeTo } from './paths.js';
import { looksLikeSource } from './sniff.js';
import { escapeMarkdown, toMarkdownText, toPlainText } from './text/blocks.js';
import { placeAt } from './text/place.js';
import { repository, rulePage } from './text/ruleLinks.js';
import { number } from './text/usage.js';
import { weekBar } from './text/weeks.js';
import { defaultSettings, readSettings } from './workspace/settings.js';

describe('looksLikeSource', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['file:///a/template.yaml', 'Resources:\n  A: { Type: AWS::S3::Bucket }', true],
    ['file:///a/policy.json', '{"Statement": [{"Effect": "Allow", "Action": "s3:*"}]}', true],
    ['file:///a/main.tf', 'resource "aws_iam_policy" "x" {}', true],
    ['file:///a/main.tf', 'resource "google_x" "x" {}', false],
    ['file:///a/serverless.yml', 'provider:\n  name: aws', true],
    ['file:///a/compose.yaml', 'services: {}', false],
    ['file:///a/notes.md', 'Resources AWS:: Statement Effect Action', false],
    ['untitled:Untitled-1', 'Resources: AWS::', true],
    ['file:///a/leastwise.config.yaml', 'Resources: AWS::', false],
  ];
  for (const [uri, text, expected] of cases)
    it(`${uri} ${JSON.stringify(text.slice(0, 30))}: ${String(expected)}`, () =>
      assert.equal(looksLikeSource(uri, text), expected));
});

describe('paths', () => {
  it('join, cut and compare uris as they are spelled', () => {
    assert.equal(joinUri('file:///c%3A/my%20app', 'a b/../c.yaml'), 'file:///c%3A/my%20app/c.yaml');
    assert.equal(joinUri('file:///a/b', '/x/y.json'), 'file:///x/y.json');
    assert.equal(joinUri('file:///a', 'vscode-vfs://b/c'), 'vscode-vfs://b/c');
    assert.equal(joinUri('file:///a', '../../../x'), 'file:///x');
    assert.equal(folderOf('file:///a/b.yaml'), 'file:///a');
    assert.deepEqual(foldersUp('file:///a/b'), ['file:///a/b', 'file:///a']);
    assert.equal(relativeTo('file:///c%3A/app', 'file:///c:/app/x%20y.yaml'), 'x y.yaml');
    assert.equal(relativeTo('file:///a', 'file:///ab/c'), 'file:///ab/c');
    assert.equal(fileKey('file:///%E0%A4%A'), 'file:///%E0%A4%A');
  });

  it('law: what is joined below a folder is relative to it again', () => {
    const part = fc.stringMatching(/^[a-z0-9é &+#?@]{1,8}$/);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        assert.equal(relativeTo('file:///top', joinUri('file:///top', parts.join('/'))), parts.join('/'));
      }),
      { seed: 20260801 },
    );
  });
});

describe('readSettings', () => {
  it('takes what fits and leaves the rest as by default', () => {
    assert.deepEqual(readSettings(null), defaultSettings);
    assert.deepEqual(
      readSettings({
        usage: 'a',
        stacks: ['s', 7, ''],
        hints: 'no',
        minWindow: 0.5,
        now: 'soon',
        __proto__: { soft: true },
      }),
      {
        ...defaultSettings,
        usage: ['a'],
        stacks: ['s'],
      },
    );
    assert.equal(readSettings({ tightness: 'actions', codeLens: false }).tightness, 'actions');
  });
});

describe('texts', () => {
  it('numbers have separators', () =>
    assert.deepEqual([0, 999, 1000, 1234567].map(number), ['0', '999', '1,000', '1,234,567']));

  it('a bar a week, with what lies outside the window left out', () => {
    const days = ['2026-07-31', '2026-08-01', '2026-08-02', '2026-08-02', '2026-08-15', '2026-08-29'];
    assert.equal(weekBar(days, '2026-08-01T00:00:00Z', '2026-08-29T00:00:00Z'), '▃ ▂ ');
    assert.equal(weekBar(days, '', ''), '');
  });

  it('names obey nothing', () => {
    for (const name of [
      '[x](command:rm)',
      '<img src=x>',
      '**b**',
      '| a |',
      '`c`',
      'https://example.test',
      '![i](x)',
    ])
      assert.doesNotMatch(escapeMarkdown(name), /[[\]<>*|`!]|:\/\//);
    const table = toMarkdownText([{ kind: 'table', head: ['a'], rows: [['b|c\nd']] }]);
    assert.equal(table.split('\n').length, 3);
    assert.equal(toMarkdownText([{ kind: 'code', text: 'a`b\n`c' }]), '`a b c`');
    assert.equal(toPlainText([{ kind: 'title', text: '**x**' }]), '**x**');
  });

  it('the rules’ pages are in the repository of package.json', () => {
    const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
    const { url } = (JSON.parse(text) as { repository: { url: string } }).repository;
    assert.equal(url, `git+${repository}.git`);
    assert.equal(rulePage('action-unused'), `${repository}/blob/main/docs/rules/action-unused.md`);
    assert.equal(rulePage('cannot-know'), undefined);
  });
});

describe('placeAt', () => {
  /** The place at the `|` of a text. */
  function at(text: string): string {
    const before = text.slice(0, text.indexOf('|')).split('\n');
    const lines = text.replace('|', '').split('\n');
    const place = placeAt((line) => lines[line] ?? '', {
      line: before.length - 1,
      character: before.at(-1)?.length ?? 0,
    });
    return place === undefined ? 'none' : `${place.element} ${place.word}`;
  }
  const cases: readonly (readonly [string, string])[] = [
    ['Action: s3:G|', 'action s3:G'],
    ['Action:\n  - s3:Get\n  - dyn|', 'action dyn'],
    ['  Action:\n  - |', 'action '],
    ['Action: [a:b, s3|', 'action s3'],
    ['Action: [a:b]  |', 'none'],
    ['- Effect: Allow\n  Resource: !Sub arn:aws|', 'resource arn:aws'],
    ['"Action": ["s3:Ge|', 'action s3:Ge'],
    ['  "NotResource": [\n    "arn:|', 'resource arn:'],
    ['  actions = ["s3:|', 'action s3:'],
    ['Condition:\n  StringEquals:\n    aws:S|', 'condition aws:S'],
    ['"Condition": {"StringEquals": {"aws:|', 'condition aws:'],
    ['FunctionName: x|', 'none'],
    ['Principal:\n  Service: la|', 'none'],
    ['|', 'none'],
  ];
  for (const [text, expected] of cases) it(JSON.stringify(text), () => assert.equal(at(text), expected));
});

describe('the scheduler', () => {
  function started(): {
    ran: number[];
    touch: () => void;
    settled: () => Promise<void>;
    finished: number[];
    drop: () => void;
  } {
    let version = 0;
    const [ran, finished]: [number[], number[]] = [[], []];
    const scheduler = createScheduler({
      versionOf: () => version,
      run: (job) => {
        ran.push(job.version);
        return Promise.resolve(undefined);
      },
      finished: () => void finished.push(version),
      failed: (_, error) => {
        throw error;
      },
    });
    const touch = (): void => {
      version++;
      scheduler.touch('a');
    };
    return { ran, finished, touch, settled: () => scheduler.settled('a'), drop: () => scheduler.drop('a') };
  }

  it('analyses the newest text of several that came at once, and only that', async () => {
    const { ran, finished, touch, settled } = started();
    for (let key = 0; key < 20; key++) touch();
    await settled();
    assert.deepEqual([ran, finished], [[20], [20]]);
    await settled();
    touch();
    await settled();
    assert.deepEqual(ran, [20, 21]);
  });

  it('answers who waits for a document that is closed', async () => {
    const { ran, touch, settled, drop } = started();
    touch();
    const waiting = settled();
    drop();
    await waiting;
    await settled();
    assert.deepEqual(ran, []);
  });
});
