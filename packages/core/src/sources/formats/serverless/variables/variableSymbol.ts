import { hashText } from '../../../../util/hash.js';

const longest = 80;

/**
 * What an open variable is called in a token's text: `${ssm:/orders/key}` → `${ssm::/orders/key}`. The doubled colon keeps
 * it apart from IAM's own variables; a hash, where characters had to be replaced.
 */
export function variableSymbol(type: string, address: string): string {
  const whole = `${type}::${address}`;
  const clean = whole.slice(0, longest).replace(/[^A-Za-z0-9:._/-]/g, '_');
  return clean === whole ? `\${${clean}}` : `\${${clean}~${hashText(whole)}}`;
}

/** The symbol of a variable as it is written between its braces: `self:custom.a, 'x'`. */
export function symbolOfRaw(raw: string): string {
  const [, type = 'self', address = raw] = /^([a-z][A-Za-z0-9]{0,40}):([^]*)$/.exec(raw) ?? [];
  return variableSymbol(type, address);
}

/** The stage that is deployed: nothing in the source says which. */
export const stageSymbol = '${sls::stage}';

/** Whether a name between `${` and `}` is one of these symbols. */
export function isVariableSymbol(name: string): boolean {
  return /^[a-z][A-Za-z0-9]*::[A-Za-z0-9:._~/-]*$/.test(name);
}
