/**
 * Symbols are what a source leaves open: `${Orders.Arn}`, `${AWS::Region}`, `${aws_dynamodb_table.orders.arn}`. They look
 * like IAM's own policy variables, `${aws:username}`, which are told apart by the single `:` behind a lower-case prefix.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const reference = /\$\{([^}]*)\}/g;
const policyVariable = /^(?:[a-z][a-z0-9-]*:(?!:)|[*?$]$)/;

/** Whether the text between `${` and `}` is IAM's own variable rather than a symbol of the source. */
export function isPolicyVariable(name: string): boolean {
  return policyVariable.test(name.trim());
}

/** The symbols of a text, `${` and `}` included, in order of appearance, repeats kept. */
export function symbolsOf(text: string): string[] {
  if (!text.includes('${')) return [];
  return [...text.matchAll(reference)]
    .filter(([, name]) => !isPolicyVariable(name ?? ''))
    .map(([whole]) => whole);
}

export function hasSymbol(text: string): boolean {
  return symbolsOf(text).length > 0;
}

/** Replaces each symbol that has a value; the others stay. */
export function bindSymbols(text: string, values: ReadonlyMap<string, string>): string {
  if (!text.includes('${')) return text;
  return text.replace(reference, (whole) => values.get(whole) ?? whole);
}

/**
 * The widest pattern the text can stand for: what is still open, symbols and policy variables alike, becomes `*`.
 * `${*}`, `${?}` and `${$}` are IAM's way to write those characters literally; no ARN of ours holds them, so they too widen.
 */
export function openPattern(text: string): string {
  return text.includes('${') ? text.replace(reference, '*') : text;
}
