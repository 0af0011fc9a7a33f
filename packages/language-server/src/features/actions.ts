import type { EditRequest, Position, Range } from '@leastwise/core';
import { CodeActionKind, type CodeAction, type CodeActionContext } from 'vscode-languageserver';
import { isSameFile, type View } from '../analysis/result.js';
import { toCodeAction, toWorkspaceEdit } from '../convert.js';
import type { Server } from '../parts.js';
import { commands, previewRequest } from '../requests.js';
import { tell } from '../tell.js';
import { diagnosticsOf } from './diagnostics.js';
import { editsFor, fixAllOf, fixesOf, previewOf } from './fixes.js';
import { whyText } from './why.js';

/** Quick fixes, fix-all, the commands and the preview: all that changes a text. */
export function registerActions(server: Server): void {
  const { connection, analyses, settings, documents, client } = server;
  const versionOf = (uri: string): number | undefined => documents.get(uri)?.version;
  connection.onCodeAction(async ({ textDocument: { uri }, range, context }): Promise<CodeAction[]> => {
    const own = await settings.of(uri);
    const view = await analyses.settled(uri);
    if (view === undefined || analyses.broken(uri) !== undefined) return [];
    const now = own.now === undefined ? server.host.now() : Date.parse(own.now);
    const squiggles = diagnosticsOf(view, undefined, { hints: true }).filter(
      (squiggle) => isSameFile(squiggle.uri, uri) && meets(squiggle.range, range),
    );
    const fixes = [
      ...(wants(context, CodeActionKind.QuickFix) ? fixesOf(view, squiggles, now) : []),
      ...(wants(context, fixAllKind) && (context.only !== undefined || squiggles.length > 0)
        ? fixAllOf(view)
        : []),
    ];
    return fixes.map((fix) => toCodeAction(fix, client, versionOf));
  });
  connection.onExecuteCommand(async ({ command, arguments: given = [] }) => {
    const [uri, id] = given as unknown[];
    if (typeof uri !== 'string' || typeof id !== 'string') return null;
    const view = await analyses.settled(uri);
    if (view === undefined) return null;
    if (command === commands.showWhy) return whyText(view, id);
    return command === commands.narrowFunction ? narrowFunction(view, id, server) : null;
  });
  connection.onRequest(previewRequest, async ({ uri, ...request }) => {
    const view = await analyses.settled(uri);
    return view === undefined || view.result.broken
      ? []
      : previewOf(request satisfies EditRequest, view.result);
  });
}

const fixAllKind = `${CodeActionKind.SourceFixAll}.leastwise`;

/** A kind stands for those below it: `source` asks for `source.fixAll.leastwise` too. */
function wants({ only }: CodeActionContext, kind: string): boolean {
  return only === undefined || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
}

function meets(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** Applies what is proven of one function; true where something was applied. Else the person is told why not. */
async function narrowFunction(view: View, id: string, server: Server): Promise<boolean> {
  const { connection, documents, client } = server;
  const name = view.result.analysis.functions.find((fn) => fn.id === id)?.name ?? id;
  const isReady = view.current && !view.result.broken;
  const { edits, reasons } = isReady
    ? editsFor({ functions: [id] }, view.result)
    : { edits: [], reasons: ['The text has errors.'] };
  if (edits.length === 0) {
    const why = reasons.length === 0 ? 'there is nothing that can go.' : reasons.slice(0, 3).join(' ');
    tell(connection, 'info', `${name} stays as it is: ${why}`);
    return false;
  }
  const edit = toWorkspaceEdit(edits, (uri) => documents.get(uri)?.version, client);
  const { applied } = await connection.workspace.applyEdit({ label: `Narrow ${name}`, edit });
  return applied;
}
