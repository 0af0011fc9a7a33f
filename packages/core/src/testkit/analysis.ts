// No test of its own: it is what tests are made with.
import { analyze } from '../analyze.js';
import type { Analysis, AnalyzeOptions, FunctionAnalysis } from '../analysis.js';
import type { PolicyStatement } from '../sources/policy.js';
import { invariant } from '../util/invariant.js';
import { allSelectors, allTrails, now, role, snapshotOf, type Call } from './usage.js';

export interface Sample {
  readonly statements: readonly PolicyStatement[];
  readonly calls: readonly Call[];
  readonly days?: number;
  readonly options?: Partial<AnalyzeOptions>;
}

/** A bare policy held by one role, everything logged; `await prepare()` first. */
export function analyzeSample({ statements, calls, days, options }: Sample): Analysis {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
  return analyze({
    sources: [{ uri: 'policy.json', text }],
    usage: [snapshotOf(calls, days)],
    options: { now, principals: [role], selectors: allSelectors, trails: allTrails, ...options },
  });
}

export function onlyFunction(analysis: Analysis): FunctionAnalysis {
  const [fn] = analysis.functions;
  invariant(fn !== undefined, 'the sample has one function');
  return fn;
}
