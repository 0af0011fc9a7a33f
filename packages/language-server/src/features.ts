import { ResponseError, type CancellationToken, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { toCodeLens, toCompletion, toHover, toInlayHint } from './convert.js';
import { registerActions } from './features/actions.js';
import { agesOf } from './features/ages.js';
import { offersAt } from './features/completion.js';
import { registerDiagnostics } from './features/publish.js';
import { functionTree } from './features/functionTree.js';
import { hoverAt } from './features/hover.js';
import { lensesOf } from './features/lenses.js';
import { reportOf } from './features/report.js';
import { statusOf } from './features/status.js';
import { prepare } from '@leastwise/core';
import { isSameFile } from './analysis/result.js';
import { functionsRequest, reportRequest, statusRequest } from './requests.js';
import type { Host } from './host.js';
import type { Server } from './parts.js';
import type { Settings } from './workspace/settings.js';
import { looksLikeSource } from './sniff.js';

/** Puts every feature on the connection. */
export function registerFeatures(server: Server): void {
  registerDiagnostics(server);
  registerActions(server);
  registerTextFeatures(server);
  registerRequests(server);
}

function registerTextFeatures(server: Server): void {
  const { connection, analyses, settings, client, host } = server;
  connection.onHover(async ({ textDocument, position }) => {
    const document = await relevant(textDocument.uri, server);
    const explained = document && hoverAt(analyses.view(document.uri), lineOf(document, position), position);
    return explained === undefined ? null : toHover(explained, client);
  });
  connection.onCompletion(async ({ textDocument, position }) => {
    const document = await relevant(textDocument.uri, server);
    if (document === undefined) return [];
    const offers = offersAt(analyses.view(document.uri), document.getText().split(/\r?\n/), position);
    return offers.map((offer) => toCompletion(offer, client));
  });
  connection.onCodeLens(async ({ textDocument: { uri } }, token) => {
    if (!(await settings.of(uri)).codeLens) return [];
    const view = await analyses.settled(uri);
    refuseLate(token);
    return view === undefined ? [] : lensesOf(view).map(toCodeLens);
  });
  connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }, token) => {
    const own = await settings.of(uri);
    if (!own.inlayHints) return [];
    const view = await analyses.settled(uri);
    refuseLate(token);
    const lines = { from: range.start.line, to: range.end.line };
    return view === undefined ? [] : agesOf(view, nowOf(own, host), lines).map(toInlayHint);
  });
}

function registerRequests(server: Server): void {
  const { connection, analyses, projects, settings, host } = server;
  const resultsOf = (uri: string | undefined) =>
    analyses.results().filter((result) => uri === undefined || isSameFile(result.uri, uri));
  connection.onRequest(functionsRequest, ({ uri }) =>
    resultsOf(uri).flatMap((result) => {
      const view = analyses.view(result.uri);
      return view === undefined ? [] : functionTree(view);
    }),
  );
  connection.onRequest(statusRequest, async ({ uri }) => {
    if (uri !== undefined) await projects.of(uri);
    const now = nowOf(settings.known(uri ?? ''), host);
    return statusOf(await projects.all(), analyses.results(), now);
  });
  connection.onRequest(reportRequest, ({ uri }) => reportOf(resultsOf(uri)));
}

/** The document, where it may be a source: the catalog is loaded only then. */
async function relevant(uri: string, { documents }: Server): Promise<TextDocument | undefined> {
  const document = documents.get(uri);
  if (document === undefined || !looksLikeSource(uri, document.getText())) return undefined;
  await prepare();
  return document;
}

function nowOf({ now }: Settings, host: Host): number {
  return now === undefined ? host.now() : Date.parse(now);
}

function lineOf(document: TextDocument, { line }: Position): string {
  return document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } }).trimEnd();
}

function refuseLate(token: CancellationToken): void {
  if (token.isCancellationRequested) throw new ResponseError(-32800, 'cancelled');
}
