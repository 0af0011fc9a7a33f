import type { ArnForm } from './arns.js';
import { cleanText } from './read.js';

/** An ARN that stands in a parameter, without what a form cuts from its end. */
export function wholeArn(arn: string, form: ArnForm | undefined): string {
  if (form === 'logGroup') return arn.endsWith(':*') ? arn.slice(0, -2) : arn;
  return form === 'parameter' ? arn.split(':', 6).join(':') : arn;
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
    case 'logGroup':
      return name.endsWith(':*') ? name.slice(0, -2) : name;
    case 'model':
      // An inference profile (`eu.anthropic…`, or an id of its own) stands for models in several regions.
      return /^[a-z-]{2,8}\.[a-z0-9-]+\./.test(name) || /^[a-z0-9]{12}$/.test(name) ? undefined : name;
  }
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
