import type { Confidence, EventRule } from '../types.js';
import { words } from '../words.js';

/** Where the rules of one event source come from. */
export interface CallSource {
  /** `eventSource` without `.amazonaws.com`. */
  readonly stem: string;
  /** IAM prefix of actions that are written without one. */
  readonly prefix: string;
  readonly source: string;
  readonly confidence: Confidence;
}

/**
 * Rules written as lines, for long tables: `Event Event: Action Action + Action`. After the colon stand the actions that
 * the calls always need, after the plus those that they need only with some parameters; `.` is the action of the event's
 * own name, `none` says that the calls need no permission. An action of another service has its prefix.
 */
export function rulesOfLines(from: CallSource, text: string): EventRule[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap((line) => rulesOfLine(from, line));
}

function rulesOfLine({ stem, prefix, source, confidence }: CallSource, line: string): EventRule[] {
  const colon = line.indexOf(': ');
  const [certain = '', possible = ''] = line.slice(colon + 2).split('+');
  return words(line.slice(0, colon)).map((event) => {
    const named = (names: string): string =>
      words(names)
        .filter((name) => name !== 'none')
        .map((name) => (name === '.' ? event : name))
        .map((name) => (name.includes(':') ? name : `${prefix}:${name}`))
        .join(' ');
    return { stem, events: event, certain: named(certain), possible: named(possible), source, confidence };
  });
}
