import type { PolicyDocument } from '../sources/policy.js';
import { bindSymbols, type Bindings } from './bindings.js';
import { compilePolicy, type CompiledPolicy } from './compile.js';
import { confirmDifference } from './counterexample.js';
import { findInclusion, type Difference } from './inclusion.js';
import type { Proof } from './types.js';

/**
 * Proves that `narrowed` allows nothing that `granted` does not, for every request that there could be: also for actions
 * that no catalog knows yet, and under every context. Both are identity policies; several together are their union, and
 * a Deny in one holds against all.
 *
 * Symbols (`${Orders.Arn}`) and policy variables are unknown texts, the same text wherever the same name stands. `fails`
 * comes with a request that `decide` allows under `narrowed` and not under `granted`; what `decide` does not confirm, and
 * what is too large, is `unknown`, which counts as not proven. `bindings` give symbols their text on both sides, the
 * counterexample included.
 */
export function proveWithin(
  narrowed: PolicyDocument | readonly PolicyDocument[],
  granted: PolicyDocument | readonly PolicyDocument[],
  { bindings = {} }: { readonly bindings?: Bindings } = {},
): Proof {
  const bound = (document: PolicyDocument): PolicyDocument => bindSymbols(document, bindings);
  const [inner, outer] = [documentList(narrowed).map(bound), documentList(granted).map(bound)];
  const [innerCompiled, outerCompiled] = [inner.map(compilePolicy), outer.map(compilePolicy)];
  if (
    [...innerCompiled, ...outerCompiled].some(({ statements }) =>
      statements.some(({ principal }) => principal),
    )
  ) {
    return {
      result: 'unknown',
      reason: 'a statement names principals: only identity policies can be compared',
    };
  }
  const inclusion = findInclusion(innerCompiled, outerCompiled, { fixed: new Map() });
  if (inclusion.result === 'holds') return inclusion;
  if (inclusion.result === 'differs') return confirmDifference(inclusion.differences, inner, outer, '');
  // Too large to compare: a request spelt after the patterns themselves may still show a failure.
  const guess = confirmDifference(innerCompiled.flatMap(sampleRequests), inner, outer, '');
  return guess.result === 'fails' ? guess : inclusion;
}

/** One policy or several. */
export function documentList(
  documents: PolicyDocument | readonly PolicyDocument[],
): readonly PolicyDocument[] {
  return Array.isArray(documents) ? (documents as readonly PolicyDocument[]) : [documents as PolicyDocument];
}

/** Patterns tried for each statement. */
const SAMPLES = 20;

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
