import { matchPattern, patternsIntersect } from '../util/wildcard.js';
import { findAction, splitAction } from './actions.js';
import { serviceOf } from './store.js';
import type { CatalogResourceType } from './types.js';

/** The resource types that AWS lists for the action; empty where it has none or is unknown. */
export function resourceTypesOf(actionName: string): readonly CatalogResourceType[] {
  const types = serviceOf(splitAction(actionName)[0])?.resourceTypes;
  return (findAction(actionName)?.resourceTypes ?? []).flatMap((name) => types?.get(name) ?? []);
}

/**
 * Whether this concrete ARN can be a resource of the action, judged by the ARN formats of its resource types. True for
 * an action that the catalog lacks; an action without resource types has only the resource `*`.
 */
export function arnFits(actionName: string, arn: string): boolean {
  if (findAction(actionName) === undefined) return true;
  const formats = arnFormatsOf(actionName);
  return formats.length === 0 ? arn === '*' : formats.some((format) => isOfFormat(format, arn));
}

/**
 * Whether some ARN of the action's resource types can match this Resource pattern. `${…}`, a symbol or an IAM variable,
 * counts as `*`. True where it can't be told; for an action without resource types, where the resource part is `*`.
 */
export function patternFits(actionName: string, resourcePattern: string): boolean {
  if (findAction(actionName) === undefined) return true;
  const formats = arnFormatsOf(actionName);
  const pattern = symbolsToStars(resourcePattern);
  if (formats.length === 0) return grantsWildcardOnly(pattern);
  return formats.some((format) => meetsFormat(format, pattern));
}

/**
 * Formats whose last name cannot hold a slash, by the naming rules of the service: without this `bucket` would take
 * every object ARN, and `table` every index.
 * Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html (StreamName)
 */
const formatsWithFixedSlashes: ReadonlySet<string> = new Set([
  'arn:${Partition}:s3:::${BucketName}',
  'arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}',
  'arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/index/${IndexName}',
  'arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/stream/${StreamLabel}',
  'arn:${Partition}:kinesis:${Region}:${Account}:stream/${StreamName}',
]);

function arnFormatsOf(actionName: string): string[] {
  return resourceTypesOf(actionName).flatMap((type) => type.arnFormats);
}

function isOfFormat(format: string, arn: string): boolean {
  if (formatsWithFixedSlashes.has(format) && slashes(arn) !== slashes(format)) return false;
  return matchPattern(symbolsToStars(format), arn);
}

function meetsFormat(format: string, pattern: string): boolean {
  if (formatsWithFixedSlashes.has(format) && slashes(pattern) > slashes(format)) return false;
  return patternsIntersect(symbolsToStars(format), pattern);
}

/**
 * The request's resource is `*`, but people write `arn:aws:s3:::*` too, and AWS takes it for some actions: only a
 * pattern that names something after the fifth colon is sure to miss.
 */
function grantsWildcardOnly(pattern: string): boolean {
  const parts = pattern.split(':');
  return parts.length < 6 || /^[*:]*$/.test(parts.slice(5).join(':'));
}

function slashes(text: string): number {
  return text.split('/').length - 1;
}

/** Each `${…}` as `*`, braces inside counted; one that is not closed swallows the rest. */
function symbolsToStars(text: string): string {
  let result = '';
  let at = 0;
  for (let from = text.indexOf('${'); from >= 0; from = text.indexOf('${', at)) {
    result += `${text.slice(at, from)}*`;
    at = endOfSymbol(text, from + 2);
  }
  return result + text.slice(at);
}

function endOfSymbol(text: string, from: number): number {
  let depth = 1;
  let at = from;
  for (; at < text.length && depth > 0; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}') depth--;
  }
  return at;
}
