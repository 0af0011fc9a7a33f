import groupBy from 'lodash/groupBy.js';
import {
  CodeActionKind,
  CodeLens,
  CompletionItem,
  CompletionItemKind,
  Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  InlayHint,
  InsertTextFormat,
  MarkupKind,
  TextDocumentEdit,
  TextEdit,
  type CodeAction,
  type DiagnosticRelatedInformation,
  type Hover,
  type MarkupContent,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Client } from './client.js';
import type { Hint } from './features/ages.js';
import type { Offer } from './features/completion.js';
import type { Fix } from './features/fixes.js';
import type { PlacedEdit } from './features/placedEdit.js';
import type { Explained } from './features/hover.js';
import type { Lens } from './features/lenses.js';
import type { Squiggle } from './features/squiggles.js';
import { toMarkdownText, toPlainText, type Block } from './text/blocks.js';
import { rulePage } from './text/ruleLinks.js';

const severities: Record<Squiggle['severity'], DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toDiagnostic(squiggle: Squiggle, abilities: Client): Diagnostic {
  const { range, message, severity, code, faded, data } = squiggle;
  const page = abilities.codeDescription ? rulePage(code) : undefined;
  const related = abilities.relatedInformation ? squiggle.related.map(toRelated) : [];
  return {
    ...Diagnostic.create(range, message, severities[severity], code, 'leastwise'),
    data,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    ...(faded ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
  };
}

function toRelated({ uri, range, message }: Squiggle['related'][number]): DiagnosticRelatedInformation {
  return { location: { uri, range }, message };
}

export function toHover({ blocks, range }: Explained, { markdownHover }: Client): Hover {
  return { contents: toMarkup(blocks, markdownHover), ...(range === undefined ? {} : { range }) };
}

export function toMarkup(blocks: readonly Block[], markdown: boolean): MarkupContent {
  if (markdown) return { kind: MarkupKind.Markdown, value: toMarkdownText(blocks) };
  return { kind: MarkupKind.PlainText, value: toPlainText(blocks) };
}

const kinds: Record<Offer['kind'], CompletionItemKind> = {
  service: CompletionItemKind.Module,
  action: CompletionItemKind.Function,
  pattern: CompletionItemKind.Operator,
  resource: CompletionItemKind.Value,
  condition: CompletionItemKind.Property,
};

export function toCompletion(offer: Offer, abilities: Client): CompletionItem {
  return {
    ...CompletionItem.create(offer.label),
    kind: kinds[offer.kind],
    detail: offer.detail,
    sortText: offer.order,
    filterText: offer.label,
    insertTextFormat: InsertTextFormat.PlainText,
    textEdit: { range: offer.range, newText: offer.text },
    ...(offer.docs === undefined
      ? {}
      : { documentation: toMarkup(offer.docs, abilities.markdownCompletion) }),
    ...(offer.continues ? { command: { title: '', command: 'editor.action.triggerSuggest' } } : {}),
  };
}

export function toCodeLens({ range, title, command }: Lens): CodeLens {
  return {
    ...CodeLens.create(range),
    command: { title, command: command?.name ?? '', arguments: [...(command?.arguments ?? [])] },
  };
}

export function toInlayHint({ position, label, tooltip }: Hint): InlayHint {
  return { ...InlayHint.create(position, label), paddingLeft: true, tooltip };
}

/** One atomic edit; files that are open with the version that it was made for. */
export function toWorkspaceEdit(
  edits: readonly PlacedEdit[],
  versionOf: (uri: string) => number | undefined,
  { versionedEdits }: Pick<Client, 'versionedEdits'>,
): WorkspaceEdit {
  const byUri = groupBy(edits, ({ uri }) => uri);
  const files = Object.entries(byUri).map(([uri, own]) => ({
    uri,
    edits: own.map(({ range, newText }) => TextEdit.replace(range, newText)),
  }));
  if (!versionedEdits) return { changes: Object.fromEntries(files.map((file) => [file.uri, file.edits])) };
  return {
    documentChanges: files.map((file) =>
      TextDocumentEdit.create({ uri: file.uri, version: versionOf(file.uri) ?? null }, file.edits),
    ),
  };
}

const fixKinds: Record<Fix['kind'], string> = {
  quickfix: CodeActionKind.QuickFix,
  refactor: CodeActionKind.Refactor,
  fixAll: `${CodeActionKind.SourceFixAll}.leastwise`,
};

export function toCodeAction(
  fix: Fix,
  client: Client,
  versionOf: (uri: string) => number | undefined,
): CodeAction {
  const { title, command, edits, of } = fix;
  return {
    title,
    kind: fixKinds[fix.kind],
    ...(of.length > 0 ? { diagnostics: of.map((squiggle) => toDiagnostic(squiggle, client)) } : {}),
    ...(fix.preferred ? { isPreferred: true } : {}),
    ...(edits.length > 0 ? { edit: toWorkspaceEdit(edits, versionOf, client) } : {}),
    ...(command === undefined
      ? {}
      : { command: { title, command: command.name, arguments: [...command.arguments] } }),
  };
}
