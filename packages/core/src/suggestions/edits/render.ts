import { isPolicyVariable } from '../../util/symbols.js';
import type { ScalarStyle } from '../../sources/tree.js';
import type { Layout } from './layout.js';

/** How a value is to look: the quotes of what it replaces, and whether it stands between brackets. */
export interface Look {
  readonly style: ScalarStyle;
  readonly inFlow: boolean;
}

/** A string as a scalar of the text's syntax, in the quotes of its neighbour where these can hold it. */
export function renderString(value: string, { syntax }: Layout, { style, inFlow }: Look): string {
  if (syntax === 'json' || style === 'double') return JSON.stringify(value);
  if (style === 'plain' && isPlainSafe(value, inFlow)) return value;
  return `'${value.replaceAll("'", "''")}'`;
}

/** Rules of iac-editing §1.2, measured on 4,311 tokens. */
function isPlainSafe(value: string, inFlow: boolean): boolean {
  if (!/^[A-Za-z_./][^\r\n\t]*$/.test(value)) return false;
  if (/: | #|[:\s]$/.test(value) || /^(?:true|false|null|yes|no|on|off|y|n|~)$/i.test(value)) return false;
  return /[A-Za-z]/.test(value) && !(inFlow && /[,[\]{}]/.test(value));
}

/**
 * A resource pattern in the template's own terms: `${Orders.Arn}` → `!GetAtt Orders.Arn`, `${Orders}` → `!Ref Orders`,
 * anything with a symbol in it → `!Sub`. Undefined where the text has no words for it: a symbol that stands for an
 * expression, or a symbol where there is no template.
 */
export function renderResource(value: string, layout: Layout, look: Look): string | undefined {
  const symbols = partsOf(value).flatMap(({ symbol }) => symbol ?? []);
  if (layout.references === 'sub')
    return symbols.every(isName) ? renderSubText(value, layout, look) : undefined;
  if (symbols.length === 0) return renderString(value, layout, look);
  if (layout.references === 'none' || !symbols.every(isName)) return undefined;
  const [only = ''] = symbols;
  const isWhole = value === `\${${only}}`;
  if (!isWhole) return renderCall('Sub', subText(value), layout, look);
  const dot = only.indexOf('.');
  return dot < 0
    ? renderCall('Ref', only, layout, { ...look, style: 'plain' })
    : renderGetAtt(only, layout, look);
}

/** `Orders`, `Orders.Arn`, `AWS::Region`; no name holds a single `:`. */
function isName(symbol: string): boolean {
  return /^(?:AWS::)?[A-Za-z0-9]+(?:\.[A-Za-z0-9_.-]+)?$/.test(symbol);
}

function renderSubText(value: string, layout: Layout, look: Look): string {
  return renderString(subText(value), layout, look);
}

/** In `Fn::Sub` IAM's own variables are escaped: `${!aws:username}`. */
function subText(value: string): string {
  return partsOf(value)
    .map(({ text, variable }) => (variable === undefined ? text : `\${!${variable}}`))
    .join('');
}

function renderCall(name: 'Ref' | 'Sub', arg: string, layout: Layout, { style, inFlow }: Look): string {
  const key = name === 'Ref' ? 'Ref' : `Fn::${name}`;
  const scalar = renderString(arg, layout, { style: style === 'block' ? 'plain' : style, inFlow });
  if (layout.syntax === 'json') return `{ "${key}": ${scalar} }`;
  if (layout.references === 'short') return `!${name} ${scalar}`;
  return `{ ${key}: ${renderString(arg, layout, { style, inFlow: true })} }`;
}

function renderGetAtt(name: string, layout: Layout, { inFlow }: Look): string {
  const dot = name.indexOf('.');
  const parts = [name.slice(0, dot), name.slice(dot + 1)];
  if (layout.syntax === 'json')
    return `{ "Fn::GetAtt": [${parts.map((part) => JSON.stringify(part)).join(', ')}] }`;
  if (layout.references === 'short')
    return `!GetAtt ${renderString(name, layout, { style: 'plain', inFlow })}`;
  return `{ Fn::GetAtt: [${parts.join(', ')}] }`;
}

interface Part {
  readonly text: string;
  /** The name between `${` and `}` of a symbol of the template. */
  readonly symbol?: string;
  /** The name of a variable of IAM. */
  readonly variable?: string;
}

function partsOf(value: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (let from = value.indexOf('${'); from >= 0; from = value.indexOf('${', at)) {
    const to = value.indexOf('}', from);
    if (to < 0) break;
    if (from > at) parts.push({ text: value.slice(at, from) });
    const name = value.slice(from + 2, to);
    const text = value.slice(from, to + 1);
    parts.push(isPolicyVariable(name) ? { text, variable: name } : { text, symbol: name });
    at = to + 1;
  }
  if (at < value.length) parts.push({ text: value.slice(at) });
  return parts;
}
