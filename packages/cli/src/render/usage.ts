import type { FunctionAnalysis, GrantAnalysis, Usage, Verdict } from '@leastwise/core';
import type { Shorten } from './names.js';
import { formatCount, plural, type Style } from './style.js';
import { tableLines } from './table.js';

/** What was done, as one table a kind: used, perhaps used, denied. A line for each action. */
export function usageTables(
  analysis: FunctionAnalysis,
  shorten: Shorten,
  style: Style,
  width: number,
): string[] {
  const stated = analysis.grants.filter((grant) => !grant.implied);
  const used = namesOf(stated, 'used');
  const possible = namesOf(stated, 'possiblyUsed');
  const table = (
    head: string,
    calls: (usage: Usage) => number,
    wanted: (usage: Usage) => boolean,
  ): string[][] => {
    const rows = analysis.usage.filter(wanted).map((each) => row(each, calls(each), shorten));
    if (rows.length === 0) return [];
    const [title = '', ...lines] = tableLines(columns(head), rows, width);
    return [[style.dim(title), ...lines]];
  };
  return [
    ...table('used', countOf, (usage) => wasUsed(usage) && used.has(usage.action)),
    ...table(
      'perhaps used',
      possibleOf,
      (usage) => wasUsed(usage) && possible.has(usage.action) && !used.has(usage.action),
    ),
    ...table('denied', deniedOf, ({ denied }) => denied > 0),
  ].flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

const countOf = ({ count }: Usage): number => count;
const possibleOf = ({ count, possible }: Usage): number => count + possible;
const deniedOf = ({ denied }: Usage): number => denied;

/** A denied call is no use, whatever became of the action. */
function wasUsed({ count, possible }: Usage): boolean {
  return count + possible > 0;
}

function columns(head: string): Parameters<typeof tableLines>[0] {
  return [
    { head, align: 'left', shrinks: false },
    { head: 'calls', align: 'right', shrinks: false },
    { head: 'seen', align: 'left', shrinks: false },
    { head: 'on', align: 'left', shrinks: true },
  ];
}

function row(usage: Usage, calls: number, shorten: Shorten): string[] {
  return [usage.action, formatCount(calls), seenText(usage), resourceText(usage, shorten)];
}

function namesOf(grants: readonly GrantAnalysis[], verdict: Verdict): Set<string> {
  return new Set(grants.flatMap(({ actions }) => actions[verdict]));
}

/** One day, or the first and the last; nothing where all calls were denied. */
function seenText({ firstSeen, lastSeen }: Usage): string {
  return firstSeen ? days(firstSeen, lastSeen) : '';
}

/** The first resource, and how many more. */
function resourceText({ action, resources }: Usage, shorten: Shorten): string {
  const [first] = resources;
  if (first === undefined) return '';
  const rest = resources.length > 1 ? ` and ${formatCount(resources.length - 1)} more` : '';
  return withoutService(shorten(first), action) + rest;
}

/** `arn:aws:dynamodb:eu-west-1:111122223333:table/x` beside a dynamodb action is `table/x`. */
function withoutService(resource: string, action: string): string {
  const [arn, , service, , , ...name] = resource.split(':');
  return arn === 'arn' && action.startsWith(`${service ?? ''}:`) ? name.join(':') : resource;
}

/** `1,204 calls, 2026-08-01 – 2026-10-29`: the same in one sentence. */
export function usageText(usage: Usage): string {
  const { count, possible, denied, resources, context = [] } = usage;
  const keys = context.flatMap((each) => Object.entries(each.keys).map(([key, value]) => `${key} ${value}`));
  const more = count > 0 ? 'more ' : '';
  const parts = [
    count > 0 || possible + denied === 0 ? plural(count, 'call') : '',
    possible > 0 ? `${plural(possible, `${more}call`)} that may have needed it` : '',
    denied > 0 ? `${formatCount(denied)} denied` : '',
    seenText(usage),
    resources.length > 0 ? `on ${resources.join(', ')}` : '',
    keys.length > 0 ? `with ${[...new Set(keys)].sort().join(', ')}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** `2026-08-01 – 2026-10-29`. */
export function days(from: string, to: string): string {
  const [first, last] = [from.slice(0, 10), to.slice(0, 10)];
  return first === last || last === '' ? first : `${first} – ${last}`;
}
