import { CodeLensRefreshRequest } from 'vscode-languageserver';
import type { Server } from './parts.js';

/** Tells a client that what it asked for changed without its text: the usage, the settings. */
export function refreshClient({ connection, client }: Server): void {
  const requests = [
    client.pullsDiagnostics && client.refreshesDiagnostics && connection.languages.diagnostics.refresh(),
    client.refreshesLenses && connection.sendRequest(CodeLensRefreshRequest.type),
    client.refreshesHints && connection.languages.inlayHint.refresh(),
  ];
  // A client that is leaving answers no more.
  for (const request of requests) if (request !== false) request.catch(() => undefined);
}
