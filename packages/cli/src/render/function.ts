import type { FunctionAnalysis, Proof } from '@leastwise/core';
import { stringify } from 'yaml';
import { reasonLines } from './evidence.js';
import { grantTable } from './grants.js';
import { shortenBy } from './names.js';
import { formatCount, hang, padEnd, plural, type Style } from './style.js';
import { usageTables } from './usage.js';

const indent = '  ';
const labelWidth = 12;

/** One function: who it is, what it was granted and used, why, the narrowed policy and what was proven of it. */
export function functionLines(analysis: FunctionAnalysis, style: Style): string[] {
  const width = style.width - indent.length;
  const shorten = shortenBy(analysis.bindings);
  const blocks = [
    identity(analysis, style, width),
    grantTable(analysis, style, width),
    usageTables(analysis, shorten, style, width),
    reasonLines(analysis, shorten, style, width),
    narrowedLines(analysis, style),
    verdictLines(analysis, style, width),
  ].filter((block) => block.length > 0);
  return [
    style.title(analysis.name),
    ...blocks.flatMap((block, index) => [...(index > 0 ? [''] : []), ...block.map((line) => indent + line)]),
  ].map((line) => line.trimEnd());
}

function identity({ principal, session }: FunctionAnalysis, style: Style, width: number): string[] {
  const label = principal.includes(':user/') ? 'user' : 'role';
  return [
    ...hang(label, labelWidth, principal || 'not known: see the problems', width),
    ...(session === null ? [] : hang('session', labelWidth, session, width)),
  ].map(style.dim);
}

function narrowedLines({ narrowed }: FunctionAnalysis, style: Style): string[] {
  if (!narrowed) return [style.warn('narrowed policy withheld: see the problems')];
  const statements = [narrowed.Statement].flat();
  if (statements.length === 0) return [style.title('narrowed policy: none needed, remove what is stated')];
  const text = stringify(narrowed, { lineWidth: 0 }).trimEnd();
  return [style.title('narrowed policy'), ...text.split('\n').map((line) => indent + line)];
}

function verdictLines(analysis: FunctionAnalysis, style: Style, width: number): string[] {
  const { expiring, keepAttached, proofs } = analysis;
  return [
    ...keepAttached.flatMap((arn) => hang('attached', labelWidth, `${arn} stays attached`, width)),
    ...expiring.flatMap(({ action, endDate, reason }) =>
      hang(
        'expires',
        labelWidth,
        `${action} on ${endDate.slice(0, 10)}${reason ? `: ${reason}` : ''}`,
        width,
      ),
    ),
    ...(proofs ? proofLines(proofs, style, width) : []),
  ];
}

type Proofs = NonNullable<FunctionAnalysis['proofs']>;

function proofLines({ within, covers, backtest }: Proofs, style: Style, width: number): string[] {
  const exact = backtest.exact ? '' : ' (some by a common prefix)';
  const replayed = `${plural(backtest.calls, 'recorded call')} replayed${exact}`;
  const denied = backtest.denied === 0 ? 'none denied' : `${formatCount(backtest.denied)} denied`;
  const lines: [boolean, string][] = [
    [within.result === 'holds', `grants nothing new: ${proofResult(within)}`],
    [covers.result === 'holds', `allows all that was used: ${proofResult(covers)}`],
    [backtest.denied === 0, `${replayed}: ${denied}`],
  ];
  return lines.flatMap(([good, text], index) => {
    const label = padEnd(index === 0 ? 'proven' : '', labelWidth);
    return hang(label, labelWidth, text, width).map(good ? style.good : style.bad);
  });
}

/** `holds`, or what stands against it. */
export function proofResult(proof: Proof): string {
  switch (proof.result) {
    case 'holds':
      return 'holds';
    case 'fails':
      return `fails, for example ${proof.counterexample.action} on ${proof.counterexample.resource}`;
    case 'unknown':
      return `unknown: ${proof.reason}`;
  }
}
