import type { Pattern, PatternToken } from '../util/patterns.js';
import { compileMatcher, pushMany } from '../util/patterns.js';
import type { Context } from './context.js';
import { hasVariable, parseTemplate, pushPart, resolveTemplate, type Template } from './variables.js';

/** Number of colons before the resource part of an ARN. */
const RESOURCE_PART = 5;

/**
 * Compiles one Resource or NotResource item. Comparison is case-sensitive; `*` and `?` match `/` as any other character.
 * In the first five segments a wildcard stays within its segment, but "if the `*` wildcard is the last character of a
 * resource ARN segment, it can expand to match beyond the colon boundaries". The resource part behind the fifth colon
 * is one piece: names may hold colons. What does not start with `arn:` (a bare `*`, a symbol) has no segments.
 * A variable without a value makes the item match nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function compileResource(
  text: string,
  version: string | undefined,
): (resource: string, context: Context) => boolean {
  const template = parseTemplate(text, version);
  if (!hasVariable(template)) return compileMatcher(resourcePattern(template));
  return (resource, context) => {
    const resolved = resolveTemplate(template, context);
    return resolved !== undefined && compileMatcher(resourcePattern(resolved))(resource);
  };
}

/** The pattern of a resource item; symbols, and variables that were not resolved, are one letter each. */
export function resourcePattern(template: Template): Pattern {
  const tokens: PatternToken[] = [];
  const first = template[0];
  let colons = first?.kind === 'text' && first.text.startsWith('arn:') ? 0 : RESOURCE_PART;
  template.forEach((part, index) => {
    if (part.kind === 'text') colons = pushArnText(tokens, part.text, colons, index === template.length - 1);
    else pushPart(tokens, part);
  });
  return tokens;
}

/** Returns how many colons lie before what follows. */
function pushArnText(tokens: PatternToken[], text: string, before: number, isLast: boolean): number {
  let colons = before;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    const inResourcePart = colons >= RESOURCE_PART;
    if (letter === '*') pushMany(tokens, inResourcePart || endsSegment(text, at, isLast));
    else if (letter === '?') tokens.push({ kind: 'one', spans: inResourcePart });
    else tokens.push({ kind: 'letter', letter });
    if (letter === ':') colons++;
  }
  return colons;
}

function endsSegment(text: string, star: number, isLast: boolean): boolean {
  let at = star;
  while (text[at] === '*') at++;
  return at === text.length ? isLast : text[at] === ':';
}
