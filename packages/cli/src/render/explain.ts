import type { Verdict } from '@leastwise/core';
import { stringify } from 'yaml';
import type { Answer, ExplainedGrant, Explanation } from '../explain.js';
import { usageText } from './usage.js';
import { neutraliseAll } from './safe.js';
import { hang, styleOf, type Style, type TextOptions } from './style.js';

const labelWidth = 12;

const verdictText: Record<Verdict, string> = {
  used: 'used',
  possiblyUsed: 'possibly used',
  unused: 'unused',
  notObservable: 'not observable',
  unknown: 'unknown',
};

/** The answer to `explain` as text. */
export function renderExplanation(explanation: Explanation, options: TextOptions): string {
  const style = styleOf(options);
  const safe = neutraliseAll(explanation);
  const lines = [
    headLine(safe, style),
    '',
    ...safe.grants.flatMap((grant) => grantLines(grant, style)),
    ...usageLines(safe, style),
    ...(safe.expires
      ? hang(
          'expires',
          labelWidth,
          `${safe.expires.endDate.slice(0, 10)}: ${safe.expires.reason}`,
          style.width,
        )
      : []),
    ...safe.findings.flatMap((finding) =>
      hang(finding.severity, labelWidth, `${finding.rule}: ${finding.message}`, style.width),
    ),
    ...narrowedLines(safe, style),
  ];
  return `${lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd()}\n`;
}

function headLine(explanation: Explanation, style: Style): string {
  const paints: Record<Answer, (text: string) => string> = {
    kept: style.good,
    removed: style.bad,
    unknown: style.warn,
    'not granted': style.info,
  };
  const on = explanation.resource === null ? '' : ` on ${explanation.resource}`;
  const what = `${explanation.action}${on} of ${explanation.function}`;
  return `${style.title(what)}: ${paints[explanation.answer](answerText(explanation))}`;
}

function answerText({ answer, expires }: Explanation): string {
  if (answer === 'unknown') return 'kept, though no use of it is known';
  return expires && answer !== 'not granted' ? `${answer}, with an end date` : answer;
}

function grantLines(grant: ExplainedGrant, style: Style): string[] {
  const { statement, pattern, resource, implied, uri, line, verdict, reason } = grant;
  const by = implied ? 'implied by the format' : `statement ${statement}, ${uri}:${line + 1}`;
  return [
    ...hang('granted', labelWidth, `${pattern} on ${resource} (${by})`, style.width),
    ...hang('', labelWidth, `${verdictText[verdict]}${reason ? `: ${reason}` : ''}`, style.width),
  ];
}

function usageLines({ usage }: Explanation, style: Style): string[] {
  if (usage.length === 0) return hang('seen', labelWidth, 'never', style.width);
  return usage.flatMap((each) =>
    hang(each.count + each.possible > 0 ? 'seen' : 'denied', labelWidth, usageText(each), style.width),
  );
}

function narrowedLines({ narrowed, answer }: Explanation, style: Style): string[] {
  if (answer === 'not granted') return [];
  if (narrowed === null)
    return hang('narrowed', labelWidth, 'withheld: see the problems of analyze', style.width);
  if (narrowed.length === 0) return hang('narrowed', labelWidth, 'no statement names it', style.width);
  const text = stringify(narrowed, { lineWidth: 0 }).trimEnd();
  return [
    '',
    style.title('narrowed policy, the part about it'),
    ...text.split('\n').map((line) => `  ${line}`),
  ];
}
