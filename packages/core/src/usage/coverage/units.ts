import { parseArn } from '../../util/arn.js';

/**
 * The resource that data event logging is turned on for, of an ARN or pattern that lies within one: the bucket of an
 * object, the table of an index, the function of a version. Undefined where the pattern may reach several.
 */
export function unitOf(type: string, pattern: string): string | undefined {
  const arn = parseArn(pattern);
  if (arn === undefined) return undefined;
  const resource = unitResource(type, arn.resource);
  const unit = `arn:${arn.partition}:${arn.service}:${arn.region}:${arn.account}:${resource}`;
  return /[*?]/.test(unit) ? undefined : unit;
}

function unitResource(type: string, resource: string): string {
  if (type === 'AWS::S3::Object') return before(resource, '/', 0);
  // table/T/index/I and function:F:alias belong to T and F; a stream is a type of its own.
  if (type === 'AWS::DynamoDB::Table') return before(resource, '/', 'table/'.length);
  if (type === 'AWS::Lambda::Function') return before(resource, ':', 'function:'.length);
  return resource;
}

function before(text: string, separator: string, from: number): string {
  const at = text.indexOf(separator, from);
  return at < 0 ? text : text.slice(0, at);
}

/**
 * The pattern as it reads in one account and region: a `*` there, or for the partition, stands for theirs. ARNs that
 * have neither (S3) and whatever is no ARN stay.
 */
export function localise(pattern: string, account: string, region: string): string {
  const arn = parseArn(pattern);
  if (arn === undefined) return pattern;
  const here = (part: string, value: string): string => (part === '*' ? value : part);
  const partition = here(arn.partition, partitionOf(region));
  return `arn:${partition}:${arn.service}:${here(arn.region, region)}:${here(arn.account, account)}:${arn.resource}`;
}

/** The partition a region belongs to. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
