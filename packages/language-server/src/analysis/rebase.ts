import type { Position, Range } from '@leastwise/core';
import sortedIndexBy from 'lodash/sortedIndexBy.js';

/** Where a place of an older text stands in a newer one: lines that did not change keep their places. */
export interface Rebase {
  /** Undefined where any of the range's lines changed, or something came between them. */
  toNew(range: Range): Range | undefined;
  /** Undefined where the line is not one of the older text. */
  toOld(position: Position): Position | undefined;
}

/** Lines that stand in both texts, one behind the other. */
interface Run {
  readonly old: number;
  readonly fresh: number;
  readonly length: number;
}

const same: Rebase = { toNew: (range) => range, toOld: (position) => position };

/** Compares two texts line by line; linear in their length but for a logarithm. */
export function rebase(before: string, after: string): Rebase {
  if (before === after) return same;
  const runs = commonRuns(before.split('\n'), after.split('\n'));
  return {
    toNew({ start, end }) {
      const run = runAt(runs, start.line, 'old');
      if (run === undefined || end.line >= run.old + run.length) return undefined;
      const by = run.fresh - run.old;
      return { start: moved(start, by), end: moved(end, by) };
    },
    toOld(position) {
      const run = runAt(runs, position.line, 'fresh');
      return run === undefined ? undefined : moved(position, run.old - run.fresh);
    },
  };
}

function moved({ line, character }: Position, by: number): Position {
  return { line: line + by, character };
}

function runAt(runs: readonly Run[], line: number, side: 'old' | 'fresh'): Run | undefined {
  const next = sortedIndexBy<{ [K in typeof side]: number }>(runs, { old: line + 1, fresh: line + 1 }, side);
  const run = runs[next - 1];
  return run !== undefined && line < run[side] + run.length ? run : undefined;
}

/** The common start and end, and between them what lines that occur once in both show to be the same. */
function commonRuns(old: readonly string[], fresh: readonly string[]): Run[] {
  const most = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < most && old[head] === fresh[head]) head++;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail++;
  const runs: Run[] = head > 0 ? [{ old: 0, fresh: 0, length: head }] : [];
  const ends = { old: old.length - tail, fresh: fresh.length - tail };
  let at = { old: head, fresh: head };
  for (const anchor of anchorsOf(old, fresh, head, ends)) {
    if (anchor.old < at.old || anchor.fresh < at.fresh) continue;
    const run = grown(anchor, old, fresh, at, ends);
    runs.push(run);
    at = { old: run.old + run.length, fresh: run.fresh + run.length };
  }
  if (tail > 0) runs.push({ old: ends.old, fresh: ends.fresh, length: tail });
  return runs;
}

type Lines = Readonly<Record<'old' | 'fresh', number>>;

/** The anchor with the equal lines around it, within bounds. */
function grown(anchor: Lines, old: readonly string[], fresh: readonly string[], from: Lines, to: Lines): Run {
  let [start, startFresh] = [anchor.old, anchor.fresh];
  while (start > from.old && startFresh > from.fresh && old[start - 1] === fresh[startFresh - 1]) {
    start--;
    startFresh--;
  }
  let [end, endFresh] = [anchor.old + 1, anchor.fresh + 1];
  while (end < to.old && endFresh < to.fresh && old[end] === fresh[endFresh]) {
    end++;
    endFresh++;
  }
  return { old: start, fresh: startFresh, length: end - start };
}

/** Lines that occur once in each middle, as many of them as keep their order. */
function anchorsOf(old: readonly string[], fresh: readonly string[], from: number, to: Lines): Lines[] {
  const places = onceIn(fresh, from, to.fresh);
  const pairs: Lines[] = [];
  for (const [text, at] of onceIn(old, from, to.old)) {
    const other = places.get(text);
    if (other !== undefined) pairs.push({ old: at, fresh: other });
  }
  return longestRising(pairs);
}

function onceIn(lines: readonly string[], from: number, to: number): Map<string, number> {
  const places = new Map<string, number>();
  for (let at = from; at < to; at++) {
    const text = lines[at] ?? '';
    places.set(text, places.has(text) ? -1 : at);
  }
  for (const [text, at] of places) if (at < 0) places.delete(text);
  return places;
}

/** The longest subsequence whose places in the newer text rise; the pairs come in the order of the older one. */
function longestRising(pairs: readonly Lines[]): Lines[] {
  const ends: number[] = [];
  const before: number[] = [];
  pairs.forEach((pair, index) => {
    const length = sortedIndexBy<number | Lines>(ends, pair, (each) =>
      typeof each === 'number' ? (pairs[each]?.fresh ?? 0) : each.fresh,
    );
    before[index] = ends[length - 1] ?? -1;
    ends[length] = index;
  });
  const found: Lines[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair !== undefined) found.push(pair);
  }
  return found.reverse();
}
