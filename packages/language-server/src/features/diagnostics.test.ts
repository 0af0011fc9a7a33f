import assert from 'node:assert/strict';
import {
  DiagnosticSeverity,
  DiagnosticTag,
  DidCloseTextDocumentNotification,
  DocumentDiagnosticRequest,
  type Diagnostic,
} from 'vscode-languageserver-protocol/node';
import { pulling, startSession, type Session } from '../testkit/session.js';
import { pieceOf, template } from '../testkit/workspace.js';

function textOf({ message }: Diagnostic): string {
  return typeof message === 'string' ? message : message.value;
}

describe('diagnostics over stdio', () => {
  let session: Session;
  let uri: string;
  before(async () => {
    session = await startSession();
    uri = session.workspace.uriOf('template.yaml');
    await session.client.open(uri, template);
  });
  after(() => session.end());

  async function diagnosticsFor(text: string): Promise<Diagnostic[]> {
    const version = await session.client.change(uri, text);
    return (await session.client.diagnosticsOf(uri, version)).diagnostics;
  }

  /** What is said, and of which piece of the text. */
  function brief(text: string, diagnostics: readonly Diagnostic[]): string[] {
    return diagnostics.map(({ range, code }) => `${String(code)} ${pieceOf(text, range)}`).sort();
  }

  it('stand exactly on the tokens, with the version of the text', async () => {
    const { diagnostics, version } = await session.client.diagnosticsOf(uri, 1);
    assert.equal(version, 1);
    assert.deepEqual(brief(template, diagnostics), [
      'action-unused ssm:DescribeParameters',
      'action-wildcard ssm:Put*',
      'coverage-missing dynamodb:GetItem',
      "resource-wildcard '*'",
    ]);
  });

  it('say what was used, when last, how often and over what window', async () => {
    const { diagnostics } = await session.client.diagnosticsOf(uri, 1);
    const unused = diagnostics.find(({ code }) => code === 'action-unused');
    assert.ok(unused);
    assert.match(textOf(unused), /Orders never used ssm:DescribeParameters in 60 covered days\./);
    assert.match(textOf(unused), /Of ssm, Orders used: ssm:GetParameter 60 times, last on 2026-09-29\./);
    assert.match(textOf(unused), /Looked at: 2026-08-01 to 2026-09-30, 60 covered days\./);
    assert.equal(unused.severity, DiagnosticSeverity.Warning);
    assert.equal(unused.source, 'leastwise');
    assert.match(unused.codeDescription?.href ?? '', /\/docs\/rules\/action-unused\.md$/);
  });

  it('fade what nothing uses, and only that', async () => {
    const { diagnostics } = await session.client.diagnosticsOf(uri, 1);
    const faded = diagnostics.filter(({ tags }) => tags?.includes(DiagnosticTag.Unnecessary));
    assert.deepEqual(brief(template, faded), ['action-unused ssm:DescribeParameters']);
  });

  it('carry what a quick fix reads back', async () => {
    const { diagnostics } = await session.client.diagnosticsOf(uri, 1);
    const unused = diagnostics.find(({ code }) => code === 'action-unused');
    const data = unused?.data as { rule: string; functions: string[]; fingerprints: string[] };
    assert.deepEqual([data.rule, data.functions], ['action-unused', ['template.yaml#Orders']]);
    assert.match(data.fingerprints[0] ?? '', /^[0-9a-f]{16}$/);
  });

  it('follow an edit', async () => {
    const text = template.replace('                - ssm:DescribeParameters\n', '');
    const diagnostics = await diagnosticsFor(text);
    assert.equal(
      diagnostics.some(({ code }) => code === 'action-unused'),
      false,
    );
    assert.ok(brief(text, diagnostics).includes('action-wildcard ssm:Put*'));
  });

  it('stay, moved, outside the lines that a broken text broke, and come back with it', async () => {
    await diagnosticsFor(template);
    const broken = template
      .replace('Resources:', '# one more line\nResources:')
      .replace('dynamodb:GetItem', '"dynamodb:GetI');
    const diagnostics = await diagnosticsFor(broken);
    const said = brief(broken, diagnostics);
    assert.ok(said.includes('action-unused ssm:DescribeParameters'), said.join('\n'));
    assert.ok(
      said.some((each) => each.startsWith('yaml-syntax')),
      said.join('\n'),
    );
    assert.equal(
      said.some((each) => each.startsWith('coverage-missing')),
      false,
    );
    assert.ok(brief(template, await diagnosticsFor(template)).includes('coverage-missing dynamodb:GetItem'));
  });

  it('are taken back when the document is closed', async () => {
    const other = session.workspace.put('other.yaml', template);
    await session.client.open(other, template);
    assert.notEqual((await session.client.diagnosticsOf(other, 1)).diagnostics.length, 0);
    const before = session.client.published.length;
    await session.client.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: other },
    });
    const last = await session.client.next(before, (params) => params.uri === other);
    assert.deepEqual(last.diagnostics, []);
  });
});

describe('diagnostics that are asked for', () => {
  let session: Session;
  let uri: string;
  before(async () => {
    session = await startSession({ capabilities: pulling });
    uri = session.workspace.uriOf('template.yaml');
    await session.client.open(uri, template);
  });
  after(() => session.end());

  it('are given for the present text, told as unchanged when they are, and not sent as well', async () => {
    const ask = (previousResultId?: string) =>
      session.client.connection.sendRequest(DocumentDiagnosticRequest.type, {
        textDocument: { uri },
        ...(previousResultId === undefined ? {} : { previousResultId }),
      });
    const first = await ask();
    assert.equal(first.kind, 'full');
    assert.ok(first.items.some(({ code }) => code === 'action-unused'));
    assert.deepEqual(await ask(first.resultId), { kind: 'unchanged', resultId: first.resultId });
    await session.client.change(uri, template.replace('ssm:DescribeParameters', 'ssm:GetParameter'));
    const second = await ask(first.resultId);
    assert.ok(second.kind === 'full' && second.items.every(({ code }) => code !== 'action-unused'));
    assert.deepEqual(
      session.client.published.filter((params) => params.uri === uri),
      [],
    );
  });
});

describe('what gets no diagnostics', () => {
  let session: Session;
  afterEach(() => session.end());

  it('a function that was never seen: one hint at its name', async () => {
    const text = template.replace('FunctionName: orders', 'FunctionName: unheard');
    session = await startSession();
    const uri = session.workspace.uriOf('template.yaml');
    await session.client.open(uri, text);
    const { diagnostics } = await session.client.diagnosticsOf(uri, 1);
    assert.deepEqual(
      diagnostics.map(({ code, severity }) => [code, severity]),
      [['function-not-seen', DiagnosticSeverity.Hint]],
    );
  });

  it('a text that is no source', async () => {
    session = await startSession();
    const [other, uri] = [session.workspace.uriOf('other.yaml'), session.workspace.uriOf('template.yaml')];
    await session.client.open(other, 'a: 1\nb: [x]\n');
    await session.client.open(uri, template);
    await session.client.diagnosticsOf(uri, 1);
    assert.deepEqual(
      session.client.published.filter((params) => params.uri === other),
      [],
    );
  });

  it('hints, where they are switched off', async () => {
    session = await startSession({ settings: { hints: false } });
    const uri = session.workspace.uriOf('template.yaml');
    await session.client.open(uri, template);
    const { diagnostics } = await session.client.diagnosticsOf(uri, 1);
    assert.ok(diagnostics.length > 0);
    assert.ok(diagnostics.every(({ severity }) => severity !== DiagnosticSeverity.Hint));
  });
});
