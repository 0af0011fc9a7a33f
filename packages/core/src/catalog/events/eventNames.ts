import { splitAction } from '../actions.js';
import { findAction } from '../catalog.js';
import { resolveEvent } from './resolve.js';
import { allRules } from './rules.js';
import { eventSourceOf } from './sources.js';
import { hasOperation } from './visibility.js';
import { words } from './words.js';

/**
 * Every event name under which a call that may need the action is logged, sorted by table: what a trail has to log by
 * name so that silence says something. Empty where none is known. Needs the catalog (`prepare`).
 */
export function eventNamesOf(action: string): readonly string[] {
  const found = findAction(action)?.name;
  if (found === undefined) return [];
  const named = ruleEvents().get(found.toLowerCase()) ?? [];
  const [prefix, name = ''] = splitAction(found);
  const eventSource = eventSourceOf(prefix) ?? `${prefix}.amazonaws.com`;
  const { certain, oneOf } = resolveEvent({ eventSource, eventName: name, eventType: '', facets: [] });
  const isEvent = [...certain, ...oneOf].includes(found) && (hasOperation(found) || named.length === 0);
  return [...new Set([...named, ...(isEvent ? [name] : [])])];
}

let events: Map<string, string[]> | undefined;

/** Action → the events whose rules name it, whether they always need it or not. */
function ruleEvents(): Map<string, string[]> {
  if (events !== undefined) return events;
  events = new Map();
  for (const rule of allRules()) {
    const extras = (rule.extras ?? []).map(({ action }) => action).join(' ');
    const actions = words(`${rule.certain ?? ''} ${rule.oneOf ?? ''} ${rule.possible ?? ''} ${extras}`);
    for (const action of actions) {
      const key = action.toLowerCase();
      events.set(key, [...(events.get(key) ?? []), ...words(rule.events)]);
    }
  }
  return events;
}
