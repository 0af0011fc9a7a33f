import {
  matchPattern,
  tokenizeName,
  tokenizePattern,
  tokensIntersect,
  type WildcardToken,
} from '../util/wildcard.js';

/**
 * Characters that a named part of an ARN format cannot hold, by the naming rules of the service (third field of the
 * ARN): without this `bucket` would take every object, and `table` every index. A part that is not listed may hold
 * anything. A log group keeps its colon, for policies write `log-group:name:*`.
 */
const forbidden: ReadonlyMap<string, string> = new Map([
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  ['s3 ${BucketName}', '/:'],
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
  ['dynamodb ${TableName}', '/:'],
  ['dynamodb ${IndexName}', '/:'],
  ['dynamodb ${StreamLabel}', '/'],
  // https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html
  ['kinesis ${StreamName}', '/:'],
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html
  ['logs ${LogStreamName}', ':'],
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
  ['sqs ${QueueName}', '/:'],
]);

/** An ARN format of the catalog, ready for matching. */
export interface ArnFormat {
  /** The five fields before the resource, each a pattern; a `*` is one or more characters other than a colon. */
  readonly head: readonly string[];
  readonly resource: readonly WildcardToken[];
  /** The whole format, colons included. */
  readonly tokens: readonly WildcardToken[];
}

const compiled = new Map<string, ArnFormat>();

/**
 * Compiles a format once. In the five fields before the resource a `${…}` is one or more characters other than a colon; in
 * the resource it is any text, but for what its name forbids (see above).
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function compileArnFormat(format: string): ArnFormat {
  const known = compiled.get(format);
  if (known !== undefined) return known;
  const fields = arnFields(format);
  const head = fields.slice(0, 5).map(symbolsToStars);
  const headText = head.map((field) => `${field.replaceAll('*', '?*')}:`).join('');
  const resource = resourceTokens(fields[2] ?? '', fields[5] ?? '');
  const value = { head, resource, tokens: [...tokenizePattern(headText, ':'), ...resource] };
  compiled.set(format, value);
  return value;
}

function resourceTokens(service: string, resource: string): WildcardToken[] {
  // Split with the parts kept: literal text at even positions, `${…}` at odd ones.
  return resource
    .split(/(\$\{[^}]*\})/)
    .flatMap((piece, index) =>
      index % 2 === 0 ? tokenizePattern(piece) : tokenizePattern('*', forbidden.get(`${service} ${piece}`)),
    );
}

/** An ARN in the form in which formats are compared with it. */
export interface ConcreteArn {
  readonly head: readonly string[];
  readonly resource: readonly WildcardToken[];
}

/** Longer texts are not looked into. AWS's own limit is 2,048 characters, of which none of its names needs all. */
export const longestArn = 8192;

/** Undefined where the text is no ARN. */
export function readArn(text: string): ConcreteArn | undefined {
  if (text.length > longestArn) return undefined;
  const fields = arnFields(text);
  const resource = fields[5];
  return resource === undefined ? undefined : { head: fields.slice(0, 5), resource: tokenizeName(resource) };
}

/** Whether the ARN is of the format. Fields first: this is asked for every recorded call, and most formats fail early. */
export function isOfFormat(format: ArnFormat, arn: ConcreteArn): boolean {
  const sameHead = format.head.every((pattern, index) => {
    const field = arn.head[index] ?? '';
    return pattern === field || (field !== '' && matchPattern(pattern, field));
  });
  return sameHead && tokensIntersect(format.resource, arn.resource);
}

/** An ARN cut at its first five colons; fewer fields where it is no ARN. */
export function arnFields(arn: string): string[] {
  const fields: string[] = [];
  let from = 0;
  for (let colon = arn.indexOf(':'); colon >= 0 && fields.length < 5; colon = arn.indexOf(':', from)) {
    fields.push(arn.slice(from, colon));
    from = colon + 1;
  }
  return [...fields, arn.slice(from)];
}

/** Each `${…}` as `*`, braces inside counted; one that is not closed swallows the rest. */
export function symbolsToStars(text: string): string {
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
