import type { Finding, Problem, Severity } from '@leastwise/core';
import { formatCount, hang, padStart, wrap, type Paint, type Style } from './style.js';

const labelWidth = 16;
const shownPerCode = 5;

/** File by file: line, severity, what it says, and the rule in brackets. */
export function findingLines(findings: readonly Finding[], style: Style): string[] {
  if (findings.length === 0) return [];
  const byFile = groupBy(findings, ({ uri }) => uri);
  return [
    style.title('Findings'),
    ...[...byFile].flatMap(([uri, group]) => [
      `  ${uri}`,
      ...group.flatMap((finding) => findingText(finding, style)),
    ]),
  ];
}

function findingText({ range, severity, message, rule }: Finding, style: Style): string[] {
  const paints: Record<Severity, Paint> = { error: style.bad, warning: style.warn, info: style.info };
  const label = `${padStart(String(range.start.line + 1), 6)}  ${severity}`;
  const lines = hang(label, labelWidth + 1, `${message} [${rule}]`, style.width);
  return lines.map((line, index) => {
    const painted = index === 0 ? line.replace(severity, paints[severity](severity)) : line;
    return index === lines.length - 1 ? dimEnd(painted, `[${rule}]`, style) : painted;
  });
}

function dimEnd(line: string, end: string, style: Style): string {
  return line.endsWith(end) ? line.slice(0, -end.length) + style.dim(end) : line;
}

/** Problems by code, the first few of each: a folder of broken logs must not bury the answer. */
export function problemLines(problems: readonly Problem[], style: Style): string[] {
  if (problems.length === 0) return [];
  const byCode = groupBy(problems, ({ code }) => code);
  return [
    style.title('Problems'),
    ...[...byCode].flatMap(([code, group]) => {
      const rest = group.length - shownPerCode;
      return [
        `  ${(group.some(({ kind }) => kind === 'unreadable') ? style.bad : style.warn)(code)}`,
        ...group.slice(0, shownPerCode).flatMap((problem) => wrapped(placed(problem), style)),
        ...(rest > 0 ? [style.dim(`    and ${formatCount(rest)} more: --format json lists them`)] : []),
      ];
    }),
  ];
}

/** `template.yaml:12: message`; a line only where it says more than the file. */
export function placed({ uri, line, message }: Problem): string {
  const place = line > 0 ? `${uri}:${line + 1}` : uri;
  return place ? `${place}: ${message}` : message;
}

function wrapped(text: string, style: Style): string[] {
  return wrap(text, style.width - 4).map((line, index) => (index === 0 ? `    ${line}` : `      ${line}`));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
