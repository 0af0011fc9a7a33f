import { join } from 'node:path';
import { readdirSync } from 'node:fs';
import { readUsage } from '@leastwise/collect';
import { findAction, PARAMETERS_HIDDEN, readOperations, resolveEvent, sourceOfOperation } from './core.js';
import { askRival } from './python.js';
import type { Compared, Disagreement } from './types.js';

type Event = readonly [eventSource: string, eventName: string];

/**
 * Event → actions: one event for every operation of our table, and every kind of API call recorded in the corpora
 * (`folder`: theirs; undefined: not here).
 */
export async function compareTrailscraper(folder: string | undefined): Promise<Compared> {
  const recorded = folder === undefined ? [] : await recordedEvents(join(folder, 'cloudtrail'));
  const events = [
    ...new Map([...modelledEvents(), ...recorded].map((event) => [event.join(' '), event])).values(),
  ];
  const answers = askRival('readTrailscraper.py', events) as readonly (readonly string[] | null)[];
  const disagreements = events.flatMap((event, at) => compareEvent(event, answers[at] ?? null));
  return { asked: events.length, disagreements };
}

function modelledEvents(): Event[] {
  return readOperations().services.flatMap((service) =>
    service.operations.flatMap((name): Event[] => {
      const source = sourceOfOperation(service, name);
      return source === undefined ? [] : [[source, name]];
    }),
  );
}

async function recordedEvents(folder: string): Promise<Event[]> {
  const events: Event[] = [];
  for (const name of readdirSync(folder).sort()) {
    const { value } = await readUsage(join(folder, name));
    for (const { rows } of value.partitions)
      for (const { eventSource, eventName, eventType } of rows)
        if (eventType === '' || eventType === 'AwsApiCall') events.push([eventSource, eventName]);
  }
  return events;
}

function compareEvent([eventSource, eventName]: Event, answer: readonly string[] | null): Disagreement[] {
  const facets = [PARAMETERS_HIDDEN];
  const { certain, oneOf } = resolveEvent({ eventSource, eventName, eventType: 'AwsApiCall', facets });
  const ours = [...certain, ...oneOf];
  const kind = kindOf(ours, answer);
  if (kind === undefined) return [];
  const subject = `${eventSource} ${eventName}`;
  return [
    { rival: 'trailscraper', kind, subject, ours: ours.join(' '), theirs: answer?.join(' ') ?? 'an error' },
  ];
}

function kindOf(ours: readonly string[], answer: readonly string[] | null): string | undefined {
  if (answer === null) return 'they fail';
  const known = ours.map((action) => action.toLowerCase());
  if (answer.length === 0) return ours.length === 0 ? undefined : 'they have none';
  if (answer.every((action) => known.includes(action.toLowerCase()))) return undefined;
  if (!answer.every((action) => findAction(action) !== undefined)) {
    return ours.length === 0 ? 'no such action, ours unresolved' : 'no such action';
  }
  return ours.length === 0 ? 'we have none' : 'other action';
}
