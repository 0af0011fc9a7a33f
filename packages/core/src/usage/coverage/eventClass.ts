import { dataTypeOf } from '../../catalog/events/dataTypes.js';
import { resolveEvent } from '../../catalog/events/resolve.js';
import { visibilityOf } from '../../catalog/events/visibility.js';
import type { UsageRow } from '../types.js';

export const MANAGEMENT = 'management';

/** Tells the class of rows; remembers what it found, for many rows differ only in who and when. */
export type EventClassifier = (row: UsageRow) => string | undefined;

/**
 * The class of a row, which is the setting of a trail that let it through: `management` or the data event type; undefined
 * where a row cannot tell. Management events tell by themselves; of a data event the type follows from its actions, so it
 * needs the catalog (`prepare`). Old records say neither `eventCategory` nor `managementEvent`: they are what their
 * actions are.
 */
export function createClassifier(): EventClassifier {
  const known = new Map<string, string | undefined>();
  return (row) => {
    if (row.eventType !== 'AwsApiCall' && row.eventType !== '') return undefined;
    if (row.category === 'Management') return MANAGEMENT;
    if (row.category !== 'Data' && row.category !== '') return undefined;
    const key = [row.eventSource, row.eventName, row.category, ...row.facets, '', ...services(row)].join(
      '\n',
    );
    if (!known.has(key)) known.set(key, classOf(row));
    return known.get(key);
  };
}

/** S3's events carry ARNs of three services, and actions of three. */
function services(row: UsageRow): Iterable<string | undefined> {
  if (row.eventSource !== 's3.amazonaws.com') return [];
  return new Set(row.resources.map((arn) => arn.split(':', 3)[2]));
}

/** An event whose actions belong to two types was let through by either. */
function classOf(row: UsageRow): string | undefined {
  const { certain, oneOf } = resolveEvent(row);
  const actions = [...certain, ...oneOf];
  const types = new Set(actions.map((action) => dataTypeOf(action)?.type));
  const [type] = types;
  if (type !== undefined && types.size === 1) return type;
  if (row.category === 'Data' || actions.length === 0) return undefined;
  return actions.every((action) => visibilityOf(action).kind === MANAGEMENT) ? MANAGEMENT : undefined;
}
