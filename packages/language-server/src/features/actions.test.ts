import assert from 'node:assert/strict';
import {
  ApplyWorkspaceEditRequest,
  CodeActionRequest,
  ExecuteCommandRequest,
  ShowMessageNotification,
  TextDocumentEdit,
  type CodeAction,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { previewRequest } from '../requests.js';
import { startSession, type Session } from '../testkit/session.js';
import { positionOf, sharedTemplate, template, usageOf } from '../testkit/workspace.js';

/** The text after the edit, which must be of one document and for its version. */
function applied(edit: WorkspaceEdit | undefined, text: string, uri: string, version: number): string {
  const [change, ...rest] = edit?.documentChanges ?? [];
  assert.deepEqual(rest, []);
  assert.ok(TextDocumentEdit.is(change));
  assert.deepEqual(change.textDocument, { uri, version });
  return TextDocument.applyEdits(TextDocument.create(uri, 'yaml', version, text), change.edits as never);
}

describe('code actions over stdio', () => {
  let session: Session;
  let uri: string;
  let version = 1;
  before(async () => {
    session = await startSession();
    uri = session.workspace.uriOf('template.yaml');
    await session.client.open(uri, template);
    await session.client.diagnosticsOf(uri, 1);
  });
  after(() => session.end());

  async function actionsAt(text: string, needle: string, only?: string[]): Promise<CodeAction[]> {
    version = await session.client.change(uri, text);
    const { diagnostics } = await session.client.diagnosticsOf(uri, version);
    const start = positionOf(text, needle, 1);
    const answer = await session.client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start, end: start },
      context: { diagnostics, ...(only === undefined ? {} : { only }) },
    });
    return (answer ?? []) as CodeAction[];
  }

  const removed = template.replace('                - ssm:DescribeParameters\n', '');

  it('removes an unused action: the preferred fix, for the version of the text', async () => {
    const actions = await actionsAt(template, 'ssm:DescribeParameters');
    const fix = actions.find(({ title }) => title === 'Remove ssm:DescribeParameters');
    assert.equal(fix?.kind, 'quickfix');
    assert.equal(fix.isPreferred, true);
    assert.deepEqual(
      fix.diagnostics?.map(({ code }) => code),
      ['action-unused'],
    );
    assert.equal(applied(fix.edit, template, uri, version), removed);
  });

  it('offers the statement, the function, an end date, a comment that keeps it, and why', async () => {
    const titles = (await actionsAt(template, 'ssm:DescribeParameters')).map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title) => !title.startsWith('Let ')),
      [
        'Remove ssm:DescribeParameters',
        'Narrow this statement',
        'Keep ssm:DescribeParameters, with a comment that says why',
        'Show why (Orders)',
        'Narrow the whole file',
      ].filter((title) => titles.includes(title)),
    );
    assert.deepEqual(
      titles.filter((title) => title.startsWith('Let ')),
      [
        'Let ssm:DescribeParameters expire in 30 days (2026-10-31)',
        'Let ssm:DescribeParameters expire in 60 days (2026-11-30)',
        'Let ssm:DescribeParameters expire in 90 days (2026-12-30)',
      ],
    );
  });

  it('an end date becomes a statement of its own', async () => {
    const actions = await actionsAt(template, 'ssm:DescribeParameters');
    const fix = actions.find(({ title }) => title.includes('in 30 days'));
    const text = applied(fix?.edit, template, uri, version);
    assert.match(text, /DateLessThan:\s+aws:CurrentTime: '?"?2026-10-31T00:00:00Z/);
    assert.match(text, /ssm:DescribeParameters/);
  });

  it('a kept action has a comment above it, and is told as unused no more', async () => {
    const actions = await actionsAt(template, 'ssm:DescribeParameters');
    const fix = actions.find(({ title }) => title.startsWith('Keep '));
    const text = applied(fix?.edit, template, uri, version);
    assert.ok(
      text.includes(
        '                # leastwise-keep ssm:DescribeParameters: say why\n                - ssm:Desc',
      ),
    );
    const next = await session.client.change(uri, text);
    const { diagnostics } = await session.client.diagnosticsOf(uri, next);
    assert.equal(
      diagnostics.some(({ code }) => code === 'action-unused'),
      false,
    );
  });

  it('fix-all narrows the whole file; what it leaves has nothing to fix', async () => {
    const [fix, ...rest] = await actionsAt(template, 'AWSTemplate', ['source.fixAll']);
    assert.deepEqual(rest, []);
    assert.equal(fix?.kind, 'source.fixAll.leastwise');
    const text = applied(fix.edit, template, uri, version);
    assert.doesNotMatch(text, /DescribeParameters|Put\*\n/);
    assert.deepEqual(await actionsAt(text, 'AWSTemplate', ['source.fixAll']), []);
  });

  it('offers nothing of another kind than was asked for', async () => {
    assert.deepEqual(await actionsAt(template, 'ssm:DescribeParameters', ['refactor']), []);
  });

  it('offers nothing in a text that is broken, and nothing where nothing is found', async () => {
    const broken = template.replace('dynamodb:GetItem', '"dynamodb:GetI');
    assert.deepEqual(await actionsAt(broken, 'ssm:DescribeParameters'), []);
    assert.deepEqual(await actionsAt(template, 'FunctionName'), []);
  });

  it('the command of the lens narrows the function, as one edit that the client applies', async () => {
    version = await session.client.change(uri, template);
    const edits: WorkspaceEdit[] = [];
    session.client.connection.onRequest(ApplyWorkspaceEditRequest.type, ({ edit }) => {
      edits.push(edit);
      return { applied: true };
    });
    const params = { command: 'leastwise.narrowFunction', arguments: [uri, 'template.yaml#Orders'] };
    assert.equal(await session.client.connection.sendRequest(ExecuteCommandRequest.type, params), true);
    assert.doesNotMatch(applied(edits[0], template, uri, version), /DescribeParameters/);
  });

  it('and says why where nothing can go', async () => {
    const text = template.replace('FunctionName: orders', 'FunctionName: unheard');
    await session.client.change(uri, text);
    const told: string[] = [];
    session.client.connection.onNotification(
      ShowMessageNotification.type,
      ({ message }) => void told.push(message),
    );
    const params = { command: 'leastwise.narrowFunction', arguments: [uri, 'template.yaml#Orders'] };
    assert.equal(await session.client.connection.sendRequest(ExecuteCommandRequest.type, params), false);
    assert.match(told.join(), /Orders stays as it is: .*none of its sessions is in the logs/);
  });

  it('previews what it would do', async () => {
    await session.client.change(uri, template);
    const [preview, ...rest] = await session.client.connection.sendRequest(previewRequest, {
      uri,
      rules: ['action-unused'],
    });
    assert.deepEqual(rest, []);
    assert.deepEqual([preview?.uri, preview?.before, preview?.after], [uri, template, removed]);
  });
});

