import type { Tree } from '../../sources/tree.js';
import type { Layout } from './layout.js';
import { renderString, type Look } from './render.js';

/** A text with variables of serverless.yml, up to the last of them, with what the reader made of that. */
interface Beginning {
  readonly raw: string;
  readonly value: string;
}

const variable = /\$\{(?:self|opt|env|file|sls|aws|param|ssm|s3|cf|custom)[:(]/;

/**
 * A value in the words of an item it comes from: behind `arn:aws:s3:::${self:custom.bucket}/*`, which the reader took for
 * `arn:aws:s3:::app-${sls::stage}/*`, the value `arn:aws:s3:::app-${sls::stage}/in/*` is written
 * `arn:aws:s3:::${self:custom.bucket}/in/*`. Undefined where none of the items begins like it.
 */
export function renderBeginning(
  value: string,
  items: readonly VariableItem[],
  layout: Layout,
  look: Look,
): string | undefined {
  for (const { item, texts } of items) {
    const begins = beginningOf(item, texts);
    if (begins === undefined || !value.startsWith(begins.value)) continue;
    const rest = value.slice(begins.value.length);
    if (rest.includes('${')) continue;
    const { text } = layout;
    const { span } = scalarOf(item) ?? item;
    const scalar = renderString(begins.raw + rest, layout, look);
    return text.slice(item.span.from, span.from) + scalar + text.slice(span.to, item.span.to);
  }
  return undefined;
}

/** An item of a list before the edit, with the texts that it stands for. */
export interface VariableItem {
  readonly item: Tree;
  readonly texts: readonly string[];
}

/** What an item stands for that was written in the words of one of the old items; undefined: in none of them. */
export function readBeginning(item: Tree, old: readonly VariableItem[]): string | undefined {
  const raw = scalarOf(item)?.text;
  if (raw === undefined) return undefined;
  for (const each of old) {
    const begins = beginningOf(each.item, each.texts);
    if (begins === undefined || !isSameForm(each.item, item) || !raw.startsWith(begins.raw)) continue;
    const rest = raw.slice(begins.raw.length);
    if (!rest.includes('${')) return begins.value + rest;
  }
  return undefined;
}

function isSameForm(a: Tree, b: Tree): boolean {
  return a.kind === b.kind && (a.kind !== 'intrinsic' || b.kind !== 'intrinsic' || a.name === b.name);
}

function beginningOf(item: Tree, texts: readonly string[]): Beginning | undefined {
  const raw = scalarOf(item)?.text;
  const [text] = texts;
  if (raw === undefined || text === undefined || texts.length !== 1 || !variable.test(raw)) return undefined;
  const end = raw.lastIndexOf('}') + 1;
  const tail = raw.slice(end);
  // What does not end alike was put together by more than the variables.
  if (!text.endsWith(tail) || tail.length === text.length) return undefined;
  return { raw: raw.slice(0, end), value: text.slice(0, text.length - tail.length) };
}

/** The string that is the item, or the one that its `Fn::Sub` holds. */
function scalarOf(item: Tree): Extract<Tree, { kind: 'scalar' }> | undefined {
  if (item.kind === 'scalar') return item;
  return item.kind === 'intrinsic' && item.name === 'Fn::Sub' && item.arg.kind === 'scalar'
    ? item.arg
    : undefined;
}
