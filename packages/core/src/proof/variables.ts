import type { Pattern, PatternToken } from '../util/patterns.js';
import { parsePattern, pushText } from '../util/patterns.js';
import { lookup, type Context } from './context.js';

/**
 * A value of a policy, cut at its `${…}`. `text` may hold wildcards, `literal` is what `${*}`, `${?}` and `${$}` stand
 * for, a `variable` is IAM's own (`${aws:username, 'default'}`), a `symbol` is a reference of a template, which IAM
 * never sees and which stands for itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export type Part =
  | { readonly kind: 'text' | 'literal' | 'symbol'; readonly text: string }
  | {
      readonly kind: 'variable';
      readonly text: string;
      readonly key: string;
      readonly fallback: string | undefined;
    };

export type Template = readonly Part[];

/** Variables exist from version 2012-10-17 on; before it (the default) they are literal text. Symbols always exist. */
export function parseTemplate(text: string, version: string | undefined): Template {
  const parts: Part[] = [];
  let from = 0;
  for (let open = text.indexOf('${'); open >= 0; open = text.indexOf('${', from)) {
    const close = text.indexOf('}', open);
    if (close < 0) break;
    if (open > from) parts.push({ kind: 'text', text: text.slice(from, open) });
    parts.push(parseReference(text.slice(open, close + 1), version === '2012-10-17'));
    from = close + 1;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

export function hasVariable(template: Template): boolean {
  return template.some((part) => part.kind === 'variable');
}

/**
 * Every variable replaced by its value as literal text: a `*` in a value is no wildcard. Only keys with exactly one
 * value can be variables. Undefined where one has neither a value nor a default: then nothing is equal or alike.
 */
export function resolveTemplate(template: Template, context: Context): Template | undefined {
  const parts: Part[] = [];
  for (const part of template) {
    if (part.kind === 'variable') {
      const values = lookup(context, part.key);
      const value = values?.length === 1 ? values[0] : part.fallback;
      if (value === undefined) return undefined;
      parts.push({ kind: 'literal', text: value });
    } else parts.push(part);
  }
  return parts;
}

/** A resolved template as text, wildcards as written. */
export function templateText(template: Template): string {
  return template.map((part) => part.text).join('');
}

/** A template as a plain pattern; symbols, and variables that were not resolved, are one letter each. */
export function templatePattern(template: Template): Pattern {
  const tokens: PatternToken[] = [];
  for (const part of template) {
    if (part.kind === 'text') tokens.push(...parsePattern(part.text));
    else pushPart(tokens, part);
  }
  return tokens;
}

/** Adds what is not text with wildcards. */
export function pushPart(tokens: PatternToken[], part: Part): void {
  if (part.kind === 'symbol') tokens.push({ kind: 'letter', letter: part.text });
  else if (part.kind === 'variable') tokens.push({ kind: 'letter', letter: variableLetter(part) });
  else pushText(tokens, part.text);
}

/** Two variables are one letter where key and default agree, however they are written. */
function variableLetter(part: Part & { kind: 'variable' }): string {
  return part.fallback === undefined ? `\${${part.key}}` : `\${${part.key}, '${part.fallback}'}`;
}

/** `${…}` with its braces. */
function parseReference(text: string, variables: boolean): Part {
  const inside = text.slice(2, -1);
  if (!variables && (isVariableName(inside) || isSpecial(inside))) return { kind: 'text', text };
  if (isSpecial(inside)) return { kind: 'literal', text: inside };
  if (!isVariableName(inside)) return { kind: 'symbol', text };
  const comma = inside.indexOf(',');
  const key = (comma < 0 ? inside : inside.slice(0, comma)).trim().toLowerCase();
  return { kind: 'variable', text, key, fallback: comma < 0 ? undefined : unquote(inside.slice(comma + 1)) };
}

function isSpecial(inside: string): boolean {
  return inside === '*' || inside === '?' || inside === '$';
}

/** A single colon behind the prefix; a template's symbols have none, or two (`AWS::Region`). */
function isVariableName(inside: string): boolean {
  const colon = inside.indexOf(':');
  return colon > 0 && inside[colon + 1] !== ':';
}

function unquote(text: string): string {
  const trimmed = text.trim();
  return trimmed.startsWith("'") && trimmed.endsWith("'") && trimmed.length > 1
    ? trimmed.slice(1, -1)
    : trimmed;
}
