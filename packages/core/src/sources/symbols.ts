import { hashText } from '../util/hash.js';

/**
 * Symbols are what stays open in a token's text (see `Token` in model.ts). Equal expressions give equal symbols, and a
 * symbol never holds `*`, `?` or `}`, so that wildcards and the end of the symbol stay what they seem.
 */
const plainName = /^(?:AWS::)?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_.-]+)?$/;
/** An open variable of a serverless.yml: `sls::stage`, `ssm::/orders/key`. */
const variableName = /^[a-z][A-Za-z0-9]*::[A-Za-z0-9:._~/-]*$/;
const longestOpaque = 80;

/** `Orders` → `${Orders}`, `Orders.Arn` → `${Orders.Arn}`; a name that no template can declare becomes opaque. */
export function referenceSymbol(name: string): string {
  return plainName.test(name) || variableName.test(name) ? `\${${name}}` : opaqueSymbol('Ref', name);
}

/** `Fn::ImportValue` of `Shared` → `${Fn::ImportValue:Shared}`; a hash keeps apart what had to be rewritten or cut. */
export function opaqueSymbol(name: string, detail: string): string {
  const head = name.startsWith('Fn::') ? name : `Fn::${name}`;
  const whole = `${head}:${detail}`;
  const clean = whole.slice(0, longestOpaque).replace(/[^A-Za-z0-9:._/-]/g, '_');
  return clean === whole ? `\${${clean}}` : `\${${clean}~${hashText(whole)}}`;
}
