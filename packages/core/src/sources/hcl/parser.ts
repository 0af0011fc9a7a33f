import { Language, Parser, type Tree } from 'web-tree-sitter';
import { invariant } from '../../util/invariant.js';

/** Set once by `loadHclParser`; the parser keeps no state between texts. */
let parser: Parser | undefined;

/** Loads the parser and the grammar; may be called again. Rejects where the bytes are no WebAssembly of that kind. */
export async function loadHclParser(runtime: Uint8Array, grammar: Uint8Array): Promise<void> {
  if (parser !== undefined) return;
  await Parser.init({ wasmBinary: runtime });
  const made = new Parser();
  made.setLanguage(await Language.load(grammar));
  parser = made;
}

export function hclReady(): boolean {
  return parser !== undefined;
}

/** More progress reports than any text that people write needs; the parser reports about every hundred steps. */
const maxProgress = 200_000;

/** Parses and hands the tree over; its memory is freed afterwards. Undefined where the parser gives the text up. */
export function withSyntaxTree<T>(text: string, use: (tree: Tree) => T): T | undefined {
  invariant(parser !== undefined, 'the HCL parser is used before prepare() has loaded it');
  let progress = 0;
  const tree = parser.parse(text, null, { progressCallback: () => ++progress > maxProgress });
  if (tree === null) {
    parser.reset();
    return undefined;
  }
  try {
    return use(tree);
  } finally {
    tree.delete();
  }
}
