/**
 * Symbols are what stays open in a token's text (see `Token` in model.ts). Equal expressions give equal symbols, and a
 * symbol never holds `*`, `?` or `}`, so that wildcards and the end of the symbol stay what they seem.
 */
const plainName = /^(?:AWS::)?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_.-]+)?$/;
const longestOpaque = 80;

/** `Orders` → `${Orders}`, `Orders.Arn` → `${Orders.Arn}`; a name that no template can declare becomes opaque. */
export function referenceSymbol(name: string): string {
  return plainName.test(name) ? `\${${name}}` : opaqueSymbol('Ref', name);
}

/** `Fn::ImportValue` of `Shared` → `${Fn::ImportValue:Shared}`; a hash keeps apart what had to be rewritten or cut. */
export function opaqueSymbol(name: string, detail: string): string {
  const head = name.startsWith('Fn::') ? name : `Fn::${name}`;
  const whole = `${head}:${detail}`;
  const clean = whole.slice(0, longestOpaque).replace(/[^A-Za-z0-9:._/-]/g, '_');
  return clean === whole ? `\${${clean}}` : `\${${clean}~${hashText(whole)}}`;
}

/** Two lanes of FNV-1a over UTF-16 code units: not for secrets, only to tell texts of one template apart. */
function hashText(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + 0x9e37), 0x85ebca6b);
  }
  return [a, b].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}

/** The symbols and IAM variables of a text, in order: `${Orders.Arn}`, `${aws:username}`. Linear. */
export function referencesIn(text: string): string[] {
  const found: string[] = [];
  for (let from = text.indexOf('${'); from >= 0; from = text.indexOf('${', from)) {
    const to = text.indexOf('}', from);
    if (to < 0) break;
    found.push(text.slice(from, to + 1));
    from = to + 1;
  }
  return found;
}

/** Whether `${...}` is one of IAM's own variables: `${aws:username}`, `${s3:prefix}`, or an escape such as `${*}`. */
export function isPolicyVariable(reference: string): boolean {
  return (
    /^\$\{[a-z][a-z0-9-]*:[^:}][^}]*\}$/.test(reference) ||
    reference === '${*}' ||
    reference === '${?}' ||
    reference === '${$}'
  );
}
