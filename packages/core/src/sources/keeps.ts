import { Lexer } from 'yaml';
import type { Span } from '../util/text.js';
import type { Keep } from './model.js';
import { quoted, rangeAt, report, type Reading } from './reading.js';

/** What a keep comment says; where it applies is told by the format. */
export interface KeepComment extends Pick<Keep, 'pattern' | 'until' | 'reason'> {
  readonly span: Span;
}

const mark = 'leastwise-keep';

/**
 * The comments `# leastwise-keep <action pattern> [until YYYY-MM-DD][: reason]` of a YAML text, in its order. One that
 * cannot be understood is a problem; one whose date cannot keeps without an end.
 */
export function readKeepComments(reading: Reading): KeepComment[] {
  if (!reading.text.includes(mark)) return [];
  return readKeepsIn(commentsOf(reading.text), reading);
}

/** The keeps among comments that the format's own parser found; each begins with `#`, `//` or `/*`. */
export function readKeepsIn(comments: readonly Span[], reading: Reading): KeepComment[] {
  return comments.flatMap((span) => {
    const text = reading.text.slice(span.from, span.to).replace(/^(?:#+|\/\/|\/\*)|\*\/$/g, '');
    const own = text.trim();
    return own.startsWith(mark) ? parseKeep(own.slice(mark.length), span, reading) : [];
  });
}

/** The comments of a YAML text, without their line ends: real comments, not the `#` of a script in a block scalar: as the YAML lexer tells them apart. */
export function commentsOf(text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  let inScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    // The lexer's own marks: a document starts, a flow collection ends early, a scalar follows.
    const isMark = lexeme === '\u0002' || lexeme === '\u0018' || lexeme === '\u001f';
    if (!isMark) {
      if (lexeme.startsWith('#') && !inScalar) spans.push({ from: at, to: at + lexeme.length });
      at += lexeme.length;
    }
    inScalar = lexeme === '\u001f';
  }
  return spans;
}

function parseKeep(text: string, span: Span, reading: Reading): KeepComment[] {
  const [head = '', rest] = cut(text.trim());
  const [pattern, afterPattern] = head.endsWith(':') ? [head.slice(0, -1), `: ${rest}`] : [head, rest];
  if (!/^(?:\*|[a-z0-9*?-]+:[A-Za-z0-9*?]+)$/i.test(pattern)) {
    const why = `${quoted(text.trim())} names no action to keep; write ${mark} service:Action [until YYYY-MM-DD]: reason.`;
    report(reading, 'input', 'keep-invalid', span, why);
    return [];
  }
  const [word = '', more] = cut(afterPattern);
  if (word !== 'until') return [{ pattern, until: undefined, reason: reasonOf(afterPattern), span }];
  const [dateWord = '', reason] = cut(more);
  const date = dateWord.replace(/:$/, '');
  if (isDay(date)) return [{ pattern, until: date, reason: reasonOf(reason), span }];
  const why = `${quoted(date)} is no date; write YYYY-MM-DD. Until then ${pattern} is kept without an end.`;
  report(reading, 'input', 'keep-invalid', span, why);
  return [{ pattern, until: undefined, reason: reasonOf(reason), span }];
}

/** The first word and the rest. */
function cut(text: string): [string | undefined, string] {
  const trimmed = text.trim();
  const end = trimmed.search(/\s/);
  return end < 0 ? [trimmed, ''] : [trimmed.slice(0, end), trimmed.slice(end + 1).trim()];
}

function reasonOf(text: string): string {
  return text.replace(/^\s*:/, '').trim();
}

/** `2027-01-31`, and a day that the calendar has. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** A comment as a Keep of one function, or of every function where `name` is undefined. */
export function toKeep(comment: KeepComment, name: string | undefined, reading: Reading): Keep {
  const { pattern, until, reason, span } = comment;
  return { pattern, until, reason, function: name, uri: reading.uri, range: rangeAt(reading, span) };
}
