import pc from 'picocolors';
import stringWidth from 'string-width';

/** What a renderer needs to know of where its text goes. */
export interface TextOptions {
  /** Columns; at least 60 are used. */
  readonly width: number;
  readonly color: boolean;
}

/** Gives a text a colour, or leaves it as it is. */
export type Paint = (text: string) => string;

/** The few styles the reports use, and the width they fill. */
export interface Style {
  readonly width: number;
  readonly title: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly warn: Paint;
  readonly bad: Paint;
  readonly info: Paint;
}

/** The styles for one place. Colours only add escapes: the text is the same without. */
export function styleOf({ width, color }: TextOptions): Style {
  const colors = pc.createColors(color);
  return {
    width: Math.max(60, width),
    title: (text) => colors.bold(text),
    dim: colors.dim,
    good: colors.green,
    warn: colors.yellow,
    bad: colors.red,
    info: colors.cyan,
  };
}

/** Columns a text takes on a terminal. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** Filled with spaces on the right to `width` columns. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Filled with spaces on the left. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** At most `width` columns: an ARN says most at its two ends, so the middle goes. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const characters = Array.from(text);
  const room = Math.max(1, width - 1);
  const head = takeWidth(characters, Math.floor(room / 2));
  const tail = takeWidth(characters.reverse(), room - widthOf(head));
  return `${head}…${Array.from(tail).reverse().join('')}`;
}

function takeWidth(characters: readonly string[], width: number): string {
  let taken = '';
  let room = width;
  for (const character of characters) {
    room -= widthOf(character);
    if (room < 0) break;
    taken += character;
  }
  return taken;
}

/** Words on lines of at most `width` columns; a word that is longer (an ARN) has a line of its own, whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Parts with a separator between them, broken only there. */
export function wrapParts(parts: readonly string[], separator: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const joined = last === undefined ? part : `${last}${separator}${part}`;
    if (last !== undefined && widthOf(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines;
}

/** `label` once, then the wrapped text beside it. */
export function hang(label: string, labelWidth: number, text: string, width: number): string[] {
  const lines = wrap(text, Math.max(20, width - labelWidth));
  return lines.map((line, index) => padEnd(index === 0 ? label : '', labelWidth) + line);
}

/** 1204 → `1,204`: the same in every locale. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 call`, `2 calls`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
