import { hasSymbol } from '../util/symbols.js';

/**
 * What IAM refuses of single values, so that a policy that cannot be saved is told before it is analysed. Only what is sure:
 * what IAM accepts and only warns of is none of this. Each function says what is wrong, or undefined. Texts that still
 * hold a symbol of a template are judged by what stands for certain.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
export function actionFault(text: string): string | undefined {
  if (/^\*+$/.test(text) || text.includes('${')) return undefined;
  const colon = text.indexOf(':');
  if (colon < 0) return 'names no service; IAM expects `service:Name` or `*`';
  if (colon === 0) return 'has no service before the colon';
  if (colon === text.length - 1) return 'has no action behind the colon';
  return text.includes(':', colon + 1) ? 'has more than one colon' : undefined;
}

/**
 * `*` or an ARN. One that ends early must end with a `*`, which then stands for the rest; the service is written out:
 * "You can't use a wildcard in the service segment".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function resourceFault(text: string): string | undefined {
  if (/^\*+$/.test(text) || text.startsWith('${')) return undefined;
  if (!text.startsWith('arn:')) return 'is neither an ARN nor `*`';
  if (hasSymbol(text)) return undefined;
  const [, partition = '', service, ...rest] = text.split(':', 6);
  const isLong = rest.length >= 3;
  if (!isLong && !text.endsWith('*')) return 'is no ARN: `arn:partition:service:region:account:resource`';
  if (isLong && rest[2] === '') return 'names no resource behind the fifth colon';
  if (!/^aws(?:-[a-z0-9-]+)?$/.test(partition) && !/[*?$]/.test(partition))
    return `has no partition of AWS in it: ${partition.slice(0, 20)}`;
  if (service === '') return 'names no service';
  return isLong && /[*?]/.test(service ?? '') ? 'has a wildcard in its service' : undefined;
}

/** "Basic alphanumeric characters (A-Z,a-z,0-9) are the only allowed characters in the Sid value"; it may be empty. */
export function sidFault(text: string): string | undefined {
  return /^[A-Za-z0-9]*$/.test(text) || text.includes('${') ? undefined : 'may hold letters and digits only';
}

export function versionFault(text: string): string | undefined {
  return text === '2012-10-17' || text === '2008-10-17' || text.includes('${')
    ? undefined
    : 'is no version of the policy language; use 2012-10-17';
}

const OPERATOR =
  /^(?:for(?:allvalues|anyvalue):)?(?:null|(?:string(?:not)?(?:equals(?:ignorecase)?|like)|(?:numeric|date)(?:(?:not)?equals|(?:less|greater)than(?:equals)?)|bool|binaryequals|(?:not)?ipaddress|arn(?:not)?(?:equals|like))(?:ifexists)?)$/i;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export function operatorFault(name: string): string | undefined {
  return OPERATOR.test(name) || name.includes('${') ? undefined : 'is no condition operator of IAM';
}

/** `service:key`; a key itself may hold more colons (`kms:EncryptionContext:aws:s3:arn`). */
export function conditionKeyFault(key: string): string | undefined {
  return /^[^:]+:./.test(key) || key.includes('${') ? undefined : 'is no condition key: `service:key`';
}

/** What each family of operators reads; String operators read anything. */
const VALUES: readonly (readonly [operator: RegExp, value: RegExp, wanted: string])[] = [
  [/^numeric/, /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i, 'a number'],
  [/^date/, /^\d[\dTtZz:.+-]*$/, 'a date as ISO 8601 writes it, or seconds since 1970'],
  [/^(?:bool|null)/, /^(?:true|false)$/i, 'true or false'],
  [/^(?:not)?ipaddress/, /^[0-9a-f]*[.:][0-9a-f:.]*(?:\/\d{1,3})?$/i, 'an address or CIDR block'],
  [/^arn/, /^(?:arn:|[*?])/, 'an ARN'],
];

/** Whether a value is of the operator's type; `operator` as written. */
export function conditionValueFault(operator: string, value: string): string | undefined {
  if (value.includes('${')) return undefined;
  const name = operator.toLowerCase().replace(/^for(?:allvalues|anyvalue):/, '');
  const family = VALUES.find(([pattern]) => pattern.test(name));
  return family && !family[1].test(value) ? `is not ${family[2]}, which ${operator} reads` : undefined;
}
