import type { Position, Range } from '@leastwise/core';

/** Which element of a statement is written at a place. */
export type Element = 'action' | 'resource' | 'condition';

export interface Place {
  readonly element: Element;
  /** What is written there so far, without quotes. */
  readonly word: string;
  /** The whole word, for replacing it. */
  readonly range: Range;
  /** The line up to the word: a tag or quote may stand there already. */
  readonly before: string;
}

const elements: readonly [RegExp, Element][] = [
  [/^(?:not)?actions?$|^not_actions$/i, 'action'],
  [/^(?:not)?resources?$|^not_resources$/i, 'resource'],
  [/^variable$/, 'condition'],
  [
    /^(?:ForA(?:ll|ny)Values?:)?(?:String|Numeric|Date|Bool|Binary|IpAddress|NotIpAddress|Arn|Null)\w*$/,
    'condition',
  ],
];

const mostLines = 400;
const longestLine = 2000;

/**
 * Reads the place from the lines alone, whatever the format and however broken the text: half-typed text is what
 * completion is asked for. Indentation tells the key that a list item or an inner key belongs to.
 */
export function placeAt(lines: (line: number) => string, { line, character }: Position): Place | undefined {
  const own = lines(line);
  if (own.length > longestLine) return undefined;
  const element = elementOnLine(own.slice(0, character)) ?? elementAbove(lines, line);
  if (element === undefined || element === 'other') return undefined;
  const letter = element === 'resource' ? /[^\s'"[\],]/ : /[A-Za-z0-9*?:/_.${}-]/;
  let [from, to] = [character, character];
  while (from > 0 && letter.test(own[from - 1] ?? '')) from--;
  while (to < own.length && letter.test(own[to] ?? '')) to++;
  // A key that is typed before its colon: the colon is not part of it.
  if (element === 'condition' && own[to - 1] === ':' && to > character) to--;
  const range = { start: { line, character: from }, end: { line, character: to } };
  return { element, word: own.slice(from, character), range, before: own.slice(0, from) };
}

/** The last key of the line, where its value is still open at the end. */
function elementOnLine(before: string): Element | 'other' | undefined {
  const keys = [
    ...before.matchAll(/(?:^|[\s{,(-])(["']?)([A-Za-z_]+(?::[A-Za-z]+)?)\1\s*[:=](?=\s|$|[[{"'])/g),
  ];
  const last = keys.at(-1);
  const name = last?.[2];
  if (last === undefined || name === undefined) return undefined;
  const value = before.slice(last.index + last[0].length);
  const isClosed = value.includes(']') || value.includes('}') || /\s#/.test(value);
  return isClosed ? 'other' : elementOf(name);
}

/** The key above that the line is indented under: the first one that stands further left, or beside a list's dashes. */
function elementAbove(lines: (line: number) => string, line: number): Element | 'other' | undefined {
  const own = lines(line);
  const isItem = /^\s*-(?:\s|$)/.test(own);
  const indent = own.trim() === '' ? own.length : indentOf(own);
  for (let at = line - 1; at >= 0 && at > line - mostLines; at--) {
    const text = lines(at);
    if (text.trim() === '' || /^\s*(?:#|\/\/)/.test(text)) continue;
    const other = indentOf(text);
    const isParent = other < indent || (other === indent && isItem && !/^\s*-(?:\s|$)/.test(text));
    if (!isParent) continue;
    const [, , name] =
      /^[\s-]*(["']?)([A-Za-z_]+(?::[A-Za-z]+)?)\1\s*[:=]\s*[[{(]?\s*(?:#.*)?$/.exec(
        text.slice(0, longestLine),
      ) ?? [];
    return name === undefined ? 'other' : elementOf(name);
  }
  return undefined;
}

function elementOf(name: string): Element | 'other' {
  return elements.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
