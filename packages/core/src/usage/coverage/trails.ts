/**
 * What trails are set to log: `aws cloudtrail get-event-selectors` and `describe-trails`, read leniently (both spellings
 * of member names: the CLI's `EventSelectors`, an event's `eventSelectors`).
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html
 */
export interface Trail {
  /** '' where the answer does not say. */
  readonly arn: string;
  readonly basic: readonly BasicSelector[];
  readonly advanced: readonly AdvancedSelector[];
  /** Undefined: `describe-trails` was not given, or does not list this trail. */
  readonly described: DescribedTrail | undefined;
}

export interface BasicSelector {
  readonly access: 'all' | 'read' | 'write';
  readonly management: boolean;
  readonly excludedSources: readonly string[];
  readonly data: readonly { readonly type: string; readonly values: readonly string[] }[];
}

export type AdvancedSelector = readonly FieldSelector[];

export interface FieldSelector {
  readonly field: string;
  readonly equals: readonly string[];
  readonly startsWith: readonly string[];
  readonly endsWith: readonly string[];
  readonly notEquals: readonly string[];
  readonly notStartsWith: readonly string[];
  readonly notEndsWith: readonly string[];
}

export interface DescribedTrail {
  readonly arn: string;
  readonly home: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  /** Events of IAM, STS, CloudFront, ... are in its log. */
  readonly globalServices: boolean;
}

/** The account part of a trail's ARN. */
export function accountOf(trailArn: string): string {
  return trailArn.split(':')[4] ?? '';
}

/** Any JSON: one answer, or an array of answers at any depth (files hold one or several). */
export function readSelectors(answers: readonly unknown[], trails: readonly DescribedTrail[]): Trail[] {
  return flatten(answers).flatMap((answer) => {
    const basic = member(answer, 'EventSelectors');
    const advanced = member(answer, 'AdvancedEventSelectors');
    const arn = text(member(answer, 'TrailARN'));
    if (basic === undefined && advanced === undefined && arn === '') return [];
    return [
      {
        arn,
        basic: basic === undefined && advanced === undefined ? [DEFAULT] : list(basic).map(readBasic),
        advanced: list(advanced).map((each) => list(member(each, 'FieldSelectors')).map(readField)),
        described: trails.find((trail) => trail.arn === arn),
      },
    ];
  });
}

/** `describe-trails`: an object with `trailList`, an array of trails, or several such answers. */
export function readTrails(answer: unknown): DescribedTrail[] {
  return flatten([answer])
    .flatMap((each) => {
      const inner = member(each, 'TrailList');
      return inner === undefined ? [each] : list(inner);
    })
    .map((each) => ({
      arn: text(member(each, 'TrailARN')),
      home: text(member(each, 'HomeRegion')),
      multiRegion: member(each, 'IsMultiRegionTrail') === true,
      organization: member(each, 'IsOrganizationTrail') === true,
      globalServices: member(each, 'IncludeGlobalServiceEvents') !== false,
    }))
    .filter((trail) => trail.arn !== '');
}

/** A trail without selectors logs all management events and no data events. */
const DEFAULT: BasicSelector = { access: 'all', management: true, excludedSources: [], data: [] };

function readBasic(value: unknown): BasicSelector {
  const access = text(member(value, 'ReadWriteType'));
  return {
    access: access === 'ReadOnly' ? 'read' : access === 'WriteOnly' ? 'write' : 'all',
    management: member(value, 'IncludeManagementEvents') !== false,
    excludedSources: texts(member(value, 'ExcludeManagementEventSources')),
    data: list(member(value, 'DataResources')).map((each) => ({
      type: text(member(each, 'Type')),
      values: texts(member(each, 'Values')),
    })),
  };
}

function readField(value: unknown): FieldSelector {
  return {
    field: text(member(value, 'Field')),
    equals: texts(member(value, 'Equals')),
    startsWith: texts(member(value, 'StartsWith')),
    endsWith: texts(member(value, 'EndsWith')),
    notEquals: texts(member(value, 'NotEquals')),
    notStartsWith: texts(member(value, 'NotStartsWith')),
    notEndsWith: texts(member(value, 'NotEndsWith')),
  };
}

function flatten(values: readonly unknown[]): unknown[] {
  // Arrays of arrays come from several files that each hold an array; nobody nests deeper.
  return values.flat(2);
}

/** An own member under its CLI name or the same with a small first letter; `trailArn` and `TrailARN` alike. */
function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const wanted = name.toLowerCase();
  const key = Object.keys(value).find((each) => each.toLowerCase() === wanted);
  return key === undefined ? undefined : (value as Record<string, unknown>)[key];
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: unknown): string[] {
  return list(value).filter((each): each is string => typeof each === 'string');
}
