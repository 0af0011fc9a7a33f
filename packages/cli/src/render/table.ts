import { cut, padEnd, padStart, widthOf } from './style.js';

/** One column of a table. */
export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
  /** Gives up width where the table is too wide; texts in it are cut in the middle. */
  readonly shrinks: boolean;
}

const gap = '  ';
const narrowest = 10;

/** Head and rows as lines of at most `width` columns, as far as columns that do not shrink allow. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const natural = columns.map((column, index) =>
    Math.max(widthOf(column.head), ...rows.map((row) => widthOf(row[index] ?? ''))),
  );
  const widths = fit(columns, natural, width);
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, index) => {
        const room = widths[index] ?? 0;
        const cell = cut(cells[index] ?? '', room);
        return align === 'left' ? padEnd(cell, room) : padStart(cell, room);
      })
      .join(gap)
      .trimEnd();
  return [line(columns.map((column) => column.head)), ...rows.map(line)];
}

/** Takes what is too much from the widest of the columns that shrink, column by column of text. */
function fit(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  const shrinking = columns.flatMap((column, index) => (column.shrinks ? [index] : []));
  let excess = widths.reduce((sum, each) => sum + each, gap.length * (columns.length - 1)) - width;
  while (excess > 0) {
    const widest = shrinking.reduce(
      (best, index) => ((widths[index] ?? 0) > (widths[best] ?? 0) ? index : best),
      -1,
    );
    const room = widest < 0 ? 0 : (widths[widest] ?? 0);
    if (room <= narrowest) break;
    widths[widest] = room - 1;
    excess--;
  }
  return widths;
}
