import type { PolicyDocument } from '../sources/policy.js';
import { compilePolicy } from './compile.js';
import { confirmDifference } from './counterexample.js';
import { findInclusion } from './inclusion.js';
import type { Proof } from './types.js';

/**
 * Proves that `narrowed` allows nothing that `granted` does not, for every request that there could be: also for actions
 * that no catalog knows yet, and under every context. Both are identity policies; several together are their union, and
 * a Deny in one holds against all.
 *
 * Symbols (`${Orders.Arn}`) and policy variables are unknown texts, the same text wherever the same name stands. `fails`
 * comes with a request that `decide` allows under `narrowed` and not under `granted`; what `decide` does not confirm, and
 * what is too large, is `unknown`, which counts as not proven.
 */
export function proveWithin(
  narrowed: PolicyDocument | readonly PolicyDocument[],
  granted: PolicyDocument | readonly PolicyDocument[],
): Proof {
  const inner = documentList(narrowed);
  const outer = documentList(granted);
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
  return inclusion.result === 'differs'
    ? confirmDifference(inclusion.differences, inner, outer, '')
    : inclusion;
}

export function documentList(
  documents: PolicyDocument | readonly PolicyDocument[],
): readonly PolicyDocument[] {
  return Array.isArray(documents) ? (documents as readonly PolicyDocument[]) : [documents as PolicyDocument];
}
