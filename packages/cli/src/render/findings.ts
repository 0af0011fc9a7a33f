import type { Finding, Problem, Severity } from '@leastwise/core';
import { formatCount, hang, wrap, type Paint, type Style } from './style.js';

const labelWidth = 10;
const shownPerCode = 5;

/** One paragraph a finding: severity, rule, place, function, then what it says. */
export function findingLines(findings: readonly Finding[], style: Style): string[] {
  if (findings.length === 0) return [];
  const paints: Record<Severity, Paint> = { error: style.bad, warning: style.warn, info: style.info };
  return [
    style.title('Findings'),
    ...findings.flatMap((finding) => {
      const { severity, rule, uri, range, message } = finding;
      const place = [rule, `${uri}:${range.start.line + 1}`, finding.function].filter((part) => part !== '');
      const [head = '', ...more] = hang(severity, labelWidth, place.join('  '), style.width - 2);
      return [
        head.replace(severity, paints[severity](severity)),
        ...more,
        ...wrap(message, style.width - 2 - labelWidth).map((line) => ' '.repeat(labelWidth) + line),
      ].map((line) => `  ${line}`);
    }),
  ];
}

/** Problems by code, the first few of each: a folder of broken logs must not bury the answer. */
export function problemLines(problems: readonly Problem[], style: Style): string[] {
  if (problems.length === 0) return [];
  const byCode = new Map<string, Problem[]>();
  for (const problem of problems) byCode.set(problem.code, [...(byCode.get(problem.code) ?? []), problem]);
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
