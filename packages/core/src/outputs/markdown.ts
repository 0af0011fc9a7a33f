import type { Analysis, FunctionAnalysis } from '../analysis.js';
import { gapTexts } from './gapText.js';
import type { Finding } from '../findings/types.js';

/** A comment on GitHub ends at 65,536 characters; what is longer is refused whole. */
const mostCharacters = 60_000;
const mostFindings = 50;
const mostFunctions = 100;

/**
 * The analysis as a comment on a pull request: a table of the functions, the findings, and each narrowed policy folded
 * away. Names are data: nothing in them becomes markup, a link or a mention.
 */
export function toMarkdown(analysis: Analysis): string {
  const parts = [
    `### Leastwise: ${count(analysis.functions.length, 'function')}, ${count(analysis.findings.length, 'finding')}`,
    windowText(analysis),
    functionTable(analysis.functions),
    findingList(analysis.findings),
    problemText(analysis),
  ].filter((part) => part !== '');
  return `${withPolicies(parts, analysis.functions).join('\n\n')}\n`;
}

function windowText({ window, events, gaps = [] }: Analysis): string {
  if (window.from === '') return 'No usage was given that covers a day: every verdict is unknown.';
  const span = window.spanDays === window.days ? '' : ` of ${window.spanDays}`;
  const range = `${window.from.slice(0, 10)} to ${window.to.slice(0, 10)}`;
  // Its own text but for account and region: brackets need no escape here.
  const lacks = gapTexts(gaps).map(
    (text) => `\n- not covered: ${plain(text).replaceAll('&#40;', '(').replaceAll('&#41;', ')')}`,
  );
  return `${window.days}${span} days covered, ${range}; ${count(events.read, 'event')} read.${lacks.join('')}`;
}

function functionTable(functions: readonly FunctionAnalysis[]): string {
  if (functions.length === 0) return '';
  return [
    "| Function | Granted | Used | Can't know | Unused | Narrowed |",
    '|---|--:|--:|--:|--:|---|',
    ...functions.slice(0, mostFunctions).map(functionRow),
    ...(functions.length > mostFunctions ? [`| and ${functions.length - mostFunctions} more |`] : []),
  ].join('\n');
}

function functionRow({ name, grants, narrowed, proofs }: FunctionAnalysis): string {
  const stated = grants.filter(({ implied }) => !implied);
  const total = (...verdicts: (keyof FunctionAnalysis['grants'][number]['actions'])[]): number =>
    stated.reduce(
      (sum, { actions }) => sum + verdicts.reduce((part, each) => part + actions[each].length, 0),
      0,
    );
  const used = total('used', 'possiblyUsed');
  const open = total('notObservable', 'unknown');
  const unused = total('unused');
  const isProven = proofs?.within.result === 'holds' && proofs.covers.result === 'holds';
  const answer = narrowed === undefined ? 'withheld' : isProven ? 'proven' : 'not proven';
  return `| ${[plain(name), used + open + unused, used, open, unused, answer].join(' | ')} |`;
}

function findingList(findings: readonly Finding[]): string {
  const lines = findings.slice(0, mostFindings).map(({ severity, uri, range, message, rule }) => {
    return `- **${severity}** ${plain(`${uri}:${range.start.line + 1}`)} ${plain(message)} (${plain(rule)})`;
  });
  const rest = findings.length - mostFindings;
  return [...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n');
}

function problemText({ problems }: Analysis): string {
  if (problems.length === 0) return '';
  const unreadable = problems.filter(({ kind }) => kind === 'unreadable').length;
  const read = unreadable > 0 ? `, ${unreadable} of them inputs that could not be read` : '';
  return `${count(problems.length, 'problem')}${read}: see the full report.`;
}

/** As many policies as a comment can hold, in order. */
function withPolicies(parts: readonly string[], functions: readonly FunctionAnalysis[]): string[] {
  const all = [...parts];
  let room = mostCharacters - parts.join('\n\n').length;
  for (const { name, narrowed } of functions) {
    if (narrowed === undefined) continue;
    // JSON begins no line with a backtick, so that nothing in it ends the block.
    const policy = `\`\`\`json\n${JSON.stringify(narrowed, undefined, 2)}\n\`\`\``;
    const block = `<details><summary>Narrowed policy of ${plain(name)}</summary>\n\n${policy}\n\n</details>`;
    room -= block.length + 2;
    if (room >= 0) all.push(block);
  }
  return all;
}

/** As entities, which Markdown shows and does not obey: markup, cells, mentions, addresses that become links. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[&<>`*_[\]|\\~#@!$()]|:(?=\/\/)|(?<=www)\./gi, (character) => `&#${character.charCodeAt(0)};`);
}

function count(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`;
}
