import type { Problem } from '@leastwise/core';
import { note, unreadable } from '../problems.js';
import type { TextCounts } from './intake.js';
import type { Fault } from './stream.js';

/** A file as messages need it. */
export interface NamedFile {
  readonly uri: string;
  /** Named by the caller, not found in a folder. */
  readonly named: boolean;
}

/** What a person should know of a file that was read: one message at most, the gravest. */
export function textProblems(file: NamedFile, counts: TextCounts, fault: Fault | undefined): Problem[] {
  const found =
    (fault && faultMessage(fault, counts)) ??
    insteadMessage(counts) ??
    foreignMessage(counts) ??
    lossMessage(counts);
  if (!found) return [];
  const [code, message] = found;
  // In a folder, other JSON files may lie beside the logs.
  const harmless = code === 'not-cloudtrail' && !file.named;
  return [harmless ? note(file.uri, code, message) : unreadable(file.uri, code, message)];
}

type Message = readonly [code: string, message: string];

function faultMessage(fault: Fault, counts: TextCounts): Message {
  const kept = `the ${goodRecords(counts)} records before that were read`;
  switch (fault) {
    case 'gzip-cut':
      return [fault, `the gzip data end too early; ${kept}; fetch the file again`];
    case 'gzip-damaged':
      return [
        fault,
        `the gzip data are damaged or their checksum is wrong; ${goodRecords(counts)} records were read; fetch the file again`,
      ];
    case 'gzip-bomb':
      return [
        fault,
        `it unpacks to far more than logs do; reading stopped, ${kept}; raise the limits if it is honest`,
      ];
    case 'zip':
      return ['format-unsupported', 'zip files are not read; unpack it to .json or .json.gz'];
  }
}

function insteadMessage(counts: TextCounts): Message | undefined {
  switch (counts.instead) {
    case 'empty':
      return ['file-empty', 'the file is empty; a log file without events still holds {"Records":[]}'];
    case 'html':
      return [
        'not-json',
        'it is HTML or XML, not JSON: perhaps an error page that was saved; fetch the file again',
      ];
    case 'text':
      return [
        'not-json',
        'it does not begin like JSON; expected CloudTrail log files (.json, .json.gz, .ndjson)',
      ];
    case 'snapshot':
    case undefined:
      return undefined;
  }
}

function foreignMessage(counts: TextCounts): Message | undefined {
  if (counts.foreign === 0 || counts.records > 0) return undefined;
  return ['not-cloudtrail', 'it is JSON, but holds no CloudTrail records'];
}

function lossMessage(counts: TextCounts): Message | undefined {
  const left = counts.broken + counts.foreign + counts.tooLarge + counts.refused;
  const good = `${goodRecords(counts)} good ones were read`;
  if (counts.cut) {
    const more = left > 0 ? `, and ${left} more are broken` : '';
    return ['json-cut', `the JSON ends within a record or list${more}; ${good}; fetch the file again`];
  }
  if (left > 0) {
    const large = counts.tooLarge > 0 ? [`${counts.tooLarge} too large`] : [];
    const refused = counts.refused > 0 ? [`${counts.refused} unusable: ${counts.why}`] : [];
    const detail = [...large, ...refused].join(', ');
    return [
      'record-broken',
      `${left} ${left === 1 ? 'record is' : 'records are'} broken${detail && ` (${detail})`}, left out; ${good}`,
    ];
  }
  return counts.badUtf8
    ? ['invalid-utf8', 'it is not valid UTF-8; the bytes in question were read as U+FFFD']
    : undefined;
}

function goodRecords(counts: TextCounts): number {
  return counts.records - counts.refused;
}