describe('a client without versions in edits', () => {
  it('gets plain changes', async () => {
    const session = await startSession({ capabilities: {} });
    const uri = session.workspace.uriOf('template.yaml');
    await session.client.open(uri, template);
    const { diagnostics } = await session.client.diagnosticsOf(uri, 1);
    const start = positionOf(template, 'ssm:DescribeParameters', 1);
    const answer = await session.client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start, end: start },
      context: { diagnostics },
    });
    await session.end();
    const [fix] = (answer ?? []) as CodeAction[];
    assert.deepEqual(Object.keys(fix?.edit?.changes ?? {}), [uri]);
  });
});

describe('a role that two functions share', () => {
  it('can be split: each fix is for one function', async () => {
    const text = sharedTemplate;
    const session = await startSession({
      files: {
        'template.yaml': text,
        '.leastwise/usage.json.gz': usageOf(60, 'GetParameter', ['orders', 'other']),
      },
    });
    const uri = session.workspace.uriOf('template.yaml');
    await session.client.open(uri, text);
    const { diagnostics } = await session.client.diagnosticsOf(uri, 1);
    const start = positionOf(text, 'ssm:DescribeParameters', 1);
    const answer = await session.client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start, end: start },
      context: { diagnostics },
    });
    await session.end();
    const actions = (answer ?? []) as CodeAction[];
    const split = actions.find(({ title }) => title === 'Give Orders a role of its own');
    assert.ok(split, actions.map(({ title }) => title).join());
    const after = applied(split.edit, text, uri, 1);
    assert.ok((after.match(/AWS::IAM::Role/g) ?? []).length > 1, after);
  });
});
