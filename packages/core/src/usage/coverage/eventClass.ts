import { dataTypeOf } from '../../catalog/events/dataTypes.js';
import { visibilityOf } from '../../catalog/events/visibility.js';
import { mapRow, type ActionUse } from '../map.js';
import type { UsageRow } from '../types.js';

export const MANAGEMENT = 'management';

/** Which setting of a trail let an event through. */
export interface EventClass {
  /** `management`, or the data event type. */
  readonly class: string;
  /** ARNs of a data event that its logging can have been turned on for. */
  readonly resources: readonly string[];
}

/**
 * The class of a row; undefined where a row cannot tell. Management events tell by themselves; of a data event the type
 * follows from the action, so it needs the catalog (`prepare`). Old records say neither `eventCategory` nor
 * `managementEvent`: they are what their action is.
 */
export function eventClass(row: UsageRow): EventClass | undefined {
  if (row.eventType !== 'AwsApiCall' && row.eventType !== '') return undefined;
  if (row.category === 'Management') return { class: MANAGEMENT, resources: [] };
  if (row.category !== 'Data' && row.category !== '') return undefined;
  const uses = mapRow(row).uses.filter((use) => use.certainty !== 'possible');
  const data = dataClass(uses);
  if (data !== undefined || row.category === 'Data') return data;
  const plain = uses.length > 0 && uses.every((use) => visibilityOf(use.action).kind === MANAGEMENT);
  return plain ? { class: MANAGEMENT, resources: [] } : undefined;
}

/** An event whose actions belong to two types was let through by either. */
function dataClass(uses: readonly ActionUse[]): EventClass | undefined {
  const types = new Set(uses.map((use) => dataTypeOf(use.action)?.type));
  const [type] = types;
  if (type === undefined || types.size > 1) return undefined;
  return { class: type, resources: [...new Set(uses.flatMap((use) => use.resources))] };
}
