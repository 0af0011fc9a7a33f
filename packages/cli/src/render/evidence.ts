import type { FunctionAnalysis, GrantAnalysis, Usage, Verdict } from '@leastwise/core';
import { formatCount, hang, padEnd, plural, widthOf, type Style } from './style.js';

const labelWidth = 12;
const longestName = 36;

/** Why each action stays or goes: a line per used action, a line per reason for everything else. */
export function evidenceLines(analysis: FunctionAnalysis, style: Style, width: number): string[] {
  const stated = analysis.grants.filter((grant) => !grant.implied);
  return [
    ...usedLines(analysis, style, width),
    ...reasonLines(stated, ['notObservable', 'unknown'], { label: "can't know", paint: style.warn }, width),
    ...reasonLines(stated, ['unused'], { label: 'unused', paint: style.bad }, width),
  ];
}

function usedLines({ usage }: FunctionAnalysis, style: Style, width: number): string[] {
  const nameWidth = Math.min(longestName, Math.max(0, ...usage.map((each) => widthOf(each.action)))) + 2;
  return usage.flatMap((each) => {
    const label = style.good('used') + ' '.repeat(labelWidth - 'used'.length);
    const text = usageText(each);
    const [first = '', ...more] = hang(each.action, nameWidth, text, width - labelWidth);
    return [label + first, ...more.map((line) => padEnd('', labelWidth) + line)];
  });
}

/** `1,204 calls, 2026-08-01 – 2026-10-29, on arn:…:table/orders`. */
export function usageText({ count, possible, denied, firstSeen, lastSeen, resources }: Usage): string {
  const [resource = ''] = resources;
  const rest = resources.length > 1 ? ` and ${plural(resources.length - 1, 'other')}` : '';
  const parts = [
    count > 0 || denied === 0 ? plural(count, 'call') : '',
    possible > 0 ? `${formatCount(possible)} of them perhaps another action` : '',
    denied > 0 ? `${formatCount(denied)} denied` : '',
    firstSeen ? days(firstSeen, lastSeen) : '',
    resource ? `on ${resource}${rest}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** One day, or the first and the last. */
export function days(from: string, to: string): string {
  const [first, last] = [from.slice(0, 10), to.slice(0, 10)];
  return first === last || last === '' ? first : `${first} – ${last}`;
}

/** Actions that share a reason and a pattern are one line: who reads forty equal ones? */
function reasonLines(
  grants: readonly GrantAnalysis[],
  verdicts: readonly Verdict[],
  { label, paint }: { label: string; paint: (text: string) => string },
  width: number,
): string[] {
  const groups = new Map<string, { pattern: string; reason: string; actions: Set<string> }>();
  for (const grant of grants) {
    for (const action of verdicts.flatMap((verdict) => grant.actions[verdict])) {
      const reason = (Object.hasOwn(grant.reasons, action) ? grant.reasons[action] : undefined) ?? '';
      const key = JSON.stringify([grant.pattern, reason]);
      const group = groups.get(key) ?? { pattern: grant.pattern, reason, actions: new Set() };
      groups.set(key, group);
      group.actions.add(action);
    }
  }
  return [...groups.values()].flatMap(({ pattern, reason, actions }) => {
    const lines = hang(label, labelWidth, groupText(pattern, reason, [...actions]), width);
    return lines.map((line, index) => (index === 0 ? line.replace(label, paint(label)) : line));
  });
}

const shownNames = 4;

function groupText(pattern: string, reason: string, actions: readonly string[]): string {
  const because = reason ? `: ${reason}` : '';
  if (actions.length === 1 && actions[0]?.toLowerCase() === pattern.toLowerCase())
    return `${pattern}${because}`;
  const named = actions.slice(0, shownNames).map(bareName).join(', ');
  const rest = actions.length > shownNames ? ` and ${formatCount(actions.length - shownNames)} more` : '';
  return `${pattern} → ${named}${rest}${because}`;
}

/** The service stands in the pattern already. */
function bareName(action: string): string {
  return action.slice(action.indexOf(':') + 1);
}
