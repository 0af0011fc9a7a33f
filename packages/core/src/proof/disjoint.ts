import { comparePolicies, type Policies, type ProofOptions } from './compare.js';
import type { Proof } from './types.js';

/**
 * Proves that there is no request that both `one` and `other` allow. Each is an identity policy, or several together. The
 * counterexample is a request that `decide` allows under either; symbols and variables are as in `proveWithin`.
 */
export function proveDisjoint(one: Policies, other: Policies, options: ProofOptions = {}): Proof {
  return comparePolicies(one, other, 'overlap', options);
}
