import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol/node';

/** A real client at the other end of the server's standard input and output. */
export interface StdioClient {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** All diagnostics sent so far, newest last. */
  readonly published: readonly PublishDiagnosticsParams[];
  open(uri: string, text: string, languageId?: string): Promise<void>;
  /** Replaces the whole text; gives the new version. */
  change(uri: string, text: string): Promise<number>;
  /** The diagnostics of the newest version of a document, when they come. */
  diagnosticsOf(uri: string, version: number): Promise<PublishDiagnosticsParams>;
  /** The first diagnostics sent after so many that the test is waiting for. */
  next(
    after: number,
    isMeant: (params: PublishDiagnosticsParams) => boolean,
  ): Promise<PublishDiagnosticsParams>;
  stop(): Promise<number>;
}

export interface StdioOptions {
  readonly folder?: string;
  readonly capabilities?: ClientCapabilities;
  readonly settings?: unknown;
  /** Program and arguments; the server's own entry. */
  readonly command?: readonly [string, ...string[]];
}

const entry = fileURLToPath(new URL('../node/stdio.js', import.meta.url));

export async function startStdioClient(options: StdioOptions = {}): Promise<StdioClient> {
  const [program, ...given] = options.command ?? [process.execPath, entry];
  const child = spawn(program, given, { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const published: PublishDiagnosticsParams[] = [];
  const waiting = new Set<() => void>();
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
    published.push(params);
    for (const wake of waiting) wake();
  });
  connection.onUnhandledNotification(() => undefined);
  connection.listen();
  const initialized = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    // Part of the protocol's type still, though workspace folders replace it.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    rootUri: options.folder ?? null,
    workspaceFolders: options.folder === undefined ? null : [{ uri: options.folder, name: 'test' }],
    capabilities: options.capabilities ?? {},
    initializationOptions: options.settings ?? {},
  });
  await connection.sendNotification(InitializedNotification.type, {});
  const versions = new Map<string, number>();
  return {
    connection,
    initialized,
    published,
    async open(uri, text, languageId = 'yaml') {
      versions.set(uri, 1);
      const textDocument = { uri, languageId, version: 1, text };
      await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    },
    async change(uri, text) {
      const version = (versions.get(uri) ?? 0) + 1;
      versions.set(uri, version);
      await connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
      return version;
    },
    diagnosticsOf(uri, version) {
      const find = (): PublishDiagnosticsParams | undefined =>
        published.findLast((params) => params.uri === uri && params.version === version);
      return waitFor(find, waiting);
    },
    next: (after, isMeant) => waitFor(() => published.slice(after).find(isMeant), waiting),
    stop: () => stop(connection, child),
  };
}

const patience = 20_000;

function waitFor<T>(find: () => T | undefined, waiting: Set<() => void>): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const found = find();
      if (found === undefined) return;
      clearTimeout(timer);
      waiting.delete(look);
      resolve(found);
    };
    const timer = setTimeout(() => {
      waiting.delete(look);
      reject(new Error('the server sent nothing in time'));
    }, patience);
    waiting.add(look);
    look();
  });
}

async function stop(connection: ProtocolConnection, child: ChildProcess): Promise<number> {
  const ended = once(child, 'exit');
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  const [code] = (await ended) as [number | null];
  connection.dispose();
  return code ?? -1;
}
