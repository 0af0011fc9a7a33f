/**
 * Text of a string as HCL means it. A quoted string knows backslashes; in both kinds `$${` and `%%{` are how `${` and `%{`
 * are written. Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-literals
 */
export function decodeText(raw: string, heredoc: boolean): string {
  const text = heredoc || !raw.includes('\\') ? raw : unescape(raw);
  return text.includes('{') ? text.replaceAll('$${', '${').replaceAll('%%{', '%{') : text;
}

const escapes = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

function unescape(raw: string): string {
  return raw.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([^uU]))/g, (all, short, long, char) => {
    if (typeof char === 'string') return escapes.get(char) ?? all;
    const code = parseInt(String(short ?? long), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
