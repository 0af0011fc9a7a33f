import type { Proof } from '@leastwise/core';
import { neutraliseAll } from './safe.js';
import { hang, styleOf, wrap, type Style, type TextOptions } from './style.js';

/** What is claimed, in words, and what became of it. */
export interface NamedProof {
  readonly claim: string;
  readonly proof: Proof;
}

const labelWidth = 12;

/** The answer of `prove` as text. */
export function renderProofs(proofs: readonly NamedProof[], options: TextOptions): string {
  const style = styleOf(options);
  if (proofs.length === 0) return 'unknown: a policy could not be read\n';
  return `${neutraliseAll(proofs)
    .flatMap((each) => proofLines(each, style))
    .join('\n')}\n`;
}

function proofLines({ claim, proof }: NamedProof, style: Style): string[] {
  const paint = { holds: style.good, fails: style.bad, unknown: style.warn }[proof.result];
  const [first = '', ...more] = wrap(`${proof.result}: ${claim}`, style.width);
  return [paint(first), ...more.map((line) => `  ${line}`), ...detailLines(proof, style)];
}

function detailLines(proof: Proof, style: Style): string[] {
  const line = (label: string, text: string): string[] => hang(`  ${label}`, labelWidth, text, style.width);
  if (proof.result === 'holds') return [];
  if (proof.result === 'unknown') return line('because', proof.reason);
  const { action, resource, principal, context } = proof.counterexample;
  return [
    ...line('example', `${action} on ${resource}`),
    ...(principal ? line('by', principal) : []),
    ...Object.entries(context).flatMap(([key, value]) =>
      line('with', `${key} = ${[value].flat().join(', ')}`),
    ),
  ];
}
