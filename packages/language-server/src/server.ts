import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createAnalyses } from './analysis/analyses.js';
import { clientOf, withoutSlash, type Client } from './client.js';
import { createCrashReporter } from './crash.js';
import { registerFeatures } from './features.js';
import { refreshClient } from './refresh.js';
import type { Server } from './parts.js';
import type { Host } from './host.js';
import { fileKey } from './paths.js';
import { commands } from './requests.js';
import { createProjects } from './workspace/projects.js';
import { createSettings } from './workspace/settingsStore.js';

/**
 * Serves one client over a connection that is not listening yet: standard input and output, a socket, or the port of a
 * web worker.
 */
export function startServer(connection: Connection, host: Host): void {
  const documents = new TextDocuments(TextDocument);
  connection.onInitialize((params) => {
    const client = clientOf(params);
    const folders = new Set(client.folders);
    const server = createServer(connection, documents, host, client, folders, params.initializationOptions);
    listenToDocuments(server);
    registerFeatures(server);
    connection.onInitialized(() => afterInitialized(server, folders));
    return { capabilities: capabilitiesFor(client), serverInfo: { name: 'leastwise' } };
  });
  documents.listen(connection);
  connection.listen();
}

function createServer(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  host: Host,
  client: Client,
  folders: ReadonlySet<string>,
  initial: unknown,
): Server {
  const settings = createSettings(connection, client.asksSettings, initial);
  const projects = createProjects({
    host,
    settingsOf: (uri) => settings.of(uri),
    workspaceFolderOf: (uri) => [...folders].find((folder) => uri.startsWith(`${folder}/`)),
  });
  const analyses = createAnalyses({
    host,
    projects,
    documentOf: (uri) => documents.get(uri),
    documents: () => documents.all(),
    failed: createCrashReporter(connection),
  });
  return { connection, host, documents, projects, analyses, settings, client };
}

function capabilitiesFor(client: Client): ServerCapabilities {
  return {
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: { includeText: false },
    },
    ...(client.pullsDiagnostics && {
      diagnosticProvider: {
        identifier: 'leastwise',
        interFileDependencies: true,
        workspaceDiagnostics: false,
      },
    }),
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, `${CodeActionKind.SourceFixAll}.leastwise`],
    },
    hoverProvider: true,
    completionProvider: { triggerCharacters: [':', '"', "'", ' ', '-'] },
    codeLensProvider: { resolveProvider: false },
    inlayHintProvider: true,
    executeCommandProvider: { commands: Object.values(commands) },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}

function listenToDocuments(server: Server): void {
  const { documents, analyses } = server;
  documents.onDidChangeContent(({ document }) => {
    analyses.touch(document.uri, document.version <= 1 ? 'at once' : 'pause');
    touchReaders([document.uri], server);
  });
  documents.onDidClose(({ document }) => {
    analyses.close(document.uri);
    touchReaders([document.uri], server);
  });
  documents.onDidSave(() => void recheck(server));
  documents.onDidOpen(() => void recheck(server));
}

/** Documents whose results read these files: fragments, nested templates, the other files of a Terraform folder. */
function touchReaders(uris: readonly string[], { analyses }: Server): void {
  const keys = new Set(uris.map(fileKey));
  for (const result of analyses.results()) {
    if (keys.has(fileKey(result.uri))) continue;
    if (analyses.readsOf(result).some((key) => keys.has(key))) analyses.touch(result.uri);
  }
}

async function recheck(server: Server): Promise<void> {
  if (await server.projects.recheck()) touchAll(server);
}

/** What the documents are judged by changed: they are analysed again, and a client that asks is told to ask. */
function touchAll(server: Server): void {
  for (const { uri } of server.documents.all()) server.analyses.touch(uri, 'at once');
  refreshClient(server);
}

function afterInitialized(server: Server, folders: Set<string>): void {
  const { connection, client, projects, settings } = server;
  const isOver = (): void => {
    projects.clear();
    touchAll(server);
  };
  if (client.watchesFiles) {
    const globs = ['**/leastwise.config.yaml', '**/.leastwise/*', '**/*.{json,yaml,yml,tf}'];
    const watchers = globs.map((globPattern) => ({ globPattern }));
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
  if (client.tellsSettings)
    void connection.client.register(DidChangeConfigurationNotification.type, { section: 'leastwise' });
  connection.onDidChangeWatchedFiles(
    ({ changes }) =>
      void filesChanged(
        changes.map(({ uri }) => uri),
        server,
      ),
  );
  connection.onDidChangeConfiguration(({ settings: pushed }) => {
    settings.reset(pushed);
    isOver();
  });
  if (!client.tellsFolders) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    for (const { uri } of removed) folders.delete(withoutSlash(uri));
    for (const { uri } of added) folders.add(withoutSlash(uri));
    isOver();
  });
}

async function filesChanged(uris: readonly string[], server: Server): Promise<void> {
  if (await server.projects.changed(uris)) touchAll(server);
  else touchReaders(uris, server);
}
