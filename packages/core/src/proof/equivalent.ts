import type { Policies, ProofOptions } from './compare.js';
import type { Proof } from './types.js';
import { proveWithin } from './within.js';

/**
 * Proves that `one` and `other` allow the same requests: each is within the other (see `proveWithin`). The counterexample
 * is a request that exactly one of them allows; `decide` tells which.
 */
export function proveEquivalent(one: Policies, other: Policies, options: ProofOptions = {}): Proof {
  const there = proveWithin(one, other, options);
  if (there.result === 'fails') return there;
  const back = proveWithin(other, one, options);
  return back.result === 'fails' || there.result === 'holds' ? back : there;
}
