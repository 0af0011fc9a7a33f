import assert from 'node:assert/strict';
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
} from 'vscode-languageserver-protocol/node';
import { functionsRequest, reportRequest, statusRequest } from '../requests.js';
import { now, startSession, type Session } from '../testkit/session.js';
import { template, usageOf } from '../testkit/workspace.js';

const usage = usageOf(60);

describe('where the usage is found', () => {
  let session: Session;
  afterEach(() => session.end());

  const cases: readonly (readonly [
    string,
    Record<string, string | Uint8Array>,
    Record<string, unknown>,
    string,
  ])[] = [
    ['.leastwise beside the template', { '.leastwise/usage.json.gz': usage }, {}, 'template.yaml'],
    ['.leastwise up the folders', { '.leastwise/usage.json.gz': usage }, {}, 'a/b/template.yaml'],
    [
      'the nearest of several',
      { '.leastwise/usage.json.gz': 'x', 'a/.leastwise/usage.json.gz': usage },
      {},
      'a/template.yaml',
    ],
    [
      'the config up the folders',
      { 'leastwise.config.yaml': 'usage: [data/u.json.gz]', 'data/u.json.gz': usage },
      {},
      'a/template.yaml',
    ],
    [
      'the setting, before all others',
      { 'u.json.gz': usage, '.leastwise/usage.json.gz': 'x' },
      { usage: 'u.json.gz' },
      'template.yaml',
    ],
  ];
  for (const [name, files, settings, path] of cases)
    it(name, async () => {
      session = await startSession({ files, settings });
      const uri = session.workspace.uriOf(path);
      await session.client.open(uri, template);
      const { diagnostics } = await session.client.diagnosticsOf(uri, 1);
      assert.ok(
        diagnostics.some(({ code }) => code === 'action-unused'),
        JSON.stringify(diagnostics),
      );
    });

  const bad: readonly (readonly [
    string,
    Record<string, string | Uint8Array>,
    Record<string, unknown>,
    RegExp,
  ])[] = [
    ['a snapshot that is none', { '.leastwise/usage.json.gz': 'x' }, {}, /not valid JSON/],
    ['a damaged one', { '.leastwise/usage.json.gz': usage.subarray(0, 200) }, {}, /cut or damaged/],
    ['one that is not there', {}, { usage: 'no.json.gz' }, /is not there/],
    ['a log folder', { 'logs/a.json': '{}' }, { usage: 'logs' }, /is not there, or is no file/],
    ['a config that does not fit', { 'leastwise.config.yaml': 'uzage: x' }, {}, /uzage/],
  ];
  for (const [name, files, settings, message] of bad)
    it(`${name}: the status says so, and nothing else does`, async () => {
      session = await startSession({ files, settings });
      const uri = session.workspace.uriOf('template.yaml');
      await session.client.open(uri, template);
      const { diagnostics } = await session.client.diagnosticsOf(uri, 1);
      assert.deepEqual(
        diagnostics.map(({ code }) => code),
        [],
      );
      const status = await session.client.connection.sendRequest(statusRequest, { uri });
      assert.match(status.projects.flatMap(({ problems }) => problems).join('\n'), message);
    });
});

describe('what changes under an open document', () => {
  let session: Session;
  let uri: string;
  beforeEach(async () => {
    session = await startSession();
    uri = session.workspace.uriOf('template.yaml');
    await session.client.open(uri, template);
    await session.client.diagnosticsOf(uri, 1);
  });
  afterEach(() => session.end());

  async function codesAfter(change: () => Promise<void>): Promise<string[]> {
    const before = session.client.published.length;
    await change();
    const next = await session.client.next(before, (params) => params.uri === uri);
    return next.diagnostics.map(({ code }) => String(code));
  }

  it('a new snapshot', async () => {
    const codes = await codesAfter(async () => {
      const changed = session.workspace.put('.leastwise/usage.json.gz', usageOf(60, 'DescribeParameters'));
      await session.client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: changed, type: FileChangeType.Changed }],
      });
    });
    assert.equal(codes.filter((code) => code === 'action-unused').length, 1);
    const text = JSON.stringify(session.client.published.at(-1));
    assert.match(text, /never used ssm:GetParameter /);
  });

  it('a config that is new', async () => {
    const codes = await codesAfter(async () => {
      const changed = session.workspace.put('leastwise.config.yaml', 'rules: { action-unused: off }');
      await session.client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: changed, type: FileChangeType.Created }],
      });
    });
    assert.equal(codes.includes('action-wildcard'), true);
  });

  it('a setting', async () => {
    const codes = await codesAfter(() =>
      session.client.connection.sendNotification(DidChangeConfigurationNotification.type, {
        settings: { leastwise: { now, minWindow: 100 } },
      }),
    );
    assert.equal(codes.includes('action-unused'), false);
  });
});

describe('requests of an extension', () => {
  let session: Session;
  let uri: string;
  before(async () => {
    session = await startSession();
    uri = session.workspace.uriOf('template.yaml');
    await session.client.open(uri, template);
    await session.client.diagnosticsOf(uri, 1);
  });
  after(() => session.end());

  it('the functions, with their grants by service and a verdict each', async () => {
    const [node, ...rest] = await session.client.connection.sendRequest(functionsRequest, {});
    assert.deepEqual(rest, []);
    assert.equal(node?.name, 'Orders');
    assert.equal(node.narrower, true);
    const ssm = node.services.find(({ prefix }) => prefix === 'ssm');
    assert.equal(ssm?.name, 'AWS Systems Manager');
    assert.deepEqual(ssm.grants.map(({ pattern, verdict }) => `${pattern} ${verdict}`).slice(0, 2), [
      'ssm:GetParameter used',
      'ssm:DescribeParameters unused',
    ]);
  });

  it('the status: age and coverage of the usage', async () => {
    const { projects, documents } = await session.client.connection.sendRequest(statusRequest, { uri });
    assert.deepEqual(documents, [uri]);
    const [project] = projects;
    assert.deepEqual([project?.ageDays, project?.stale, project?.window?.days], [1, false, 60]);
    assert.deepEqual(project?.usage, [session.workspace.uriOf('.leastwise/usage.json.gz')]);
  });

  it('the report is the analysis', async () => {
    const report = await session.client.connection.sendRequest(reportRequest, { uri });
    assert.deepEqual(
      report?.functions.map(({ id }) => id),
      ['template.yaml#Orders'],
    );
    assert.equal(await session.client.connection.sendRequest(reportRequest, { uri: 'file:///none' }), null);
  });
});
