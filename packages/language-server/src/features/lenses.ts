import type { FunctionAnalysis, Range } from '@leastwise/core';
import { functionOf, ownName, type View } from '../analysis/result.js';
import { commands } from '../requests.js';
import { number } from '../text/usage.js';

/** A line over a function. */
export interface Lens {
  readonly range: Range;
  readonly title: string;
  readonly command: { readonly name: string; readonly arguments: readonly unknown[] } | undefined;
}

export interface Counts {
  readonly granted: number;
  readonly used: number;
  /** Unknown and not observable. */
  readonly open: number;
  readonly unused: number;
}

/** What a lens says: `23 granted · 4 used · 2 can't know · narrow`. */
export function lensesOf(view: View): Lens[] {
  const { result } = view;
  return result.analysis.functions.flatMap((fn): Lens[] => {
    const place = functionOf(result, fn.id);
    if (place === undefined || place.uri !== ownName(result)) return [];
    const range = view.rebase.toNew(firstLine(place.range));
    const counts = countsOf(fn);
    if (range === undefined || counts.granted === 0) return [];
    const arguments_ = [result.uri, fn.id];
    if (!isNarrower(fn, counts))
      return [
        { range, title: lensTitle(counts), command: { name: commands.showWhy, arguments: arguments_ } },
      ];
    const command = { name: commands.narrowFunction, arguments: arguments_ };
    return [{ range, title: `${lensTitle(counts)} · narrow`, command }];
  });
}

export function lensTitle({ granted, used, open }: Counts): string {
  const doubt = open > 0 ? ` · ${number(open)} can't know` : '';
  return `${number(granted)} granted · ${number(used)} used${doubt}`;
}

/** Actions of what the source states, each once: used anywhere is used; unused only where it is so everywhere. */
export function countsOf({ grants }: FunctionAnalysis): Counts {
  const stated = grants.filter(({ implied }) => !implied);
  const all = (verdict: keyof (typeof stated)[number]['actions']): string[] =>
    stated.flatMap(({ actions }) => actions[verdict]);
  const used = new Set([...all('used'), ...all('possiblyUsed')]);
  const open = new Set([...all('unknown'), ...all('notObservable')].filter((action) => !used.has(action)));
  const unused = new Set(all('unused').filter((action) => !used.has(action) && !open.has(action)));
  return {
    granted: used.size + open.size + unused.size,
    used: used.size,
    open: open.size,
    unused: unused.size,
  };
}

/** Whether there is less to write: the proofs hold, and something goes or ends. */
export function isNarrower({ narrowed, expiring }: FunctionAnalysis, { unused }: Counts): boolean {
  return narrowed !== undefined && (unused > 0 || expiring.length > 0);
}

function firstLine({ start }: Range): Range {
  return { start, end: start };
}
