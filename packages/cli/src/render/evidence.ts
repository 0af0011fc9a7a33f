import type { FunctionAnalysis, GrantAnalysis } from '@leastwise/core';
import { unknowable } from './grants.js';
import type { Shorten } from './names.js';
import { formatCount, hang, padEnd, type Paint, type Style } from './style.js';

const labelWidth = 12;
const shownNames = 4;

/** Why the rest stays or goes: a line for each reason. */
export function reasonLines(
  analysis: FunctionAnalysis,
  shorten: Shorten,
  style: Style,
  width: number,
): string[] {
  const stated = analysis.grants.filter((grant) => !grant.implied);
  const lines = (pick: (grant: GrantAnalysis) => readonly string[]): string[] =>
    groupReasons(stated, pick, shorten).flatMap((group) => hangLines(groupText(group), width - labelWidth));
  return [
    ...labelled("can't know", style.warn, lines(unknowable)),
    ...labelled(
      'unused',
      style.bad,
      lines(({ actions }) => actions.unused),
    ),
  ];
}

/** The label stands once, beside the first line. */
function labelled(label: string, paint: Paint, lines: readonly string[]): string[] {
  return lines.map((line, index) => {
    const shown = index === 0 ? label : '';
    return (index === 0 ? paint(label) : '') + padEnd('', labelWidth - shown.length) + line;
  });
}

/** Wrapped, with what follows the first line set in by two. */
function hangLines(text: string, width: number): string[] {
  return hang('', 2, text, width).map((line, index) => (index === 0 ? line.slice(2) : line));
}

interface Group {
  readonly pattern: string;
  readonly reason: string;
  readonly actions: Set<string>;
}

/** Actions that share a reason and a pattern are one line: who reads forty equal ones? */
function groupReasons(
  grants: readonly GrantAnalysis[],
  pick: (grant: GrantAnalysis) => readonly string[],
  shorten: Shorten,
): Group[] {
  const groups = new Map<string, Group>();
  for (const grant of grants) {
    for (const action of pick(grant)) {
      const reason = shorten(
        (Object.hasOwn(grant.reasons, action) ? grant.reasons[action] : undefined) ?? '',
      );
      const key = JSON.stringify([grant.pattern, reason]);
      const group = groups.get(key) ?? { pattern: grant.pattern, reason, actions: new Set() };
      groups.set(key, group);
      group.actions.add(action);
    }
  }
  return [...groups.values()];
}

function groupText({ pattern, reason, actions }: Group): string {
  const because = reason ? `: ${reason}` : '';
  const [first = '', ...more] = actions;
  if (more.length === 0 && first.toLowerCase() === pattern.toLowerCase()) return `${pattern}${because}`;
  const named = [first, ...more].slice(0, shownNames).map(bareName).join(', ');
  const rest = actions.size > shownNames ? ` and ${formatCount(actions.size - shownNames)} more` : '';
  return `${pattern} → ${named}${rest}${because}`;
}

/** The service stands in the pattern already. */
function bareName(action: string): string {
  return action.slice(action.indexOf(':') + 1);
}
