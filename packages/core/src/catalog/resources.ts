import { tokenizePattern, tokensIntersect } from '../util/wildcard.js';
import { findAction, splitAction } from './actions.js';
import {
  compileArnFormat,
  isOfFormat,
  longestArn,
  readArn,
  symbolsToStars,
  type ArnFormat,
} from './arnFormat.js';
import { serviceOf } from './store.js';
import type { CatalogAction, CatalogResourceType } from './types.js';

/** The resource types that AWS lists for the action; empty where it has none or is unknown. */
export function resourceTypesOf(actionName: string): readonly CatalogResourceType[] {
  const prefix = splitAction(actionName)[0];
  const types = serviceOf(prefix)?.resourceTypes;
  const listed = (findAction(actionName)?.resourceTypes ?? []).flatMap((name) => types?.get(name) ?? []);
  const more = alsoTyped.get(prefix.toLowerCase());
  return listed.length > 0 && more !== undefined ? [...listed, more] : listed;
}

/**
 * Services of which two pages of AWS's reference share the prefix and some actions: the catalog's source has the resources
 * of one of them only. HTTP APIs beside REST APIs, load balancers of both generations.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/, page pairs `..._v2`
 */
const alsoTyped: ReadonlyMap<string, CatalogResourceType> = new Map(
  [
    ['apigateway', 'arn:${Partition}:apigateway:${Region}::/${Path}'],
    ['elasticloadbalancing', 'arn:${Partition}:elasticloadbalancing:${Region}:${Account}:${Type}/${Path}'],
  ].map(([prefix = '', format = '']) => [prefix, { name: 'of the other page', arnFormats: [format] }]),
);

/**
 * Whether this concrete ARN can be a resource of the action, judged by the ARN formats of its resource types. True for
 * an action that the catalog lacks; an action without resource types has only the resource `*`.
 */
export function arnFits(actionName: string, arn: string): boolean {
  const action = findAction(actionName);
  if (action === undefined) return true;
  if (action.resourceTypes.length === 0) return arn === '*';
  const concrete = readArn(arn);
  return concrete !== undefined && arnFormatsOf(action).some((format) => isOfFormat(format, concrete));
}

/**
 * Whether some ARN of the action's resource types can match this Resource pattern. `${…}`, a symbol or an IAM variable,
 * counts as `*`. True where it can't be told: an unknown action, a pattern longer than any ARN, and most
 * patterns of an action without resource types.
 */
export function patternFits(actionName: string, resourcePattern: string): boolean {
  const action = findAction(actionName);
  if (action === undefined || resourcePattern.length > longestArn) return true;
  const pattern = symbolsToStars(resourcePattern);
  if (action.resourceTypes.length === 0) return mayGrantWithoutType(action, pattern);
  return resourceTypesOf(action.name).some((type) => typeFits(type, pattern));
}

/** Many actions share a type, and a policy names few patterns: answers are kept by type, as long as the type lives. */
const fits = new WeakMap<CatalogResourceType, Map<string, boolean>>();
const mostPatterns = 1_000;

function typeFits(type: CatalogResourceType, pattern: string): boolean {
  const known = fits.get(type) ?? new Map<string, boolean>();
  fits.set(type, known);
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const tokens = tokenizePattern(pattern);
  const answer = type.arnFormats.some((format) => tokensIntersect(compileArnFormat(format).tokens, tokens));
  if (known.size >= mostPatterns) known.clear();
  known.set(pattern, answer);
  return answer;
}

function arnFormatsOf(action: CatalogAction): ArnFormat[] {
  return resourceTypesOf(action.name).flatMap((type) => type.arnFormats.map(compileArnFormat));
}

/**
 * Actions for which AWS lists no resource type, though policies that AWS itself writes name resources for them.
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html
 * (DynamoDBStreamReadPolicy).
 */
const typedInPractice: ReadonlySet<string> = new Set(['dynamodb:ListStreams']);

/**
 * For an action without resource types the request's resource is `*`, or a form with all names open: `log-group:*`,
 * `cluster/*`. So only a pattern that states a name, or another service, is sure to miss.
 */
function mayGrantWithoutType(action: CatalogAction, pattern: string): boolean {
  const [, , service, , , ...rest] = pattern.split(':');
  if (service === undefined || rest.length === 0) return true;
  const isOwn = tokensIntersect(tokenizePattern(service), tokenizePattern(splitAction(action.name)[0]));
  return (
    isOwn && (typedInPractice.has(action.name) || /^[/:]?(?:[^/:*?]*[/:])?[/:*?]*$/.test(rest.join(':')))
  );
}
