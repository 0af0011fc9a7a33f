import type { Tree, TreeCursor } from 'web-tree-sitter';
import type { Span } from '../../util/text.js';

/** A node of the parser as plain data: what stands in its memory is read once and then freed. */
export interface SyntaxNode {
  readonly type: string;
  readonly span: Span;
  readonly children: SyntaxNode[];
}

export interface SyntaxNodes {
  readonly root: SyntaxNode;
  /** What the parser could not read, or made up. */
  readonly errors: readonly Span[];
  /** Comments with their marks; they are no children of any node. */
  readonly comments: readonly Span[];
}

/** Nodes deeper than this have no children: long chains of operators nest without brackets. */
const maxNodeDepth = 600;

/** Copies the tree with a cursor, which crosses into the parser's memory far less often than nodes do. Iterative. */
export function copyNodes(tree: Tree): SyntaxNodes {
  const cursor = tree.walk();
  const errors: Span[] = [];
  const comments: Span[] = [];
  const root = readNode(cursor);
  const path = [root];
  const push = (): void => {
    const node = readNode(cursor);
    if (node.type === 'ERROR' || cursor.nodeIsMissing) errors.push(node.span);
    if (node.type === 'comment') comments.push(node.span);
    else path.at(-1)?.children.push(node);
    path.push(node);
  };
  if (root.type === 'ERROR') errors.push(root.span);
  while (path.length > 0) {
    if (path.length < maxNodeDepth && cursor.gotoFirstChild()) push();
    else leave(cursor, path, push);
  }
  cursor.delete();
  return { root, errors, comments };
}

/** Up to the next node that has a sibling behind it. */
function leave(cursor: TreeCursor, path: SyntaxNode[], push: () => void): void {
  for (path.pop(); path.length > 0; path.pop()) {
    if (cursor.gotoNextSibling()) {
      push();
      return;
    }
    cursor.gotoParent();
  }
}

function readNode(cursor: TreeCursor): SyntaxNode {
  return {
    type: cursor.nodeType,
    span: { from: cursor.startIndex, to: cursor.endIndex },
    children: [],
  };
}
