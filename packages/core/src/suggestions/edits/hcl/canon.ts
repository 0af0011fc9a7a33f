import type { HclBody, HclExpression } from '../../../sources/hcl/syntax.js';
import type { Span } from '../../../util/text.js';
import { openHeredoc } from './sites.js';

/**
 * A tree as text, without places: equal for files that say the same. What `skip` names is left out, with the entry, item
 * or block that it is.
 */
export function canonBody(body: HclBody, text: string, skip: (span: Span) => boolean): string {
  const attributes = body.attributes.map(({ name, value }) => `${name}=${canon(value, text, skip)}`);
  const blocks = body.blocks
    .filter(({ span }) => !skip(span))
    .map(({ type, labels, body: own }) => `${type} ${JSON.stringify(labels)}{${canonBody(own, text, skip)}}`);
  return `${attributes.join('\n')}\n${blocks.join('\n')}`;
}

/** Names and values of an expression; unknown pieces as they are written. */
export function canon(expression: HclExpression, text: string, skip: (span: Span) => boolean): string {
  const all = (parts: readonly HclExpression[]): string =>
    parts
      .filter(({ span }) => !skip(span))
      .map((part) => canon(part, text, skip))
      .join(',');
  switch (expression.kind) {
    case 'literal':
      return JSON.stringify(expression.value);
    case 'template': {
      const json = expression.heredoc ? openHeredoc(expression, text) : undefined;
      if (json !== undefined) return `json(${canon(json, text, skip)})`;
      const parts = expression.parts.map((part) =>
        part.value ? canon(part.value, text, skip) : JSON.stringify(part.text),
      );
      return `template(${parts.join('')})`;
    }
    case 'tuple':
      return `[${all(expression.items)}]`;
    case 'object': {
      const entries = expression.entries.filter(({ value }) => !skip(value.span));
      return `{${entries.map(({ key, value }) => `${canon(key, text, skip)}:${canon(value, text, skip)}`).join(',')}}`;
    }
    case 'variable':
      return expression.name;
    case 'access':
      return `${all([expression.of])}.${all([expression.key])}`;
    case 'splat':
      return `${all([expression.of])}*${all(expression.path)}`;
    case 'call':
      return `${expression.name}(${all(expression.args)}${expression.spread ? '...' : ''})`;
    case 'conditional':
      return `(${all([expression.test])}?${all([expression.yes])}:${all([expression.no])})`;
    case 'for':
      return `for(${expression.names.join(',')} ${all([expression.of])} ${all(expression.key ? [expression.key] : [])}=>${all([expression.value])} ${all(expression.test ? [expression.test] : [])}${expression.grouped ? '...' : ''})`;
    case 'operation':
      return `(${expression.operator} ${all(expression.operands)})`;
    case 'unknown':
      return `unknown(${text.slice(expression.span.from, expression.span.to)})`;
  }
}
