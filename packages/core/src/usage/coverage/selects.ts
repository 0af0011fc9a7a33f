import { unitOf } from './units.js';
import type { AdvancedSelector, BasicSelector, FieldSelector, Trail } from './trails.js';

/** A set of events: all that an action could leave on the resources of a pattern. */
export interface EventSet {
  /** The data event type; undefined: management events. */
  readonly type: string | undefined;
  readonly eventSource: string | undefined;
  readonly readOnly: boolean;
  readonly resourcePattern: string;
  readonly eventNames: readonly string[] | undefined;
  readonly identities?: readonly string[] | undefined;
}

/** Whether a trail logs every one of these events. In doubt, no. */
export function selectsAll(trail: Trail, events: EventSet): boolean {
  return (
    trail.basic.some((selector) => basicSelects(selector, events)) ||
    trail.advanced.some((selector) => advancedSelects(selector, events))
  );
}

function basicSelects(selector: BasicSelector, events: EventSet): boolean {
  if (selector.access !== 'all' && (selector.access === 'read') !== events.readOnly) return false;
  if (events.type === undefined)
    return (
      selector.management &&
      (events.eventSource === undefined || !selector.excludedSources.includes(events.eventSource))
    );
  return selector.data
    .filter((data) => data.type === events.type)
    .some((data) => data.values.some((value) => basicValueCovers(value, data.type, events.resourcePattern)));
}

/**
 * S3 values are prefixes that hold at least `bucket/`; function and table values are exact; `arn:aws:s3` and its like
 * mean all.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html
 */
function basicValueCovers(value: string, type: string, pattern: string): boolean {
  if (isWholeService(value)) return true;
  if (type === 'AWS::S3::Object')
    return value.includes('/') && literalStart(objects(pattern)).startsWith(value);
  return unitOf(type, pattern) === value;
}

/** All field selectors of one advanced selector must hold. */
function advancedSelects(selector: AdvancedSelector, events: EventSet): boolean {
  const category = events.type === undefined ? 'Management' : 'Data';
  const named = selector.find((field) => field.field === 'eventCategory');
  return (
    named?.equals.includes(category) === true &&
    selector.every((field) => fieldHolds(field, category, events))
  );
}

function fieldHolds(field: FieldSelector, category: string, events: EventSet): boolean {
  switch (field.field) {
    case 'eventCategory':
      return valueHolds(field, category);
    case 'readOnly':
      return valueHolds(field, String(events.readOnly));
    case 'resources.type':
      return events.type !== undefined && valueHolds(field, events.type);
    case 'eventSource':
      return events.eventSource !== undefined && valueHolds(field, events.eventSource);
    case 'eventName':
      return known(events.eventNames).every((name) => name !== undefined && valueHolds(field, name));
    case 'eventType':
      // Calls of principals; other types are no use of a permission.
      return valueHolds(field, 'AwsApiCall');
    case 'userIdentity.arn':
      return known(events.identities).every((arn) => arn !== undefined && patternHolds(field, arn));
    case 'resources.ARN':
      return events.type !== undefined && arnHolds(field, events.type, events.resourcePattern);
    case 'sessionCredentialFromConsole':
      // Functions do not sign in: what leaves out console sessions leaves out nothing of theirs.
      return field.equals.length === 0;
    default:
      return false;
  }
}

/** An empty list says no more than none: one value that is not known. */
function known(values: readonly string[] | undefined): readonly (string | undefined)[] {
  return values === undefined || values.length === 0 ? [undefined] : values;
}

/**
 * Several values of the inclusive operators: one must hold; of the exclusive ones: all.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
function valueHolds(field: FieldSelector, value: string): boolean {
  const included =
    !isInclusive(field) ||
    field.equals.includes(value) ||
    field.startsWith.some((start) => value.startsWith(start)) ||
    field.endsWith.some((end) => value.endsWith(end));
  return (
    included &&
    !field.notEquals.includes(value) &&
    !field.notStartsWith.some((start) => value.startsWith(start)) &&
    !field.notEndsWith.some((end) => value.endsWith(end))
  );
}

/** The same for every ARN that a pattern matches. */
function arnHolds(field: FieldSelector, type: string, granted: string): boolean {
  return patternHolds(
    field,
    type === 'AWS::S3::Object' ? objects(granted) : (unitOf(type, granted) ?? granted),
  );
}

/** The same for every text that a pattern matches. */
function patternHolds(field: FieldSelector, pattern: string): boolean {
  const [start, end] = [literalStart(pattern), literalEnd(pattern)];
  const exact = start === pattern;
  const included =
    !isInclusive(field) ||
    (exact && field.equals.includes(pattern)) ||
    field.startsWith.some((value) => start.startsWith(value) || isWholeService(value)) ||
    field.endsWith.some((value) => end.endsWith(value));
  return (
    included &&
    field.notEquals.every((value) => !mayStart(start, exact, value) || (exact && pattern !== value)) &&
    field.notStartsWith.every((value) => !mayStart(start, exact, value)) &&
    field.notEndsWith.every((value) => !mayEnd(end, exact, value))
  );
}

function isInclusive(field: FieldSelector): boolean {
  return field.equals.length + field.startsWith.length + field.endsWith.length > 0;
}

/** Whether something the pattern matches can start with the value. */
function mayStart(start: string, exact: boolean, value: string): boolean {
  return start.startsWith(value) || (!exact && value.startsWith(start));
}

function mayEnd(end: string, exact: boolean, value: string): boolean {
  return end.endsWith(value) || (!exact && value.endsWith(end));
}

/** Events that are about a whole bucket (ListObjects) are logged under its object prefix. */
function objects(pattern: string): string {
  return /[/*?]/.test(pattern) ? pattern : `${pattern}/`;
}

function literalStart(pattern: string): string {
  const wild = pattern.search(/[*?]/);
  return wild < 0 ? pattern : pattern.slice(0, wild);
}

function literalEnd(pattern: string): string {
  return pattern.slice(Math.max(pattern.lastIndexOf('*'), pattern.lastIndexOf('?')) + 1);
}

/** `arn:aws:s3`, `arn:aws:s3:::`, `arn:aws:dynamodb`: everything of the service. */
function isWholeService(value: string): boolean {
  return /^arn:[a-z-]+:[a-z0-9-]+:{0,3}$/.test(value);
}
