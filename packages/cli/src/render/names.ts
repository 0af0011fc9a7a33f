import type { FunctionAnalysis } from '@leastwise/core';
import { compareText } from '@leastwise/core';

/** Writes ARNs as the source names them: `arn:…:table/orders-1A2B/index/x` → `${Orders.Arn}/index/x`. */
export type Shorten = (text: string) => string;

/** By the bindings of one function, back from physical names to symbols. */
export function shortenBy(bindings: FunctionAnalysis['bindings']): Shorten {
  // The longest first, so that a bucket's objects are not taken for the bucket of a shorter name.
  const known = Object.entries(bindings)
    .filter(([, { value }]) => value.startsWith('arn:'))
    .sort(([a, x], [b, y]) => y.value.length - x.value.length || compareText(a, b));
  return (text) => known.reduce((short, [symbol, { value }]) => replaceName(short, value, symbol), text);
}

/** Only where the name ends: `table/orders` is no part of `table/orders-archive`. */
function replaceName(text: string, name: string, symbol: string): string {
  const [first = '', ...rest] = text.split(name);
  return rest.reduce((done, part) => done + (/^[\w.-]/.test(part) ? name : symbol) + part, first);
}
