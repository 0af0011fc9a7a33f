import { gapTexts, type Analysis, type Severity } from '@leastwise/core';
import { findingLines, problemLines } from './findings.js';
import { functionLines } from './function.js';
import { unknowable } from './grants.js';
import { neutraliseAll } from './safe.js';
import { hang, plural, styleOf, wrapParts, type Style, type TextOptions } from './style.js';
import { days } from './usage.js';

/** The report of `analyze` as text for a person; the last line ends in a line end. */
export function renderAnalysis(analysis: Analysis, options: TextOptions): string {
  const style = styleOf(options);
  const safe = neutraliseAll(analysis);
  const blocks = [
    headLines(safe, style),
    ...safe.functions.map((each) => functionLines(each, style)),
    findingLines(safe.findings, style),
    problemLines(safe.problems, style),
    wrapParts(summary(safe), ' · ', style.width).map(style.title),
  ].filter((block) => block.length > 0);
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function headLines({ window, events, coverage, gaps = [] }: Analysis, style: Style): string[] {
  const labelWidth = 13;
  const span = window.spanDays === window.days ? '' : ` of ${window.spanDays}`;
  const seen = window.from
    ? `${days(window.from, window.to)}, ${window.days}${span} days covered`
    : 'no usage was given that covers a day: every verdict is unknown';
  const shows = unique(coverage.filter((entry) => entry.covered).map((entry) => entry.class));
  const hides = unique(coverage.filter((entry) => !entry.covered).map((entry) => entry.class)).filter(
    (name) => !shows.includes(name),
  );
  const unresolved = events.unresolved.reduce((sum, { count }) => sum + count, 0);
  const read = [
    `${plural(events.read, 'event')} read`,
    events.duplicates > 0 ? plural(events.duplicates, 'duplicate') : '',
    unresolved > 0 ? `${plural(unresolved, 'event')} of kinds that no action is known for` : '',
    events.denied > 0 ? `${plural(events.denied, 'call')} denied` : '',
  ].filter((part) => part !== '');
  return [
    ...hang('window', labelWidth, seen, style.width),
    ...gapTexts(gaps).flatMap((text, at) =>
      hang(at === 0 ? 'not covered' : '', labelWidth, text, style.width),
    ),
    ...hang('events', labelWidth, read.join(', '), style.width),
    ...(shows.length > 0 ? hang('trail shows', labelWidth, shows.join(', '), style.width) : []),
    ...(hides.length > 0 ? hang('but not', labelWidth, hides.join(', '), style.width) : []),
  ].map(style.dim);
}

/** The answer in one line. Implied grants are no part of it: nobody can take them away in the source. */
function summary({ functions, findings, problems }: Analysis): string[] {
  const grants = functions.flatMap((each) => each.grants.filter((grant) => !grant.implied));
  const total = (count: (grant: (typeof grants)[number]) => number): number =>
    grants.reduce((sum, grant) => sum + count(grant), 0);
  const all = total((grant) => Object.values(grant.actions).flat().length);
  const unused = total((grant) => grant.actions.unused.length);
  const open = total((grant) => unknowable(grant).length);
  const bySeverity = (['error', 'warning', 'info'] satisfies Severity[])
    .map(
      (severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => (severity === 'info' ? `${count} info` : plural(count, severity)));
  return [
    plural(functions.length, 'function'),
    `${plural(all, 'granted action')}: ${plural(unused, 'goes', 'go')}, ${plural(open, "can't be known", "can't be known")}`,
    bySeverity.length > 0 ? bySeverity.join(', ') : 'no findings',
    ...(problems.length > 0 ? [plural(problems.length, 'problem')] : []),
  ];
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
