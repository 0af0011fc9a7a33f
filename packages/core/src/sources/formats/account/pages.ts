import { parseJsonTree, type TreeResult } from '../../jsonTree.js';
import { shiftTree } from '../../shiftTree.js';
import type { Tree } from '../../tree.js';

/**
 * The pages of an answer, however they are stored: one object (the CLI joins them), a list of objects, or objects one
 * after another.
 */
export function readPages(tree: Tree | undefined, text: string): TreeResult {
  const starts = tree?.kind === 'map' ? topLevelObjects(text) : [];
  if (starts.length < 2) return { tree, issues: [] };
  const parsed = starts.map(({ from, to }) => ({ from, ...parseJsonTree(text.slice(from, to)) }));
  const items = parsed.flatMap((page) => (page.tree ? [shiftTree(page.tree, page.from)] : []));
  const issues = parsed.flatMap((page) =>
    page.issues.map(({ message, span }) => ({
      message,
      span: { from: span.from + page.from, to: span.to + page.from },
    })),
  );
  return { tree: { kind: 'seq', items, span: { from: 0, to: text.length }, literal: true }, issues };
}

/** Spans of the objects at the top of a text. Linear; strings are skipped. */
function topLevelObjects(text: string): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char === '{' && depth++ === 0) from = at;
    else if (char === '}' && depth > 0 && --depth === 0) found.push({ from, to: at + 1 });
  }
  if (depth > 0) found.push({ from, to: text.length });
  return found;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
