import type { Place } from '../types.js';

const nowhere: Place = { account: '', region: '', day: '' };

/** `AWSLogs/[o-…/]<account>/CloudTrail/<region>/<year>/<month>/<day>/<file>`, wherever it starts. */
const inPath = /(?:^|\/)(\d{12})\/CloudTrail\/([a-z0-9-]{1,40})\/(\d{4})\/(\d{2})\/(\d{2})\/[^/]*$/;
/** `<account>_CloudTrail_<region>_<20260801T1505Z>_<random>.json.gz` in a folder of any name. */
const inName = /^(\d{12})_CloudTrail_([a-z0-9-]{1,40})[_-](\d{4})(\d{2})(\d{2})T\d{4}/;

/**
 * The account, region and day that a log file was written for.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export function placeOf(path: string): Place {
  const posix = path.replaceAll('\\', '/');
  const found = inPath.exec(posix) ?? inName.exec(posix.slice(posix.lastIndexOf('/') + 1));
  if (!found) return nowhere;
  const [, account = '', region = '', year = '', month = '', day = ''] = found;
  return { account, region, day: `${year}-${month}-${day}` };
}

export type FileKind = 'log' | 'packed' | 'other';

const packed = /\.(?:zip|bz2|xz|zst|lz4|7z|tar|tgz|parquet|orc|avro)$/i;
const log = /\.(?:json|ndjson|jsonl|log|gz)$/i;
/** What CloudTrail writes beside the logs: proofs of integrity, and insights, which are no calls. */
const beside = /(?:^|\/)CloudTrail-(?:Digest|Insight)\/|_CloudTrail-(?:Digest|Insight)_/;

/** What a file that was found in a folder is, by its name. Other files lie in the folder for other reasons. */
export function kindOf(path: string): FileKind {
  const posix = path.replaceAll('\\', '/');
  const name = posix.slice(posix.lastIndexOf('/') + 1);
  if (name.startsWith('.') || beside.test(posix)) return 'other';
  if (packed.test(name)) return 'packed';
  return log.test(name) || !name.includes('.') ? 'log' : 'other';
}
