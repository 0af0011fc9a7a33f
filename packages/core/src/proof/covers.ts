import type { PolicyDocument } from '../sources/policy.js';
import type { Usage } from '../usage/types.js';
import { judgeCalls, type JudgedCall, type ReplayOptions } from './replay.js';
import type { Proof } from './types.js';

/**
 * Proves that `narrowed` still allows every recorded call that `granted` allows, in every context in which it does:
 * condition keys that records lack are unknowns that both sides share. A recorded prefix must lie within narrowed as far
 * as it lies within the grant; where resources cannot be told, whatever the grant had for the action must remain. What the
 * grant never allowed is no reason to fail (see `backtest`). The counterexample is allowed by `granted` and not by
 * `narrowed`.
 */
export function proveCovers(
  narrowed: PolicyDocument | readonly PolicyDocument[],
  usage: readonly Usage[],
  granted: PolicyDocument | readonly PolicyDocument[],
  options: ReplayOptions = {},
): Proof {
  return coversOf(judgeCalls(narrowed, usage, granted, options));
}

/** The same of calls that are judged already. */
export function coversOf(judged: readonly JudgedCall[]): Proof {
  const proofs = judged.map(({ isCovered }) => isCovered);
  return (
    proofs.find(({ result }) => result === 'fails') ??
    proofs.find(({ result }) => result === 'unknown') ?? { result: 'holds' }
  );
}
