import { createReadStream, readFileSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { Problem } from '@leastwise/core';
import { fileProblem, unreadable } from '../problems.js';
import type { CollectLimits, LogFile } from '../types.js';
import { packingOf, unpack } from './gzip.js';
import { takeText, type Take, type TextCounts } from './intake.js';
import { takeStream, type StreamResult } from './stream.js';
import { textProblems, type NamedFile } from './textProblems.js';

/** What reading one file came to, beside its records. */
export interface FileReport {
  readonly problems: readonly Problem[];
  readonly records: number;
  /** It is a log file, so that its account, region and day were logged. */
  readonly isLog: boolean;
  readonly isSnapshot: boolean;
}

/** Reads one file in whichever envelope and packing. Never rejects, and never waits for a pipe. */
export async function readLog(file: LogFile, take: Take, limits: CollectLimits): Promise<FileReport> {
  try {
    const stats = statSync(file.path);
    if (!stats.isFile())
      return failed(unreadable(file.uri, 'not-a-file', 'it is neither a file nor a folder'));
    const isLarge = stats.size > limits.wholeFile;
    return toReport(
      file,
      isLarge ? await readLarge(file, take, limits) : await readWhole(file, take, limits),
    );
  } catch (error) {
    return failed(fileProblem(file.uri, error));
  }
}

/** Events on standard input, or any other stream. Never rejects. */
export async function readInput(
  input: Readable,
  uri: string,
  take: Take,
  limits: CollectLimits,
): Promise<FileReport> {
  try {
    return toReport({ uri, named: true }, await takeStream(input, take, limits));
  } catch (error) {
    return failed(fileProblem(uri, error));
  }
}

const sliceBytes = 64 * 1024;

async function readWhole(file: LogFile, take: Take, limits: CollectLimits): Promise<StreamResult> {
  const bytes = readFileSync(file.path);
  const packing = packingOf(bytes);
  if (!packing) return { counts: takeText(bytes, take, limits.record), fault: undefined };
  const unpacked = packing === 'gzip' ? unpack(bytes, limits.wholeFile) : undefined;
  if (!unpacked) return takeStream(Readable.from(slices(bytes)), take, limits);
  const counts = takeText(unpacked.text, take, limits.record);
  return { counts, fault: unpacked.damaged ? 'gzip-damaged' : undefined };
}

function readLarge(file: LogFile, take: Take, limits: CollectLimits): Promise<StreamResult> {
  return takeStream(createReadStream(file.path, { highWaterMark: sliceBytes }), take, limits);
}

function* slices(bytes: Buffer): Iterable<Buffer> {
  for (let at = 0; at < bytes.length; at += sliceBytes) yield bytes.subarray(at, at + sliceBytes);
}

function toReport(file: NamedFile, { counts, fault }: StreamResult): FileReport {
  return {
    problems: textProblems(file, counts, fault),
    records: counts.records,
    isLog: counts.instead === undefined && (counts.records > 0 || isEmptyLog(counts)),
    isSnapshot: counts.instead === 'snapshot',
  };
}

/** An envelope without records: it still shows that its day was logged. */
function isEmptyLog(counts: TextCounts): boolean {
  return counts.foreign + counts.ignored + counts.broken + counts.tooLarge === 0 && !counts.cut;
}

function failed(problem: Problem): FileReport {
  return { problems: [problem], records: 0, isLog: false, isSnapshot: false };
}
