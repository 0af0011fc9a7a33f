import process from 'node:process';
import { neutralise } from './render/safe.js';
import type { TextOptions } from './render/style.js';

/** How the result is shown: the terminal's width and colours; in a pipe or a file plain, `COLUMNS` or 80 wide. */
export function textOptions(color: boolean, out: string | undefined): TextOptions {
  // `isTTY` is undefined in a pipe, which would leave the choice of colours to the library's own guess.
  const isTerminal = (process.stdout.isTTY as boolean | undefined) ?? false;
  const terminal = isTerminal && (out === undefined || out === '-');
  const wanted = color && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
  return { width: terminal ? process.stdout.columns : namedWidth(), color: terminal && wanted };
}

/** A shell does not export `COLUMNS`: where it is set, somebody wants it. */
function namedWidth(): number {
  const columns = Number(process.env['COLUMNS']);
  return Number.isInteger(columns) && columns > 0 ? Math.min(columns, 1000) : 80;
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
