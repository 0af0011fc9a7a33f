import type { InitializeParams } from 'vscode-languageserver';

/** What the client said at the start. */
export interface Client {
  readonly markdownHover: boolean;
  readonly markdownCompletion: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesLenses: boolean;
  readonly refreshesHints: boolean;
  readonly watchesFiles: boolean;
  readonly asksSettings: boolean;
  readonly tellsSettings: boolean;
  readonly tellsFolders: boolean;
  /** Edits may name the version of the document that they are for. */
  readonly versionedEdits: boolean;
  /** Resolves the edit of a code action when it is chosen. */
  readonly resolvesEdits: boolean;
  readonly isVsCode: boolean;
  /** Workspace folders at the start, without a slash at the end. */
  readonly folders: readonly string[];
}

export function clientOf({ capabilities, clientInfo, workspaceFolders, ...rest }: InitializeParams): Client {
  const { textDocument, workspace } = capabilities;
  const folders = workspaceFolders?.map(({ uri }) => uri) ?? rootOf(rest);
  return {
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') ?? false,
    markdownCompletion:
      textDocument?.completion?.completionItem?.documentationFormat?.includes('markdown') ?? false,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation ?? false,
    codeDescription: textDocument?.publishDiagnostics?.codeDescriptionSupport ?? false,
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport ?? false,
    refreshesLenses: workspace?.codeLens?.refreshSupport ?? false,
    refreshesHints: workspace?.inlayHint?.refreshSupport ?? false,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    asksSettings: workspace?.configuration ?? false,
    tellsSettings: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    tellsFolders: workspace?.workspaceFolders ?? false,
    versionedEdits: workspace?.workspaceEdit?.documentChanges ?? false,
    resolvesEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') ?? false,
    isVsCode: clientInfo?.name.startsWith('Visual Studio Code') ?? false,
    folders: folders.map(withoutSlash),
  };
}

export function withoutSlash(uri: string): string {
  return uri.endsWith('/') ? uri.slice(0, -1) : uri;
}

/** Clients of before workspace folders name one root. */
function rootOf(params: object): string[] {
  const root: unknown = 'rootUri' in params ? params.rootUri : undefined;
  return typeof root === 'string' ? [root] : [];
}
