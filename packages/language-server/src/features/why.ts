import type { FunctionAnalysis, Proof } from '@leastwise/core';
import type { View } from '../analysis/result.js';
import { count, windowText } from '../text/usage.js';
import { toPlainText, type Block } from '../text/blocks.js';
import { countsOf, lensTitle } from './lenses.js';

/** Why a function's grants are as they are judged, and whether the narrowed policy is proven; null for no function. */
export function whyText(view: View, id: string): string | null {
  const fn = view.result.analysis.functions.find((each) => each.id === id);
  return fn === undefined ? null : toPlainText(whyBlocks(fn, view));
}

function whyBlocks(fn: FunctionAnalysis, { result }: View): Block[] {
  const problems = result.analysis.problems.filter(({ message }) => message.includes(fn.name));
  return [
    { kind: 'title', text: `${fn.name}: ${lensTitle(countsOf(fn))}` },
    { kind: 'text', text: `Looked at: ${windowText(result.analysis.window)}.` },
    { kind: 'text', text: linkText(fn) },
    ...proofBlocks(fn),
    ...problems.slice(0, 5).map(({ message }): Block => ({ kind: 'text', text: message })),
  ];
}

function linkText({ principal, session }: FunctionAnalysis): string {
  if (principal === '') return 'No role of it was found in the usage.';
  return session === null ? `Runs as ${principal}.` : `Runs as ${principal}, session ${session}.`;
}

function proofBlocks({ narrowed, proofs }: FunctionAnalysis): Block[] {
  if (proofs === undefined) return [];
  const { within, covers, backtest } = proofs;
  const replay = `Replayed ${count(backtest.calls, 'recorded call')}: ${backtest.denied} would be denied.`;
  const offered =
    narrowed === undefined ? 'The narrowed policy is withheld.' : 'The narrowed policy is proven.';
  return [
    offered,
    `Within the grant: ${proofText(within)}.`,
    `Covers the use: ${proofText(covers)}.`,
    replay,
  ].map((text): Block => ({ kind: 'text', text }));
}

function proofText(proof: Proof): string {
  switch (proof.result) {
    case 'holds':
      return 'holds';
    case 'fails':
      return `fails for ${proof.counterexample.action} on ${proof.counterexample.resource}`;
    case 'unknown':
      return `unknown, ${proof.reason}`;
  }
}
