import type { ClientCapabilities } from 'vscode-languageserver-protocol/node';
import { startStdioClient, type StdioClient } from './stdioClient.js';
import { makeWorkspace, template, usageOf, type Workspace } from './workspace.js';

/** A running server with a client, and the folder that both see. */
export interface Session {
  readonly workspace: Workspace;
  readonly client: StdioClient;
  end(): Promise<void>;
}

/** The day of all tests; the usage of `usageOf(60)` ends before it. */
export const now = '2026-10-01';

const abilities: ClientCapabilities = {
  textDocument: {
    hover: { contentFormat: ['markdown', 'plaintext'] },
    completion: { completionItem: { documentationFormat: ['markdown'] } },
    publishDiagnostics: {
      relatedInformation: true,
      codeDescriptionSupport: true,
      tagSupport: { valueSet: [1, 2] },
    },
  },
  workspace: { workspaceEdit: { documentChanges: true } },
};

/** Starts the server in a folder with the template and its usage. */
export async function startSession(
  over: {
    files?: Readonly<Record<string, string | Uint8Array>>;
    settings?: Readonly<Record<string, unknown>>;
    capabilities?: ClientCapabilities;
  } = {},
): Promise<Session> {
  const workspace = makeWorkspace(
    over.files ?? { 'template.yaml': template, '.leastwise/usage.json.gz': usageOf(60) },
  );
  const client = await startStdioClient({
    folder: workspace.folder,
    capabilities: over.capabilities ?? abilities,
    settings: { now, ...over.settings },
  });
  return {
    workspace,
    client,
    async end() {
      await client.stop();
      workspace.remove();
    },
  };
}

/** The abilities of an editor that asks for diagnostics by itself. */
export const pulling: ClientCapabilities = {
  ...abilities,
  textDocument: { ...abilities.textDocument, diagnostic: { dynamicRegistration: false } },
};
