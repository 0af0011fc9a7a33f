import { comparePolicies, type Policies, type ProofOptions } from './compare.js';
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
export function proveWithin(narrowed: Policies, granted: Policies, options: ProofOptions = {}): Proof {
  return comparePolicies(narrowed, granted, 'inclusion', options);
}
