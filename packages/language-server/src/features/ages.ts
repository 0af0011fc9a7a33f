import type { Position, Usage } from '@leastwise/core';
import { ownName, type View } from '../analysis/result.js';
import { day, timesText } from '../text/usage.js';

/** A note behind a token. */
export interface Hint {
  readonly position: Position;
  readonly label: string;
  readonly tooltip: string;
}

const millisecondsPerDay = 86_400_000;

/** When each action was last used, as its age: `3 days ago`, `never`. Only of what can be known. */
export function agesOf(
  view: View,
  now: number,
  lines: { readonly from: number; readonly to: number },
): Hint[] {
  const own = view.result.tokens.get(ownName(view.result)) ?? [];
  return own.flatMap(({ kind, range, grants }) => {
    const position = view.rebase.toNew(range)?.end;
    if (kind !== 'action' || position === undefined) return [];
    if (position.line < lines.from || position.line > lines.to) return [];
    const stated = grants.filter(({ grant }) => !grant.implied);
    const usages = stated.flatMap(({ fn, grant }) => {
      const used = new Set([...grant.actions.used, ...grant.actions.possiblyUsed]);
      return fn.usage.filter(({ action }) => used.has(action));
    });
    const last = newest(usages);
    if (last !== undefined)
      return [{ position, label: ageText(last, now), tooltip: `${last.action} ${timesText(last)}` }];
    const isKnown = stated.every(
      ({ grant: { actions } }) => actions.unknown.length + actions.notObservable.length === 0,
    );
    if (!isKnown || stated.every(({ grant }) => grant.actions.unused.length === 0)) return [];
    return [{ position, label: 'never', tooltip: 'Not used in the whole window' }];
  });
}

function newest(usages: readonly Usage[]): Usage | undefined {
  const [first, ...rest] = usages.filter(({ lastSeen }) => lastSeen !== '');
  return rest.reduce(
    (best, each) => (best !== undefined && best.lastSeen >= each.lastSeen ? best : each),
    first,
  );
}

function ageText({ lastSeen }: Usage, now: number): string {
  const days = Math.floor((now - Date.parse(`${day(lastSeen)}T00:00:00Z`)) / millisecondsPerDay);
  if (days <= 0) return 'today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
}
