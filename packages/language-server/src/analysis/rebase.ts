import type { Position, Range } from '@leastwise/core';

/** Where a place of an older text stands in a newer one: whole lines that did not change keep their places. */
export interface Rebase {
  /** Undefined where any of the range's lines changed. */
  toNew(range: Range): Range | undefined;
  /** Undefined where the line is not one of the older text. */
  toOld(position: Position): Position | undefined;
}

const same: Rebase = { toNew: (range) => range, toOld: (position) => position };

/** Compares two texts from both ends: what lies between the first and the last changed line has no place. */
export function rebase(before: string, after: string): Rebase {
  if (before === after) return same;
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const most = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < most && old[head] === fresh[head]) head++;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail++;
  const shift = fresh.length - old.length;
  const oldTail = old.length - tail;
  return {
    toNew({ start, end }) {
      if (end.line < head) return { start, end };
      if (start.line < oldTail) return undefined;
      return { start: moved(start, shift), end: moved(end, shift) };
    },
    toOld(position) {
      if (position.line < head) return position;
      return position.line >= fresh.length - tail ? moved(position, -shift) : undefined;
    },
  };
}

function moved({ line, character }: Position, by: number): Position {
  return { line: line + by, character };
}
