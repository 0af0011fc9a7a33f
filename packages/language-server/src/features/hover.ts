import {
  expandActions,
  findAction,
  resourceTypesOf,
  serviceOf,
  type FunctionAnalysis,
  type GrantAnalysis,
  type Position,
  type Range,
  type Verdict,
} from '@leastwise/core';
import { callsUnder, type CallRow } from '../analysis/calls.js';
import { tokensAt, type Result, type View, type WrittenToken } from '../analysis/result.js';
import type { Block } from '../text/blocks.js';
import { count, day, listed, number, windowText } from '../text/usage.js';
import { weekBar } from '../text/weeks.js';

/** What a hover says, and of which text. */
export interface Explained {
  readonly blocks: readonly Block[];
  readonly range: Range | undefined;
}

/** The hover at a place: of a token that is analysed, else of the action that is written there. */
export function hoverAt(view: View | undefined, line: string, position: Position): Explained | undefined {
  const token = view === undefined ? undefined : tokensAt(view, position)[0];
  if (view === undefined || token === undefined) return catalogHover(line, position);
  const range = view.rebase.toNew(token.range);
  const blocks =
    token.kind === 'action' ? actionBlocks(token, view.result) : resourceBlocks(token, view.result);
  return { blocks, range };
}

function catalogHover(line: string, position: Position): Explained | undefined {
  const word = wordAt(line, position.character, /[A-Za-z0-9*?:-]/);
  if (!/^[a-z0-9-]+:[A-Za-z0-9*?]+$/i.test(word.text)) return undefined;
  const blocks = catalogBlocks(word.text);
  if (blocks.length === 0) return undefined;
  const range = {
    start: { line: position.line, character: word.from },
    end: { line: position.line, character: word.from + word.text.length },
  };
  return { blocks, range };
}

/** The run of characters around a place of a line. */
export function wordAt(line: string, at: number, letter: RegExp): { text: string; from: number } {
  let from = Math.min(at, line.length);
  let to = from;
  while (from > 0 && letter.test(line[from - 1] ?? '')) from--;
  while (to < line.length && letter.test(line[to] ?? '')) to++;
  return { text: line.slice(from, to), from };
}

/** What AWS says of an action or a pattern. */
export function catalogBlocks(pattern: string): Block[] {
  const actions = expandActions(pattern);
  const [only] = actions;
  if (only === undefined) return [];
  if (actions.length > 1 || /[*?]/.test(pattern))
    return [{ kind: 'title', text: patternTitle(pattern, actions) }];
  const action = findAction(only);
  if (action === undefined) return [];
  const types = resourceTypesOf(only);
  const service = serviceOf(only.slice(0, only.indexOf(':')))?.name ?? '';
  return [
    { kind: 'title', text: `${action.name} · ${action.level}` },
    { kind: 'text', text: `${service}. ${typesText(types.map(({ name }) => name))}` },
    ...types.slice(0, 4).flatMap(({ arnFormats }): Block[] => {
      const [format] = arnFormats;
      return format === undefined ? [] : [{ kind: 'code', text: format }];
    }),
  ];
}

function typesText(names: readonly string[]): string {
  return names.length === 0 ? 'Supports no resource but *.' : `On ${listed(names, 6)}.`;
}

function patternTitle(pattern: string, actions: readonly string[]): string {
  return `${pattern} · grants ${count(actions.length, 'action')}`;
}

const mostFunctions = 5;

function actionBlocks(token: WrittenToken, result: Result): Block[] {
  const [first] = token.grants;
  if (first === undefined) return [];
  const pattern = first.grant.pattern;
  const functions = new Map(token.grants.map(({ fn }) => [fn.id, fn]));
  const shown = [...functions.values()].slice(0, mostFunctions);
  const rest = functions.size - shown.length;
  return [
    ...catalogBlocks(pattern),
    ...(first.grant.implied
      ? [{ kind: 'small', text: 'Granted by the format itself, not by a line of yours.' } as const]
      : []),
    ...shown.flatMap((fn) => functionBlocks(fn, token, result)),
    ...(rest > 0 ? [{ kind: 'text', text: `And ${count(rest, 'more function')}.` } as const] : []),
    { kind: 'small', text: `Looked at: ${windowText(result.analysis.window)}.` },
  ];
}

/** One function: its verdicts on the actions of the token, its calls by resource, its weeks. */
function functionBlocks(fn: FunctionAnalysis, token: WrittenToken, result: Result): Block[] {
  const own = token.grants.filter((each) => each.fn === fn).map(({ grant }) => grant);
  const verdicts = verdictsOf(own);
  const total = [...verdicts.values()].reduce((sum, actions) => sum + actions.length, 0);
  if (total === 0) return [];
  const calls = callsUnder(fn, own, result);
  return [
    { kind: 'rule' },
    {
      kind: 'title',
      text: `${fn.name}: ${total === 1 ? onlyVerdict(verdicts) : sharesText(verdicts, total)}`,
    },
    ...callBlocks(calls, total > 1, result),
    ...reasonBlocks(own, verdicts, total),
  ];
}

const verdictWords: Record<Verdict, string> = {
  used: 'used',
  possiblyUsed: 'possibly used',
  unused: 'not used',
  notObservable: 'not observable',
  unknown: 'unknown',
};

