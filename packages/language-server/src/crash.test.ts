import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShowMessageNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { createConnection } from 'vscode-languageserver/node';
import { createNodeHost } from './node/host.js';
import { detailsNotification } from './requests.js';
import { startServer } from './server.js';
import { now } from './testkit/session.js';
import { makeWorkspace, template, usageOf } from './testkit/workspace.js';

describe('a crash of analysis', () => {
  it('is told once, with details to copy, and the server goes on', async () => {
    const workspace = makeWorkspace({ '.leastwise/usage.json.gz': usageOf(60) });
    let crashes = 2;
    const host = createNodeHost();
    const [up, down] = [new PassThrough(), new PassThrough()];
    const failing = {
      ...host,
      stamp: (uri: string) => {
        if (crashes-- > 0) throw new Error('the disk is on fire');
        return host.stamp(uri);
      },
    };
    startServer(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), failing);
    const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    const told: string[] = [];
    const details: string[] = [];
    client.onNotification(ShowMessageNotification.type, ({ message }) => void told.push(message));
    client.onNotification(
      detailsNotification.method,
      (given: { details: string }) => void details.push(given.details),
    );
    client.onUnhandledNotification(() => undefined);
    const published = new Promise<number>((resolve) => {
      client.onNotification(PublishDiagnosticsNotification.type, ({ diagnostics }) =>
        resolve(diagnostics.length),
      );
    });
    client.listen();
    const folders = [{ uri: workspace.folder, name: 'w' }];
    await client.sendRequest(InitializeRequest.type, {
      processId: null,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- part of the protocol's type still
      rootUri: null,
      workspaceFolders: folders,
      capabilities: {},
      initializationOptions: { now },
    });
    const uri = workspace.uriOf('template.yaml');
    const type = (version: number): Promise<void> =>
      client.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: [{ text: `${template}# ${version}\n` }],
      });
    await client.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'yaml', version: 1, text: template },
    });
    const wait = setInterval(() => void type(++version), 300);
    let version = 1;
    assert.ok((await published) > 0);
    clearInterval(wait);
    assert.equal(told.length, 1, told.join('\n'));
    assert.match(told[0] ?? '', /could not analyse template\.yaml: the disk is on fire/);
    assert.match(details[0] ?? '', /template\.yaml\nError: the disk is on fire\n\s+at /);
    client.dispose();
    workspace.remove();
  });
});
