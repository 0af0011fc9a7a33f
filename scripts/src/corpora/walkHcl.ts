/** A brace of the text with the words that stand in front of `=`, `:` or `{` directly inside it. */
interface Frame {
  readonly line: number;
  /** The word before the brace, and the one before that: `statement`, or a block's label. */
  readonly label: string;
  readonly keys: string[];
}

/**
 * Lines, counted from 0, of what looks like a statement of an identity policy in Terraform: blocks `statement`, and maps
 * with an effect and actions, in jsonencode, in modules' arguments and in heredocs alike. It counts braces and reads
 * words, and knows neither HCL nor JSON.
 */
export function walkHcl(text: string): { line: number; path: readonly string[] }[] {
  const found: { line: number; path: readonly string[] }[] = [];
  const stack: Frame[] = [];
  let line = 0;
  let word = '';
  for (const [token] of text.matchAll(tokens)) {
    const at = line;
    line += token.split('\n').length - 1;
    if (/^[\s#]|^\/[/*]/.test(token)) continue;
    const top = stack.at(-1);
    if (token === '{') {
      top?.keys.push(word);
      stack.push({ line: at, label: word, keys: [] });
    } else if (token === '}') {
      const frame = stack.pop();
      const path = stack.map(({ label }) => label).concat(frame?.label ?? '');
      if (frame !== undefined && looksLikeStatement(frame)) found.push({ line: frame.line, path });
    } else if (token === '=' || token === ':') top?.keys.push(word);
    word = /^[\w"]/.test(token) ? token.replaceAll('"', '').toLowerCase() : '';
  }
  return found.sort((a, b) => a.line - b.line);
}

/** Comments, strings with one level of braces in their interpolations, bare interpolations, words, single characters. */
const tokens =
  /\s+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/|"(?:\\.|\$\{[^{}\n]*\}|[^"\\\n])*"|[$%]\{[^{}\n]*\}|[\w-]+|==|=>|[^]/g;

function looksLikeStatement({ label, keys }: Frame): boolean {
  const has = (...names: string[]): boolean => names.some((name) => keys.includes(name));
  return (
    (label === 'statement' || has('effect')) &&
    has('action', 'actions', 'notaction', 'not_actions') &&
    !has('principal', 'principals', 'notprincipal', 'not_principals')
  );
}
