import isEqual from 'lodash/isEqual.js';
import { DocumentDiagnosticReportKind, type Diagnostic } from 'vscode-languageserver';
import { fileKey } from '../paths.js';
import { toDiagnostic } from '../convert.js';
import { changedNotification } from '../requests.js';
import type { Server } from '../parts.js';
import { allDiagnostics, diagnosticsAt } from './diagnostics.js';

/** Diagnostics as the client wants them: asked for, or sent. */
export function registerDiagnostics(server: Server): void {
  const { connection, analyses, client } = server;
  if (client.pullsDiagnostics) answerPulls(server);
  const publish = createPublisher(server);
  analyses.onChanged((uri) => {
    publish();
    void connection.sendNotification(changedNotification, { uri });
  });
}

/** What is asked for is answered when the present text has been looked at; `resultId` spares sending the same again. */
function answerPulls({ connection, analyses, settings, client }: Server): void {
  const before = new Map<string, { id: string; text: string }>();
  let next = 0;
  connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }) => {
    await analyses.settled(uri);
    const all = allDiagnostics(analyses, (each) => settings.known(each).hints);
    const items = diagnosticsAt(uri, all).map((squiggle) => toDiagnostic(squiggle, client));
    const text = JSON.stringify(items);
    const known = before.get(uri);
    if (known?.text === text && known.id === previousResultId)
      return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: known.id };
    const id = String(next++);
    before.set(uri, { id, text });
    return { kind: DocumentDiagnosticReportKind.Full, resultId: id, items };
  });
}

interface Sent {
  readonly uri: string;
  readonly version: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Sends the diagnostics of every file that has some, or had: with the version of the document that they are for. To a
 * client that asks by itself, only those of files that are not open.
 */
function createPublisher({ connection, documents, analyses, settings, client }: Server): () => void {
  const sent = new Map<string, Sent>();
  const send = (uri: string, diagnostics: Diagnostic[]): void => {
    const version = documents.get(uri)?.version;
    const before = sent.get(fileKey(uri));
    const isSame = before?.version === version && isEqual(before?.diagnostics ?? [], diagnostics);
    if (isSame && (before !== undefined || version === undefined)) return;
    if (diagnostics.length === 0 && version === undefined) sent.delete(fileKey(uri));
    else sent.set(fileKey(uri), { uri, version, diagnostics });
    void connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
  };
  return () => {
    const all = allDiagnostics(analyses, (each) => settings.known(each).hints);
    const open = new Map(documents.all().map(({ uri }) => [fileKey(uri), uri]));
    const uris = new Map([...sent].map(([key, { uri }]) => [key, uri]));
    for (const { squiggles } of all) for (const { uri } of squiggles) uris.set(fileKey(uri), uri);
    for (const { uri } of analyses.results()) uris.set(fileKey(uri), uri);
    for (const [key, uri] of uris) {
      if (client.pullsDiagnostics && open.has(key)) continue;
      const own = diagnosticsAt(uri, all).map((squiggle) => toDiagnostic(squiggle, client));
      send(open.get(key) ?? uri, own);
    }
  };
}
