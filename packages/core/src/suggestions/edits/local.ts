import type { Span } from '../../util/text.js';
import type { Refusal } from './types.js';

/** A replacement in the text at hand, before it has a uri. */
export interface LocalEdit {
  readonly span: Span;
  readonly newText: string;
}

/** What could not be written; the policy and the statement are added by who asked. */
export type Refused = Pick<Refusal, 'part' | 'code' | 'reason'>;

/** Edits, or the first reason against them. */
export type Local = { readonly edits: readonly LocalEdit[] } | Refused;

export const noEdits: Local = { edits: [] };

export function isRefused(local: Local): local is Refused {
  return 'code' in local;
}

/** All of them, or the first refusal. */
export function allOf(locals: readonly Local[]): Local {
  const refused = locals.find(isRefused);
  return refused ?? { edits: locals.flatMap((local) => (isRefused(local) ? [] : local.edits)) };
}

export function editOf(from: number, to: number, newText: string): LocalEdit {
  return { span: { from, to }, newText };
}

/** By place; at one offset what inserts comes before what replaces. */
export function sortEdits<T extends LocalEdit>(edits: readonly T[]): T[] {
  return [...edits].sort((a, b) => a.span.from - b.span.from || a.span.to - b.span.to);
}

/** Whether no two of them, sorted, touch the same characters. */
export function areApart(sorted: readonly LocalEdit[]): boolean {
  return sorted.every((edit, index) => index === 0 || (sorted[index - 1]?.span.to ?? 0) <= edit.span.from);
}

/** The text after the edits, which must not overlap. `offset`: where the text starts in that which the edits count in. */
export function applyEdits(text: string, edits: readonly LocalEdit[], offset = 0): string {
  const parts: string[] = [];
  let at = 0;
  for (const { span, newText } of sortEdits(edits)) {
    parts.push(text.slice(at, span.from - offset), newText);
    at = span.to - offset;
  }
  return parts.join('') + text.slice(at);
}
