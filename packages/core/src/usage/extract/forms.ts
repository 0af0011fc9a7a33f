import type { ArnForm } from './arns.js';
import { cleanText, LONGEST_TEXT } from './read.js';

/** An ARN that stands in a parameter, as its form has it; undefined where it says less than the call needs. */
export function wholeArn(arn: string, form: ArnForm | undefined): string | undefined {
  switch (form) {
    case 'logGroup':
      return arn.endsWith(':*') ? arn.slice(0, -2) : arn;
    case 'parameter':
      return arn.split(':', 6).join(':');
    case 'model':
      // A profile needs the models behind it too: Bedrock user guide, prerequisites for inference profiles.
      return /:(?:foundation-model|custom-model|provisioned-model|imported-model)\//.test(arn)
        ? arn
        : undefined;
    case 'bucket':
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html: accesspoint/<name>/object/<key>
      return arn.includes(':accesspoint/') ? `${arn}/object` : arn;
    case 'revision':
      return revisionOf(arn);
    default:
      return arn;
  }
}

/**
 * A call may name a secret by its ARN without the suffix; the permission is always checked on the whole ARN.
 * Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html (SecretId)
 */
export function secretArn(arn: string): string {
  return /-[A-Za-z0-9]{6}$/.test(arn) ? arn : `${arn}-??????`;
}

/** A name as it stands in an ARN, without head; undefined where none can be told. */
export function inForm(name: string, form: ArnForm): string | undefined {
  switch (form) {
    case 'queueUrl':
      return queueOf(name);
    case 'parameter':
      return (name.startsWith('/') ? name : `/${name}`).split(':', 1)[0];
    case 'function':
      return name.slice(name.lastIndexOf('function:') < 0 ? 0 : name.lastIndexOf('function:') + 9);
    case 'key':
      return name.startsWith('alias/') ? name : `key/${name}`;
    case 'copySource':
      return copySourceOf(name);
    case 'copyBucket':
      return bucketOf(name);
    case 'bucket':
      return name;
    case 'statement':
      return tableOf(name);
    case 'leaf':
      return name.slice(name.lastIndexOf('/') + 1);
    case 'revision':
      return revisionOf(name);
    case 'domain':
      return /^[^@]{1,256}@([\w.-]{1,256})$/.exec(name)?.[1];
    case 'logGroup':
      return name.endsWith(':*') ? name.slice(0, -2) : name;
    case 'model':
      // An inference profile (`eu.anthropic…`, or an id of its own) stands for models in several regions.
      return /^[a-z-]{2,8}\.[a-z0-9-]+\./.test(name) || /^[a-z0-9]{12}$/.test(name) ? undefined : name;
  }
}

/** Statements run over several lines; no name lies beyond what a row may keep. */
export function onOneLine(statement: string): string {
  return statement.slice(0, LONGEST_TEXT).replace(/\s/g, ' ');
}

const TABLE_OF =
  /(?:^|[ (])(?:from|into|update) {1,20}(?:"([\w.-]{1,255})"|([a-z_]\w{0,254}))(?: {0,20}\. {0,20}(?:"([\w.-]{1,255})"|(\w{1,255})))?(?![^ ,;)(])/i;

/**
 * The table, and the index where one is asked, of a PartiQL statement.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html
 */
function tableOf(statement: string): string | undefined {
  const [, quoted, plain, quotedIndex, plainIndex] = TABLE_OF.exec(statement) ?? [];
  const [table, index] = [quoted ?? plain, quotedIndex ?? plainIndex];
  return index === undefined ? table : `${table ?? ''}/index/${index}`;
}

/** Without a revision the newest one is meant, whatever that is at the time. */
function revisionOf(name: string): string {
  return /:\d{1,10}$/.test(name) ? name : `${name}:*`;
}

/** Of `https://sqs.<region>.amazonaws.com/<account>/<name>`, the only part that names the owner. */
function queueOf(url: string): string | undefined {
  const [name, account] = url.split('/').slice(-2).reverse();
  return name && account && /^\d{12}$/.test(account) ? `${account}:${name}` : undefined;
}

/** S3 API reference, CopyObject: `x-amz-copy-source` is percent-encoded, a version may follow. */
function copySourceOf(header: string): string | undefined {
  const path = header.startsWith('/') ? header.slice(1) : header;
  const bare = path.split('?', 1)[0] ?? '';
  try {
    return cleanText(decodeURIComponent(bare));
  } catch {
    return undefined;
  }
}

/** The bucket of `/bucket/key`; undefined where it is none, an access point for example. */
export function bucketOf(path: string): string | undefined {
  return /^\/?([A-Za-z0-9._-]{3,63})\//.exec(path)?.[1];
}
