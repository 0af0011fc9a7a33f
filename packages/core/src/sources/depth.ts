/**
 * Nesting beyond which a text is not handed to a parser. `yaml` dies of a deep nesting by ending the process, not by an
 * exception (measured: 2,000 levels on Node 20), and a worker's stack is smaller; templates that people write stay
 * below 40 levels.
 */
export const maxDepth = 200;

/** Texts longer than this are refused: CloudFormation's own limit is 1 MB, that of a policy far smaller. */
export const maxLength = 10_000_000;

/**
 * Where nesting exceeds `maxDepth`, counted without parsing: brackets wherever they stand, and in YAML the levels of
 * indentation with their `- ` and `? ` marks. It may count too many, never too few. Linear in the text.
 */
export function findTooDeep(text: string, syntax: 'yaml' | 'json'): number | undefined {
  return findDeepBracket(text) ?? (syntax === 'yaml' ? findDeepIndent(text) : undefined);
}

function findDeepBracket(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '[' || char === '{') {
      if (++depth > maxDepth) return at;
    } else if ((char === ']' || char === '}') && depth > 0) depth--;
  }
  return undefined;
}

function findDeepIndent(text: string): number | undefined {
  const open: { column: number; depth: number }[] = [];
  for (let at = 0; at < text.length;) {
    const { column, marks } = readLead(text, at);
    while (open.length > 0 && (open.at(-1)?.column ?? 0) >= column) open.pop();
    const depth = (open.at(-1)?.depth ?? 0) + 1 + marks;
    if (depth > maxDepth) return at;
    open.push({ column, depth });
    const end = text.indexOf('\n', at);
    if (end < 0) break;
    at = end + 1;
  }
  return undefined;
}

/** The white space and the `-`, `?`, `:` marks before a line's first value. */
function readLead(text: string, from: number): { column: number; marks: number } {
  let marks = 0;
  let at = from;
  for (; at < text.length; at++) {
    const char = text[at];
    const isMark = char === '-' || char === '?' || char === ':';
    if (isMark && ' \t\r\n'.includes(text[at + 1] ?? '\n')) marks++;
    else if (char !== ' ' && char !== '\t') break;
  }
  return { column: at - from, marks };
}
