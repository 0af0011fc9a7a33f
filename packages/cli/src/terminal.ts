import process from 'node:process';
import { neutralise } from './render/safe.js';
import type { TextOptions } from './render/style.js';

/** How the result is shown: the terminal's width and colours, plain 80 columns in a pipe or a file. */
export function textOptions(color: boolean, out: string | undefined): TextOptions {
  const terminal = process.stdout.isTTY && (out === undefined || out === '-');
  const wanted = color && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
  return { width: terminal ? process.stdout.columns : 80, color: terminal && wanted };
}

/** Standard error: counts and warnings unless `--quiet`; progress only where a person watches. */
export interface Messages {
  note(text: string): void;
  progress(text: string): void;
  /** Takes the progress line away again. */
  done(): void;
}

/** Messages for one run; when quiet, none. */
export function messagesTo(quiet: boolean): Messages {
  const watched = process.stderr.isTTY && !quiet;
  const clear = (): void => {
    if (watched) process.stderr.write('\r\u001b[K');
  };
  return {
    note: (text) => {
      clear();
      if (!quiet) process.stderr.write(`${neutralise(text)}\n`);
    },
    progress: (text) => {
      if (watched) process.stderr.write(`\r\u001b[K${neutralise(text).slice(0, process.stderr.columns - 1)}`);
    },
    done: clear,
  };
}

/** An error that ends the run: shown even when quiet. */
export function showError(message: string): void {
  process.stderr.write(`leastwise: ${message.split('\n').map(neutralise).join('\n')}\n`);
}
