import groupBy from 'lodash/groupBy.js';
import { sortedUnique } from '../util/order.js';

/** Exact names up to this many stay exact; beyond it a common prefix is learned. */
const mostExact = 10;

/**
 * Patterns that stand for observed resources. Names of things (tables, queues, keys) stay exact; object keys, log streams
 * and long lists are generalised: dates, ids, hashes and numbers become `*`.
 */
export function generalise(observed: readonly string[]): string[] {
  const groups = groupBy(observed, parentOf);
  const patterns = Object.entries(groups).flatMap(([parent, resources]) => learn(parent, resources));
  return dropContained(sortedUnique(patterns));
}

/** S3: the bucket; log streams: the log group; else the ARN up to its resource type. */
function parentOf(arn: string): string {
  const object = /^arn:[^:]*:s3:::[^/]+\//.exec(arn);
  if (object !== null) return object[0];
  const stream = /^arn:[^:]*:logs:.*?:log-stream:/.exec(arn);
  if (stream !== null) return stream[0];
  const typed = /^arn:(?:[^:]*:){4}[^:/]*[:/]/.exec(arn);
  return typed === null ? arn : typed[0];
}

function learn(parent: string, resources: readonly string[]): string[] {
  const rests = resources.map((resource) => resource.slice(parent.length));
  if (parent.endsWith(':log-stream:')) return [`${parent}*`];
  if (parent.includes(':s3:::') && parent.endsWith('/')) return learnKeys(parent, rests);
  if (resources.length <= mostExact) return [...resources];
  return [`${parent}${commonPrefix(rests)}*`];
}

/** Object keys by folder: a folder with one plain name keeps it, any other folder is taken whole. */
function learnKeys(parent: string, keys: readonly string[]): string[] {
  const folders = groupBy(keys, stableFolder);
  const patterns = Object.entries(folders).map(([folder, inside]) => {
    const [only] = inside;
    const exact = inside.length === 1 && only !== undefined && isPlain(only.slice(folder.length));
    return exact ? `${parent}${only}` : `${parent}${folder}*`;
  });
  return patterns.length <= mostExact ? patterns : [`${parent}${commonPrefix(keys)}*`];
}

/** The leading folders up to the first that looks like a date, an id or a number; ends in `/` or is empty. */
function stableFolder(key: string): string {
  const folders = key.split('/').slice(0, -1);
  const variable = folders.findIndex((folder) => !isPlain(folder));
  const stable = variable < 0 ? folders : folders.slice(0, variable);
  return stable.map((folder) => `${folder}/`).join('');
}

/** No digit runs, no long hex, no wildcard: a name a person chose. */
function isPlain(name: string): boolean {
  return name !== '' && !/\d{2}|[*?]/.test(name) && !/[0-9a-f]{8}/i.test(name);
}

/** Cut back to the last `/` or `:`, so that a name is never split. */
function commonPrefix(texts: readonly string[]): string {
  const [first = ''] = texts;
  let length = first.length;
  for (const text of texts) {
    while (!text.startsWith(first.slice(0, length))) length--;
  }
  const prefix = first.slice(0, length);
  return prefix.slice(0, Math.max(prefix.lastIndexOf('/'), prefix.lastIndexOf(':')) + 1);
}

/** A name below a folder that is kept whole says nothing more. */
function dropContained(patterns: readonly string[]): string[] {
  const prefixes = patterns.filter((pattern) => pattern.endsWith('*')).map((pattern) => pattern.slice(0, -1));
  return patterns.filter(
    (pattern) => !prefixes.some((prefix) => pattern.startsWith(prefix) && pattern !== `${prefix}*`),
  );
}
