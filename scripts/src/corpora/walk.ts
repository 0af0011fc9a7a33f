import { parseTree, type Node as JsonNode } from 'jsonc-parser';
import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Node, type Pair } from 'yaml';
import type { Source, SourceModel } from '@leastwise/core';
import { walkHcl } from './walkHcl.js';

/** A statement that a plain walk finds. */
export interface Walked {
  /** Counted from 0. */
  readonly line: number;
  /** Where it stands: keys from the top. */
  readonly path: readonly string[];
}

/**
 * Every map of a text that looks like a statement of an identity policy: an Effect, an Action or NotAction, and no
 * Principal. Knows nothing of templates, so that what our reader does not look for cannot hide.
 */
export function walkStatements({ uri, text }: Source): Walked[] {
  if (/\.tf$/i.test(uri)) return walkHcl(text);
  return /\.json$/i.test(uri) || /^\s*[{[]/.test(text) ? walkJson(text) : walkYaml(text);
}

function looksLikeStatement(keys: readonly string[]): boolean {
  const lower = keys.map((key) => key.toLowerCase());
  return (
    lower.includes('effect') &&
    (lower.includes('action') || lower.includes('notaction')) &&
    !lower.includes('principal') &&
    !lower.includes('notprincipal')
  );
}

function walkYaml(text: string): Walked[] {
  const lineCounter = new LineCounter();
  const options = { lineCounter, uniqueKeys: false, strict: false, logLevel: 'silent' as const };
  const [document] = parseAllDocuments(text, options);
  const found: Walked[] = [];
  const visit = (node: Node | Pair | null | undefined, path: readonly string[]): void => {
    if (isSeq<Node>(node)) node.items.forEach((item, index) => visit(item, [...path, String(index)]));
    if (!isMap<Node, Node | null>(node)) return;
    const keys = node.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
    if (looksLikeStatement(keys))
      found.push({ line: lineCounter.linePos(node.range?.[0] ?? 0).line - 1, path });
    node.items.forEach(({ value }, index) => visit(value, [...path, keys[index] ?? '']));
  };
  if (document && 'contents' in document) visit(document.contents, []);
  return found;
}

function walkJson(text: string): Walked[] {
  const found: Walked[] = [];
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const visit = (node: JsonNode | undefined, path: readonly string[]): void => {
    if (node?.type === 'array')
      node.children?.forEach((item, index) => visit(item, [...path, String(index)]));
    if (node?.type !== 'object') return;
    const keys = (node.children ?? []).map((property) => String(property.children?.[0]?.value));
    if (looksLikeStatement(keys)) {
      found.push({ line: starts.findLastIndex((start) => start <= node.offset), path });
    }
    node.children?.forEach((property, index) => visit(property.children?.[1], [...path, keys[index] ?? '']));
  };
  visit(parseTree(text), []);
  return found;
}

/** What the walk finds and our reader does not, with a word on where it stands. */
export function missedStatements(source: Source, model: SourceModel): { walked: number; missed: Walked[] } {
  const walked = walkStatements(source);
  const own = new Set(
    model.policies.flatMap(({ statements }) => statements.map(({ range }) => range.start.line)),
  );
  return { walked: walked.length, missed: walked.filter(({ line }) => !own.has(line)) };
}
