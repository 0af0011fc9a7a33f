import type { PolicyDocument } from '../sources/policy.js';
import { bindSymbols, type Bindings } from './bindings.js';
import { compilePolicy, type CompiledPolicy } from './compile.js';
import { confirmDifference, guessCounterexample, type Claim } from './counterexample.js';
import { findInclusion, findOverlap, type Difference } from './inclusion.js';
import type { Proof } from './types.js';

/** One identity policy, or several that hold together. */
export type Policies = PolicyDocument | readonly PolicyDocument[];

export interface ProofOptions {
  /** What symbols stand for, on both sides; a symbol without a binding is an unknown text. */
  readonly bindings?: Bindings;
}

/** One policy or several. */
export function documentList(documents: Policies): readonly PolicyDocument[] {
  return Array.isArray(documents) ? (documents as readonly PolicyDocument[]) : [documents as PolicyDocument];
}

/**
 * The one core of the proofs. `inclusion`: every request that `one` allows, `other` allows. `overlap`: no request is
 * allowed by both; the name says what a counterexample shows.
 */
export function comparePolicies(
  one: Policies,
  other: Policies,
  kind: Claim['kind'],
  { bindings = {} }: ProofOptions,
): Proof {
  const compiled = (documents: Policies): CompiledPolicy[] =>
    documentList(documents).map((document) => compilePolicy(bindSymbols(document, bindings)));
  const [inner, outer] = [compiled(one), compiled(other)];
  if ([...inner, ...outer].some(namesPrincipals)) {
    return {
      result: 'unknown',
      reason: 'a statement names principals: only identity policies can be compared',
    };
  }
  const claim: Claim = { inner, outer, kind, principal: '' };
  // Most policies that differ differ plainly, in a request spelt after the patterns themselves.
  const guess = guessCounterexample(inner.flatMap(sampleRequests), claim);
  if (guess) return { result: 'fails', counterexample: guess };
  const found =
    kind === 'overlap' ? findOverlap(inner, outer) : findInclusion(inner, outer, { fixed: new Map() });
  return found.result === 'differs' ? confirmDifference(found.differences, claim) : found;
}

function namesPrincipals({ statements }: CompiledPolicy): boolean {
  return statements.some(({ principal }) => principal);
}

/** Patterns tried for each statement. */
const SAMPLES = 4;

/** Each pair of patterns with nothing for `*` and a letter for `?`. */
function sampleRequests({ statements }: CompiledPolicy): Difference[] {
  const spell = (text: string): string[] => text.replaceAll('*', '').replaceAll('?', 'x').split('');
  return statements.flatMap(({ effect, action, resource }) => {
    if (effect !== 'Allow' || action.negated || resource?.negated) return [];
    const resources = (resource?.items ?? []).slice(0, SAMPLES);
    return (action.items ?? []).slice(0, SAMPLES).flatMap(({ text }) =>
      resources.map((item) => ({
        action: spell(text.toLowerCase()),
        resource: spell(item.text),
        context: new Map(),
      })),
    );
  });
}