const order: readonly Verdict[] = ['used', 'possiblyUsed', 'unknown', 'notObservable', 'unused'];

/** The strongest verdict that any grant of the token gives an action. */
function verdictsOf(grants: readonly GrantAnalysis[]): Map<Verdict, string[]> {
  const seen = new Set<string>();
  return new Map(
    order.map((verdict) => {
      const actions = [...new Set(grants.flatMap((grant) => grant.actions[verdict]))].filter(
        (action) => !seen.has(action),
      );
      for (const action of actions) seen.add(action);
      return [verdict, actions];
    }),
  );
}

function onlyVerdict(verdicts: ReadonlyMap<Verdict, readonly string[]>): string {
  const only = order.find((verdict) => (verdicts.get(verdict) ?? []).length > 0) ?? 'unknown';
  return verdictWords[only];
}

function sharesText(verdicts: ReadonlyMap<Verdict, readonly string[]>, total: number): string {
  const shares = order.flatMap((verdict) => {
    const actions = verdicts.get(verdict) ?? [];
    return actions.length > 0 || verdict === 'used'
      ? [`${number(actions.length)} ${verdictWords[verdict]}`]
      : [];
  });
  return `of ${number(total)} actions ${shares.join(', ')}`;
}

const mostRows = 8;

/** A row a resource, or an action and its resource, the most called first; and the weeks in which there were calls. */
function callBlocks(calls: readonly CallRow[], withAction: boolean, result: Result): Block[] {
  if (calls.length === 0) return [];
  const sorted = [...calls].sort((a, b) => b.count - a.count);
  const rows = sorted
    .slice(0, mostRows)
    .map((call) => [
      ...(withAction ? [call.action] : []),
      placeText(call.resources),
      number(call.count),
      dayOf(call.first),
      dayOf(call.last),
    ]);
  const rest = calls.length - rows.length;
  const { from, to } = result.analysis.window;
  const bar = weekBar(
    calls.flatMap(({ days }) => [...days]),
    from,
    to,
  );
  return [
    { kind: 'table', head: [...(withAction ? ['Action'] : []), 'Resource', 'Calls', 'First', 'Last'], rows },
    ...(rest > 0 ? [{ kind: 'text', text: `and ${count(rest, 'more row')}` } as const] : []),
    ...(bar.trim() === ''
      ? []
      : [{ kind: 'code', text: `${bar.replaceAll(' ', '·')} active days a week` } as const]),
  ];
}

function placeText(resources: readonly string[]): string {
  const [first] = resources;
  if (first === undefined) return 'cannot be told';
  return resources.length === 1 ? first : `${first} and ${resources.length - 1} more`;
}

function dayOf(epoch: number): string {
  return day(new Date(epoch * 1000).toISOString());
}

const mostReasons = 4;

/** Why: for each verdict but `used`, each reason with its actions. */
function reasonBlocks(
  grants: readonly GrantAnalysis[],
  verdicts: ReadonlyMap<Verdict, readonly string[]>,
  total: number,
): Block[] {
  const byReason = new Map<string, string[]>();
  for (const verdict of order)
    for (const action of verdict === 'used' ? [] : (verdicts.get(verdict) ?? [])) {
      const reason = grants.find((grant) => grant.actions[verdict].includes(action))?.reasons[action];
      if (reason === undefined || reason === '') continue;
      const key = `${verdictWords[verdict]}: ${reason}`;
      byReason.set(key, [...(byReason.get(key) ?? []), action]);
    }
  const blocks = [...byReason].slice(0, mostReasons).map(([reason, actions]): Block => {
    return { kind: 'text', text: total === 1 ? `${reason}.` : `${listed(actions)} ${reason}.` };
  });
  const rest = byReason.size - blocks.length;
  return [
    ...blocks,
    ...(rest > 0 ? [{ kind: 'text', text: `and ${count(rest, 'more reason')}` } as const] : []),
  ];
}

/** A resource: which of its actions were used on it, and where exactly. */
function resourceBlocks(token: WrittenToken, result: Result): Block[] {
  const [first] = token.grants;
  if (first === undefined) return [];
  const functions = [...new Map(token.grants.map(({ fn }) => [fn.id, fn])).values()];
  return [
    { kind: 'title', text: first.grant.resource },
    ...functions.slice(0, mostFunctions).flatMap((fn) => {
      const own = token.grants.filter((each) => each.fn === fn).map(({ grant }) => grant);
      const calls = callsUnder(fn, own, result);
      const used = [...new Set(calls.map(({ action }) => action))];
      const bound = bindingText(first.grant.resource, fn);
      return [
        { kind: 'rule' } as const,
        {
          kind: 'title',
          text: `${fn.name}: ${calls.length === 0 ? 'nothing known to be used here' : `used ${listed(used)}`}`,
        } as const,
        ...(bound === '' ? [] : [{ kind: 'text', text: bound } as const]),
        ...callBlocks(calls, true, result),
      ];
    }),
    { kind: 'small', text: `Looked at: ${windowText(result.analysis.window)}.` },
  ];
}

/** What the symbols of a resource stand for, and why we think so. */
function bindingText(resource: string, { bindings }: FunctionAnalysis): string {
  const own = Object.entries(bindings).filter(([symbol]) => resource.includes(symbol));
  return own.map(([symbol, { value, because }]) => `${symbol} is ${value} (${because}).`).join(' ');
}
