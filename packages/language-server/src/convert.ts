import {
  CodeLens,
  CompletionItem,
  CompletionItemKind,
  Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  InlayHint,
  InsertTextFormat,
  MarkupKind,
  type DiagnosticRelatedInformation,
  type Hover,
  type MarkupContent,
} from 'vscode-languageserver';
import type { Hint } from './features/ages.js';
import type { Offer } from './features/completion.js';
import type { Explained } from './features/hover.js';
import type { Lens } from './features/lenses.js';
import type { Squiggle } from './features/squiggles.js';
import { toMarkdownText, toPlainText, type Block } from './text/blocks.js';
import { rulePage } from './text/ruleLinks.js';

/** What of the protocol the client can take; the only maker of the protocol's objects reads it. */
export interface ClientAbilities {
  readonly markdownHover: boolean;
  readonly markdownCompletion: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
}

const severities: Record<Squiggle['severity'], DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toDiagnostic(squiggle: Squiggle, abilities: ClientAbilities): Diagnostic {
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

export function toHover({ blocks, range }: Explained, { markdownHover }: ClientAbilities): Hover {
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

export function toCompletion(offer: Offer, abilities: ClientAbilities): CompletionItem {
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
