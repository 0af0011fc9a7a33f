/**
 * Symbols are what a source leaves open: `${Orders.Arn}`, `${AWS::Region}`, `${aws_dynamodb_table.orders.arn}`. They look
 * like IAM's own policy variables, `${aws:username}`, which are told apart by the single `:` behind a lower-case prefix.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const policyVariable = /^(?:[a-z][a-z0-9-]*:(?!:)|[*?$]$)/;

/** Whether the text between `${` and `}` is IAM's own variable rather than a symbol of the source. */
export function isPolicyVariable(name: string): boolean {
  return policyVariable.test(name.trim());
}

/** The symbols of a text, `${` and `}` included, in order of appearance, repeats kept. */
export function symbolsOf(text: string): string[] {
  return splitReferences(text).filter(isSymbol);
}

export function hasSymbol(text: string): boolean {
  return splitReferences(text).some(isSymbol);
}

/** Replaces each symbol that has a value; the others stay. */
export function bindSymbols(text: string, values: ReadonlyMap<string, string>): string {
  if (!text.includes('${')) return text;
  return splitReferences(text)
    .map((part) => values.get(part) ?? part)
    .join('');
}

/**
 * The widest pattern the text can stand for: what is still open, symbols and policy variables alike, becomes `*`.
 * `${*}`, `${?}` and `${$}` are IAM's way to write those characters literally; no ARN of ours holds them, so they too widen.
 */
export function openPattern(text: string): string {
  if (!text.includes('${')) return text;
  return splitReferences(text)
    .map((part) => (isReference(part) ? '*' : part))
    .join('');
}

/** The text in parts, every `${…}` a part of its own. Linear: what is never closed is not searched again. */
function splitReferences(text: string): string[] {
  const parts: string[] = [];
  let done = 0;
  for (let from = text.indexOf('${'); from >= 0; from = text.indexOf('${', done)) {
    const to = text.indexOf('}', from);
    if (to < 0) break;
    if (from > done) parts.push(text.slice(done, from));
    parts.push(text.slice(from, to + 1));
    done = to + 1;
  }
  if (done < text.length) parts.push(text.slice(done));
  return parts;
}

function isReference(part: string): boolean {
  return part.startsWith('${') && part.endsWith('}');
}

function isSymbol(part: string): boolean {
  return isReference(part) && !isPolicyVariable(part.slice(2, -1));
}
