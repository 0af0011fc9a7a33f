import { sortedUnique } from '../util/order.js';
import type { Comparison, Judgement } from '../findings/compare.js';
import { observedPatterns } from '../findings/observed.js';
import type { NarrowContext } from './narrowContext.js';
import { toReference } from './references.js';

/** The resource patterns that an action keeps of one granted pattern, in the source's own terms; else as written. */
export function narrowResource(
  action: string,
  comparison: Comparison,
  judgement: Judgement,
  context: NarrowContext,
): string[] {
  const asWritten = [comparison.grant.resource.text];
  if (context.tightness !== 'resources') return asWritten;
  const patterns = observedPatterns(action, comparison, judgement, context.function);
  if (patterns === undefined) return asWritten;
  const granted = { written: comparison.grant.resource.text, bound: comparison.bound };
  const written = patterns.map((pattern) => toReference(pattern, granted, context));
  return written.every((text) => text !== undefined) ? sortedUnique(written) : asWritten;
}
