import type { Analysis, AnalyzeInput } from './analysis.js';
import { openAnalysis } from './openAnalysis.js';

/**
 * The whole pipeline: source texts and usage in; verdicts, findings, narrowed policies with their proofs, and every
 * problem met on the way out. Pure and total; `await prepare()` must have loaded the catalog, else nothing is known and
 * everything is kept.
 */
export function analyze(input: AnalyzeInput): Analysis {
  const open = openAnalysis(input);
  return input.options.suggestions === false ? open.analysis : open.withSuggestions();
}
