import { arnFits, findAction, patternFits, resourceTypesOf, serviceOf } from '../catalog/catalog.js';
import { facetValues, PARAMETERS_HIDDEN } from '../catalog/events/facets.js';
import { judgeOutcome } from '../catalog/events/outcomes.js';
import { passedToService } from '../catalog/events/passedTo.js';
import { mayPassRole } from '../catalog/events/passedRoles.js';
import { resolveEvent } from '../catalog/events/resolve.js';
import type { Resolution } from '../catalog/types.js';
import { parseArn } from '../util/arn.js';
import type { KnownContext, UsageRow } from './types.js';

/** What a row says about one action. */
export interface ActionUse {
  readonly action: string;
  readonly certainty: 'certain' | 'oneOf' | 'possible';
  /** The row's resources that can be this action's, sorted; `['*']` where it has none; empty: cannot be told. */
  readonly resources: readonly string[];
  /** What the record tells of the request's context; absent: nothing. */
  readonly context?: KnownContext;
}

export interface MappedUse {
  readonly resolution: Resolution;
  /** Whether the outcome shows that the call was authorised, refused, or neither. */
  readonly isUse: 'use' | 'denied' | 'undecided';
  readonly uses: readonly ActionUse[];
}

/** From a usage row to actions and their resources. Needs the catalog (`prepare`). */
export function mapRow(row: UsageRow): MappedUse {
  const { resolution, isUse } = resolveRow(row);
  const uses: ActionUse[] = [];
  for (const certainty of ['certain', 'oneOf', 'possible'] as const) {
    for (const action of resolution[certainty]) {
      const context = action === 'iam:PassRole' ? passContext(resolution, row) : undefined;
      uses.push({ action, certainty, resources: resourcesOf(action, row), ...(context && { context }) });
    }
  }
  return { resolution, isUse, uses };
}

/** The same without the resources: enough to count. */
export function resolveRow(row: UsageRow): Pick<MappedUse, 'resolution' | 'isUse'> {
  return { resolution: resolveOnce(row), isUse: judgeOutcome(row.eventSource, row.outcome) };
}

function resourcesOf(action: string, row: UsageRow): readonly string[] {
  if (action === 'iam:PassRole') return passedRoles(row);
  if (findAction(action) !== undefined && resourceTypesOf(action).length === 0) return ['*'];
  if (metricActions.has(action) && row.resources.length === 0) return ['*'];
  return sideOf(action, row).filter((arn) =>
    /[*?]/.test(arn) ? patternFits(action, arn) : arnFits(action, arn),
  );
}

/**
 * The roles of a task definition are passed too, unless a call overrides both of them; its record names it only.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
function passedRoles({ eventSource, eventName, facets }: UsageRow): readonly string[] {
  const roles = facetValues(facets, 'passedRole');
  if (roles.includes('?')) return [];
  const runsTask = eventSource === 'ecs.amazonaws.com' && taskCalls.has(eventName);
  const taskRoles = facets.includes(VOLUME_ROLE) ? roles.length - 1 : roles.length;
  return runsTask && taskRoles < 2 ? [] : roles;
}

const VOLUME_ROLE = 'volumeRole=yes';

/** The service that the roles of a call are passed to, where every action that it was authorised by says the same. */
function passContext({ certain, oneOf }: Resolution, row: UsageRow): KnownContext | undefined {
  const { facets } = row;
  if (facets.includes(VOLUME_ROLE) || facets.includes(PARAMETERS_HIDDEN)) return undefined;
  const roles = facetValues(facets, 'passedRole');
  const partitions = roles.map((role) => parseArn(role)?.partition ?? partitionOf(row.region));
  const [partition = partitionOf(row.region), ...others] = [...new Set(partitions)];
  if (others.length > 0) return undefined;
  const services = [...certain, ...oneOf]
    .filter(mayPassRole)
    .map((action) => passedToService(action, { partition, roles: roles.length }));
  const [service, ...more] = new Set(services);
  return service === undefined || more.length > 0 ? undefined : { 'iam:PassedToService': service };
}

/** '' where none is known to have this region. */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return /^(?:af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-\d+$/.test(region) ? 'aws' : '';
}

const taskCalls = new Set(['CreateService', 'CreateTaskSet', 'RunTask', 'StartTask', 'UpdateService']);

/** Of a copy's buckets the one that this action is about: the source is read, the destination written; both listed. */
function sideOf(action: string, { facets, resources }: UsageRow): readonly string[] {
  const [bucket] = facetValues(facets, 'sourceBucket');
  if (bucket === undefined || action === 's3:ListBucket') return resources;
  const isSource = (arn: string): boolean =>
    arn.endsWith(`:s3:::${bucket}`) || arn.includes(`:s3:::${bucket}/`);
  const isRead = action.startsWith('s3:Get');
  const side = resources.filter((arn) => isSource(arn) === isRead);
  return side.length > 0 ? side : resources;
}

/**
 * Their one resource type is a dataset, which ordinary metrics do not lie in: without one the request's resource is `*`.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
const metricActions = new Set([
  'cloudwatch:GetMetricData',
  'cloudwatch:GetMetricStatistics',
  'cloudwatch:GetMetricWidgetImage',
  'cloudwatch:ListMetrics',
  'cloudwatch:PutMetricData',
]);

const resolutions = new Map<string, Resolution>();
let catalogMark: unknown;
const MOST_RESOLUTIONS = 20_000;

/** Many rows differ only in who and when. Forgotten when another catalog is loaded. */
function resolveOnce(row: UsageRow): Resolution {
  const mark = serviceOf('iam');
  if (mark !== catalogMark || resolutions.size >= MOST_RESOLUTIONS) resolutions.clear();
  catalogMark = mark;
  const key = keyOf(row);
  const known = resolutions.get(key);
  if (known) return known;
  const resolution = resolveEvent(row);
  resolutions.set(key, resolution);
  return resolution;
}

/** Of resources only the service matters (S3's three), of a passed role only that there is one. */
function keyOf(row: UsageRow): string {
  const facets = row.facets.map((facet) => (facet.startsWith('passedRole=') ? 'passedRole=' : facet));
  const services =
    row.eventSource === 's3.amazonaws.com' ? row.resources.map((arn) => arn.split(':', 3)[2]) : [];
  return [row.eventSource, row.eventName, row.eventType, facets.join(), [...new Set(services)].join()].join(
    '\n',
  );
}
