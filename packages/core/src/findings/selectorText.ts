import groupBy from 'lodash/groupBy.js';
import { unitOf } from '../usage/coverage/units.js';
import { openPattern } from '../util/symbols.js';
import { compareText, sortedUnique } from '../util/order.js';

/**
 * One advanced event selector, as `put-event-selectors` takes it.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html
 */
export interface AdvancedSelector {
  readonly Name: string;
  readonly FieldSelectors: readonly FieldSelector[];
}

export interface FieldSelector {
  readonly Field: 'eventCategory' | 'resources.type' | 'resources.ARN';
  readonly Equals?: readonly string[];
  readonly StartsWith?: readonly string[];
}

/** Selectors that show the data events of these types on these resource patterns, and no more than the patterns need. */
export function selectorsFor(wanted: readonly { type: string; pattern: string }[]): AdvancedSelector[] {
  const byType = groupBy(wanted, 'type');
  return Object.entries(byType)
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([type, each]) => ofType(type, sortedUnique(each.map(({ pattern }) => openPattern(pattern)))));
}

function ofType(type: string, patterns: readonly string[]): AdvancedSelector[] {
  const parts = patterns.map((pattern) => toArn(type, pattern));
  const starts = sortedUnique(parts.flatMap(({ starts: text }) => text ?? []));
  // A prefix too short to name a resource selects everything of the type: so does no ARN at all.
  if (starts.some((text) => text.split(':').length < 6)) return [selector(type, undefined)];
  const exact = sortedUnique(parts.flatMap(({ equals }) => equals ?? []));
  const outside = exact.filter((arn) => !starts.some((text) => arn.startsWith(text)));
  return [
    ...(outside.length === 0 ? [] : [selector(type, { Field: 'resources.ARN', Equals: outside })]),
    ...(starts.length === 0 ? [] : [selector(type, { Field: 'resources.ARN', StartsWith: starts })]),
  ];
}

/** Types whose events name the resource itself where a policy names a part of it: an index, a version. */
const whole: ReadonlySet<string> = new Set(['AWS::DynamoDB::Table', 'AWS::Lambda::Function']);

/** S3 object selectors name a bucket by its ARN and a slash; everything else by the ARN up to its first wildcard. */
function toArn(type: string, granted: string): { equals?: string; starts?: string } {
  const pattern = (whole.has(type) ? unitOf(type, granted) : undefined) ?? granted;
  const wild = pattern.search(/[*?]/);
  if (type === 'AWS::S3::Object' && wild < 0 && !pattern.includes('/')) return { starts: `${pattern}/` };
  return wild < 0 ? { equals: pattern } : { starts: pattern.slice(0, wild) };
}

function selector(type: string, arns: FieldSelector | undefined): AdvancedSelector {
  return {
    Name: `Leastwise ${type}`,
    FieldSelectors: [
      { Field: 'eventCategory', Equals: ['Data'] },
      { Field: 'resources.type', Equals: [type] },
      ...(arns === undefined ? [] : [arns]),
    ],
  };
}
