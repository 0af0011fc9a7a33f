import { isAscii, isUtf8 } from 'node:buffer';
import { eachRecord, isSnapshotFile, noCounts, type EnvelopeCounts } from '@leastwise/core';
import { createSplitter } from './splitter.js';

/** What one text held beside its records. */
export interface TextCounts extends EnvelopeCounts {
  tooLarge: number;
  /** Records that were not taken, and why the first of them was not. */
  refused: number;
  why: string;
  /** The text ends within a record or an envelope. */
  cut: boolean;
  badUtf8: boolean;
  /** What the text is, where it can't be logs. */
  instead: 'empty' | 'html' | 'text' | 'snapshot' | undefined;
}

/** Takes text that comes in chunks, with bounded memory. */
export interface Intake {
  /** False: it is known what the text is, no more of it is needed. */
  feed(chunk: Buffer): boolean;
  end(): TextCounts;
}

/** Takes a record, or says why it can't. */
export type Take = (record: object) => string | undefined;

/** A whole text at once: as one JSON value, which is fastest, and value by value where it is none. */
export function takeText(bytes: Buffer, take: Take, largest: number): TextCounts {
  const counts = noText();
  const from = sniff(bytes, counts);
  if (counts.instead) return counts;
  const value = parse(bytes.subarray(from), counts);
  if (value === notJson) {
    const intake = createIntake(take, largest);
    intake.feed(bytes);
    return intake.end();
  }
  if (isSnapshotFile(value)) counts.instead = 'snapshot';
  else eachRecord(value, visitor(take, counts), counts);
  return counts;
}

export function createIntake(take: Take, largest: number): Intake {
  const counts = noText();
  const visit = visitor(take, counts);
  let rescues = 100;
  const onValue = (bytes: Buffer): void => {
    const value = parse(bytes, counts);
    if (value !== notJson) eachRecord(value, visit, counts);
    else {
      counts.broken++;
      rescue(bytes);
    }
  };
  /** A broken value may have swallowed those behind it. The records that AWS writes begin with their version. */
  const rescue = (bytes: Buffer): void => {
    const next = bytes.indexOf('{"eventVersion"', 1);
    if (next < 0 || rescues-- <= 0) return;
    const splitter = createSplitter(onValue, largest, true);
    splitter.feed(bytes.subarray(next));
    const { rest } = splitter.end();
    if (rest) rescue(rest);
  };
  const splitter = createSplitter(onValue, largest);
  const feed = (chunk: Buffer): boolean => {
    const from = counts.instead === 'empty' ? sniff(chunk, counts) : 0;
    if (counts.instead !== undefined) return counts.instead === 'empty';
    splitter.feed(chunk.subarray(from));
    return true;
  };
  const end = (): TextCounts => {
    const { broken, tooLarge, cut, rest } = splitter.end();
    counts.broken += broken;
    counts.tooLarge += tooLarge;
    counts.cut = cut;
    if (rest) rescue(rest);
    return counts;
  };
  return { feed, end };
}

function visitor(take: Take, counts: TextCounts): (record: object) => void {
  return (record) => {
    const why = take(record);
    if (why === undefined) return;
    counts.refused++;
    counts.why ||= why;
  };
}

function noText(): TextCounts {
  return { ...noCounts(), tooLarge: 0, refused: 0, why: '', cut: false, badUtf8: false, instead: 'empty' };
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const snapshotStart = Buffer.from('{"format":"leastwise-usage"');

/** Says in `counts.instead` what the text is by its beginning; returns where JSON begins. */
function sniff(bytes: Buffer, counts: TextCounts): number {
  let at = bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  while (at < bytes.length && (bytes[at] ?? 0) <= 32 && bytes[at] !== 0) at++;
  if (at === bytes.length) return at;
  const first = String.fromCharCode(bytes[at] ?? 0);
  if (bytes.subarray(at, at + snapshotStart.length).equals(snapshotStart)) counts.instead = 'snapshot';
  else if (first === '<') counts.instead = 'html';
  else counts.instead = '{["'.includes(first) ? undefined : 'text';
  return at;
}

const notJson = Symbol('not JSON');

/** Bytes that are no UTF-8 become U+FFFD and are noted. ASCII is the same in Latin-1, which decodes several times faster. */
function parse(bytes: Buffer, counts: TextCounts): unknown {
  const ascii = isAscii(bytes);
  if (!ascii && !isUtf8(bytes)) counts.badUtf8 = true;
  try {
    return JSON.parse(bytes.toString(ascii ? 'latin1' : 'utf8'));
  } catch {
    return notJson;
  }
}
